import { eq } from "drizzle-orm";
import type { Writer } from "#db/client";
import { payouts } from "#db/schema";
import { dayAt } from "../days.ts";
import { invariant } from "../errors.ts";
import { postEntries } from "../ledger/commands.ts";
import { entryIds } from "../ledger/entries.ts";
import { eventKey } from "../ledger/rules.ts";
import { surplusPaidEntry, surplusReturnedEntry } from "../ledger/rules-finance.ts";
import { yuanText } from "../money.ts";
import { tellEach } from "../notices/commands.ts";
import { followPayouts, type PayoutRow } from "./making.ts";
import type { Paid, Payout, Returned } from "./rules.ts";

type By = { by: string; now: Date };

/** A row as the rules see it. */
export const stateOf = (row: PayoutRow): Payout => ({ ...row, sentOn: row.sentAt && dayAt(row.sentAt) });

/** Books payouts that went through, each with its entry, and tells their people. Decided before, in the same transaction. */
export async function bookPaid(
  tx: Writer,
  paid: readonly (Paid & { row: PayoutRow })[],
  { by, now }: By,
): Promise<void> {
  if (paid.length === 0) return;
  const settles = await offsetEntries(
    tx,
    paid.map(({ row }) => row),
  );
  const entries = paid.map(({ row, on }) =>
    surplusPaidEntry({ ...row, payoutId: row.id, paidOn: on, settlesId: settles.get(row.id) ?? null }),
  );
  await postEntries(tx, entries, { madeBy: by, now });
  for (const { row, on, reference } of paid) {
    const set = { status: "paid" as const, paidOn: on, reference: reference.trim(), paidBy: by };
    await tx.update(payouts).set(set).where(eq(payouts.id, row.id));
  }
  await follow(tx, paid, { by, now });
  const notices = paid.map(({ row, on }) => ({
    personId: row.personId,
    kind: "payout-paid",
    values: { month: row.month, amount: yuanText(row.amountFen), on, lastFour: row.lastFour ?? "" },
    at: now,
  }));
  await tellEach(tx, notices);
}

/** Books payouts that came back: what was booked as paid is owed again; their people are told why and what to do. */
export async function bookReturned(
  tx: Writer,
  returned: readonly (Returned & { row: PayoutRow })[],
  { by, now }: By,
): Promise<void> {
  if (returned.length === 0) return;
  const booked = returned.filter(({ row }) => row.paidOn !== null);
  const ids = await entryIds(
    tx,
    booked.map(({ row }) => `surplus-paid:${row.id}`),
  );
  const entries = booked.map(({ row, on }) => {
    const reversesId = ids.get(`surplus-paid:${row.id}`);
    invariant(reversesId, `payout ${row.payoutNo} was paid and is in no book`);
    return surplusReturnedEntry({ ...row, payoutId: row.id, returnedOn: on, reversesId });
  });
  await postEntries(tx, entries, { madeBy: by, now });
  for (const { row, on, reason } of returned) {
    const set = { status: "returned" as const, returnedOn: on, returnReason: reason.trim(), returnedBy: by };
    await tx.update(payouts).set(set).where(eq(payouts.id, row.id));
  }
  await follow(tx, returned, { by, now });
  const notices = returned.map(({ row, reason }) => ({
    personId: row.personId,
    kind: "payout-returned",
    values: { month: row.month, amount: yuanText(row.amountFen), reason: reason.trim(), lastFour: row.lastFour ?? "" },
    at: now,
  }));
  await tellEach(tx, notices);
}

const follow = (tx: Writer, settled: readonly { row: PayoutRow }[], by: By): Promise<void> =>
  followPayouts(
    tx,
    settled.map(({ row }) => row.settlementId),
    by,
  );

/** The posted entries of the offsets that payouts pay, by payout. */
async function offsetEntries(tx: Writer, rows: readonly PayoutRow[]): Promise<Map<string, string>> {
  const keys = new Map(rows.filter((row) => row.offsetId).map((row) => [row.id, eventKey("offset", row, row.month)]));
  const ids = await entryIds(tx, [...keys.values()]);
  return new Map([...keys].flatMap(([id, key]) => (ids.has(key) ? [[id, ids.get(key) ?? ""] as const] : [])));
}
