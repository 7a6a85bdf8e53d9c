import type { Month } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import type { Fen } from "../money.ts";

/**
 * What a fund has in a year. `kept`: a budget was entered for it; without one there is nothing to keep to. `committedFen`
 * is all that was ever approved against it, what has been spent included.
 */
export type FundSums = { kept: boolean; appropriatedFen: Fen; committedFen: Fen; spentFen: Fen };

export const nothing: FundSums = { kept: false, appropriatedFen: 0, committedFen: 0, spentFen: 0 };

/** What can still be approved. Below zero where more was approved than there is. */
export const availableFen = ({ appropriatedFen, committedFen }: FundSums): Fen => appropriatedFen - committedFen;

/** Which year's budget a month is counted against: its own, whenever it is approved and paid. */
export const budgetYear = (month: Month): number => Number(month.slice(0, 4));

/**
 * May a batch be approved against the budgets? Above what is available it asks for a reason, and is then granted:
 * `overFen` by fund. Without one: `budget-exceeded` (`over` in yuan, of the fund that lacks most).
 */
export function decideCommitment(
  shares: ReadonlyMap<string, Fen>,
  sums: ReadonlyMap<string, FundSums>,
  reason: string,
): Decision<{ over: Map<string, Fen> }> {
  const over = new Map<string, Fen>();
  for (const [fund, fen] of shares) {
    const its = sums.get(fund) ?? nothing;
    const lacksFen = fen - availableFen(its);
    if (its.kept && fen > 0 && lacksFen > 0) over.set(fund, lacksFen);
  }
  if (over.size === 0 || reason.trim() !== "") return grant({ over });
  const mostFen = Math.max(...over.values());
  return refuse("budget-exceeded", { overFen: mostFen, over: mostFen / 100 });
}

/**
 * May a fund's budget of a year be raised (above zero) or cut (below)? Refuses `appropriation-nothing`,
 * `appropriation-without-reason`, and `appropriation-below-committed` (`most` in yuan) where less would be left than is approved already.
 */
export function decideAppropriation(sums: FundSums, amountFen: Fen, reason: string): Decision {
  if (!Number.isSafeInteger(amountFen) || amountFen === 0) return refuse("appropriation-nothing");
  if (reason.trim() === "") return refuse("appropriation-without-reason");
  const mostFen = Math.max(0, availableFen(sums));
  if (amountFen < 0 && -amountFen > mostFen) {
    return refuse("appropriation-below-committed", { mostFen, most: mostFen / 100 });
  }
  return grant({});
}
