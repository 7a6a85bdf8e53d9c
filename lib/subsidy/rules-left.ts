import type { Month } from "../days.ts";
import { applies, evaluate } from "./rules-conditions.ts";
import type { Told } from "./rules-facts.ts";
import { type Case, parameterOf, qualify } from "./rules-values.ts";
import type { Scheme } from "./scheme.ts";

/**
 * For how many further months a part that was granted in `month` can be granted: what its counters of months leave, null
 * where none counts. `monthsUsed` is without `month`. What is granted at once and not by the month is granted no more.
 * Only counters are looked at: whoever turns 36 or buys a home is not foreseen.
 */
export function monthsLeftAfter(
  scheme: Scheme,
  partId: string,
  given: { month: Month; facts: Told; monthsUsed: Readonly<Record<string, number>> },
): number | null {
  const part = scheme.parts.find((one) => one.id === partId);
  if (!part || parameterOf(scheme, part.amount).unit === "fen/grant") return 0;
  const subject: Case = { scheme, ...given, rentFen: 0, qualified: qualify(scheme, given.facts) };
  let left: number | null = null;
  for (const condition of scheme.conditions) {
    const { measure, operator, parts } = condition;
    if (measure.kind !== "monthsUsed" || !parts.includes(partId) || !applies(condition, subject)) continue;
    const answer = evaluate(condition, partId, subject);
    if (!answer.ok) continue;
    const { actual, required } = answer.reason;
    if (typeof actual !== "number" || typeof required !== "number") continue;
    // A counter that several parts share goes up by each of them every month.
    const perMonth = 1 + (measure.with?.length ?? 0);
    const most = operator === "lessThan" ? required - 1 : required;
    const months = Math.max(0, Math.floor((most - actual) / perMonth));
    left = left === null ? months : Math.min(left, months);
  }
  return left;
}
