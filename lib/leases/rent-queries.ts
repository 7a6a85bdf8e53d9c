import { asc, eq } from "drizzle-orm";
import { reader } from "#db/client";
import { rentChanges, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { rentOn } from "../billing/rules.ts";
import { dayAt } from "../days.ts";
import { leaseFor } from "./queries.ts";
import { rentBilledTo } from "./rent-changes.ts";
import { decideWithdrawal } from "./rules-rent.ts";

/** A lease with every change of its rent, also those withdrawn, what it is today and up to which month it is billed. */
export async function rentsFor(actor: Actor, leaseId: string, now = new Date()) {
  authorize(actor, "lease.list");
  const db = await reader();
  const lease = await leaseFor(actor, leaseId);
  const billedTo = await rentBilledTo(db, leaseId);
  const rows = await db
    .select({ change: rentChanges, maker: users.name })
    .from(rentChanges)
    .leftJoin(users, eq(users.id, rentChanges.madeBy))
    .where(eq(rentChanges.leaseId, leaseId))
    .orderBy(asc(rentChanges.fromOn), asc(rentChanges.id));
  const changes = rows.map(({ change, maker }) => ({ ...change, maker, open: decideWithdrawal(change, billedTo).ok }));
  const standing = changes.filter((change) => change.withdrawnAt === null);
  return { lease, billedTo, changes, nowFen: rentOn({ rentFen: lease.rentFen, changes: standing }, dayAt(now)) };
}
