import { and, asc, eq, gt } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { fundings, offsets, settlements } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { spendOnBatch } from "../budget/commitments.ts";
import { sharesOf } from "../budget/shares.ts";
import { type Day, dayAt, type Month } from "../days.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { postEntries } from "../ledger/commands.ts";
import { fundingEntry } from "../ledger/rules-finance.ts";
import { type Fen, yuanText } from "../money.ts";
import { tellEach } from "../notices/commands.ts";
import { accountsOf } from "./accounts.ts";
import { unmadeOf } from "./corrected.ts";
import { followPayouts, makePayouts } from "./making.ts";
import { decideFunding } from "./rules.ts";

export type FundingGiven = { settlementId: string; fund: string; amountFen: Fen; paidOn: Day; reference: string };
type Batch = typeof settlements.$inferSelect;

/**
 * Public finance has paid what a fund bears of a batch. Once all funds have, the batch is funded: what is owed to
 * people becomes payouts, and they are told; one that owes nobody anything is closed at once. The same again is
 * `before`. Refuses what `decideFunding` does, and `funding-fund-unknown`.
 */
export const recordFunding = (
  actor: Actor,
  given: FundingGiven,
  { now }: { now: Date },
): Promise<Decision<{ status: Batch["status"]; before: boolean }>> =>
  transaction(async (tx) => {
    authorize(actor, "settlement.fund");
    const { settlementId, fund, amountFen, paidOn } = given;
    const [batch] = await tx.select().from(settlements).where(eq(settlements.id, settlementId));
    if (!batch) throw new NotFound();
    const recorded = await tx.select().from(fundings).where(eq(fundings.settlementId, settlementId));
    const shares = await sharesOf(tx, batch);
    const expectedFen = shares.get(fund);
    if (expectedFen === undefined) return refuse("funding-fund-unknown");
    const approvedOn = batch.approvedAt && dayAt(batch.approvedAt);
    const before = recorded.find((one) => one.fund === fund) ?? null;
    const decision = decideFunding({ status: batch.status, approvedOn, expectedFen }, given, before, dayAt(now));
    if (!decision.ok) return decision;
    if (decision.before) return grant({ status: batch.status, before: true });
    const reference = given.reference.trim();
    const row = { id: newId(), settlementId, fund, amountFen, paidOn, reference };
    await tx.insert(fundings).values({ ...row, recordedBy: actor.userId, recordedAt: now });
    const year = Number(batch.month.slice(0, 4));
    const entry = fundingEntry({ ...given, year, month: batch.month });
    await postEntries(tx, [entry], { madeBy: actor.userId, now });
    await spendOnBatch(tx, batch, { fund, amountFen, on: paidOn }, { by: actor.userId, now });
    await audit(tx, actor, "settlement.fund", "settlement", settlementId, now, { fund, amountFen, paidOn });
    const all = [...recorded, row];
    if (all.length < shares.size) return grant({ status: batch.status, before: false });
    await beginPayouts(tx, actor.userId, batch, { on: latest(all), reference: references(all) }, now);
    const [after] = await tx
      .select({ status: settlements.status })
      .from(settlements)
      .where(eq(settlements.id, batch.id));
    return grant({ status: after?.status ?? "funded", before: false });
  });

const latest = (all: readonly { paidOn: Day }[]): Day =>
  all
    .map((one) => one.paidOn)
    .toSorted()
    .at(-1) ?? "";
const references = (all: readonly { reference: string }[]): string =>
  [...new Set(all.map((one) => one.reference))].join("、");

/** All funds have paid, or none has to: what the batch owes to people is ready to be sent, and each of them is told. */
export async function beginPayouts(
  tx: Writer,
  by: string,
  batch: Batch,
  funded: { on: Day; reference: string },
  now: Date,
): Promise<void> {
  const said = { fundedOn: funded.on, fundedReference: funded.reference, fundedBy: by, fundedAt: now };
  await tx
    .update(settlements)
    .set({ status: "funded", ...said })
    .where(eq(settlements.id, batch.id));
  const owed = await tx
    .select()
    .from(offsets)
    .where(and(eq(offsets.settlementId, batch.id), gt(offsets.surplusFen, 0)))
    .orderBy(asc(offsets.id));
  // Corrections that came before the money count already: what they withheld is not paid out.
  const unmade = await unmadeOf(
    tx,
    owed.map((offset) => offset.billId),
  );
  const given = owed.flatMap(({ id: offsetId, billId, personId, leaseId, month }) => {
    const amountFen = unmade.get(billId) ?? 0;
    const of = { settlementId: batch.id, offsetId };
    return amountFen > 0 ? [{ of, personId, leaseId, month, amountFen }] : [];
  });
  await makePayouts(tx, given, { by, now });
  await tellReady(tx, given, now);
  await followPayouts(tx, [batch.id], { by, now });
}

/** Who has an account is told that it comes; who has none, that it cannot come before they have told one. */
async function tellReady(
  tx: Writer,
  given: readonly { personId: string; month: Month; amountFen: Fen }[],
  now: Date,
): Promise<void> {
  const accounts = await accountsOf(
    tx,
    given.map((one) => one.personId),
  );
  const notices = given.map(({ personId, month, amountFen }) => {
    const account = accounts.get(personId);
    const values = { month, amount: yuanText(amountFen) };
    return account
      ? { personId, kind: "payout-ready", values: { ...values, lastFour: account.lastFour }, at: now }
      : { personId, kind: "payout-account-needed", values, at: now };
  });
  await tellEach(tx, notices);
}
