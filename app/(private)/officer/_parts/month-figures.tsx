import { useTranslations } from "next-intl";
import type { MonthSummary } from "#lib/desk/figures";
import type { Figure } from "#lib/desk/rules-figures";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { linesHref } from "./lines-href.ts";

const shown = [
  "rent",
  "subsidy",
  "offset",
  "surplus",
  "kept",
  "drawn",
  "net",
  "other",
  "paid",
  "expected",
  "open",
] as const satisfies Figure[];
/** Left out where there is nothing of it. */
const rare: readonly Figure[] = ["kept", "drawn", "other", "expected"];

/** A month's sums beside the month before; each leads to its rows. */
export function MonthFigures({ summary }: { summary: MonthSummary }) {
  const t = useTranslations("desk.figures");
  const { month, sums } = summary;
  return (
    <KeyFigures
      wide
      figures={[
        {
          label: t("people"),
          value: sums.people,
          hint: `${t("granted")} ${sums.granted}`,
          href: linesHref(month, { by: "people" }),
        },
        ...shown
          .filter((figure) => !rare.includes(figure) || sums[figure] !== 0)
          .map((figure) => ({
            label: t(figure),
            value: <Money fen={sums[figure]} size="lg" />,
            hint: <Change summary={summary} figure={figure} />,
            href: linesHref(month, { figure, by: "class" }),
          })),
      ]}
    />
  );
}

function Change({ summary, figure }: { summary: MonthSummary; figure: Figure }) {
  const t = useTranslations("desk.month");
  if (!summary.before) return null;
  const change = summary.sums[figure] - summary.before[figure];
  if (change === 0) return t("same");
  return t.rich("change", { amount: () => <Money fen={change} size="sm" always /> });
}
