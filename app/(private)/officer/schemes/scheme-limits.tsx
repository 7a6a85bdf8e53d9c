import { useLocale, useTranslations } from "next-intl";
import { nameIn } from "#i18n/names";
import type { Scheme } from "#lib/subsidy/scheme";
import { SummaryList } from "#ui/summary-list";
import { useValueText } from "./scheme-value.ts";

/** How long a scheme pays: what its counters of months used are held against. */
export function Limits({ scheme }: { scheme: Scheme }) {
  const t = useTranslations("officer.schemes");
  const words = useTranslations("words");
  const locale = useLocale();
  const valueText = useValueText(scheme);
  const counters = scheme.conditions.filter((condition) => condition.measure.kind === "monthsUsed");
  const items = counters.flatMap(({ parts, required }) => {
    const parameter = scheme.parameters.find((one) => one.id === required.parameter);
    const counts = parameter?.unit === "number" ? "grantCount" : "monthCount";
    const named = scheme.parts.filter((part) => parts.includes(part.id)).map((part) => nameIn(locale, part));
    return (parameter?.values ?? []).map(({ from, to, value }) => {
      const period =
        parameter?.datedBy === "recruitedOn"
          ? to
            ? t("recruitedBetween", { from, to })
            : t("recruitedFrom", { from })
          : `${from} – ${to ?? t("open")}`;
      const whose = counters.length > 1 ? `${named.join(words("listSeparator"))} ` : "";
      return {
        label: `${whose}${period}`,
        value: valueText({ by: parameter?.by }, value, (one) => t(counts, { count: Number(one) })),
      };
    });
  });
  return <SummaryList items={items} />;
}
