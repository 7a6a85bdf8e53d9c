import { count, desc, eq, gt, max, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { bills, offsets, settlements } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { addMonths, type Day, dayAt, type Month, monthOf } from "../days.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import { dueSum, late, left, pending } from "./standing.ts";

export type MonthSummary = {
  month: Month;
  bills: number;
  billedFen: Fen;
  /** Charged beside the rent: deposits, utilities, service. */
  otherFen: Fen;
  /** Netted against rent, approved. */
  subsidisedFen: Fen;
  /** Decided and waiting for the officers. */
  expectedFen: Fen;
  paidFen: Fen;
  dueFen: Fen;
  overdueFen: Fen;
  overdueBills: number;
  paidBills: number;
};

/** Every billed month with its sums, the latest first. */
export async function monthSummaries(actor: Actor, now = new Date()): Promise<MonthSummary[]> {
  authorize(actor, "bill.list");
  return summaries(dayAt(now));
}

/** One month's sums; a month that was not billed sums to nothing. */
export async function monthSummary(actor: Actor, month: Month, now = new Date()): Promise<MonthSummary> {
  authorize(actor, "bill.list");
  const [summary] = await summaries(dayAt(now), month);
  return (
    summary ?? {
      month,
      bills: 0,
      billedFen: 0,
      otherFen: 0,
      subsidisedFen: 0,
      expectedFen: 0,
      paidFen: 0,
      dueFen: 0,
      overdueFen: 0,
      overdueBills: 0,
      paidBills: 0,
    }
  );
}

async function summaries(today: Day, month?: Month): Promise<MonthSummary[]> {
  const db = await reader();
  const rows = await db
    .select({
      month: bills.month,
      bills: count(),
      billedFen: sumFen(bills.rentFen),
      otherFen: sumFen(bills.otherFen),
      subsidisedFen: sumFen(bills.offsetFen),
      paidFen: sumFen(bills.paidFen),
      dueFen: dueSum,
      expectedFen: sumFen(pending),
      overdueFen: sumFen(sql`case when ${late(today)} then ${left} - (${pending}) else 0 end`),
      overdueBills: sumFen(sql`case when ${late(today)} then 1 else 0 end`),
      paidBills: sumFen(sql`case when ${left} <= 0 then 1 else 0 end`),
    })
    .from(bills)
    .leftJoin(offsets, eq(offsets.billId, bills.id))
    .leftJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(month ? eq(bills.month, month) : undefined)
    .groupBy(bills.month)
    .orderBy(desc(bills.month));
  return rows;
}

/** The month to bill next, for the form: the one after the latest billed month, this month before the first. */
export async function nextMonth(actor: Actor, now = new Date()): Promise<Month> {
  authorize(actor, "bill.list");
  const [row] = await (await reader())
    .select({ latest: max(bills.month) })
    .from(bills)
    .where(gt(bills.rentFen, 0));
  const latest = row?.latest ?? null;
  const soonest = addMonths(monthOf(dayAt(now)), 1);
  if (latest === null) return monthOf(dayAt(now));
  return latest >= soonest ? latest : addMonths(latest, 1);
}
