import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { nameIn } from "#i18n/names";
import type { Figures } from "#lib/lab/figures";
import type { Fen } from "#lib/money";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { Section } from "#ui/section";
import { MonthCosts, NetRents } from "./figure-tables.tsx";
import { PeopleTable } from "./people-table.tsx";

/** How the sides are called: by name, as what is in force, and on a draft's `own` page as this draft. */
export function useSideNames(figures: Figures, own?: boolean): [string, string] {
  const t = useTranslations("lab");
  const locale = useLocale();
  const [before, after] = figures.sides.map(({ name }) => (name ? nameIn(locale, name) : t("live")));
  return [before ?? "", own ? t("thisDraft") : (after ?? "")];
}

/** A difference with its sign; costs that rise and fall are told by the sign, not by colour alone. */
export const Difference = ({ fen, size }: { fen: Fen; size?: "sm" | "lg" }) => <Money fen={fen} size={size} always />;

/**
 * Everything that two sides come to over today's residents. `list` is the list of people with its pages; what is not saved
 * has none and shows who gains and loses most.
 */
export function FiguresOf(props: { figures: Figures; own?: boolean; unsaved?: boolean; list?: ReactNode }) {
  const { figures, own, unsaved, list } = props;
  const t = useTranslations("lab.figures");
  const sides = useSideNames(figures, own);
  const [before, after] = sides;
  const count = figures.months.length;
  const { gains, losses, same } = figures;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {unsaved && <Notice tone="blue">{t("unsaved")}</Notice>}
      <p className="max-w-prose text-muted text-sm">{t("lead", { count: figures.people })}</p>
      <KeyFigures
        figures={[
          { label: before, value: <Money fen={figures.beforeFen} size="lg" />, hint: t("sum", { count }) },
          { label: after, value: <Money fen={figures.afterFen} size="lg" />, hint: t("sum", { count }) },
          {
            label: t("difference"),
            value: <Difference fen={figures.afterFen - figures.beforeFen} size="lg" />,
            hint: t("sameOf", { count: same }),
          },
        ]}
      />
      <KeyFigures
        figures={[
          {
            label: t("gains"),
            value: <Difference fen={gains.fen} size="lg" />,
            hint: t("gainsOf", { count: gains.people }),
            tone: "green",
          },
          {
            label: t("loses"),
            value: <Difference fen={losses.fen} size="lg" />,
            hint: t("losesOf", { count: losses.people }),
            tone: losses.people > 0 ? "red" : undefined,
          },
        ]}
      />
      <MonthCosts figures={figures} sides={sides} />
      <NetRents figures={figures} sides={sides} />
      {list ?? (
        <>
          {figures.top.gains.length > 0 && (
            <Section title={t("topGains")}>
              <PeopleTable caption={t("topGains")} rows={figures.top.gains} sides={sides} />
            </Section>
          )}
          {figures.top.loses.length > 0 && (
            <Section title={t("topLoses")}>
              <PeopleTable caption={t("topLoses")} rows={figures.top.loses} sides={sides} />
            </Section>
          )}
        </>
      )}
    </div>
  );
}
