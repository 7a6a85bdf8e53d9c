import { and, eq } from "drizzle-orm";
import { transaction } from "#db/client";
import { leases, leaseTenants } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";

export const offsetChoices = ["directOffset", "cashToPerson"] as const;
export type OffsetChoice = (typeof offsetChoices)[number];

/**
 * A tenant signs the authorisation that approved support goes straight against the rent, or takes it back, so that it is
 * paid out. It counts for what is decided from now on; months that are in the books stay as they are. The same again
 * changes nothing. Refuses `lease-support-ended`.
 */
export const chooseOffset = (
  actor: Actor,
  { leaseId, choice }: { leaseId: string; choice: OffsetChoice },
  { now }: { now: Date },
): Promise<Decision<{ leaseId: string; choice: OffsetChoice }>> =>
  transaction(async (tx) => {
    const [row] = await tx
      .select({ tenant: leaseTenants, status: leases.status })
      .from(leaseTenants)
      .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
      .where(and(eq(leaseTenants.leaseId, leaseId), eq(leaseTenants.personId, actor.personId ?? "")));
    if (!row) throw new NotFound();
    authorize(actor, "lease.chooseOffset", row.tenant);
    if (row.status === "ended") return refuse("lease-support-ended");
    const { offsetMode, authorisedAt } = row.tenant;
    const standing = offsetMode === "directOffset" && authorisedAt !== null ? "directOffset" : "cashToPerson";
    if (standing === choice) return grant({ leaseId, choice });
    await tx
      .update(leaseTenants)
      .set({ offsetMode: choice, authorisedAt: choice === "directOffset" ? now : null })
      .where(and(eq(leaseTenants.leaseId, leaseId), eq(leaseTenants.personId, row.tenant.personId)));
    await audit(tx, actor, "lease.chooseOffset", "lease", leaseId, now, { choice });
    return grant({ leaseId, choice });
  });
