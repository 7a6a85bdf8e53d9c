import { eq, inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { offsetParts, offsets, settlements } from "#db/schema";
import { inChunks } from "../chunks.ts";
import type { Month } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Fen } from "../money.ts";
import { groundsFor } from "./deciding.ts";
import { planInForce } from "./in-force.ts";
import { type BillToDecide, decideBills, type LeaseToDecide } from "./rules-bills.ts";
import type { Carried } from "./rules-carried.ts";
import { planText, versionsOf } from "./rules-plan.ts";
import { contentHash } from "./rules-settlement.ts";
import type { Plan } from "./rules-together.ts";
import type { Scheme } from "./scheme.ts";
import { decideKeeping, keepSchemes } from "./versions.ts";

type OffsetRow = typeof offsets.$inferInsert;
type Part = { part: string; amountFen: Fen };
type Standing = Omit<OffsetRow, "settlementId" | "carried"> & {
  carried: Carried;
  settlementId: string | null;
  parts: Part[];
  changed: boolean;
};
/** `apart`: it holds what an officer held back, so nothing new is put into it. */
type Draft = { id: string; contentHash: string; apart: boolean };
export type Drafted = { plan: Plan; unkept: Scheme[]; lines: Standing[]; drafts: Draft[]; sequence: number };

/**
 * Decides the offset of every bill of the month that no checked or posted batch holds, from today's facts and by the
 * schemes in force. Reads only. Refuses like `decideBills` and `decideKeeping`.
 */
export async function draftOffsets(
  tx: Writer,
  month: Month,
  leases: readonly LeaseToDecide[],
  bills: readonly BillToDecide[],
): Promise<Decision<Drafted>> {
  const plan = await planInForce(tx, month);
  const keeping = await decideKeeping(tx, plan);
  if (!keeping.ok) return keeping;
  const batches = await tx.select().from(settlements).where(eq(settlements.month, month));
  const standing = await standingOffsets(tx, month);
  const apart = new Set([...standing.values()].filter((line) => line.heldBy !== null).map((line) => line.settlementId));
  const drafts = batches
    .filter((batch) => batch.status === "draft")
    .map((batch) => ({ ...batch, apart: apart.has(batch.id) }));
  const open = bills.filter(({ id }) => {
    const before = standing.get(id);
    return before === undefined || drafts.some((batch) => batch.id === before.settlementId);
  });
  const made = decideBills(plan, month, open, leases, await groundsFor(tx, month, open));
  if (!made.ok) return made;
  const lines = made.decided.map((line): Standing => {
    const before = standing.get(line.billId);
    const changed = before === undefined || said({ ...before }) !== said(line);
    // What an officer held back stays held back, whatever is decided anew.
    const { heldBy = null, heldAt = null, heldReason = null } = before ?? {};
    const where = { id: before?.id ?? newId(), settlementId: before?.settlementId ?? null };
    return { ...line, heldBy, heldAt, heldReason, ...where, changed };
  });
  return grant({
    plan,
    unkept: keeping.unkept,
    lines,
    drafts,
    sequence: Math.max(0, ...batches.map((batch) => batch.sequence)),
  });
}

/** Writes what `draftOffsets` found: new lines into the latest draft batch, or into a new one. */
export async function writeOffsets(
  tx: Writer,
  { plan, unkept, lines, drafts, sequence }: Drafted,
  { month, madeBy, now }: { month: Month; madeBy: string; now: Date },
): Promise<{ decided: number; settlementIds: string[] }> {
  await keepSchemes(tx, unkept, now);
  const changed = lines.filter((line) => line.changed);
  const standing = drafts.map((draft) => draft.id);
  const homeless = lines.some((line) => line.settlementId === null);
  const open = drafts.filter((draft) => !draft.apart).map((draft) => draft.id);
  const home = homeless ? (open.toSorted().at(-1) ?? newId()) : "";
  const placed = lines.map((line) => ({ ...line, settlementId: line.settlementId ?? home }));
  const decidedBy = { plan: planText(plan), versions: versionsOf(plan) };
  for (const [id, its] of Map.groupBy(placed, (line) => line.settlementId)) {
    const content = contentHash(decidedBy.plan, decidedBy.versions, its);
    const before = drafts.find((draft) => draft.id === id);
    if (before?.contentHash === content) continue;
    const set = { ...decidedBy, contentHash: content };
    if (before) await tx.update(settlements).set(set).where(eq(settlements.id, id));
    else {
      const row = { id, month, sequence: sequence + 1, status: "draft" as const, madeBy, madeAt: now, ...set };
      await tx.insert(settlements).values(row);
    }
  }
  await replaceLines(
    tx,
    placed.filter((line) => line.changed),
  );
  return { decided: changed.length, settlementIds: homeless ? [...new Set([...standing, home])] : standing };
}

async function replaceLines(tx: Writer, lines: readonly (OffsetRow & { parts: Part[]; changed: boolean })[]) {
  await inChunks(
    lines.map((line) => line.id),
    async (ids) => {
      await tx.delete(offsetParts).where(inArray(offsetParts.offsetId, ids));
      await tx.delete(offsets).where(inArray(offsets.id, ids));
    },
  );
  const rows = lines.map(({ parts: _parts, changed: _changed, ...row }) => row);
  const parts = lines.flatMap((line) => line.parts.map((part) => ({ offsetId: line.id, ...part })));
  await inChunks(rows, (chunk) => tx.insert(offsets).values(chunk));
  await inChunks(parts, (chunk) => tx.insert(offsetParts).values(chunk));
}

/** The month's offsets by bill, with their parts. */
async function standingOffsets(tx: Writer, month: Month) {
  const rows = await tx.select().from(offsets).where(eq(offsets.month, month));
  const byId = new Map(rows.map((row) => [row.id, { ...row, parts: [] as Part[] }]));
  const parts = await tx
    .select({ offsetId: offsetParts.offsetId, part: offsetParts.part, amountFen: offsetParts.amountFen })
    .from(offsetParts)
    .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
    .where(eq(offsets.month, month));
  for (const { offsetId, part, amountFen } of parts) byId.get(offsetId)?.parts.push({ part, amountFen });
  return new Map([...byId.values()].map((row) => [row.billId, row]));
}

type Said = Pick<OffsetRow, "mode" | "facts" | "monthsUsed" | "failed" | "eligible"> & {
  subsidyFen: Fen;
  offsetFen: Fen;
  surplusFen: Fen;
  carried: Carried;
  parts: Part[];
};

/** A decision as one text, whatever order its columns came back in. */
const said = (line: Said): string =>
  JSON.stringify([
    line.mode,
    line.eligible,
    [line.subsidyFen, line.offsetFen, line.surplusFen],
    Object.entries(line.facts).sort(),
    Object.entries(line.monthsUsed).sort(),
    [...line.failed].sort(),
    line.parts.map(({ part, amountFen }) => [part, amountFen]).sort(),
    Object.entries(line.carried)
      .map(([scheme, { beforeFen, fen }]) => [scheme, beforeFen, fen])
      .sort(),
  ]);
