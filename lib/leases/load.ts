import { and, eq, inArray } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { leases, leaseTenants, units } from "#db/schema";
import { system } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { takeOverDeposits } from "../billing/deposits.ts";
import { inChunks } from "../chunks.ts";
import { nextNumbers } from "../counters.ts";
import { type Day, dayAt, instantOn } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Fen } from "../money.ts";
import { leaseNo, USUAL_TERMS } from "./rules.ts";

/** A lease that was running before the system was taken into use; `weight` is a tenant's share of the rent. */
export type RunningLease = {
  id: string;
  unitId: string;
  startsOn: Day;
  endsOn: Day;
  rentFen: Fen;
  registrationNo: string | null;
  registeredOn: Day | null;
  /** The deposit was paid to whoever kept the books before; else it is charged with the first bill. */
  depositPaid?: boolean;
  tenants: readonly RunningTenant[];
};
/** Subsidies go against the rent unless told otherwise. */
export type RunningTenant = { personId: string; weight: number; offsetMode?: OffsetMode };
type OffsetMode = (typeof leaseTenants.$inferInsert)["offsetMode"];

/**
 * Takes over running leases: they are active, their units (vacant before) occupied, subsidies go against the rent. Those
 * that began before today hold the deposit that was paid for them, unless told otherwise. All or nothing; nobody is told.
 */
export const loadLeases = (
  rows: readonly RunningLease[],
  { now }: { now: Date },
): Promise<Decision<{ count: number }>> =>
  transaction(async (tx) => {
    authorize(system, "lease.load");
    const numbers = await numbersFor(tx, rows);
    const numbered = rows.map((row, index) => ({ ...row, leaseNo: numbers[index] ?? "" }));
    await inChunks(numbered, async (part) => {
      const occupied = await tx
        .update(units)
        .set({ status: "occupied", statusReason: null, statusAt: now })
        .where(
          and(
            eq(units.status, "vacant"),
            inArray(
              units.id,
              part.map(({ unitId }) => unitId),
            ),
          ),
        )
        .returning({ id: units.id });
      if (occupied.length !== part.length) throw new UnitsTaken(part.length - occupied.length);
      await tx.insert(leases).values(part.map(leaseRow));
    });
    await inChunks(rows.flatMap(tenantRows), (part) => tx.insert(leaseTenants).values(part));
    const paid = rows.filter((row) => row.depositPaid ?? row.startsOn < dayAt(now));
    const deposited = paid.map((row) => ({ leaseId: row.id, depositFen: depositOf(row), tenants: row.tenants }));
    await takeOverDeposits(tx, deposited, { by: system.userId, now });
    await audit(tx, system, "lease.load", "leases", newId(), now, { count: rows.length });
    return grant({ count: rows.length });
  }).catch((error: unknown) => {
    if (error instanceof UnitsTaken) return refuse("lease-units-not-vacant", { count: error.count });
    throw error;
  });

/** Thrown inside the transaction so that all of it is undone. */
class UnitsTaken extends Error {
  count: number;
  constructor(count: number) {
    super("units are not vacant");
    this.count = count;
  }
}

async function numbersFor(tx: Writer, rows: readonly RunningLease[]): Promise<string[]> {
  const byYear = Map.groupBy(rows, ({ startsOn }) => startsOn.slice(0, 4));
  const next = new Map<string, number>();
  for (const [year, of] of byYear) next.set(year, await nextNumbers(tx, `lease:${year}`, of.length));
  return rows.map(({ startsOn }) => {
    const year = startsOn.slice(0, 4);
    const sequence = next.get(year) ?? 1;
    next.set(year, sequence + 1);
    return leaseNo(Number(year), sequence);
  });
}

function leaseRow(row: RunningLease & { leaseNo: string }): typeof leases.$inferInsert {
  const { tenants: _, depositPaid: _paid, ...columns } = row;
  const began = instantOn(row.startsOn, 10);
  return {
    ...columns,
    status: "active",
    depositFen: depositOf(row),
    signedAt: began,
    checkedInAt: began,
  };
}

/** The usual deposit: what it was before is not told. */
const depositOf = (row: RunningLease): Fen => row.rentFen * USUAL_TERMS.depositMonths;

const tenantRows = (row: RunningLease): (typeof leaseTenants.$inferInsert)[] =>
  row.tenants.map(({ personId, weight, offsetMode = "directOffset" }) => ({
    leaseId: row.id,
    personId,
    weight,
    offsetMode,
    authorisedAt: offsetMode === "directOffset" ? instantOn(row.startsOn, 10) : null,
  }));
