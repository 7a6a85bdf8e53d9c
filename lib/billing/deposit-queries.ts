import { and, asc, eq, gt, sql } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { bills, depositReturns, people, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { leaseFor } from "../leases/queries.ts";
import type { Fen } from "../money.ts";
import { heldDeposits } from "./deposits.ts";
import { left } from "./standing.ts";

/** What a lease's deposit comes to when it is given back: what each one has in it, what they have open, how it was settled. */
export async function depositFor(actor: Actor, leaseId: string) {
  authorize(actor, "deposit.view");
  const db = await reader();
  const lease = await leaseFor(actor, leaseId);
  const held = (await heldDeposits(db, [leaseId])).get(leaseId) ?? [];
  const names = new Map(lease.tenants.map(({ personId, name }) => [personId, name]));
  const [found] = await db
    .select({ one: depositReturns, maker: users.name })
    .from(depositReturns)
    .leftJoin(users, eq(users.id, depositReturns.madeBy))
    .where(eq(depositReturns.leaseId, leaseId));
  return {
    lease,
    held: held.map((one) => ({ ...one, name: names.get(one.personId) ?? "" })),
    heldFen: held.reduce((sum, one) => sum + one.heldFen, 0),
    open: await openUnder(db, leaseId),
    billedBeyond: lease.endedOn === null ? [] : await billedBeyond(db, leaseId, lease.endedOn),
    returned: found ? { ...found.one, maker: found.maker } : null,
  };
}

/** What is still to pay under a lease, the oldest first. */
async function openUnder(db: Reader, leaseId: string) {
  return db
    .select({
      id: bills.id,
      billNo: bills.billNo,
      month: bills.month,
      personName: people.name,
      leftFen: left.mapWith(Number),
    })
    .from(bills)
    .innerJoin(people, eq(people.id, bills.personId))
    .where(and(eq(bills.leaseId, leaseId), sql`${left} > 0`))
    .orderBy(asc(bills.month), asc(bills.billNo));
}

/** Bills of rent for days after the last one lived: they are put right by a correction, not here. */
async function billedBeyond(db: Reader, leaseId: string, endedOn: string) {
  return db
    .select({ id: bills.id, billNo: bills.billNo, month: bills.month, toOn: bills.toOn })
    .from(bills)
    .where(and(eq(bills.leaseId, leaseId), gt(bills.rentFen, 0), gt(bills.toOn, endedOn)))
    .orderBy(asc(bills.month), asc(bills.billNo));
}

/** What of a person's own deposit is held under a lease, and what became of it. */
export async function myDeposit(
  actor: Actor,
  leaseId: string,
): Promise<{ heldFen: Fen; returned: typeof depositReturns.$inferSelect | null }> {
  const lease = await leaseFor(actor, leaseId);
  authorize(actor, "lease.view", actor);
  const db = await reader();
  const held = (await heldDeposits(db, [lease.id])).get(lease.id) ?? [];
  const mine = held.find(({ personId }) => personId === actor.personId);
  const [returned] = await db.select().from(depositReturns).where(eq(depositReturns.leaseId, lease.id));
  return { heldFen: mine?.heldFen ?? 0, returned: returned ?? null };
}
