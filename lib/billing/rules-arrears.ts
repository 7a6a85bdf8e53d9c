import { addDays, type Day, daysBetween } from "../days.ts";

/** How long a bill is overdue, in days after the day it was due: the desk's usual four ages. */
export const arrearAges = ["to30", "to60", "to90", "over90"] as const;
export type ArrearAge = (typeof arrearAges)[number];

/** The earliest due day of each age as seen on `today`; null where there is none. A bill is late from the day after. */
export const dueSince = (today: Day): Record<ArrearAge, Day | null> => ({
  to30: addDays(today, -30),
  to60: addDays(today, -60),
  to90: addDays(today, -90),
  over90: null,
});

/** How long a bill is overdue on `today`, null while it is in time: the due day itself still is. */
export function arrearAge(dueOn: Day, today: Day): ArrearAge | null {
  const days = daysBetween(dueOn, today);
  if (days <= 0) return null;
  return days <= 30 ? "to30" : days <= 60 ? "to60" : days <= 90 ? "to90" : "over90";
}
