import type { Month } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";

/** A month's books as they stand; null where they were never closed. */
export type Period = { status: "open" | "closed"; closedBy: string; reopenedBy: string | null } | null;

/** What has to be so before a month is closed, whether it is, and where to go if not. */
export const needCodes = [
  "month-over",
  "earlier-closed",
  "batches-posted",
  "proposals-decided",
  "books-balanced",
  "facts-hold",
] as const;
export type NeedCode = (typeof needCodes)[number];
/** `lacks` names what is missing, one each; none where the need is met. */
export type Need = { code: NeedCode; lacks: Lack[] };
/** `kind` says what it is: a batch's sequence, a proposal's kind, a fact's name, a month. */
export type Lack = { kind: "month" | "batch" | "proposal" | "fact"; name: string; id: string };

/**
 * May the month be closed (月结)? Again after it was closed it is `before`. Refuses `period-needs` (`count` of the needs
 * that are not met).
 */
export function decideClose(period: Period, needs: readonly Need[]): Decision<{ before: boolean }> {
  if (period?.status === "closed") return grant({ before: true });
  const unmet = needs.filter((need) => need.lacks.length > 0);
  return unmet.length > 0 ? refuse("period-needs", { count: unmet.length }) : grant({ before: false });
}

/**
 * May the month be opened again? Once, with a reason, by somebody else than who closed it. Refuses `period-not-closed`,
 * `period-reopened-before`, `closer-cannot-reopen`, `reopen-without-reason`.
 */
export function decideReopen(period: Period, by: string, reason: string): Decision<{ reason: string }> {
  if (period?.status !== "closed") return refuse("period-not-closed");
  if (period.reopenedBy !== null) return refuse("period-reopened-before");
  if (period.closedBy === by) return refuse("closer-cannot-reopen");
  if (reason.trim() === "") return refuse("reopen-without-reason");
  return grant({ reason: reason.trim() });
}

/** The months that have to be closed before this one: every earlier one that has anything in its books. */
export const earlierOpen = (month: Month, booked: readonly Month[], closed: ReadonlySet<Month>): Month[] =>
  booked.filter((one) => one < month && !closed.has(one)).toSorted();
