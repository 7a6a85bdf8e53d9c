import { and, eq, inArray, sql } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { bankRows, payments } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { bookPayments } from "./payments.ts";

type Given = { now: Date };
type Row = typeof bankRows.$inferSelect;

/** Numbers that are booked or kept already, with where: recorded as a payment, or in an import. */
export async function takenNumbers(tx: Writer, numbers: readonly string[]): Promise<Map<string, string>> {
  const taken = new Map<string, string>();
  await inChunks([...new Set(numbers)], async (some) => {
    const paid = await tx
      .select({ number: payments.reference })
      .from(payments)
      .where(inArray(payments.reference, some));
    for (const { number } of paid) taken.set(number, "row-recorded-before");
    const kept = await tx
      .select({ number: bankRows.transactionNo })
      .from(bankRows)
      .where(and(inArray(bankRows.transactionNo, some), inArray(bankRows.state, ["posted", "waiting", "dismissed"])));
    for (const { number } of kept) taken.set(number, "row-imported-before");
  });
  return taken;
}

/** The payment that a row would be; nothing where it could not be read or names no bill. */
export const paymentOf = (row: Row) =>
  row.billId !== null && row.amountFen !== null && row.paidOn !== null
    ? [
        {
          billId: row.billId,
          amountFen: row.amountFen,
          paidOn: row.paidOn,
          method: "bankTransfer" as const,
          reference: row.transactionNo,
          rest: "credit" as const,
        },
      ]
    : [];

/** The rows are booked: each names the payment under its number. */
export const setPosted = (
  tx: Writer,
  rowIds: readonly string[],
  by: { settledBy: string; settledAt: Date },
): Promise<void> => {
  const paymentId = sql`(select payments.id from payments where payments.reference = ${bankRows.transactionNo})`;
  return inChunks(rowIds, (ids) =>
    tx
      .update(bankRows)
      .set({ state: "posted", paymentId, ...by })
      .where(inArray(bankRows.id, ids)),
  );
};

/** How a row was matched, for those whom a person matched. */
const BY_HAND = "match-hand";

/**
 * Somebody says by hand which bill a waiting row pays. The same again is the same payment (`before`).
 * Refuses `row-not-waiting`, `bill-unknown` and what `recordPayments` does.
 */
export const matchBankRow = (
  actor: Actor,
  rowId: string,
  billNo: string,
  { now }: Given,
): Promise<Decision<{ rowId: string; before: boolean }>> =>
  transaction(async (tx) => {
    authorize(actor, "bank.match");
    const row = await findRow(tx, rowId);
    if (!["waiting", "posted"].includes(row.state)) return refuse("row-not-waiting");
    const given = paymentOf({ ...row, billId: "" });
    const booked = await bookPayments(
      tx,
      actor,
      given.map(({ billId: _, ...payment }) => ({ ...payment, billNo: billNo.trim().toUpperCase() })),
      { now },
    );
    if (!booked.ok) return booked.reason === "payment-reference-used" ? refuse("row-not-waiting") : booked;
    const [payment] = booked.payments;
    if (payment?.before) return row.state === "posted" ? grant({ rowId, before: true }) : refuse("row-not-waiting");
    await tx
      .update(bankRows)
      .set({ billId: payment?.billId ?? null, reason: BY_HAND, reasonValues: { bill: billNo } })
      .where(eq(bankRows.id, rowId));
    await setPosted(tx, [rowId], { settledBy: actor.userId, settledAt: now });
    await audit(tx, actor, "bank.match", "bankRow", rowId, now, { bill: billNo });
    return grant({ rowId, before: false });
  });

/** A row that is no rent at all is put aside with a reason. Refuses `row-not-waiting`, `dismiss-without-reason`. */
export const dismissBankRow = (
  actor: Actor,
  rowId: string,
  why: string,
  { now }: Given,
): Promise<Decision<{ rowId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "bank.match");
    const row = await findRow(tx, rowId);
    if (row.state === "dismissed") return grant({ rowId });
    if (row.state !== "waiting") return refuse("row-not-waiting");
    if (why.trim() === "") return refuse("dismiss-without-reason");
    const set = {
      state: "dismissed" as const,
      reason: "row-dismissed",
      reasonValues: { why: why.trim().slice(0, 200) },
    };
    await tx
      .update(bankRows)
      .set({ ...set, settledBy: actor.userId, settledAt: now })
      .where(eq(bankRows.id, rowId));
    await audit(tx, actor, "bank.match", "bankRow", rowId, now, { dismissed: true });
    return grant({ rowId });
  });

async function findRow(tx: Writer, id: string): Promise<Row> {
  const [row] = await tx.select().from(bankRows).where(eq(bankRows.id, id));
  if (!row) throw new NotFound();
  return row;
}
