import { eq } from "drizzle-orm";
import { transaction } from "#db/client";
import { leases, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Day, dayAt } from "../days.ts";
import { type Decision, grant, invariant } from "../errors.ts";
import { decideFreedStatus, othersHave } from "../inventory/rules-beds.ts";
import { othersIn, setFreedStatus } from "../offers/passing.ts";
import { offerFreePlaces } from "../offers/vacancies.ts";
import { findLease, tellTenants } from "./record.ts";
import { decideCheckOut, type UnitAfterCheckOut } from "./rules.ts";

/**
 * The tenants hand the place back (退租): the lease ends on `on`, the last day that is billed. Of a room let by the bed the
 * others stay, and the unit with them. What is to be let again goes at once to whoever waits longest for such a place.
 */
export const checkOut = (
  actor: Actor,
  leaseId: string,
  given: { on: Day; toService: UnitAfterCheckOut; reason?: string | null },
  { now }: { now: Date },
): Promise<Decision<{ offerIds: string[] }>> =>
  transaction(async (tx) => {
    authorize(actor, "lease.checkOut");
    const lease = await findLease(tx, leaseId);
    const { toService } = given;
    const others = await othersIn(tx, lease.unitId, lease.id);
    const othersInUnit = othersHave(others);
    const reason = given.reason ?? null;
    const decision = decideCheckOut(lease, { on: given.on, toService, reason, othersInUnit }, dayAt(now));
    if (!decision.ok) return decision;
    const [unit] = await tx.select().from(units).where(eq(units.id, lease.unitId));
    invariant(unit, "a lease's unit exists");
    const freed = decideFreedStatus(unit.status, others, toService);
    if (!freed.ok) return freed;
    const { status, endedOn } = decision;
    await tx.update(leases).set({ status, endedOn, checkedOutAt: now }).where(eq(leases.id, leaseId));
    await setFreedStatus(tx, unit.id, { to: toService, reason: decision.reason }, now);
    await tellTenants(tx, lease, "lease-checked-out", now, { endedOn });
    const letAgain = toService === "vacant";
    const gender = lease.bed === 0 ? null : unit.bedGender;
    const offerIds = letAgain ? await offerFreePlaces(tx, unit.id, gender, now) : [];
    const detail = { unitId: unit.id, bed: lease.bed, endedOn, toService, reason: decision.reason, offerIds };
    await audit(tx, actor, "lease.checkOut", "lease", leaseId, now, detail);
    return grant({ offerIds });
  });
