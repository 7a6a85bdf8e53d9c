import { and, asc, desc, eq } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { auditLog, offsets, settlements } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Month } from "../days.ts";
import { NotFound } from "../errors.ts";
import type { Fen } from "../money.ts";
import { facetsOf, type LineFilter, matching, settlementLines, subsidyBefore } from "./lines.ts";
import { drawnFen, keptFen } from "./rules-carried.ts";
import type { Change } from "./rules-decision.ts";
import { partsOf, schemesOf } from "./rules-plan.ts";
import type { Plan } from "./rules-together.ts";
import { awaits, namesOf, signers } from "./signers.ts";
import { planAt } from "./versions.ts";

export const LINES_PER_PAGE = 50;

/**
 * One batch: its sums, what changed against the month before, and a page of its residents with the exceptions first
 * (changed, then not eligible, then the rest in the order of bills). Filters combine; `counts` and `facets` say how many
 * each would leave of those that the other filters leave.
 */
export async function settlementFor(
  actor: Actor,
  id: string,
  { page = 1, ...filter }: LineFilter & { page?: number } = {},
) {
  authorize(actor, "settlement.view");
  const db = await reader();
  const [batch] = await db.select().from(settlements).where(eq(settlements.id, id));
  if (!batch) throw new NotFound();
  const plan = await planAt(db, batch.plan, batch.versions);
  const before = await subsidyBefore(db, batch.month);
  const lines = await settlementLines(db, batch);
  const shown = matching(lines, filter).sort(exceptionsFirst);
  const pages = Math.max(1, Math.ceil(shown.length / LINES_PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  const names = await namesOf(db, [batch.madeBy, batch.checkedBy, batch.approvedBy]);
  return {
    ...batch,
    /** The parts that grant anybody anything in this batch, and the classes of the schemes; ids as `scheme/id`. */
    parts: partsGranted(plan, lines),
    classes: classesOf(plan),
    conditions: conditionsOf(plan),
    names: signers(batch, names),
    mine: awaits(batch, actor),
    returned: batch.status === "draft" ? await lastReturn(db, id) : null,
    totals: totalsOf(lines),
    changes: { ...changesOf(lines), left: await leftSince(db, batch.month, before) },
    byClass: byClass(plan, lines),
    held: lines.filter((line) => line.heldBy !== null).length,
    ...facetsOf(lines, filter),
    lines: shown.slice((at - 1) * LINES_PER_PAGE, at * LINES_PER_PAGE),
    found: shown.length,
    page: at,
    pages,
  };
}

export type SettlementLine = Awaited<ReturnType<typeof settlementFor>>["lines"][number];

/** How many were granted something in the month before and are not billed any more. */
async function leftSince(db: Reader, month: Month, before: ReadonlyMap<string, Fen>): Promise<number> {
  const rows = await db.selectDistinct({ personId: offsets.personId }).from(offsets).where(eq(offsets.month, month));
  const here = new Set(rows.map((row) => row.personId));
  return [...before].filter(([personId, fen]) => fen > 0 && !here.has(personId)).length;
}

/** Why a draft lies here again: what the officer wrote when the batch was last sent back. */
async function lastReturn(db: Reader, id: string): Promise<{ reason: string; at: Date } | null> {
  const [row] = await db
    .select({ detail: auditLog.detail, at: auditLog.at })
    .from(auditLog)
    .where(and(eq(auditLog.entity, "settlement"), eq(auditLog.entityId, id), eq(auditLog.action, "settlement.return")))
    .orderBy(desc(auditLog.at), asc(auditLog.id))
    .limit(1);
  return row ? { reason: String(row.detail.reason ?? ""), at: row.at } : null;
}

type Amounts = { rentFen: Fen; subsidyFen: Fen; offsetFen: Fen; surplusFen: Fen; carriedFen: Fen };
type Line = Amounts & { change: Change; eligible: boolean; schemeClass: string | null; parts: Record<string, Fen> };

function totalsOf(lines: readonly Line[]) {
  const sum = (pick: (line: Line) => Fen) => lines.reduce((total, line) => total + pick(line), 0);
  return {
    people: lines.length,
    eligible: lines.filter((line) => line.eligible).length,
    rentFen: sum((line) => line.rentFen),
    subsidyFen: sum((line) => line.subsidyFen),
    offsetFen: sum((line) => line.offsetFen),
    surplusFen: sum((line) => line.surplusFen),
    /** Kept for people's next months, and used of what earlier months kept: subsidy + drawn = offset + surplus + kept. */
    keptFen: sum((line) => keptFen(line.carriedFen)),
    drawnFen: sum((line) => drawnFen(line.carriedFen)),
    dueFen: sum((line) => line.rentFen - line.offsetFen),
  };
}

function changesOf(lines: readonly Line[]): Record<Exclude<Change, "same">, number> {
  const counts = { new: 0, more: 0, less: 0, stopped: 0 };
  for (const { change } of lines) if (change !== "same") counts[change] += 1;
  return counts;
}

/** The cost by class and part, in the order of the plan; classes nobody is in are left out. */
function byClass(plan: Plan, lines: readonly Line[]) {
  const parts = partsGranted(plan, lines);
  return classesOf(plan).flatMap(({ id, nameZh, nameEn }) => {
    const its = lines.filter((line) => line.schemeClass === id && line.eligible);
    if (its.length === 0) return [];
    const costs = Object.fromEntries(
      parts.map((part) => [part.id, its.reduce((sum, line) => sum + (line.parts[part.id] ?? 0), 0)]),
    );
    return [{ id, nameZh, nameEn, people: its.length, parts: costs, subsidyFen: totalsOf(its).subsidyFen }];
  });
}

/** All parts of a single scheme; of several, those that pay somebody something. */
function partsGranted(plan: Plan, lines: readonly Pick<Line, "parts">[]) {
  const parts = partsOf(plan).map(({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn }));
  if (plan.length === 1 && parts.length <= 2) return parts;
  const pays = new Set(lines.flatMap((line) => Object.keys(line.parts)));
  return parts.filter((part) => pays.has(part.id));
}

/** What the schemes call their conditions, where they do. */
const conditionsOf = (plan: Plan) =>
  schemesOf(plan).flatMap(({ conditions }) =>
    conditions.map(({ code, nameZh = null, nameEn = null }) => ({ code, nameZh, nameEn })),
  );

const classesOf = (plan: Plan) =>
  schemesOf(plan).flatMap(({ id, classes }) =>
    classes.map(({ nameZh, nameEn, ...one }) => ({ id: `${id}/${one.id}`, nameZh, nameEn })),
  );

const rank = (line: { change: Change; eligible: boolean }): number =>
  line.change === "stopped" ? 0 : line.change !== "same" ? 1 : line.eligible ? 3 : 2;

function exceptionsFirst<T extends { change: Change; eligible: boolean; billNo: string }>(a: T, b: T): number {
  return rank(a) - rank(b) || (a.billNo < b.billNo ? -1 : 1);
}
