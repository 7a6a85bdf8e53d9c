import { and, asc, eq, isNull } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { correctionLines, corrections, people, rentChanges } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, NotFound } from "../errors.ts";
import { newId } from "../ids.ts";
import { decideGiven, lineRow } from "./drafting.ts";
import { openMonths } from "./open-month.ts";
import { postLines } from "./posting.ts";
import { type CorrectionGiven, contentHash, decideDiscard, decidePosting, givenOf } from "./rules.ts";
import { tellCorrected } from "./telling.ts";

export { draftCorrection } from "./drafting.ts";

type Given = { now: Date };
/**
 * Another officer posts a correction in the open month: entries, credit, charges and claims, and everybody concerned is
 * told, in one transaction. The months are decided once more first: what has changed since is not posted.
 * Refuses what `decidePosting` does, and what deciding the months does.
 */
export const postCorrection = (
  actor: Actor,
  id: string,
  seenHash: string,
  { now }: Given,
): Promise<Decision<{ correctionId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "correction.post");
    const { row, lines } = await findCorrection(tx, id);
    const given = givenOf(row);
    const freshHash = row.status === "draft" ? await hashNow(tx, given) : row.contentHash;
    if (typeof freshHash !== "string") return freshHash;
    const decision = decidePosting({ ...row, contentHash: contentHash(given, lines) }, actor.userId, {
      seenHash,
      freshHash,
    });
    if (!decision.ok) return decision;
    const months = await openMonths(tx, now);
    const set = { status: decision.status, month: months.month, decidedBy: actor.userId, decidedAt: now };
    await tx.update(corrections).set(set).where(eq(corrections.id, id));
    const signed = {
      correctionId: id,
      reason: row.reason,
      ...months,
      madeBy: row.madeBy,
      approvedBy: actor.userId,
      now,
    };
    const posted = await postLines(tx, lines, signed);
    await keepRecord(tx, given, { ...signed, reason: row.reason });
    await tellCorrected(tx, row, posted, now);
    await audit(tx, actor, "correction.post", "correction", id, now, { no: row.correctionNo, lines: lines.length });
    return grant({ correctionId: id });
  });

/** An officer throws a draft away, with a reason. Refuses what `decideDiscard` does. */
export const discardCorrection = (
  actor: Actor,
  id: string,
  reason: string,
  { now }: Given,
): Promise<Decision<{ correctionId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "correction.discard");
    const { row } = await findCorrection(tx, id);
    const decision = decideDiscard(row, reason);
    if (!decision.ok) return decision;
    const { status, reason: decidedReason } = decision;
    const set = { status, decidedReason, decidedBy: actor.userId, decidedAt: now };
    await tx.update(corrections).set(set).where(eq(corrections.id, id));
    await audit(tx, actor, "correction.discard", "correction", id, now, { reason: decidedReason });
    return grant({ correctionId: id });
  });

async function hashNow(tx: Writer, given: CorrectionGiven) {
  const again = await decideGiven(tx, given);
  if (!again.ok) return again;
  return contentHash(
    given,
    again.lines.map((line) => lineRow("", line)),
  );
}

async function findCorrection(tx: Writer, id: string) {
  const [row] = await tx.select().from(corrections).where(eq(corrections.id, id));
  if (!row) throw new NotFound();
  const lines = await tx
    .select()
    .from(correctionLines)
    .where(eq(correctionLines.correctionId, id))
    .orderBy(asc(correctionLines.month), asc(correctionLines.billId));
  return { row, lines };
}

/** What holds from now on too is corrected in the record itself, so that the next month is decided and billed by it. */
async function keepRecord(
  tx: Writer,
  given: CorrectionGiven,
  by: { madeBy: string; reason: string; now: Date },
): Promise<void> {
  if (given.cause === "lateFact" && given.still) await keepFact(tx, given, by.now);
  if (given.cause === "rentChange") await keepRent(tx, given, by);
}

type Of<C extends CorrectionGiven["cause"]> = Extract<CorrectionGiven, { cause: C }>;

async function keepFact(tx: Writer, { personId, fact, value, fromMonth }: Of<"lateFact">, now: Date): Promise<void> {
  // Whether a lease is registered stands in the lease, not with the person.
  if (fact === "leaseRegistered") return;
  const [person] = await tx.select({ version: people.version }).from(people).where(eq(people.id, personId));
  const asOf = fact === "insuredMonths" ? { insuredMonthsAsOf: fromMonth } : {};
  const set = { [fact]: value, ...asOf, version: (person?.version ?? 0) + 1, updatedAt: now };
  await tx.update(people).set(set).where(eq(people.id, personId));
}

async function keepRent(
  tx: Writer,
  { leaseId, fromOn, rentFen }: Of<"rentChange">,
  { madeBy, reason, now }: { madeBy: string; reason: string; now: Date },
): Promise<void> {
  const sameDay = and(
    eq(rentChanges.leaseId, leaseId),
    eq(rentChanges.fromOn, fromOn),
    isNull(rentChanges.withdrawnAt),
  );
  await tx.update(rentChanges).set({ withdrawnBy: madeBy, withdrawnAt: now }).where(sameDay);
  await tx.insert(rentChanges).values({ id: newId(), leaseId, fromOn, rentFen, reason, madeBy, madeAt: now });
}
