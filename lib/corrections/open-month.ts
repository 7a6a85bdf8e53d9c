import type { Reader, Writer } from "#db/client";
import { RENT_DUE_DAY } from "../billing/rules.ts";
import { addMonths, dayAt, type Month, monthOf } from "../days.ts";
import { bookingMonth, closedMonths } from "../ledger/periods.ts";

/** The month that is booked in today, and that of the next bill which nobody is late with yet. */
export async function openMonths(db: Reader | Writer, now: Date): Promise<{ month: Month; billMonth: Month }> {
  const today = dayAt(now);
  const closed = await closedMonths(db);
  const month = bookingMonth(monthOf(today), closed);
  const due = Number(today.slice(8)) > RENT_DUE_DAY;
  return { month, billMonth: due && month === monthOf(today) ? bookingMonth(addMonths(month, 1), closed) : month };
}
