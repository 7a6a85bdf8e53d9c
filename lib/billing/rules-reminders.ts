import { type Day, daysBetween } from "../days.ts";

/** When a bill is spoken of, in days after it is due: three days before, on the day, and while it is late. */
export const reminderDays = { dueSoon: -3, dueToday: 0, overdue1: 1, overdue15: 15, overdue30: 30 } as const;
export type ReminderKind = keyof typeof reminderDays;

/**
 * Which reminder a bill with something to pay is due on a day: the latest whose day has come, so that a day on which nothing
 * was sent is made up for once, and nobody gets two at a time. Null more than three days before.
 */
export function reminderOn(dueOn: Day, today: Day): ReminderKind | null {
  const days = daysBetween(dueOn, today);
  const come = (Object.entries(reminderDays) as [ReminderKind, number][]).filter(([, from]) => days >= from);
  return come.at(-1)?.[0] ?? null;
}
