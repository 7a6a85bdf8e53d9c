import { desc, eq } from "drizzle-orm";
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

/**
 * What the running month shows at the desk: a deposit to return (its lease is given back), charges by hand, a rent that
 * changes.
 */
export async function deskOfToday(
  calendar: Calendar,
  departed: readonly RunningLease[],
  stay: readonly RunningLease[],
): Promise<RunningLease | undefined> {
  const last = departed[DEDUCTIONS.length];
  if (last) await handBack(last, calendar.today, calendar.now);
  const billed = await billedOf(calendar.month);
  const [locked, mistaken, changing] = stay.filter(({ id }) => billed.has(id));
  if (locked) await charge(billed.get(locked.id) ?? "", calendar, false);
  if (mistaken) await charge(billed.get(mistaken.id) ?? "", calendar, true);
  if (changing) {
    const fromOn = firstDay(addMonths(calendar.month, 2));
    const given = { fromOn, rentFen: changing.rentFen + 5_000, reason: "示例：续租后按新标准" };
    await granted("a rent to come", changeRent(operator, changing.id, given, { now: calendar.now }));
  }
  return last;
}

/** The bill of each lease's first tenant in a month. */
async function billedOf(month: Month): Promise<Map<string, string>> {
  const rows = await (await reader()).select().from(bills).where(eq(bills.month, month)).orderBy(desc(bills.billNo));
  return new Map(rows.map(({ leaseId, id }) => [leaseId, id]));
}

/** A new lock; one that was charged to the wrong room is taken off again. */
async function charge(billId: string, { now }: Calendar, mistaken: boolean): Promise<void> {
  const given = { chargeId: newId(), billId, kind: "service" as const, amountFen: 12_000, reason: "更换门锁" };
  await granted("a charge by hand", chargeByHand(operator, given, { now }));
  const lines = mistaken ? await linesOfBill(await reader(), billId) : [];
  const line = lines.find((one) => one.reason === given.reason);
  if (line) await granted("taking it off", takeOffCharge(operator, line.id, "记错房间，撤销", { now }));
}
