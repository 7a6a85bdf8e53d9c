import type { Db } from "#db/client";
import { leases, leaseTenants } from "#db/schema";
import { newId } from "#lib/ids";
import { NOW } from "#tests/support/world";

let made = 0;

type LeaseValues = Partial<typeof leases.$inferInsert>;
type Tenant = { personId: string; weight?: number; offsetMode?: "directOffset" | "cashToPerson"; authorised?: boolean };

/**
 * An active, registered lease of a single room at 1450 yuan from 1 March 2026 for a year; every tenant has authorised
 * the direct offset. No deposit is agreed. `values` changes single columns.
 */
export async function makeLease(db: Db, tenants: Tenant[], values: LeaseValues = {}): Promise<string> {
  const id = newId();
  const sequence = ++made;
  const rooms = ["0102", "0202", "0302"].flatMap((room) => [`b01-${room}`, `b02-${room}`]);
  await db.transaction(async (tx) => {
    await tx.insert(leases).values({
      id,
      leaseNo: `HT2026-${String(sequence).padStart(5, "0")}`,
      unitId: rooms[sequence % rooms.length] ?? "b01-0102",
      status: "active",
      startsOn: "2026-03-01",
      endsOn: "2027-02-28",
      rentFen: 145000,
      depositFen: 0,
      registrationNo: `BA${sequence}`,
      registeredOn: "2026-03-05",
      signedAt: NOW,
      checkedInAt: NOW,
      ...values,
    });
    await tx.insert(leaseTenants).values(
      tenants.map(({ personId, weight = 1, offsetMode = "directOffset", authorised = true }) => ({
        leaseId: id,
        personId,
        weight,
        offsetMode,
        authorisedAt: authorised ? NOW : null,
      })),
    );
  });
  return id;
}
