import { useLocale, useTranslations } from "next-intl";
import { written } from "#i18n/written";
import type { CorrectionView } from "#lib/corrections/queries";
import { Day } from "#ui/day";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { SummaryList } from "#ui/summary-list";
import { FactText } from "./fact-text.tsx";

/** What was entered: why months are decided again, and what should have been known. */
export function Said({ correction }: { correction: CorrectionView }) {
  const t = useTranslations("corrections.one");
  const causes = useTranslations("corrections.causes");
  const facts = useTranslations("corrections.facts");
  const locale = useLocale();
  const { said } = correction;
  const items = [
    { label: t("cause"), value: causes(said.cause) },
    { label: t("reason"), value: correction.reason },
    ...(said.personName ? [{ label: t("person"), value: said.personName }] : []),
    ...(said.leaseNo ? [{ label: t("lease"), value: said.leaseNo }] : []),
  ];
  if (said.cause === "earlyLeaver")
    items.push({ label: t("endedOn"), value: String(written(locale, { on: said.endedOn }).on) });
  return (
    <SummaryList
      items={[
        ...items,
        ...(said.cause === "lateFact"
          ? [
              {
                label: t("fact"),
                value: (
                  <>
                    {facts(said.fact as Parameters<typeof facts>[0])}: <FactText fact={said.fact} value={said.value} />
                  </>
                ),
              },
            ]
          : []),
        ...(said.cause === "lateFact" && said.still ? [{ label: t("still"), value: t("stillText") }] : []),
        ...("fromMonth" in said
          ? [
              {
                label: t("span"),
                value: (
                  <>
                    <MonthText month={said.fromMonth} /> – <MonthText month={said.toMonth} />
                  </>
                ),
              },
            ]
          : []),
        ...(said.cause === "rentChange"
          ? [
              { label: t("rentFrom"), value: <Day on={said.fromOn} /> },
              { label: t("monthRent"), value: <Money fen={said.rentFen} unit="month" /> },
            ]
          : []),
        ...(said.cause === "schemeChange" ? [{ label: t("version"), value: `${said.schemeId} ${said.version}` }] : []),
        { label: t("booked"), value: <MonthText month={correction.month} /> },
      ]}
    />
  );
}
