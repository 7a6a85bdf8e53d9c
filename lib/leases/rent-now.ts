import { type SQL, sql } from "drizzle-orm";
import type { Day } from "../days.ts";
import type { Fen } from "../money.ts";

/**
 * The rent of a lease on a day, for lists; the lease's own before the first change. Needs `leases` in the statement. Columns
 * are written out: drizzle leaves the table's name away where a statement has one table alone.
 */
export const rentNow = (today: Day): SQL<Fen> =>
  sql<Fen>`coalesce((
    select changed.rent_fen from rent_changes changed
    where changed.lease_id = leases.id and changed.withdrawn_at is null and changed.from_on <= ${today}
    order by changed.from_on desc limit 1
  ), leases.rent_fen)`.mapWith(Number);
