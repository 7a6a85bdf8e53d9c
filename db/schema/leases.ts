import { sql } from "drizzle-orm";
import { leaseStatuses } from "../../lib/leases/rules.ts";
import {
  check,
  choice,
  count,
  day,
  fen,
  id,
  index,
  instant,
  primaryKey,
  table,
  text,
  uniqueIndex,
} from "../columns.ts";
import { units } from "./inventory.ts";
import { offers } from "./offers.ts";
import { people } from "./people.ts";

/** Straight against the rent, with the person's signed authorisation, or paid to the person. */
export const offsetModes = ["directOffset", "cashToPerson"] as const;

export const leases = table(
  "leases",
  {
    id: id(),
    leaseNo: text().notNull(),
    unitId: text()
      .notNull()
      .references(() => units.id),
    /** 0 for the whole unit, else the bed of it that is let by itself */
    bed: count().notNull().default(0),
    offerId: text().references(() => offers.id),
    /** the lease it took the place of, in an exchange */
    movedFromId: text(),
    status: choice(leaseStatuses).notNull(),
    startsOn: day().notNull(),
    endsOn: day().notNull(),
    endedOn: day(),
    rentFen: fen().notNull(),
    depositFen: fen().notNull(),
    registrationNo: text(),
    registeredOn: day(),
    signedAt: instant().notNull(),
    checkedInAt: instant(),
    checkedOutAt: instant(),
  },
  (lease) => [
    uniqueIndex("leases_one_per_no").on(lease.leaseNo),
    uniqueIndex("leases_one_per_offer").on(lease.offerId),
    uniqueIndex("leases_one_live_per_place").on(lease.unitId, lease.bed).where(sql`status in ('signed', 'active')`),
    index("leases_by_status").on(lease.status),
    check("leases_end_after_start", sql`ends_on >= starts_on`),
    check("leases_rent_above_zero", sql`rent_fen > 0`),
  ],
);

export const leaseTenants = table(
  "lease_tenants",
  {
    leaseId: text()
      .notNull()
      .references(() => leases.id),
    personId: text()
      .notNull()
      .references(() => people.id),
    /** The tenant's share of the rent, as a whole weight among the lease's tenants. */
    weight: count().notNull(),
    offsetMode: choice(offsetModes).notNull(),
    authorisedAt: instant(),
  },
  (row) => [
    primaryKey({ columns: [row.leaseId, row.personId] }),
    index("lease_tenants_by_person").on(row.personId),
    check("lease_tenants_weight_above_zero", sql`weight > 0`),
  ],
);

/**
 * The rent of a lease from a day on, announced to its tenants; before the first change it is the lease's own. One that was
 * announced wrongly is withdrawn before rent is billed by it.
 */
export const rentChanges = table(
  "rent_changes",
  {
    id: id(),
    leaseId: text()
      .notNull()
      .references(() => leases.id),
    fromOn: day().notNull(),
    rentFen: fen().notNull(),
    reason: text().notNull(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
    withdrawnBy: text(),
    withdrawnAt: instant(),
  },
  (change) => [
    uniqueIndex("rent_changes_one_per_day").on(change.leaseId, change.fromOn).where(sql`withdrawn_at is null`),
    check("rent_changes_above_zero", sql`rent_fen > 0`),
  ],
);
