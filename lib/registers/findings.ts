import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm";
import type { Writer } from "#db/client";
import { findings, offsetParts, offsets } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { addMonths, type Month } from "../days.ts";
import { type Fen, yuanText } from "../money.ts";
import { tellEach } from "../notices/commands.ts";
import { decideFinding, type Finding } from "./rules-findings.ts";

/**
 * 免申即享: whom this month's decisions grant a part that they did not get when they were last decided, and had not asked
 * for. Writes a finding for each, tells them once, and takes back what a later run of the same month decides otherwise.
 * Any run of a month ends in the same rows; the first month of the books finds nobody, since everybody is new in it.
 */
export async function findNewlyEligible(tx: Writer, month: Month, now: Date): Promise<{ found: number }> {
  const earlier = await tx.select({ id: offsets.id }).from(offsets).where(lt(offsets.month, month)).limit(1);
  if (earlier.length === 0) return { found: 0 };
  const candidates = await newlyGranted(tx, month);
  const last = await lastDecisions(tx, [...candidates.keys()], month);
  const wanted = new Map<string, Finding & Candidate>();
  for (const [personId, candidate] of candidates) {
    const finding = decideFinding(candidate, last.get(personId) ?? null);
    if (finding) wanted.set(personId, { ...candidate, ...finding });
  }
  const standing = await tx.select().from(findings).where(eq(findings.month, month));
  const known = new Map(standing.map((row) => [row.personId, row]));
  const fresh = [...wanted].filter(([personId]) => !known.has(personId));
  await inChunks(fresh, (chunk) =>
    tx.insert(findings).values(
      chunk.map(([personId, { parts, became, subsidyFen }]) => ({
        personId,
        month,
        state: "found" as const,
        subsidyFen,
        parts,
        became,
        foundAt: now,
        toldAt: now,
      })),
    ),
  );
  for (const [personId, { parts, became, subsidyFen }] of wanted) {
    const before = known.get(personId);
    if (!before || (before.subsidyFen === subsidyFen && before.parts.join() === parts.join())) continue;
    await tx
      .update(findings)
      .set({ parts, became, subsidyFen })
      .where(and(eq(findings.personId, personId), eq(findings.month, month)));
  }
  const gone = standing.filter((row) => !wanted.has(row.personId)).map((row) => row.personId);
  await inChunks(gone, (ids) =>
    tx.delete(findings).where(and(eq(findings.month, month), inArray(findings.personId, ids))),
  );
  await tellEach(tx, [
    ...fresh.map(([personId, { mode, subsidyFen }]) => {
      const kind = mode === "directOffset" ? "auto-grant" : "auto-grant-authorise";
      return { personId, kind, values: { month, subsidy: yuanText(subsidyFen) }, at: now };
    }),
    ...gone.map((personId) => ({ personId, kind: "auto-grant-gone", values: { month }, at: now })),
  ]);
  return { found: fresh.length };
}

type Candidate = {
  mode: "directOffset" | "cashToPerson";
  /** What the month grants that the month before did not, with the amounts. */
  granted: { part: string; amountFen: Fen }[];
  /** Codes of the conditions that are not met this month. */
  failed: string[];
};

/** Parts granted this month that the same person was not granted in the month before. */
async function newlyGranted(tx: Writer, month: Month): Promise<Map<string, Candidate>> {
  const before = addMonths(month, -1);
  const again = sql`exists (select 1 from offset_parts earlier_part join offsets earlier on earlier.id = earlier_part.offset_id where earlier.month = ${before} and earlier.person_id = ${offsets.personId} and earlier_part.part = ${offsetParts.part})`;
  const rows = await tx
    .select({
      personId: offsets.personId,
      mode: offsets.mode,
      part: offsetParts.part,
      amountFen: offsetParts.amountFen,
      failed: offsets.failed,
    })
    .from(offsetParts)
    .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
    .where(and(eq(offsets.month, month), sql`not ${again}`))
    .orderBy(asc(offsets.personId), asc(offsetParts.part));
  const found = new Map<string, Candidate>();
  for (const { personId, mode, part, amountFen, failed } of rows) {
    const one = found.get(personId) ?? { mode, granted: [], failed: [] };
    one.granted.push({ part, amountFen });
    one.failed.push(...failed);
    found.set(personId, one);
  }
  return found;
}

/** What each of these was decided last before the month; nobody in it was decided before. */
async function lastDecisions(tx: Writer, personIds: readonly string[], month: Month) {
  const last = new Map<string, { failed: string[]; granted: string[]; ever: string[] }>();
  await inChunks(personIds, async (ids) => {
    const rows = await tx
      .select({ id: offsets.id, personId: offsets.personId, month: offsets.month, failed: offsets.failed })
      .from(offsets)
      .where(and(inArray(offsets.personId, ids), lt(offsets.month, month)))
      .orderBy(desc(offsets.month), asc(offsets.id));
    const parts = await tx
      .select({ offsetId: offsetParts.offsetId, part: offsetParts.part })
      .from(offsetParts)
      .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
      .where(and(inArray(offsets.personId, ids), lt(offsets.month, month)));
    const partsOf = Map.groupBy(parts, (row) => row.offsetId);
    const latest = new Map<string, Month>();
    for (const row of rows) {
      const its = last.get(row.personId) ?? { failed: [], granted: [], ever: [] };
      const granted = (partsOf.get(row.id) ?? []).map((one) => one.part);
      its.ever.push(...granted);
      if ((latest.get(row.personId) ?? row.month) === row.month) {
        its.failed.push(...row.failed);
        its.granted.push(...granted);
      }
      latest.set(row.personId, latest.get(row.personId) ?? row.month);
      last.set(row.personId, its);
    }
  });
  return last;
}
