import { and, asc, eq, gt, inArray, like, lt, type SQL, sql } from "drizzle-orm";
import type { Writer } from "#db/client";
import { billLines, bills, creditMoves, offsets, payments } from "#db/schema";
import { readLateFeeRules } from "#seeds/charges";
import { inChunks } from "../chunks.ts";
import { addDays, type Day, dayAt, type Month } from "../days.ts";
import type { Fen } from "../money.ts";
import { addLines, type LineGiven } from "./lines.ts";
import { type LateBill, type LateFeeRule, lateFeesAsked, lateFeeUpTo, ruleOn } from "./rules-late-fee.ts";
import { left } from "./standing.ts";

let known: readonly LateFeeRule[] | undefined;

/** What overdue rent costs, read once from the complex's data. */
export const currentLateFeeRules = (): readonly LateFeeRule[] => {
  known ??= readLateFeeRules();
  return known;
};

/**
 * Charges what overdue rent has come to cost up to yesterday on the bills of a month, by the difference to what was charged
 * before: each day once, and back again what a payment that was noted late makes too much.
 */
export async function chargeLateFees(
  tx: Writer,
  month: Month,
  { by, now, rules = currentLateFeeRules() }: { by: string; now: Date; rules?: readonly LateFeeRule[] },
): Promise<void> {
  if (!lateFeesAsked(rules)) return;
  const upTo = addDays(dayAt(now), -1);
  const charged = await chargedBefore(tx);
  const late = await lateBills(tx, upTo, [...charged.keys()]);
  const lines = late.flatMap((bill): LineGiven[] => {
    const rule = ruleOn(rules, bill.dueOn);
    const before = charged.get(bill.id);
    const feeFen = lateFeeUpTo(bill, rules, upTo);
    const amountFen = feeFen - (before?.fen ?? 0);
    if (!rule || amountFen === 0) return [];
    const { leaseId, personId } = bill;
    const detail = {
      billNo: bill.billNo,
      dueOn: bill.dueOn,
      perDay: rule.perDay,
      graceDays: rule.graceDays,
      totalFen: feeFen,
    };
    const fromOn = addDays(before?.upTo ?? addDays(bill.dueOn, rule.graceDays), 1);
    const key = `late-fee:${bill.id}:${upTo}`;
    return [
      {
        key,
        leaseId,
        personId,
        month,
        kind: "lateFee",
        amountFen,
        contra: "other-revenue",
        fromOn,
        toOn: upTo,
        detail,
      },
    ];
  });
  await addLines(tx, lines, { by, now });
}

type Late = LateBill & { id: string; billNo: string; leaseId: string; personId: string };

/** Rents that were not paid when they were due: still open, or paid after it; and those that were charged for before. */
async function lateBills(tx: Writer, upTo: Day, also: readonly string[]): Promise<Late[]> {
  const afterwards = sql`(
    ${left} > 0
    or exists (select 1 from payments p where p.bill_id = ${bills.id} and p.paid_on > ${bills.dueOn})
    or exists (select 1 from credit_moves m where m.bill_id = ${bills.id} and m.moved_on > ${bills.dueOn})
  )`;
  const withOffset = (where: SQL | undefined) =>
    tx
      .select({ bill: bills, decidedFen: offsets.offsetFen })
      .from(bills)
      .leftJoin(offsets, eq(offsets.billId, bills.id))
      .where(where)
      .orderBy(asc(bills.id));
  const rows = await withOffset(and(gt(bills.rentFen, 0), lt(bills.dueOn, upTo), afterwards));
  const found = new Set(rows.map(({ bill }) => bill.id));
  const missing = also.filter((id) => !found.has(id));
  await inChunks(missing, async (ids) => rows.push(...(await withOffset(inArray(bills.id, ids)))));
  const paid = await paidOn(
    tx,
    rows.map(({ bill }) => bill.id),
  );
  return rows.map(({ bill: { id, billNo, leaseId, personId, dueOn, rentFen, offsetFen }, decidedFen }) => ({
    ...{ id, billNo, leaseId, personId, dueOn },
    // Support that is decided is not late, and what is paid pays the rent first.
    wantsFen: rentFen - Math.max(offsetFen, decidedFen ?? 0),
    paid: paid.get(id) ?? [],
  }));
}

/** What came in on these bills and when: payments but for what was above them, and credit. */
async function paidOn(tx: Writer, billIds: readonly string[]): Promise<Map<string, { on: Day; amountFen: Fen }[]>> {
  const rows: { billId: string; on: Day; amountFen: Fen }[] = [];
  await inChunks(billIds, async (ids) => {
    const came = await tx.select().from(payments).where(inArray(payments.billId, ids));
    rows.push(...came.map((one) => ({ billId: one.billId, on: one.paidOn, amountFen: one.amountFen - one.creditFen })));
    const moved = await tx.select().from(creditMoves).where(inArray(creditMoves.billId, ids));
    rows.push(...moved.map((one) => ({ billId: one.billId ?? "", on: one.movedOn, amountFen: -one.amountFen })));
  });
  return Map.groupBy(rows, (row) => row.billId);
}

/** What was charged of each overdue bill, and up to which day; what was taken off again was waived and is not asked anew. */
async function chargedBefore(tx: Writer): Promise<Map<string, { fen: Fen; upTo: Day }>> {
  const rows = await tx
    .select({ key: billLines.key, amountFen: billLines.amountFen })
    .from(billLines)
    .where(and(eq(billLines.kind, "lateFee"), like(billLines.key, "late-fee:%")));
  const charged = new Map<string, { fen: Fen; upTo: Day }>();
  for (const { key, amountFen } of rows) {
    const [, billId = "", upTo = ""] = key.split(":");
    const before = charged.get(billId) ?? { fen: 0, upTo: "" };
    charged.set(billId, { fen: before.fen + amountFen, upTo: upTo > before.upTo ? upTo : before.upTo });
  }
  return charged;
}
