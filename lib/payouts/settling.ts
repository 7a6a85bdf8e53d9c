import { and, eq, or } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { correctionLines, offsets, payouts } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { payableOf } from "../corrections/payable.ts";
import { dayAt } from "../days.ts";
import { type Decision, grant, invariant, NotFound } from "../errors.ts";
import { postEntries } from "../ledger/commands.ts";
import { entryIds } from "../ledger/entries.ts";
import { eventKey } from "../ledger/rules.ts";
import { surplusPaidEntry, surplusReturnedEntry } from "../ledger/rules-finance.ts";
import { type Fen, yuanText } from "../money.ts";
import { tellEach } from "../notices/commands.ts";
import { sumFen } from "../sums.ts";
import { accountNumber, accountsOf } from "./accounts.ts";
import { sentNumber } from "./files.ts";
import { followPayouts, makePayouts, type PayoutRow, payoutsNamed } from "./making.ts";
import { decideAgain, decidePaid, decideReturned, type Paid, type Payout, type Returned } from "./rules.ts";

type Given = { now: Date };
type By = { by: string; now: Date };
type Settled = Decision<{ payoutId: string; before: boolean }>;

/** A row as the rules see it. */
export const stateOf = (row: PayoutRow): Payout => ({ ...row, sentOn: row.sentAt && dayAt(row.sentAt) });

/** The bank has paid it, as an officer read. Refuses what `decidePaid` does. */
export const recordPaid = (actor: Actor, payoutId: string, given: Paid, { now }: Given): Promise<Settled> =>
  transaction(async (tx) => {
    authorize(actor, "payout.settle");
    const row = await findPayout(tx, payoutId);
    const decision = decidePaid(stateOf(row), given, dayAt(now));
    if (!decision.ok) return decision;
    if (decision.before) return grant({ payoutId, before: true });
    await bookPaid(tx, [{ row, ...given }], { by: actor.userId, now });
    const detail = { paidOn: given.on, amountFen: row.amountFen };
    await audit(tx, actor, "payout.settle", "payout", payoutId, now, detail);
    return grant({ payoutId, before: false });
  });

/** The bank has sent it back, as an officer read. Refuses what `decideReturned` does. */
export const recordReturned = (actor: Actor, payoutId: string, given: Returned, { now }: Given): Promise<Settled> =>
  transaction(async (tx) => {
    authorize(actor, "payout.settle");
    const row = await findPayout(tx, payoutId);
    const decision = decideReturned(stateOf(row), given, dayAt(now));
    if (!decision.ok) return decision;
    if (decision.before) return grant({ payoutId, before: true });
    await bookReturned(tx, [{ row, ...given }], { by: actor.userId, now });
    const detail = { returnedOn: given.on, amountFen: row.amountFen, booked: decision.booked };
    await audit(tx, actor, "payout.settle", "payout", payoutId, now, detail);
    return grant({ payoutId, before: false });
  });

/**
 * A returned payout is made ready once more, as the next attempt. `sameAccount`: the officer has made sure that the
 * account is right. Asked twice it is the same attempt. Refuses what `decideAgain` does.
 */
export const payAgain = (
  actor: Actor,
  payoutId: string,
  { sameAccount }: { sameAccount: boolean },
  { now }: Given,
): Promise<Settled> =>
  transaction(async (tx) => {
    authorize(actor, "payout.again");
    const row = await findPayout(tx, payoutId);
    const account = (await accountsOf(tx, [row.personId])).get(row.personId);
    const decision = decideAgain(stateOf(row), {
      later: await laterAttempt(tx, row),
      owedFen: await stillOwed(tx, row),
      hasAccount: account !== undefined,
      accountChanged: account !== undefined && row.accountSealed !== null && accountNumber(account) !== sentNumber(row),
      sameAccount,
    });
    if (!decision.ok) return decision;
    if (decision.before !== null) return grant({ payoutId: decision.before, before: true });
    const { settlementId, offsetId, correctionLineId, personId, leaseId, month } = row;
    const { amountFen } = decision;
    const of = settlementId && offsetId ? { settlementId, offsetId } : { correctionLineId: correctionLineId ?? "" };
    const by = { by: actor.userId, now };
    const given = { of, personId, leaseId, month, amountFen, attempt: decision.attempt };
    const [again = ""] = await makePayouts(tx, [given], by);
    await followPayouts(tx, [settlementId], by);
    await audit(tx, actor, "payout.again", "payout", again, now, { of: payoutId, amountFen, sameAccount });
    return grant({ payoutId: again, before: false });
  });

async function findPayout(tx: Writer, id: string): Promise<PayoutRow> {
  const [row] = await payoutsNamed(tx, [id]);
  if (!row) throw new NotFound();
  return row;
}

async function laterAttempt(tx: Writer, row: PayoutRow): Promise<string | null> {
  const same = row.offsetId
    ? eq(payouts.offsetId, row.offsetId)
    : eq(payouts.correctionLineId, row.correctionLineId ?? "");
  const [later] = await tx
    .select({ id: payouts.id })
    .from(payouts)
    .where(and(same, eq(payouts.attempt, row.attempt + 1)));
  return later?.id ?? null;
}

/** What of a bill's surplus is owed and neither with the bank nor about to go there: what can be paid again of it. */
async function stillOwed(tx: Writer, row: PayoutRow): Promise<Fen> {
  const billId = await billOf(tx, row);
  const { owedFen, sentFen } = (await payableOf(tx, [billId])).get(billId) ?? { owedFen: 0, sentFen: 0 };
  const others = await tx
    .select({ fen: sumFen(payouts.amountFen) })
    .from(payouts)
    .leftJoin(offsets, eq(offsets.id, payouts.offsetId))
    .leftJoin(correctionLines, eq(correctionLines.id, payouts.correctionLineId))
    .where(and(eq(payouts.status, "ready"), or(eq(offsets.billId, billId), eq(correctionLines.billId, billId))));
  return owedFen - sentFen - (others[0]?.fen ?? 0);
}

async function billOf(tx: Writer, { offsetId, correctionLineId }: PayoutRow): Promise<string> {
  const [of] = offsetId
    ? await tx.select({ billId: offsets.billId }).from(offsets).where(eq(offsets.id, offsetId))
    : await tx
        .select({ billId: correctionLines.billId })
        .from(correctionLines)
        .where(eq(correctionLines.id, correctionLineId ?? ""));
  invariant(of, "a payout is of an offset or of a correction's line");
  return of.billId;
}

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
