import { useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { isDay } from "#lib/days";
import type { FactValue } from "#lib/subsidy/rules-facts";
import { Day } from "#ui/day";

const groups: Record<string, string> = { degree: "degrees", skill: "skills", employerKind: "employerKinds" };

/** A fact's answer as one says it. */
export function FactText({ fact, value }: { fact: string; value: FactValue }) {
  const words = useTranslations("words");
  const t = useTranslations("corrections.one");
  if (value === null) return <>{t("noValue")}</>;
  if (typeof value === "boolean") return <>{value ? words("yes") : words("no")}</>;
  if (typeof value === "number") return <>{t("monthsCount", { count: value })}</>;
  if (isDay(value)) return <Day on={value} />;
  const group = groups[fact];
  return <>{group ? textOf(words, `${group}.${value}`) : value}</>;
}
