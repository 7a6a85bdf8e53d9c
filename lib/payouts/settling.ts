import { and, eq, or } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { correctionLines, offsets, payouts } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { payableOf } from "../corrections/payable.ts";
import { dayAt } from "../days.ts";
import { type Decision, grant, invariant, NotFound } from "../errors.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import { accountNumber, accountsOf } from "./accounts.ts";
import { bookPaid, bookReturned, stateOf } from "./booking.ts";
import { sentNumber } from "./files.ts";
import { followPayouts, makePayouts, type PayoutRow, payoutsNamed } from "./making.ts";
import { decideAgain, decidePaid, decideReturned, type Paid, type Returned } from "./rules.ts";

type Given = { now: Date };
type Settled = Decision<{ payoutId: string; before: boolean }>;

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
