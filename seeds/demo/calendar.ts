import { addDays, addMonths, type Day, dayAt, firstDay, instantOn, type Month, monthOf } from "#lib/days";
import { MONTHS } from "./settings.ts";

/** The demo's year, counted back from the instant it is made at; nothing in it lies after that instant. */
export function calendarFrom(now: Date) {
  const today = dayAt(now);
  const month = monthOf(today);
  const months = Array.from({ length: MONTHS }, (_, index) => addMonths(month, index - MONTHS + 1));
  const atMost = (instant: Date): Date => (instant < now ? instant : now);
  /** The `day`-th of a month at an hour of the city, or `now` where that is still to come. */
  const at = (of: Month, day: number, hour: number): Date => atMost(instantOn(firstDay(of), (day - 1) * 24 + hour));
  return {
    now,
    today,
    month,
    months,
    at,
    /** So many days before today, at an hour of the city. */
    daysAgo: (days: number, hour: number): Date => atMost(instantOn(addDays(today, -days), hour)),
    /** `day` of the month, or today where that is still to come. */
    dayIn: (of: Month, day: number): Day => {
      const wanted = `${of}-${String(day).padStart(2, "0")}`;
      return wanted < today ? wanted : today;
    },
  };
}

export type Calendar = ReturnType<typeof calendarFrom>;
