import { and, eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { roundCategories, roundPriorities } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import { listableOf, orderSetOf } from "./own-orders.ts";
import { changeRound, findRound } from "./record.ts";
import { noticeEnd } from "./rules.ts";
import { canSetPriority, decidePriority, type OwnOrderSet, receiptLines, sameOrder } from "./rules-priority.ts";

type OwnOrderGiven = {
  categoryId: string;
  /** receipt numbers as typed or pasted, one a line, the best first; empty: the category goes by the common order */
  receipts: string;
  /** published with the order */
  reason: string;
};

/**
 * Gives a category of a closed round an order of its own, instead of the one set before, or takes it off. It is published
 * with the roster and can be objected to there; set while the notice runs, the notice begins anew, so that everybody has
 * its days to see what will be frozen. Refuses as `canSetPriority` and `decidePriority` do.
 */
export const setPriority = (
  actor: Actor,
  roundId: string,
  { categoryId, receipts, reason }: OwnOrderGiven,
  { now }: { now: Date },
): Promise<Decision<{ listed: number; noticeUntil: Date | null }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.setPriority");
    const round = await findRound(tx, roundId);
    const possible = canSetPriority(round);
    if (!possible.ok) return possible;
    const category = and(eq(roundCategories.roundId, roundId), eq(roundCategories.id, categoryId));
    if ((await tx.$count(roundCategories, category)) === 0) return refuse("round-category-unknown");
    const before = await orderSetOf(tx, roundId, categoryId);
    const lines = receiptLines(receipts);
    const named = await listableOf(
      tx,
      round,
      categoryId,
      lines.map(({ receiptNo }) => receiptNo),
    );
    const decision = decidePriority(before, lines, named, reason);
    if (!decision.ok) return decision;
    const listed = decision.applicationIds.length;
    if (sameOrder(before, decision)) return grant({ listed, noticeUntil: round.rosterNoticeUntil });
    await writeOrder(tx, roundId, categoryId, decision);
    const noticeUntil = round.status === "rosterNotice" ? noticeEnd(now, round.terms.rosterNoticeDays) : null;
    if (noticeUntil) await changeRound(tx, roundId, { rosterNoticeAt: now, rosterNoticeUntil: noticeUntil });
    const receiptNos = listed === 0 ? [] : lines.map(({ receiptNo }) => receiptNo);
    const detail = { categoryId, reason: decision.reason, receiptNos, ...(noticeUntil && { noticeUntil }) };
    await audit(tx, actor, "round.setPriority", "round", roundId, now, detail);
    return grant({ listed, noticeUntil });
  });

async function writeOrder(
  tx: Writer,
  roundId: string,
  categoryId: string,
  { reason, applicationIds }: OwnOrderSet,
): Promise<void> {
  await tx
    .delete(roundPriorities)
    .where(and(eq(roundPriorities.roundId, roundId), eq(roundPriorities.categoryId, categoryId)));
  await tx
    .update(roundCategories)
    .set({ priorityReason: reason })
    .where(and(eq(roundCategories.roundId, roundId), eq(roundCategories.id, categoryId)));
  const rows = applicationIds.map((applicationId, index) => ({ roundId, categoryId, rank: index + 1, applicationId }));
  await inChunks(rows, (chunk) => tx.insert(roundPriorities).values(chunk));
}
