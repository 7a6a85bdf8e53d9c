import { asc, eq, inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { payouts, settlements } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { nextNumbers } from "../counters.ts";
import type { Month } from "../days.ts";
import { newId } from "../ids.ts";
import type { Fen } from "../money.ts";
import { payoutNo, settlementStatusOf } from "./rules.ts";

export type PayoutRow = typeof payouts.$inferSelect;

/** What is owed to a person and is to go out: for an offset of a batch, or for a line of a correction. */
export type PayoutGiven = {
  of: { settlementId: string; offsetId: string } | { correctionLineId: string };
  personId: string;
  leaseId: string;
  month: Month;
  amountFen: Fen;
};

/**
 * Makes payouts, ready to be sent, in the caller's transaction; numbers run on within the month that is paid for. The
 * same thing twice is refused by the database (one row per offset or correction line and attempt).
 */
export async function makePayouts(
  tx: Writer,
  given: readonly (PayoutGiven & { attempt?: number })[],
  { by, now }: { by: string; now: Date },
): Promise<string[]> {
  const rows: (typeof payouts.$inferInsert)[] = [];
  for (const [month, its] of Map.groupBy(given, (one) => one.month)) {
    const first = await nextNumbers(tx, `payout:${month}`, its.length);
    for (const [index, { of, attempt = 1, ...one }] of its.entries()) {
      const no = payoutNo(month, first + index);
      rows.push({ id: newId(), payoutNo: no, ...of, ...one, attempt, status: "ready", madeBy: by, madeAt: now });
    }
  }
  await inChunks(rows, (chunk) => tx.insert(payouts).values(chunk));
  return rows.map((row) => row.id ?? "");
}

/** The number of one more payout of a month. */
export const nextPayoutNo = async (tx: Writer, month: Month): Promise<string> =>
  payoutNo(month, await nextNumbers(tx, `payout:${month}`));

/**
 * Brings batches to what their payouts say: funded while something is to be sent, disbursed once all is, closed once
 * all has arrived. One that comes back opens its batch again, for the money is still owed.
 */
export async function followPayouts(
  tx: Writer,
  settlementIds: readonly (string | null)[],
  { by, now }: { by: string; now: Date },
): Promise<void> {
  const ids = [...new Set(settlementIds.filter((id) => id !== null))];
  for (const id of ids) {
    const [batch] = await tx.select({ status: settlements.status }).from(settlements).where(eq(settlements.id, id));
    if (!batch || ["draft", "checked", "posted"].includes(batch.status)) continue;
    const status = settlementStatusOf(await lastStatuses(tx, id));
    if (status === batch.status) continue;
    const disbursed = status === "funded" ? null : now;
    const closed = status === "closed" ? { closedBy: by, closedAt: now } : { closedBy: null, closedAt: null };
    const set = batch.status === "disbursed" && status === "closed" ? closed : { disbursedAt: disbursed, ...closed };
    await tx
      .update(settlements)
      .set({ status, ...set })
      .where(eq(settlements.id, id));
  }
}

async function lastStatuses(tx: Writer, settlementId: string) {
  const rows = await tx
    .select({ offsetId: payouts.offsetId, status: payouts.status })
    .from(payouts)
    .where(eq(payouts.settlementId, settlementId))
    .orderBy(asc(payouts.attempt));
  // Later attempts take the place of earlier ones.
  return [...new Map(rows.map((row) => [row.offsetId, row.status])).values()];
}

/** Payouts by their ids, in the order of their numbers. */
export async function payoutsNamed(tx: Pick<Writer, "select">, ids: readonly string[]): Promise<PayoutRow[]> {
  const found: PayoutRow[] = [];
  await inChunks([...new Set(ids)], async (some) => {
    found.push(...(await tx.select().from(payouts).where(inArray(payouts.id, some))));
  });
  return found.sort((a, b) => (a.payoutNo < b.payoutNo ? -1 : 1));
}
