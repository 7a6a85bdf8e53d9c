import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import type { Reader } from "#db/client";
import { billLines, type bills, leases, leaseTenants, rentChanges, users } from "#db/schema";
import { daysInMonth } from "../days.ts";
import type { Fen } from "../money.ts";
import { rentParts } from "./rules.ts";
import { canTakeOff, isTakingOff, offKey } from "./rules-lines.ts";

type Bill = typeof bills.$inferSelect;
export type BillLineView = Awaited<ReturnType<typeof linesOfBill>>[number];
export type RentOfBill = Awaited<ReturnType<typeof rentOfBill>>;

/** What a bill asks for beside the rent, in the order it was charged; what was taken off stands beside it. */
export async function linesOfBill(db: Reader, billId: string) {
  const rows = await db
    .select({ line: billLines, maker: users.name })
    .from(billLines)
    .leftJoin(users, eq(users.id, billLines.madeBy))
    .where(eq(billLines.billId, billId))
    .orderBy(asc(billLines.madeAt), asc(billLines.id));
  // It may have been taken off on a later bill, where this one's month is closed.
  const keys = rows.map(({ line }) => offKey(line.id));
  const off =
    keys.length === 0
      ? []
      : await db.select({ key: billLines.key }).from(billLines).where(inArray(billLines.key, keys));
  const taken = new Set(off.map(({ key }) => key));
  return rows.map(({ line, maker }) => {
    const takenOff = taken.has(offKey(line.id));
    return { ...line, maker, takingOff: isTakingOff(line), takenOff, open: canTakeOff(line) && !takenOff };
  });
}

/**
 * How the rent of a bill was worked out: each rent of its days, and the tenant's part of it by weight. What was put right
 * later is no part of it.
 */
export async function rentOfBill(db: Reader, bill: Bill) {
  const [lease] = await db.select().from(leases).where(eq(leases.id, bill.leaseId));
  const changes = await db
    .select({ fromOn: rentChanges.fromOn, rentFen: rentChanges.rentFen })
    .from(rentChanges)
    .where(and(eq(rentChanges.leaseId, bill.leaseId), isNull(rentChanges.withdrawnAt)))
    .orderBy(asc(rentChanges.fromOn));
  const tenants = await db
    .select({ personId: leaseTenants.personId, weight: leaseTenants.weight })
    .from(leaseTenants)
    .where(and(eq(leaseTenants.leaseId, bill.leaseId), gt(leaseTenants.weight, 0)));
  const parts = lease ? rentParts({ rentFen: lease.rentFen, changes }, bill.month, bill.fromOn, bill.toOn) : [];
  const weights = tenants.reduce((sum, tenant) => sum + tenant.weight, 0);
  const weight = tenants.find(({ personId }) => personId === bill.personId)?.weight ?? weights;
  const sumFen: Fen = parts.reduce((sum, part) => sum + part.rentFen, 0);
  return { parts, sumFen, daysOfMonth: daysInMonth(bill.month), weight, weights };
}
