import { useLocale, useTranslations } from "next-intl";
import { written } from "#i18n/written";
import type { FundYear } from "#lib/budget/queries";
import { Badge } from "#ui/badge";

const tones = { unkept: "grey", fine: "green", tight: "amber", short: "red" } as const;

/** Whether the budget lasts, and if not, in which month it runs out. */
export function Level({ forecast }: Pick<FundYear, "forecast">) {
  const t = useTranslations("budget");
  const locale = useLocale();
  const { level, runsOutIn } = forecast;
  const month = runsOutIn ? String(written(locale, { month: runsOutIn }).month) : "";
  return <Badge tone={tones[level]}>{level === "short" ? t("levels.short", { month }) : t(`levels.${level}`)}</Badge>;
}
