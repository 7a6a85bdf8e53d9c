import { useTranslations } from "next-intl";
import type { Overview } from "#lib/inventory/overview";
import { type Fen, roundHalfUp } from "#lib/money";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Section } from "#ui/section";

const wholeYuan = (fen: Fen): Fen => roundHalfUp(fen / 100) * 100;

/** The latest billed month: rent billed, what the subsidy took off, what was paid, what is due. */
export function MonthMoney({ month }: { month: Overview["month"] }) {
  const t = useTranslations("operator.overview.money");
  if (!month) {
    return (
      <Section title={t("title")}>
        <p className="text-muted">{t("none")}</p>
      </Section>
    );
  }
  const afterApprovalFen = Math.max(0, month.dueFen - month.expectedFen);
  const parts = [
    { key: "offset", fen: month.subsidisedFen, fill: "fill-blue-500" },
    { key: "expected", fen: Math.min(month.expectedFen, month.dueFen), fill: "fill-blue-100" },
    { key: "paid", fen: month.paidFen, fill: "fill-green-500" },
    { key: "due", fen: afterApprovalFen, fill: "fill-amber-500" },
  ] as const;
  const wholeFen = Math.max(
    1,
    parts.reduce((sum, { fen }) => sum + fen, 0),
  );
  const shown = parts.map(({ fen }) => fen / wholeFen);
  return (
    <Section
      title={
        <>
          <MonthText month={month.month} /> {t("title")}
        </>
      }
      lead={t("lead", { count: month.bills })}
    >
      <svg viewBox="0 0 1000 14" preserveAspectRatio="none" className="h-3.5 w-full" aria-hidden="true">
        <rect width="1000" height="14" className="fill-sunken" />
        {parts.map((part, index) => (
          <rect
            key={part.key}
            x={1000 * shown.slice(0, index).reduce((sum, share) => sum + share, 0)}
            width={Math.max(0, 1000 * (shown[index] ?? 0) - 2)}
            height="14"
            className={part.fill}
          />
        ))}
      </svg>
      <KeyFigures
        figures={[
          { label: t("rent"), value: <Money fen={wholeYuan(month.billedFen)} size="lg" /> },
          {
            label: t("offset"),
            value: <Money fen={wholeYuan(month.subsidisedFen)} size="lg" />,
            tone: "blue",
            hint: month.expectedFen > 0 && (
              <>
                {t("expected")} <Money fen={wholeYuan(month.expectedFen)} size="sm" />
              </>
            ),
          },
          { label: t("paid"), value: <Money fen={wholeYuan(month.paidFen)} size="lg" />, tone: "green" },
          {
            label: t("due"),
            value: <Money fen={wholeYuan(month.dueFen)} size="lg" />,
            tone: "amber",
            hint: month.expectedFen > 0 && (
              <>
                {t("afterApproval")} <Money fen={wholeYuan(afterApprovalFen)} size="sm" />
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
