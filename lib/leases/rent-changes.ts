import { and, asc, eq, gt, isNull, max } from "drizzle-orm";
import { type Reader, transaction, type Writer } from "#db/client";
import { bills, rentChanges } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Day, dayAt, type Month } from "../days.ts";
import { type Decision, grant, NotFound } from "../errors.ts";
import { newId } from "../ids.ts";
import { type Fen, yuanText } from "../money.ts";
import { findLease, tellTenants } from "./record.ts";
import { decideRentChange, decideWithdrawal } from "./rules-rent.ts";

type Given = { now: Date };
type Db = Reader | Pick<Writer, "select">;

/** The changes of a lease's rent that stand, in the order of their days. */
export const rentChangesOf = (db: Db, leaseId: string) =>
  db
    .select()
    .from(rentChanges)
    .where(and(eq(rentChanges.leaseId, leaseId), isNull(rentChanges.withdrawnAt)))
    .orderBy(asc(rentChanges.fromOn));

/** The latest month of which rent is billed under a lease, null before the first. */
export async function rentBilledTo(db: Db, leaseId: string): Promise<Month | null> {
  const [row] = await db
    .select({ month: max(bills.month) })
    .from(bills)
    .where(and(eq(bills.leaseId, leaseId), gt(bills.rentFen, 0)));
  return row?.month ?? null;
}

/**
 * Announces that a lease's rent is another from a day on, and tells its tenants. The month of the change is billed by the
 * days of each rent. Refuses what `decideRentChange` does.
 */
export const changeRent = (
  actor: Actor,
  leaseId: string,
  given: { fromOn: Day; rentFen: Fen; reason: string },
  { now }: Given,
): Promise<Decision<{ changeId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "lease.changeRent");
    const lease = await findLease(tx, leaseId);
    const changes = await rentChangesOf(tx, leaseId);
    const billedTo = await rentBilledTo(tx, leaseId);
    const decision = decideRentChange({ ...lease, changes }, given, { today: dayAt(now), billedTo });
    if (!decision.ok) return decision;
    const { fromOn, rentFen } = given;
    const { reason } = decision;
    const changeId = newId();
    const said = { id: changeId, leaseId, fromOn, rentFen, reason };
    await tx.insert(rentChanges).values({ ...said, madeBy: actor.userId, madeAt: now });
    await audit(tx, actor, "lease.changeRent", "lease", leaseId, now, { fromOn, rentFen, reason });
    await tellTenants(tx, lease, "rent-changes", now, { fromOn, rent: yuanText(rentFen), reason });
    return grant({ changeId });
  });

/** Takes an announced change back before rent is billed by it, and tells the tenants. Refuses `rent-change-used`. */
export const withdrawRentChange = (
  actor: Actor,
  changeId: string,
  { now }: Given,
): Promise<Decision<{ leaseId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "lease.changeRent");
    const [change] = await tx.select().from(rentChanges).where(eq(rentChanges.id, changeId));
    if (!change) throw new NotFound();
    const { leaseId, fromOn, rentFen } = change;
    if (change.withdrawnAt !== null) return grant({ leaseId });
    const decision = decideWithdrawal(change, await rentBilledTo(tx, leaseId));
    if (!decision.ok) return decision;
    const set = { withdrawnBy: actor.userId, withdrawnAt: now };
    await tx.update(rentChanges).set(set).where(eq(rentChanges.id, changeId));
    await audit(tx, actor, "lease.changeRent", "lease", leaseId, now, { fromOn, rentFen, withdrawn: true });
    const lease = await findLease(tx, leaseId);
    await tellTenants(tx, lease, "rent-change-withdrawn", now, { fromOn, rent: yuanText(rentFen) });
    return grant({ leaseId });
  });
