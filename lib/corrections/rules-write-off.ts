import type { Day } from "../days.ts";
import { type Decision, grant, type Problem, refuse, refuseFields } from "../errors.ts";
import type { Fen } from "../money.ts";

/** What is open: of a bill that is overdue, or of a clawback. */
export type Open = {
  openFen: Fen;
  /** What other proposals that nobody has decided would give up. */
  proposedFen: Fen;
  /** Null where nothing has to be due first. */
  dueOn: Day | null;
};

/**
 * Somebody proposes to give up money that will not come (核销). Refuses `write-off-not-overdue`, and by field
 * `write-off-amount-wrong`, `write-off-above-open` (`open` in yuan), `write-off-without-reason`.
 */
export function decideWriteOff(
  { openFen, proposedFen, dueOn }: Open,
  given: { amountFen: Fen; reason: string },
  today: Day,
): Decision<{ amountFen: Fen; reason: string }> {
  if (dueOn !== null && dueOn >= today) return refuse("write-off-not-overdue", { dueOn });
  const { amountFen } = given;
  const reason = given.reason.trim();
  const freeFen = Math.max(0, openFen - proposedFen);
  const problems: Problem[] = [];
  if (!Number.isSafeInteger(amountFen) || amountFen <= 0) {
    problems.push({ field: "amountFen", reason: "write-off-amount-wrong" });
  } else if (amountFen > freeFen) {
    problems.push({ field: "amountFen", reason: "write-off-above-open", values: { open: freeFen / 100 } });
  }
  if (reason === "") problems.push({ field: "reason", reason: "write-off-without-reason" });
  return problems.length > 0 ? refuseFields(problems) : grant({ amountFen, reason });
}

/** What was paid since it was proposed is not given up any more. Refuses `write-off-paid-meanwhile` (`open` in yuan). */
export const decideWriteOffStands = (amountFen: Fen, openFen: Fen): Decision =>
  amountFen > openFen ? refuse("write-off-paid-meanwhile", { open: Math.max(0, openFen) / 100 }) : grant({});
