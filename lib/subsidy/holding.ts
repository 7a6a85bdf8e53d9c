import { and, asc, eq, inArray, isNotNull, ne } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { offsets, settlements } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Decision, grant } from "../errors.ts";
import { newId } from "../ids.ts";
import { openPeriod } from "../ledger/periods.ts";
import { tell } from "../notices/commands.ts";
import { findBatch } from "./commands.ts";
import { type LineFilter, matching, settlementLines } from "./lines.ts";
import { decideHold, decideRelease } from "./rules-settlement.ts";

type Given = { now: Date };
type Batch = Awaited<ReturnType<typeof findBatch>>["batch"];
type Line = Awaited<ReturnType<typeof findBatch>>["lines"][number];
/** Single lines, or all that a filter of the page finds. `seenHash` is what the page showed of the batch. */
export type Chosen = { settlementId: string; seenHash: string } & (
  | { offsetIds: readonly string[] }
  | { filter: LineFilter }
);

/**
 * Holds lines back from a batch that nobody has checked, with a reason that their people are told: they go to a further
 * batch of the month, which is not checked before they are released. Refuses `period-closed` and what `decideHold` does.
 */
export const holdLines = (
  actor: Actor,
  chosen: Chosen & { reason: string },
  { now }: Given,
): Promise<Decision<{ settlementId: string; lines: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "settlement.hold");
    const { batch, lines } = await findBatch(tx, chosen.settlementId);
    const meant = await linesMeant(tx, batch, lines, chosen);
    const fresh = meant.filter((line) => line.heldBy === null);
    const apart = lines.some((line) => line.heldBy !== null);
    const sizes = { chosen: fresh.length, lines: lines.length, apart };
    const decision = await openPeriod(tx, batch.month, () => decideHold(batch, chosen.seenHash, chosen.reason, sizes));
    if (!decision.ok) return decision;
    const to = apart ? batch.id : await batchApart(tx, batch, now);
    const ids = fresh.map((line) => line.id);
    await move(tx, ids, to, { heldBy: actor.userId, heldAt: now, heldReason: decision.reason });
    await rehash(tx, [batch.id, to]);
    const people = fresh.filter((line) => line.subsidyFen > 0).map((line) => line.personId);
    const values = { month: batch.month, reason: decision.reason };
    if (people.length > 0) await tell(tx, people, { kind: "subsidy-held", values, at: now });
    const detail = { lines: ids.length, to, reason: decision.reason };
    await audit(tx, actor, "settlement.hold", "settlement", batch.id, now, detail);
    return grant({ settlementId: batch.id, lines: ids.length });
  });

/**
 * Lets held lines go on: back into the month's batch that is still a draft, else as the further batch that they are in.
 * A batch that nothing is left in is taken away. Refuses `period-closed` and what `decideRelease` does.
 */
export const releaseLines = (
  actor: Actor,
  chosen: Chosen,
  { now }: Given,
): Promise<Decision<{ settlementId: string; lines: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "settlement.hold");
    const { batch, lines } = await findBatch(tx, chosen.settlementId);
    const held = (await linesMeant(tx, batch, lines, chosen)).filter((line) => line.heldBy !== null);
    const decision = await openPeriod(tx, batch.month, () => decideRelease(batch, chosen.seenHash, held.length));
    if (!decision.ok) return decision;
    const ids = held.map((line) => line.id);
    const to = (await otherDraft(tx, batch)) ?? batch.id;
    await move(tx, ids, to, { heldBy: null, heldAt: null, heldReason: null });
    await audit(tx, actor, "settlement.hold", "settlement", batch.id, now, { released: ids.length, to });
    if (to !== batch.id && ids.length === lines.length) {
      await tx.delete(settlements).where(eq(settlements.id, batch.id));
      await rehash(tx, [to]);
    } else await rehash(tx, [batch.id, to]);
    return grant({ settlementId: to, lines: ids.length });
  });

async function linesMeant(tx: Writer, batch: Batch, lines: readonly Line[], chosen: Chosen): Promise<Line[]> {
  const ids =
    "offsetIds" in chosen
      ? new Set(chosen.offsetIds)
      : new Set(matching(await settlementLines(tx, batch), chosen.filter).map((line) => line.id));
  return lines.filter((line) => ids.has(line.id));
}

/** The month's further batch for lines that are held, decided by the same schemes; made where there is none. */
async function batchApart(tx: Writer, batch: Batch, now: Date): Promise<string> {
  const batches = await tx
    .select()
    .from(settlements)
    .where(eq(settlements.month, batch.month))
    .orderBy(asc(settlements.sequence));
  const holding = await tx
    .selectDistinct({ id: offsets.settlementId })
    .from(offsets)
    .where(and(eq(offsets.month, batch.month), isNotNull(offsets.heldBy)));
  const said = decidedBy(batch);
  const known = batches.find(
    (one) => one.status === "draft" && decidedBy(one) === said && holding.some(({ id }) => id === one.id),
  );
  if (known) return known.id;
  const { month, plan, versions, madeBy } = batch;
  const sequence = Math.max(...batches.map((one) => one.sequence)) + 1;
  // Who held the lines back decided nothing of them: the batch stays that of whoever ran the month.
  const row = { id: newId(), month, sequence, plan, versions, madeBy, madeAt: now, status: "draft" as const };
  await tx.insert(settlements).values({ ...row, contentHash: "" });
  return row.id;
}

/** The month's earliest other draft that holds nothing back and was decided by the same schemes. */
async function otherDraft(tx: Writer, batch: Batch): Promise<string | null> {
  const drafts = await tx
    .select()
    .from(settlements)
    .where(and(eq(settlements.month, batch.month), eq(settlements.status, "draft"), ne(settlements.id, batch.id)))
    .orderBy(asc(settlements.sequence));
  for (const draft of drafts) {
    const held = await tx.$count(offsets, and(eq(offsets.settlementId, draft.id), isNotNull(offsets.heldBy)));
    if (held === 0 && decidedBy(draft) === decidedBy(batch)) return draft.id;
  }
  return null;
}

const decidedBy = ({ plan, versions }: Pick<Batch, "plan" | "versions">): string =>
  JSON.stringify([plan, Object.entries(versions).sort()]);

const move = (
  tx: Writer,
  ids: readonly string[],
  settlementId: string,
  held: { heldBy: string | null; heldAt: Date | null; heldReason: string | null },
): Promise<void> =>
  inChunks(ids, (some) =>
    tx
      .update(offsets)
      .set({ settlementId, ...held })
      .where(inArray(offsets.id, some)),
  );

/** Whatever was seen of these batches before is not what they say now. */
async function rehash(tx: Writer, ids: readonly string[]): Promise<void> {
  for (const id of new Set(ids)) {
    const { batch } = await findBatch(tx, id);
    await tx.update(settlements).set({ contentHash: batch.contentHash }).where(eq(settlements.id, id));
  }
}
