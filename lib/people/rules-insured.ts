import { type Month, monthsBetween } from "../days.ts";

type Told = { insuredMonths: number | null; insuredMonthsAsOf: Month | null };

/**
 * Unbroken months of insurance completed before `month`: what was told, plus the months since then, taken as insured.
 * A break has to be told by the person or the register; null is "not told".
 */
export function insuredMonthsBefore(month: Month, { insuredMonths, insuredMonthsAsOf }: Told): number | null {
  if (insuredMonths === null || insuredMonthsAsOf === null) return insuredMonths;
  return Math.max(0, insuredMonths + monthsBetween(insuredMonthsAsOf, month));
}
