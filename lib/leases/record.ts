import { eq } from "drizzle-orm";
import type { Writer } from "#db/client";
import { leases, leaseTenants } from "#db/schema";
import { NotFound } from "../errors.ts";
import { tell } from "../notices/commands.ts";

export type LeaseRow = typeof leases.$inferSelect;

/** @throws NotFound */
export async function findLease(tx: Writer, leaseId: string): Promise<LeaseRow> {
  const [lease] = await tx.select().from(leases).where(eq(leases.id, leaseId));
  if (!lease) throw new NotFound();
  return lease;
}

/** Tells everybody of a lease the same, with its number and `values`. */
export async function tellTenants(
  tx: Writer,
  lease: LeaseRow,
  kind: string,
  now: Date,
  values: Record<string, string | number> = {},
): Promise<void> {
  const tenants = await tx
    .select({ personId: leaseTenants.personId })
    .from(leaseTenants)
    .where(eq(leaseTenants.leaseId, lease.id));
  const personIds = tenants.map(({ personId }) => personId);
  await tell(tx, personIds, { kind, values: { leaseNo: lease.leaseNo, ...values }, at: now });
}
