import { and, eq, ne } from "drizzle-orm";
import { transaction } from "#db/client";
import { leases, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Day, dayAt } from "../days.ts";
import { type Decision, grant, invariant, refuseFields } from "../errors.ts";
import { decidePlaceStatus } from "../inventory/rules-beds.ts";
import { findLease, tellTenants } from "./record.ts";
import { decideCheckIn, decideRegistration } from "./rules.ts";

export { checkOut } from "./check-out.ts";
export { loadLeases } from "./load.ts";

type Given = { now: Date };

/** Notes under which number and on which day a lease was registered (租赁备案); a number stands on one lease only. */
export const registerLease = (
  actor: Actor,
  leaseId: string,
  registrationNo: string,
  registeredOn: Day,
  { now }: Given,
): Promise<Decision<object>> =>
  transaction(async (tx) => {
    authorize(actor, "lease.register");
    const lease = await findLease(tx, leaseId);
    const decision = decideRegistration(lease, { registrationNo, registeredOn }, dayAt(now));
    if (!decision.ok) return decision;
    const { ok: _, ...registration } = decision;
    const [taken] = await tx
      .select({ id: leases.id })
      .from(leases)
      .where(and(eq(leases.registrationNo, registration.registrationNo), ne(leases.id, leaseId)))
      .limit(1);
    if (taken) return refuseFields([{ field: "registrationNo", reason: "lease-registration-taken" }]);
    const before = { registrationNo: lease.registrationNo, registeredOn: lease.registeredOn };
    const same =
      before.registrationNo === registration.registrationNo && before.registeredOn === registration.registeredOn;
    if (same) return grant({});
    await tx.update(leases).set(registration).where(eq(leases.id, leaseId));
    await audit(tx, actor, "lease.register", "lease", leaseId, now, { ...registration, before });
    await tellTenants(tx, lease, "lease-registered", now);
    return grant({});
  });

/** The tenant moves in: the lease becomes active and its unit occupied. The operator has seen the identity card. `early`: both sides agree that the term begins today. */
export const checkIn = (
  actor: Actor,
  leaseId: string,
  { identityChecked, early = false }: { identityChecked: boolean; early?: boolean },
  { now }: Given,
): Promise<Decision<object>> =>
  transaction(async (tx) => {
    authorize(actor, "lease.checkIn");
    const lease = await findLease(tx, leaseId);
    const decision = decideCheckIn(lease, dayAt(now), lease.registrationNo, early);
    if (!decision.ok) return decision;
    if (!identityChecked) return refuseFields([{ field: "identityChecked", reason: "check-in-identity-unchecked" }]);
    const [unit] = await tx.select({ status: units.status }).from(units).where(eq(units.id, lease.unitId));
    invariant(unit, "a lease's unit exists");
    const moved = decidePlaceStatus(unit.status, "occupied", lease.bed);
    if (!moved.ok) return moved;
    const { status, startsOn } = decision;
    await tx.update(leases).set({ status, startsOn, checkedInAt: now }).where(eq(leases.id, leaseId));
    if (moved.status !== null) {
      const occupied = { status: moved.status, statusReason: null, statusAt: now };
      await tx.update(units).set(occupied).where(eq(units.id, lease.unitId));
    }
    await audit(tx, actor, "lease.checkIn", "lease", leaseId, now, {
      unitId: lease.unitId,
      startsOn,
      agreedStartsOn: lease.startsOn,
    });
    await tellTenants(tx, lease, "lease-checked-in", now);
    return grant({});
  });
