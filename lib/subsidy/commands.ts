import { asc, eq, inArray, sql } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { bills, offsetParts, offsets, settlements } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { commitBatch } from "../budget/commitments.ts";
import { inChunks } from "../chunks.ts";
import { dayAt } from "../days.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { postEntries } from "../ledger/commands.ts";
import { entryIds } from "../ledger/entries.ts";
import { openPeriod } from "../ledger/periods.ts";
import { type Entry, eventKey, offsetEntry } from "../ledger/rules.ts";
import { yuanText } from "../money.ts";
import { tell } from "../notices/commands.ts";
import { beginPayouts } from "../payouts/funding.ts";
import { carriedStands, moveCarried } from "./carried.ts";
import { planInForce } from "./in-force.ts";
import { decidedBy } from "./rules-plan.ts";
import { contentHash, decideApproval, decideCheck, decideReturn } from "./rules-settlement.ts";

type Given = { now: Date };
type Settled = { settlementId: string };

/**
 * The first officer has looked: draft → checked. `seenHash` is the batch's content hash as the page showed it.
 * Refuses `period-closed`, `settlement-not-draft`, `maker-cannot-check`, `settlement-changed`, `settlement-has-held`, and
 * where the month has to be run again: `settlement-scheme-changed` where another version of a scheme has been published for
 * the month since it was decided, `settlement-carried-changed` where what people carry is not what their lines saw.
 */
export const checkSettlement = (
  actor: Actor,
  id: string,
  seenHash: string,
  { now }: Given,
): Promise<Decision<Settled>> =>
  transaction(async (tx) => {
    authorize(actor, "settlement.check");
    const { batch, lines } = await findBatch(tx, id);
    const held = lines.filter((line) => line.heldBy !== null).length;
    const decision = await openPeriod(tx, batch.month, () => decideCheck({ ...batch, held }, actor.userId, seenHash));
    if (!decision.ok) return decision;
    const plan = await planInForce(tx, batch.month);
    if (!decidedBy(plan, batch)) return refuse("settlement-scheme-changed");
    if (!(await carriedStands(tx, batch, lines))) return refuse("settlement-carried-changed");
    const set = { status: decision.status, checkedBy: actor.userId, checkedAt: now };
    await tx.update(settlements).set(set).where(eq(settlements.id, id));
    await audit(tx, actor, "settlement.check", "settlement", id, now, { contentHash: batch.contentHash });
    return grant({ settlementId: id });
  });

/**
 * The second officer approves: the batch is posted to the ledger, the bills are netted, the budgets taken up and
 * everyone concerned is told, in one transaction. Refuses `period-closed`, `settlement-not-checked`,
 * `settlement-posted`, `maker-cannot-approve`, `checker-cannot-approve`, `settlement-changed`,
 * `settlement-carried-changed` as the check does (it has to be sent back), and `budget-exceeded` (`over` in yuan) where
 * more is approved than a budget has and `overBudget` says no reason.
 */
export const approveSettlement = (
  actor: Actor,
  id: string,
  seenHash: string,
  { now, overBudget = "" }: Given & { overBudget?: string },
): Promise<Decision<Settled>> =>
  transaction(async (tx) => {
    authorize(actor, "settlement.approve");
    const { batch, lines } = await findBatch(tx, id);
    const decision = await openPeriod(tx, batch.month, () => decideApproval(batch, actor.userId, seenHash));
    if (!decision.ok) return decision;
    if (!(await carriedStands(tx, batch, lines))) return refuse("settlement-carried-changed");
    const budget = await commitBatch(tx, batch, overBudget, { by: batch.madeBy, approvedBy: actor.userId, now });
    if (!budget.ok) return budget;
    const approved = { status: decision.status, approvedBy: actor.userId, approvedAt: now };
    // A batch that grants nobody anything has nothing to wait for.
    const free = budget.shares.size === 0;
    const owes = lines.some((line) => line.surplusFen > 0);
    const nothing = { status: "closed" as const, closedBy: actor.userId, closedAt: now };
    const set = { ...approved, ...(free && !owes ? nothing : {}) };
    await tx.update(settlements).set(set).where(eq(settlements.id, id));
    await postOffsets(tx, lines, { madeBy: batch.madeBy, approvedBy: actor.userId, now });
    await moveCarried(tx, lines, now);
    await netBills(tx, lines);
    // What is paid out of what was carried has been funded with the months that kept it.
    if (free && owes) await beginPayouts(tx, actor.userId, batch, { on: dayAt(now), reference: "" }, now);
    await tellEverybody(tx, lines, now);
    const subsidyFen = lines.reduce((sum, line) => sum + line.subsidyFen, 0);
    await audit(tx, actor, "settlement.approve", "settlement", id, now, {
      contentHash: batch.contentHash,
      lines: lines.length,
      subsidyFen,
      ...(budget.over.size > 0 ? { overBudget: Object.fromEntries(budget.over), reason: overBudget.trim() } : {}),
    });
    return grant({ settlementId: id });
  });

/** Sends a checked batch back with a reason. Refuses `settlement-not-checked`, `settlement-posted`, `return-without-reason`. */
export const returnSettlement = (
  actor: Actor,
  id: string,
  reason: string,
  { now }: Given,
): Promise<Decision<Settled>> =>
  transaction(async (tx) => {
    authorize(actor, "settlement.return");
    const { batch } = await findBatch(tx, id);
    const decision = decideReturn(batch, reason);
    if (!decision.ok) return decision;
    const set = { status: decision.status, checkedBy: null, checkedAt: null };
    await tx.update(settlements).set(set).where(eq(settlements.id, id));
    await audit(tx, actor, "settlement.return", "settlement", id, now, { reason: decision.reason });
    return grant({ settlementId: id });
  });

type Line = Awaited<ReturnType<typeof findBatch>>["lines"][number];

/** The batch with its lines; its hash is made anew from the lines, so a line changed by any way is noticed. */
export async function findBatch(tx: Writer, id: string) {
  const [row] = await tx.select().from(settlements).where(eq(settlements.id, id));
  if (!row) throw new NotFound();
  const rows = await tx
    .select({ offset: offsets, rentFen: bills.rentFen, otherFen: bills.otherFen, paidFen: bills.paidFen })
    .from(offsets)
    .innerJoin(bills, eq(bills.id, offsets.billId))
    .where(eq(offsets.settlementId, id))
    .orderBy(asc(bills.billNo));
  const parts = await tx
    .select({ offsetId: offsetParts.offsetId, part: offsetParts.part, amountFen: offsetParts.amountFen })
    .from(offsetParts)
    .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
    .where(eq(offsets.settlementId, id));
  const partsOf = Map.groupBy(parts, (part) => part.offsetId);
  const lines = rows.map(({ offset, rentFen, otherFen, paidFen }) => ({
    ...offset,
    rentFen,
    otherFen,
    paidFen,
    parts: partsOf.get(offset.id) ?? [],
  }));
  return { batch: { ...row, contentHash: contentHash(row.plan, row.versions, lines) }, lines };
}

async function postOffsets(
  tx: Writer,
  lines: readonly Line[],
  { madeBy, approvedBy, now }: { madeBy: string; approvedBy: string; now: Date },
): Promise<void> {
  const rents = await entryIds(
    tx,
    lines.map((line) => eventKey("rent", line, line.month)),
  );
  const effectiveOn = dayAt(now);
  const entries = lines.map((line): Entry | null =>
    offsetEntry({
      leaseId: line.leaseId,
      personId: line.personId,
      month: line.month,
      effectiveOn,
      offsetFen: line.offsetFen,
      surplusFen: line.surplusFen,
      carriedFen: line.carriedFen,
      settlesId: rents.get(eventKey("rent", line, line.month)) ?? null,
    }),
  );
  await postEntries(
    tx,
    entries.filter((entry) => entry !== null),
    { madeBy, approvedBy, now },
  );
}

async function netBills(tx: Writer, lines: readonly Line[]): Promise<void> {
  const netted = sql`(select offsets.offset_fen from offsets where offsets.bill_id = bills.id)`;
  await inChunks(
    lines.filter((line) => line.offsetFen > 0).map((line) => line.billId),
    (ids) => tx.update(bills).set({ offsetFen: netted }).where(inArray(bills.id, ids)),
  );
}

/** One notice each to those who get something; people whose amounts are the same are told in one statement. */
async function tellEverybody(tx: Writer, lines: readonly Line[], now: Date): Promise<void> {
  const granted = lines.filter((line) => line.subsidyFen > 0 || line.offsetFen + line.surplusFen > 0);
  const alike = Map.groupBy(granted, (line) => JSON.stringify(noticeOf(line)));
  for (const same of alike.values()) {
    const [first] = same;
    if (!first) continue;
    const persons = same.map((line) => line.personId);
    await tell(tx, persons, { ...noticeOf(first), at: now });
  }
}

/** What matters most to the person: that something is paid out, kept for the next month, or used of what was kept. */
function newsOf({ surplusFen, carriedFen }: Line): { kind: string } {
  if (surplusFen > 0) return { kind: "subsidy-approved-surplus" };
  if (carriedFen > 0) return { kind: "subsidy-approved-kept" };
  if (carriedFen < 0) return { kind: "subsidy-approved-drawn" };
  return { kind: "subsidy-approved" };
}

const noticeOf = (line: Line) => ({
  ...newsOf(line),
  values: {
    month: line.month,
    subsidy: yuanText(line.subsidyFen),
    due: yuanText(Math.max(0, line.rentFen + line.otherFen - line.offsetFen - line.paidFen)),
    ...(line.surplusFen > 0 ? { surplus: yuanText(line.surplusFen) } : {}),
    ...(line.carriedFen !== 0 ? { carried: yuanText(Math.abs(line.carriedFen)) } : {}),
  },
});
