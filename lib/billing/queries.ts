import { and, asc, count, desc, eq, or, type SQL, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { bills, buildings, leases, offsets, payments, people, roomTypes, settlements, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { supportNow } from "../corrections/bill-corrections.ts";
import { type Day, dayAt, type Month } from "../days.ts";
import { NotFound } from "../errors.ts";
import type { Fen } from "../money.ts";
import { holds } from "../search.ts";
import { type Explanation, explain } from "../subsidy/explanation.ts";
import { inBooks } from "../subsidy/rules-settlement.ts";
import { planAt } from "../subsidy/versions.ts";
import { sumFen } from "../sums.ts";
import { linesOfBill, rentOfBill } from "./bill-lines.ts";
import { dueOf, dueSum, late, left, pending, standing } from "./standing.ts";

export const BILLS_PER_PAGE = 50;
export const billFilters = ["open", "overdue", "paid", "credit"] as const;
export type BillFilter = (typeof billFilters)[number];

/** Where the room is and what it is called, in both languages. */
const place = {
  leaseNo: leases.leaseNo,
  roomNo: units.roomNo,
  buildingZh: buildings.nameZh,
  buildingEn: buildings.nameEn,
  roomTypeZh: roomTypes.nameZh,
  roomTypeEn: roomTypes.nameEn,
};

const matches = (filter: BillFilter | undefined, today: Day): SQL | undefined => {
  if (filter === "open") return sql`${left} > 0`;
  if (filter === "overdue") return late(today);
  if (filter === "paid") return sql`${left} = 0`;
  return filter === "credit" ? sql`${left} < 0` : undefined;
};

/** A month's bills, fifty a page in the order of their numbers; `q` finds bill number, name or room. */
export async function billsFor(
  actor: Actor,
  month: Month,
  { q = "", filter, page = 1, now = new Date() }: { q?: string; filter?: BillFilter; page?: number; now?: Date } = {},
) {
  authorize(actor, "bill.list");
  const db = await reader();
  const today = dayAt(now);
  const text = q.trim();
  const named = text ? or(holds(bills.billNo, text), holds(people.name, text), holds(units.roomNo, text)) : undefined;
  const where = and(eq(bills.month, month), matches(filter, today), named);
  const from = db
    .select({
      id: bills.id,
      billNo: bills.billNo,
      personName: people.name,
      dueOn: bills.dueOn,
      rentFen: bills.rentFen,
      otherFen: bills.otherFen,
      offsetFen: bills.offsetFen,
      paidFen: bills.paidFen,
      expectedFen: pending.mapWith(Number),
      ...place,
    })
    .from(bills)
    .innerJoin(people, eq(people.id, bills.personId))
    .innerJoin(leases, eq(leases.id, bills.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .leftJoin(offsets, eq(offsets.billId, bills.id))
    .leftJoin(settlements, eq(settlements.id, offsets.settlementId));
  const rows = await from
    .where(where)
    .orderBy(asc(bills.billNo))
    .limit(BILLS_PER_PAGE)
    .offset((Math.max(1, page) - 1) * BILLS_PER_PAGE);
  const [sums] = await db
    .select({
      bills: count(),
      rentFen: sumFen(bills.rentFen),
      otherFen: sumFen(bills.otherFen),
      offsetFen: sumFen(bills.offsetFen),
      paidFen: sumFen(bills.paidFen),
      dueFen: dueSum,
    })
    .from(bills)
    .innerJoin(people, eq(people.id, bills.personId))
    .innerJoin(leases, eq(leases.id, bills.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .leftJoin(offsets, eq(offsets.billId, bills.id))
    .leftJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(where);
  const total = sums ?? { bills: 0, rentFen: 0, otherFen: 0, offsetFen: 0, paidFen: 0, dueFen: 0 };
  return {
    rows: rows.map((row) => ({ ...row, dueFen: dueOf(row), status: standing(row, row.expectedFen, today) })),
    total,
    page: Math.max(1, page),
    pages: Math.max(1, Math.ceil(total.bills / BILLS_PER_PAGE)),
  };
}

export type BillStage = "expected" | "checked" | "approved";
export type BillSubsidy = Explanation & {
  offsetId: string;
  stage: BillStage;
  mode: "directOffset" | "cashToPerson";
  eligible: boolean;
  subsidyFen: Fen;
  offsetFen: Fen;
  surplusFen: Fen;
  /** Kept for the next month; below zero, used of earlier months. */
  carriedFen: Fen;
  monthsUsed: Record<string, number>;
  /** What the tenant pays once the batch is posted; equal to the real due afterwards. */
  expectedDueFen: Fen;
  matchedAt: Date;
  checkedAt: Date | null;
  approvedAt: Date | null;
};
export type BillView = Awaited<ReturnType<typeof billFor>>;

/** One bill with its subsidy, expected or approved, every reason, and its payments. A talent sees only their own. */
export async function billFor(actor: Actor, id: string, now = new Date()) {
  const db = await reader();
  const [row] = await db
    .select({ bill: bills, personName: people.name, ...place })
    .from(bills)
    .innerJoin(people, eq(people.id, bills.personId))
    .innerJoin(leases, eq(leases.id, bills.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .where(eq(bills.id, id));
  if (!row) throw new NotFound();
  const { bill, ...where } = row;
  authorize(actor, "bill.view", bill);
  const subsidy = await subsidyOf(bill);
  const status = standing(bill, subsidy?.stage === "approved" ? 0 : (subsidy?.offsetFen ?? 0), dayAt(now));
  const paid = await db
    .select({
      id: payments.id,
      amountFen: payments.amountFen,
      creditFen: payments.creditFen,
      paidOn: payments.paidOn,
      method: payments.method,
      reference: payments.reference,
    })
    .from(payments)
    .where(eq(payments.billId, id))
    .orderBy(asc(payments.paidOn), asc(payments.id));
  const received = paid.reduce((sum, payment) => sum + payment.amountFen - payment.creditFen, 0);
  // Above zero: credit paid that much of the bill; below: that much of what was paid became credit.
  const creditFen = bill.paidFen - received;
  const [lines, rent] = [await linesOfBill(db, id), await rentOfBill(db, bill)];
  return { ...bill, ...where, dueFen: dueOf(bill), status, subsidy, lines, rent, payments: paid, creditFen };
}

async function subsidyOf(bill: typeof bills.$inferSelect): Promise<BillSubsidy | null> {
  const db = await reader();
  const [row] = await db
    .select({ offset: offsets, batch: settlements })
    .from(offsets)
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(eq(offsets.billId, bill.id));
  if (!row) return null;
  const { offset, batch } = row;
  const stages = {
    draft: "expected",
    checked: "checked",
    posted: "approved",
    funded: "approved",
    disbursed: "approved",
    closed: "approved",
  } as const;
  const plan = await planAt(db, batch.plan, batch.versions);
  const explained = explain(plan, { ...offset, rentFen: bill.rentFen });
  return {
    ...explained,
    offsetId: offset.id,
    stage: stages[batch.status],
    mode: offset.mode,
    eligible: offset.eligible,
    subsidyFen: offset.subsidyFen,
    offsetFen: offset.offsetFen,
    surplusFen: offset.surplusFen,
    carriedFen: offset.carriedFen,
    monthsUsed: offset.monthsUsed,
    expectedDueFen: Math.max(0, bill.rentFen + bill.otherFen - offset.offsetFen - bill.paidFen),
    matchedAt: batch.madeAt,
    checkedAt: batch.checkedAt,
    approvedAt: batch.approvedAt,
  };
}

/** A talent's own bills, the latest month first, each with what is decided of its subsidy. */
export async function myBills(actor: Actor, now = new Date()) {
  authorize(actor, "bill.view", { personId: actor.personId });
  const rows = await (await reader())
    .select({
      bill: bills,
      settled: settlements.status,
      subsidyFen: offsets.subsidyFen,
      decidedFen: offsets.offsetFen,
      surplusFen: offsets.surplusFen,
      ...place,
    })
    .from(bills)
    .innerJoin(leases, eq(leases.id, bills.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .leftJoin(offsets, eq(offsets.billId, bills.id))
    .leftJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(eq(bills.personId, actor.personId ?? ""))
    .orderBy(desc(bills.month), desc(bills.billNo));
  const corrected = await supportNow(actor.personId ?? "");
  return rows.map(({ bill, settled, subsidyFen, decidedFen, surplusFen, ...where }) => ({
    ...bill,
    ...where,
    dueFen: dueOf(bill),
    status: standing(bill, settled !== null && inBooks(settled) ? 0 : (decidedFen ?? 0), dayAt(now)),
    approved: settled !== null && inBooks(settled),
    subsidyFen: corrected.get(bill.id) ?? subsidyFen ?? 0,
    surplusFen: surplusFen ?? 0,
    expectedDueFen: Math.max(0, bill.rentFen + bill.otherFen - (decidedFen ?? 0) - bill.paidFen),
  }));
}
