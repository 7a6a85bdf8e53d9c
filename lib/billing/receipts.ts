import { eq } from "drizzle-orm";
import { reader } from "#db/client";
import { bills, buildings, complexes, leases, payments, people, roomTypes, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { NotFound } from "../errors.ts";
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
  const { payment, ...where } = row;
  authorize(actor, "payment.view", payment);
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
  };
}
