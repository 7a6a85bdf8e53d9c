import { eq } from "drizzle-orm";
import { reader } from "#db/client";
import { bills } from "#db/schema";
import { linesOfBill } from "#lib/billing/bill-lines";
import { availableCredit } from "#lib/billing/credit";
import { returnDeposit } from "#lib/billing/deposit-return";
import { chargeByHand, takeOffCharge } from "#lib/billing/hand-charges";
import { approveRefund, proposeRefund } from "#lib/billing/refunds";
import type { DeductionGiven } from "#lib/billing/rules-deposit";
import { addMonths, type Day, firstDay, lastDay, type Month } from "#lib/days";
import { newId } from "#lib/ids";
import { setUnitStatus } from "#lib/inventory/commands";
import { checkOut } from "#lib/leases/commands";
import type { RunningLease } from "#lib/leases/load";
import { changeRent } from "#lib/leases/rent-changes";
import type { Calendar } from "./calendar.ts";
import { granted } from "./granted.ts";
import { firstOfficer, operator } from "./staff.ts";

/** What was found when they handed their flats back; the first got everything back. */
const DEDUCTIONS: DeductionGiven[][] = [
  [],
  [{ kind: "damage", amountFen: 30_000, reason: "书桌台面烫坏，按维修单" }],
  [
    { kind: "keys", amountFen: 5_000, reason: "少还一张门禁卡" },
    { kind: "cleaning", amountFen: 12_000, reason: "厨房深度保洁" },
  ],
];

/** They left at the end of a month and got their deposit back a week later; one of them had it paid out. */
export async function tenantsLeave(calendar: Calendar, departed: readonly RunningLease[], month: Month): Promise<void> {
  const next = addMonths(month, 1);
  for (const [index, lease] of departed.slice(0, DEDUCTIONS.length).entries()) {
    await handBack(lease, lastDay(month), calendar.at(next, 1, 9 + index));
    const now = calendar.at(next, 8, 10 + index);
    const deductions = DEDUCTIONS[index] ?? [];
    await granted("a deposit's return", returnDeposit(operator, lease.id, { deductions }, { now }));
    await granted("a unit to let again", setUnitStatus(operator, lease.unitId, "vacant", "保洁完成", { now }));
  }
  const [first] = departed;
  if (first) await paidOut(first, calendar.at(next, 9, 10), calendar.at(next, 10, 15));
}

const handBack = (lease: RunningLease, on: Day, now: Date) =>
  granted("a check-out", checkOut(operator, lease.id, { on, toService: "outOfOrder", reason: "退租后保洁" }, { now }));

/** What is left of their deposit is refunded by two people. */
async function paidOut(lease: RunningLease, proposedAt: Date, approvedAt: Date): Promise<void> {
  for (const { personId } of lease.tenants) {
    const sources = (await availableCredit(await reader(), personId)).get(personId) ?? [];
    const amountFen = sources.reduce((sum, source) => sum + source.availableFen, 0);
    if (amountFen === 0) continue;
    const refund = { refundId: newId(), personId, amountFen, reason: "退租押金" };
    await granted("a refund", proposeRefund(operator, refund, { now: proposedAt }));
    await granted("its payment", approveRefund(firstOfficer, refund.refundId, { now: approvedAt }));
  }
}

/** What the running month shows at the desk: a deposit to return, charges by hand, a rent that changes. */
export async function deskOfToday(
  calendar: Calendar,
  departed: readonly RunningLease[],
  stay: readonly RunningLease[],
) {
  const last = departed[DEDUCTIONS.length];
  if (last) await handBack(last, calendar.today, calendar.now);
  const [locked, mistaken, changing] = stay;
  if (locked) await charge(locked, "更换门锁", calendar, false);
  if (mistaken) await charge(mistaken, "更换门锁", calendar, true);
  if (!changing) return;
  const fromOn = firstDay(addMonths(calendar.month, 2));
  const given = { fromOn, rentFen: changing.rentFen + 5_000, reason: "示例：续租后按新标准" };
  await granted("a rent to come", changeRent(operator, changing.id, given, { now: calendar.now }));
}

/** Charged to the first tenant on the running month's bill; what was charged to the wrong one is taken off again. */
async function charge(lease: RunningLease, reason: string, { month, now }: Calendar, mistaken: boolean): Promise<void> {
  const db = await reader();
  const rows = await db.select().from(bills).where(eq(bills.leaseId, lease.id));
  const bill = rows.find((row) => row.month === month && row.personId === lease.tenants[0]?.personId);
  if (!bill) return;
  const given = { chargeId: newId(), billId: bill.id, kind: "service" as const, amountFen: 12_000, reason };
  await granted("a charge by hand", chargeByHand(operator, given, { now }));
  const line = mistaken ? (await linesOfBill(db, bill.id)).find((one) => one.reason === reason) : undefined;
  if (line) await granted("taking it off", takeOffCharge(operator, line.id, "记错房间，撤销", { now }));
}
