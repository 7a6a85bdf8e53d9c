import { asc, eq } from "drizzle-orm";
import { reader } from "#db/client";
import { billLines, bills, buildings, complexes, leases, payments, people, roomTypes, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { NotFound } from "../errors.ts";
import { sumFen } from "../sums.ts";
import { capitalYuan, receiptNo } from "./rules-receipt.ts";

export type Receipt = Awaited<ReturnType<typeof receiptFor>>;

/** A payment as a receipt says it. A talent sees only their own. */
export async function receiptFor(actor: Actor, paymentId: string) {
  const [row] = await (await reader())
    .select({
      payment: payments,
      personName: people.name,
      billNo: bills.billNo,
      month: bills.month,
      billId: bills.id,
      rentFen: bills.rentFen,
      leaseNo: leases.leaseNo,
      roomNo: units.roomNo,
      buildingZh: buildings.nameZh,
      buildingEn: buildings.nameEn,
      complexZh: complexes.nameZh,
      complexEn: complexes.nameEn,
    })
    .from(payments)
    .innerJoin(people, eq(people.id, payments.personId))
    .innerJoin(bills, eq(bills.id, payments.billId))
    .innerJoin(leases, eq(leases.id, bills.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .innerJoin(complexes, eq(complexes.id, roomTypes.complexId))
    .where(eq(payments.id, paymentId));
  if (!row) throw new NotFound();
  const { payment, rentFen, ...where } = row;
  authorize(actor, "payment.view", payment);
  const lines = await sumsByKind(where.billId);
  const { id, amountFen, creditFen, paidOn, method, reference, recordedAt } = payment;
  return {
    ...where,
    id,
    amountFen,
    creditFen,
    paidOn,
    method,
    reference,
    recordedAt,
    receiptNo: receiptNo(paidOn, id),
    capital: capitalYuan(amountFen),
    /** What the bill asks for, by kind; the payment may be a part of it. */
    contents: rentFen > 0 ? [{ kind: "rent" as const, fen: rentFen }, ...lines] : lines,
  };
}

/** What a bill asks for beside the rent, by kind; what was taken off again is left out. */
async function sumsByKind(billId: string) {
  const rows = await (await reader())
    .select({ kind: billLines.kind, fen: sumFen(billLines.amountFen) })
    .from(billLines)
    .where(eq(billLines.billId, billId))
    .groupBy(billLines.kind)
    .orderBy(asc(billLines.kind));
  return rows.filter(({ fen }) => fen !== 0);
}
