import { isMonth, type Month } from "../days.ts";
import { type Decision, grant, type Problem, refuse, refuseFields } from "../errors.ts";
import type { Fen } from "../money.ts";

/**
 * claimed: a correction claims it and nobody has agreed how it is paid back; proposed: a plan waits for a second officer;
 * running: bills take it back; settled: nothing is left.
 */
export const clawbackStatuses = ["claimed", "proposed", "running", "settled"] as const;
export type ClawbackStatus = (typeof clawbackStatuses)[number];

export type ClawbackPlan = { monthlyLimitFen: Fen; fromMonth: Month };
export type Clawback = ClawbackPlan & {
  status: ClawbackStatus;
  amountFen: Fen;
  /** Billed, written off or fallen away so far. */
  movedFen: Fen;
  madeBy: string;
};

export const restOf = ({ amountFen, movedFen }: { amountFen: Fen; movedFen: Fen }): Fen => amountFen - movedFen;

/** `GZ202609-0001` (更正) and `ZH202609-0001` (追回): the sequence counts from 1 within the month. */
export const correctionNo = (month: Month, sequence: number): string => numbered("GZ", month, sequence);
export const clawbackNo = (month: Month, sequence: number): string => numbered("ZH", month, sequence);

const numbered = (letters: string, month: Month, sequence: number): string =>
  `${letters}${month.replace("-", "")}-${String(sequence).padStart(4, "0")}`;

/**
 * An officer proposes how it is paid back, or proposes anew what was proposed or runs. Refuses `clawback-settled`, and by
 * field `clawback-limit-wrong`, `clawback-limit-above-rest` (`rest` in yuan), `month-wrong`, `clawback-month-past`
 * (`month`), `clawback-without-reason`.
 */
export function decidePlan(
  clawback: Clawback,
  plan: ClawbackPlan & { reason: string },
  earliest: Month,
): Decision<ClawbackPlan & { reason: string }> {
  if (clawback.status === "settled") return refuse("clawback-settled");
  const problems: Problem[] = [];
  const field = "monthlyLimitFen";
  if (!Number.isSafeInteger(plan.monthlyLimitFen) || plan.monthlyLimitFen <= 0) {
    problems.push({ field, reason: "clawback-limit-wrong" });
  } else if (plan.monthlyLimitFen > restOf(clawback)) {
    problems.push({ field, reason: "clawback-limit-above-rest", values: { rest: restOf(clawback) / 100 } });
  }
  if (!isMonth(plan.fromMonth))
    problems.push({ field: "fromMonth", reason: "month-wrong", values: { month: plan.fromMonth } });
  else if (plan.fromMonth < earliest) {
    problems.push({ field: "fromMonth", reason: "clawback-month-past", values: { month: earliest } });
  }
  const reason = plan.reason.trim();
  if (reason === "") problems.push({ field: "reason", reason: "clawback-without-reason" });
  return problems.length > 0 ? refuseFields(problems) : grant({ ...plan, reason });
}

/**
 * Another officer approves the plan as it was shown, or sends it back. Refuses `clawback-not-proposed`,
 * `maker-cannot-decide`, `clawback-plan-changed`.
 */
export function decidePlanApproval(
  clawback: Clawback,
  by: string,
  seen: ClawbackPlan,
): Decision<{ status: "running" }> {
  if (clawback.status !== "proposed") return refuse("clawback-not-proposed");
  if (clawback.madeBy === by) return refuse("maker-cannot-decide");
  const same = clawback.monthlyLimitFen === seen.monthlyLimitFen && clawback.fromMonth === seen.fromMonth;
  return same ? grant({ status: "running" }) : refuse("clawback-plan-changed");
}

/** Another officer sends it back. Refuses `clawback-not-proposed`, `maker-cannot-decide`, `reject-without-reason`. */
export function decidePlanReturn(
  clawback: Clawback,
  by: string,
  reason: string,
): Decision<{ status: "claimed"; reason: string }> {
  if (clawback.status !== "proposed") return refuse("clawback-not-proposed");
  if (clawback.madeBy === by) return refuse("maker-cannot-decide");
  if (reason.trim() === "") return refuse("reject-without-reason");
  return grant({ status: "claimed", reason: reason.trim() });
}

/**
 * What the bills of a month take back: never above the limit of the month, never above what is left, so that the last one is
 * smaller. Once no lease of the person runs there are no further bills: the whole rest stands on this one.
 */
export function instalmentFen(clawback: Clawback, month: Month, leaseRuns: boolean): Fen {
  if (clawback.status !== "running" || month < clawback.fromMonth) return 0;
  return leaseRuns ? Math.min(clawback.monthlyLimitFen, restOf(clawback)) : restOf(clawback);
}

/** The instalments that a plan comes to, month by month, as far as it is from now on. */
export function instalmentsOf(restFen: Fen, { monthlyLimitFen }: ClawbackPlan): { fen: Fen; months: number }[] {
  const full = Math.floor(restFen / monthlyLimitFen);
  const lastFen = restFen - full * monthlyLimitFen;
  return [
    { fen: monthlyLimitFen, months: full },
    { fen: lastFen, months: 1 },
  ].filter(({ fen, months }) => fen > 0 && months > 0);
}

/**
 * The person pays more at once than the plan asks for. Refuses `clawback-settled`, `payment-amount-wrong` and
 * `clawback-above-rest` (`rest` in yuan).
 */
export function decidePayNow(clawback: Clawback, amountFen: Fen): Decision<{ amountFen: Fen; settled: boolean }> {
  if (clawback.status === "settled") return refuse("clawback-settled");
  if (!Number.isSafeInteger(amountFen) || amountFen <= 0) return refuse("payment-amount-wrong");
  const restFen = restOf(clawback);
  if (amountFen > restFen) return refuse("clawback-above-rest", { rest: restFen / 100 });
  return grant({ amountFen, settled: amountFen === restFen });
}

/**
 * Nobody gives back more than they got. Refuses `clawback-above-paid` (`paid` in yuan).
 * @param receivedFen support of these months that was netted against rent or paid out
 */
export const decideClaim = (claimFen: Fen, receivedFen: Fen): Decision =>
  claimFen > receivedFen ? refuse("clawback-above-paid", { paid: receivedFen / 100 }) : grant({});
