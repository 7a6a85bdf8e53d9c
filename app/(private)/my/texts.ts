import { firstDay, type Month } from "#lib/days";
import type { Fen } from "#lib/money";
import { carriedIn } from "#lib/subsidy/rules-carried";
import { shownParts } from "#lib/subsidy/rules-plan";
import type { ByPlan } from "#lib/subsidy/rules-together";
import { dateLocale } from "#ui/day";
import type { NetRent } from "#ui/net-rent-line";

const styles = {
  instant: { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { year: "numeric", month: "long", day: "numeric" },
  month: { year: "numeric", month: "long" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const format = (locale: string, style: keyof typeof styles, timeZone: string) =>
  new Intl.DateTimeFormat(dateLocale(locale), { ...styles[style], timeZone });

/** A moment on the city's clock within a sentence; alone it is an `<Instant>`. */
export const instantText = (locale: string, at: Date): string => format(locale, "instant", "Asia/Shanghai").format(at);

/** A day within a sentence; alone it is a `<Day>`. */
export const dayText = (locale: string, on: string): string =>
  format(locale, "day", "UTC").format(new Date(`${on}T00:00:00Z`));

export const monthText = (locale: string, month: Month): string =>
  format(locale, "month", "UTC").format(new Date(`${firstDay(month)}T00:00:00Z`));

/** An assessment as the equation shows it. */
export function netOf(assessment: ByPlan, rentFen: Fen): NetRent {
  return {
    rentFen,
    ...shownParts(assessment.parts.map(({ part, grantedFen: fen }) => ({ part, fen }))),
    yoursFen: assessment.dueFen,
    surplusFen: assessment.surplusFen,
    ...carriedIn(assessment),
  };
}
