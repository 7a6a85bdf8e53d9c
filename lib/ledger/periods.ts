import { eq } from "drizzle-orm";
import type { Reader } from "#db/client";
import { periods } from "#db/schema";
import { addMonths, dayAt, type Month, monthOf } from "../days.ts";
import { type Decision, refuse } from "../errors.ts";

/** The months whose books are closed now. */
export async function closedMonths(db: Reader): Promise<ReadonlySet<Month>> {
  const rows = await db.select({ month: periods.month }).from(periods).where(eq(periods.status, "closed"));
  return new Set(rows.map((row) => row.month));
}

/** The month in which an event of `month` is booked: its own while that is open, else the next one that is. */
export function bookingMonth(month: Month, closed: ReadonlySet<Month>): Month {
  let open = month;
  while (closed.has(open)) open = addMonths(open, 1);
  return open;
}

/** What may be decided while the month's books are open. Refuses `period-closed` (`month`) once they are closed. */
export async function openPeriod<T extends object>(
  db: Reader,
  month: Month,
  decide: () => Decision<T>,
): Promise<Decision<T>> {
  const closed = await closedMonths(db);
  return closed.has(month) ? refuse("period-closed", { month }) : decide();
}

/** The month on whose bills stands what is charged now: this one, or the next that is open. */
export const openMonth = async (db: Reader, now: Date): Promise<Month> =>
  bookingMonth(monthOf(dayAt(now)), await closedMonths(db));
