import { addDays, type Day, daysBetween } from "../days.ts";
import { type Fen, roundHalfUp } from "../money.ts";

/**
 * What overdue rent costs from a day on: `perDay` hundred-thousandths of it for each day after `graceDays`, at most
 * `capPercent` of the rent that became overdue.
 */
export type LateFeeRule = { fromOn: Day; perDay: number; graceDays: number; capPercent: number };

/** A bill's rent that was due and what became of it: `wantsFen` once decided support is netted, and when it was paid. */
export type LateBill = { dueOn: Day; wantsFen: Fen; paid: readonly { on: Day; amountFen: Fen }[] };

/** The rule in force on a day. */
export const ruleOn = (rules: readonly LateFeeRule[], on: Day): LateFeeRule | undefined =>
  rules
    .filter((rule) => rule.fromOn <= on)
    .toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
    .at(-1);

/** Does any rule ask for anything? While all are zero nobody's bills need to be looked at. */
export const lateFeesAsked = (rules: readonly LateFeeRule[]): boolean =>
  rules.some((rule) => rule.perDay > 0 && rule.capPercent > 0);

/**
 * The late fee of a bill up to the end of a day: for each late day what was open at its end × the rate of that day, summed
 * and rounded half up once, at most the cap of the rule in force when it was due. So what is charged at several times is the
 * difference of two such sums, and the days between any of them are charged once. What is due on a day may be paid on it.
 */
export function lateFeeUpTo(bill: LateBill, rules: readonly LateFeeRule[], upTo: Day): Fen {
  const rule = ruleOn(rules, bill.dueOn);
  if (!rule) return 0;
  const openAt = (on: Day): Fen =>
    Math.max(0, bill.wantsFen - bill.paid.reduce((sum, one) => sum + (one.on <= on ? one.amountFen : 0), 0));
  const firstOn = addDays(bill.dueOn, rule.graceDays + 1);
  const capFen = Math.floor((openAt(bill.dueOn) * rule.capPercent) / 100);
  // Open amounts change on few days: from one of them to the next every day is alike, but for the rate.
  const cuts = [firstOn, ...bill.paid.map((one) => one.on), ...rules.map((one) => one.fromOn)]
    .filter((on) => on >= firstOn && on <= upTo)
    .sort();
  const starts = [...new Set(cuts)];
  let hundredThousandths = 0;
  for (const [index, from] of starts.entries()) {
    const days = daysBetween(from, starts[index + 1] ?? addDays(upTo, 1));
    hundredThousandths += openAt(from) * days * (ruleOn(rules, from)?.perDay ?? 0);
  }
  return Math.min(capFen, roundHalfUp(hundredThousandths / 100_000));
}
