import { addDays, type Day } from "../days.ts";

/** Everything that can wait for an officer. */
export const waitingKinds = [
  "settlementCheck",
  "settlementApproval",
  "settlementFunding",
  "payoutFile",
  "payoutReturned",
  "refund",
  "correction",
  "clawback",
  "writeOff",
  "budget",
  "schemeDraft",
  "finding",
  "registerImport",
] as const;
export type WaitingKind = (typeof waitingKinds)[number];

/** Days that differ from the usual week: off though in it, worked though at its end. */
export type WorkCalendar = { daysOff: readonly Day[]; workedWeekends: readonly Day[] };
export type DeadlineRule = { from: Day; to: Day | null; workingDays: number };
export type Deadlines = WorkCalendar & { deadlines: Readonly<Record<WaitingKind, readonly DeadlineRule[]>> };

export function isWorkingDay(day: Day, { daysOff, workedWeekends }: WorkCalendar): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return workedWeekends.includes(day);
  return !daysOff.includes(day);
}

/** The day that is `count` working days after `day`; `day` itself does not count, whatever it is. */
export function addWorkingDays(day: Day, count: number, calendar: WorkCalendar): Day {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at, calendar)) left -= 1;
  }
  return at;
}

/** The last day for what has waited since `since`, by the rule in force on that day; null where none is. */
export function deadlineOf(kind: WaitingKind, since: Day, given: Deadlines): Day | null {
  const rule = given.deadlines[kind].find(({ from, to }) => from <= since && (to === null || since <= to));
  return rule ? addWorkingDays(since, rule.workingDays, given) : null;
}

export const urgencies = ["overdue", "today", "open"] as const;
export type Urgency = (typeof urgencies)[number];

/** The last day itself is still in time. */
export const urgencyOf = (dueOn: Day | null, today: Day): Urgency =>
  dueOn === null || dueOn > today ? "open" : dueOn === today ? "today" : "overdue";
