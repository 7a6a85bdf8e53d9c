import { asc, desc, gt, inArray, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { bills, ledgerEntries, periods, settlements, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Month } from "../days.ts";
import { inBooks } from "../subsidy/rules-settlement.ts";
import { sumFen } from "../sums.ts";
import { needsOf } from "./closing.ts";
import type { Need } from "./rules-periods.ts";

export type PeriodRow = Awaited<ReturnType<typeof periodList>>["rows"][number];

/**
 * Every month that has anything in its books, the latest first, and what the earliest open one still needs before it
 * can be closed (`next`, null where all is closed); with `books` all books are compared for it, which takes a while.
 */
export async function periodList(actor: Actor, { now = new Date(), books = false } = {}) {
  authorize(actor, "period.list");
  const db = await reader();
  const booked = await db
    .select({ month: ledgerEntries.month, entries: sql<number>`count(*)`.mapWith(Number) })
    .from(ledgerEntries)
    .groupBy(ledgerEntries.month)
    .orderBy(desc(ledgerEntries.month));
  const late = await db
    .select({ month: ledgerEntries.forMonth, entries: sql<number>`count(*)`.mapWith(Number) })
    .from(ledgerEntries)
    .groupBy(ledgerEntries.forMonth);
  const rents = await db
    .select({ month: bills.month, rentFen: sumFen(bills.rentFen), offsetFen: sumFen(bills.offsetFen) })
    .from(bills)
    .where(gt(bills.rentFen, 0))
    .groupBy(bills.month);
  const batches = await db
    .select({
      id: settlements.id,
      month: settlements.month,
      sequence: settlements.sequence,
      status: settlements.status,
    })
    .from(settlements)
    .orderBy(asc(settlements.sequence));
  const closed = await db.select().from(periods);
  const names = await namesOf(closed.flatMap((one) => [one.closedBy, one.reopenedBy]));
  const [rentOf, batchesOf] = [new Map(rents.map((row) => [row.month, row])), Map.groupBy(batches, (row) => row.month)];
  const lateOf = new Map(late.map((row) => [row.month, row.entries]));
  const rows = booked.map(({ month, entries }) => {
    const period = closed.find((one) => one.month === month) ?? null;
    const its = batchesOf.get(month) ?? [];
    return {
      month,
      entries,
      lateEntries: lateOf.get(month) ?? 0,
      rentFen: rentOf.get(month)?.rentFen ?? 0,
      offsetFen: rentOf.get(month)?.offsetFen ?? 0,
      batches: its.length,
      posted: its.filter((batch) => inBooks(batch.status)).length,
      period: period && {
        ...period,
        closedByName: names.get(period.closedBy) ?? "",
        reopenedByName: names.get(period.reopenedBy ?? "") ?? null,
      },
    };
  });
  const open = rows.filter((row) => row.period?.status !== "closed").at(-1);
  const next: { month: Month; needs: Need[]; books: boolean } | null = open
    ? { month: open.month, needs: await needsOf(db, open.month, now, { books }), books }
    : null;
  return { rows, next };
}

async function namesOf(ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await (await reader())
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, wanted));
  return new Map(rows.map((row) => [row.id, row.name ?? ""]));
}
