import { addMonths, type Month } from "#lib/days";
import { closePeriod, reopenPeriod } from "#lib/ledger/closing";
import type { Calendar } from "./calendar.ts";
import { granted } from "./granted.ts";
import { firstOfficer, secondOfficer } from "./staff.ts";

/** How many months behind the running one the books stay open. */
const OPEN_MONTHS = 3;

/**
 * Closes the books of all but the last months in a row, once everything else of the demo is done; one of them was opened
 * again for a day.
 */
export async function closeBooks(calendar: Calendar): Promise<void> {
  const { month, months, at } = calendar;
  const until = addMonths(month, -OPEN_MONTHS);
  const [first, ...rest] = months.filter((one) => one < until);
  const close = (one: Month, day: number) =>
    granted(`closing ${one}`, closePeriod(firstOfficer, one, { now: at(month, day, 9) }));
  if (first === undefined) return;
  await close(first, 1);
  const reason = "示例：补录一份迟到的凭证";
  await granted(`opening ${first}`, reopenPeriod(secondOfficer, first, reason, { now: at(month, 2, 9) }));
  await close(first, 3);
  for (const one of rest) await close(one, 3);
}
