import { addDays, type Day, daysBetween } from "../days.ts";
import { type MeterKind, usedText } from "./rules-tariff.ts";

export type Reading = { readOn: Day; valueHundredths: number };
export type MeterLife = { kind: MeterKind; installedOn: Day; retiredOn: Day | null };
/**
 * `wrong` is never taken, `duplicate` is known already, `implausible` is taken where somebody says why; `reason` is a key of
 * the refusals.
 */
export type Judgement =
  | { state: "good" }
  | { state: "implausible" | "wrong" | "duplicate"; reason: string; values: Record<string, string | number> };

// Our own settings: what an operator would look at twice.
/** So many times what is usually used a day. */
export const TIMES_USUAL = 4;
/** Longer than this without a reading: two months and a week. */
export const GAP_DAYS = 70;
/** What is used is compared with what was used in the year before. */
const USUAL_DAYS = 365;
/** Of a meter that was read for less than this one knows nothing yet: `MOST` is compared with instead. */
const KNOWN_DAYS = 25;
/** Hundredths of kWh or m³ a day that a flat may well use. */
const MOST: Record<MeterKind, number> = { electricity: 4000, water: 100, gas: 200 };
/** Below so much a day nothing is much: a holiday before makes any use look like many times the usual. */
const LITTLE: Record<MeterKind, number> = { electricity: 600, water: 20, gas: 40 };

/**
 * Does a reading look right? `history` are the meter's readings in the order of their days; `chargedTo` is the day up to
 * which use was charged, of which nothing can be said any more.
 */
export function judgeReading(
  { readOn, valueHundredths }: Reading,
  meter: MeterLife,
  { history, chargedTo, today }: { history: readonly Reading[]; chargedTo: Day | null; today: Day },
): Judgement {
  const not = (state: "implausible" | "wrong" | "duplicate", reason: string, values = {}): Judgement => ({
    state,
    reason,
    values,
  });
  if (readOn > today) return not("wrong", "reading-in-future");
  if (readOn < meter.installedOn) return not("wrong", "reading-before-meter", { installedOn: meter.installedOn });
  if (meter.retiredOn !== null && readOn > meter.retiredOn)
    return not("wrong", "reading-after-meter", { retiredOn: meter.retiredOn });
  const same = history.find((reading) => reading.readOn === readOn);
  if (same?.valueHundredths === valueHundredths) return not("duplicate", "reading-known");
  if (same) return not("wrong", "reading-day-taken", { value: usedText(same.valueHundredths) });
  if (chargedTo !== null && readOn < chargedTo) return not("wrong", "reading-before-charged", { on: chargedTo });
  const last = history.findLast((reading) => reading.readOn < readOn);
  const next = history.find((reading) => reading.readOn > readOn);
  if (next && next.valueHundredths < valueHundredths)
    return not("implausible", "reading-above-next", { next: usedText(next.valueHundredths), on: next.readOn });
  if (!last) return { state: "good" };
  const shown = { last: usedText(last.valueHundredths), on: last.readOn };
  if (valueHundredths < last.valueHundredths) return not("implausible", "reading-below-last", shown);
  const days = daysBetween(last.readOn, readOn);
  if (days > GAP_DAYS) return not("implausible", "reading-after-gap", { ...shown, days });
  const usual = usualADay(history, last, meter.kind);
  const aDay = (valueHundredths - last.valueHundredths) / days;
  if (aDay <= LITTLE[meter.kind] || aDay <= usual) return { state: "good" };
  const used = usedText(valueHundredths - last.valueHundredths);
  return not("implausible", "reading-much-more", { ...shown, used, days, most: usedText(Math.round(usual * days)) });
}

/** The most that one would expect a day: several times what was used in the year before, or what any flat may use. */
function usualADay(history: readonly Reading[], last: Reading, kind: MeterKind): number {
  const first = history.find((reading) => reading.readOn >= addDays(last.readOn, -USUAL_DAYS));
  const days = first ? daysBetween(first.readOn, last.readOn) : 0;
  if (!first || days < KNOWN_DAYS) return MOST[kind];
  return (TIMES_USUAL * Math.max(0, last.valueHundredths - first.valueHundredths)) / days;
}
