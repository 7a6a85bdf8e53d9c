import { and, asc, count, eq, inArray, ne } from "drizzle-orm";
import type { Writer } from "#db/client";
import { complexes, offsetParts, offsets, people, settlements } from "#db/schema";
import { inChunks } from "../chunks.ts";
import type { Month } from "../days.ts";
import { type Decision, grant, invariant } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Fen } from "../money.ts";
import { decideOffset, factsIn, type OffsetMode, type Registration } from "./rules-decision.ts";
import { contentHash } from "./rules-settlement.ts";
import type { Scheme } from "./scheme.ts";
import { schemeNamed } from "./schemes.ts";

type LeaseToNet = Registration & { leaseId: string; tenants: readonly { personId: string; mode: OffsetMode }[] };
type BillToNet = { id: string; leaseId: string; personId: string; rentFen: Fen };
type OffsetRow = typeof offsets.$inferInsert;
type Part = { part: string; amountFen: Fen };
type Standing = Omit<OffsetRow, "settlementId"> & { settlementId: string | null; parts: Part[]; changed: boolean };
export type Drafted = { scheme: Scheme; lines: Standing[]; drafts: string[]; sequence: number };

/**
 * Decides the offset of every bill of the month that no checked or posted batch holds, from today's facts.
 * Months used are those granted in other months, posted or still waiting, so that neither a late approval nor a late
 * bill ever grants a month too many. Reads only.
 */
export async function draftOffsets(
  tx: Writer,
  month: Month,
  leases: readonly LeaseToNet[],
  bills: readonly BillToNet[],
): Promise<Decision<Drafted>> {
  const scheme = await currentScheme(tx);
  const batches = await tx.select().from(settlements).where(eq(settlements.month, month));
  const drafts = batches.filter((batch) => batch.status === "draft").map((batch) => batch.id);
  const standing = await standingOffsets(tx, month);
  const used = await monthsUsedElsewhere(tx, month);
  const persons = await peopleOf(tx, bills);
  const leaseOf = new Map(leases.map((lease) => [lease.leaseId, lease]));
  const closed = [...standing.values()].filter((offset) => !drafts.includes(offset.settlementId));
  const granted = new Map<string, Set<string>>();
  for (const { personId, parts } of closed) note(granted, personId, parts);
  const closedBills = new Set(closed.map((offset) => offset.billId));
  const lines: Standing[] = [];
  for (const bill of bills) {
    if (closedBills.has(bill.id)) continue;
    const { personId, leaseId } = bill;
    const [person, lease] = [persons.get(personId), leaseOf.get(leaseId)];
    invariant(person && lease, `bill ${bill.id} has no tenant or no lease`);
    const facts = factsIn(month, person, lease);
    const monthsUsed = Object.fromEntries(scheme.parts.map(({ id }) => [id, used.get(`${personId} ${id}`) ?? 0]));
    const mode = lease.tenants.find((tenant) => tenant.personId === personId)?.mode ?? "cashToPerson";
    const grantedThisMonth = granted.get(personId);
    const decided = decideOffset(scheme, { month, rentFen: bill.rentFen, facts, monthsUsed, mode, grantedThisMonth });
    if (!decided.ok) return decided;
    const { ok: _, parts, ...amounts } = decided;
    note(granted, personId, parts);
    const before = standing.get(bill.id);
    const row = { billId: bill.id, personId, leaseId, month, mode, facts, monthsUsed, ...amounts };
    const changed = before === undefined || said({ ...before }) !== said({ ...row, parts });
    lines.push({ ...row, id: before?.id ?? newId(), settlementId: before?.settlementId ?? null, parts, changed });
  }
  return grant({ scheme, lines, drafts, sequence: Math.max(0, ...batches.map((batch) => batch.sequence)) });
}

/** Writes what `draftOffsets` found: new lines into the latest draft batch, or into a new one. */
export async function writeOffsets(
  tx: Writer,
  { scheme, lines, drafts, sequence }: Drafted,
  { month, madeBy, now }: { month: Month; madeBy: string; now: Date },
): Promise<{ decided: number; settlementIds: string[] }> {
  const changed = lines.filter((line) => line.changed);
  if (changed.length === 0) return { decided: 0, settlementIds: drafts };
  const homeless = lines.some((line) => line.settlementId === null);
  const home = homeless ? (drafts.toSorted().at(-1) ?? newId()) : "";
  const placed = lines.map((line) => ({ ...line, settlementId: line.settlementId ?? home }));
  for (const settlementId of new Set(placed.map((line) => line.settlementId))) {
    const its = placed.filter((line) => line.settlementId === settlementId);
    const content = contentHash(scheme.id, scheme.version, its);
    const said = { schemeId: scheme.id, schemeVersion: scheme.version, contentHash: content };
    if (drafts.includes(settlementId)) {
      await tx.update(settlements).set(said).where(eq(settlements.id, settlementId));
    } else {
      const id = settlementId;
      const row = { id, month, sequence: sequence + 1, status: "draft" as const, madeBy, madeAt: now, ...said };
      await tx.insert(settlements).values(row);
    }
  }
  await replaceLines(
    tx,
    placed.filter((line) => line.changed),
  );
  return { decided: changed.length, settlementIds: [...new Set([...drafts, ...(homeless ? [home] : [])])] };
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

async function currentScheme(tx: Writer): Promise<Scheme> {
  const [complex] = await tx.select({ scheme: complexes.scheme }).from(complexes).orderBy(asc(complexes.id)).limit(1);
  invariant(complex, "no complex is loaded, so no scheme is known");
  return schemeNamed(complex.scheme);
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

/** Months granted besides `month` by `person part`: later ones count too where a month is made up for. */
async function monthsUsedElsewhere(tx: Writer, month: Month): Promise<Map<string, number>> {
  const rows = await tx
    .select({ personId: offsets.personId, part: offsetParts.part, months: count() })
    .from(offsetParts)
    .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
    .where(ne(offsets.month, month))
    .groupBy(offsets.personId, offsetParts.part);
  return new Map(rows.map((row) => [`${row.personId} ${row.part}`, row.months]));
}

async function peopleOf(tx: Writer, bills: readonly BillToNet[]) {
  const found = new Map<string, typeof people.$inferSelect>();
  await inChunks([...new Set(bills.map((bill) => bill.personId))], async (ids) => {
    const rows = await tx
      .select()
      .from(people)
      .where(and(inArray(people.id, ids)));
    for (const row of rows) found.set(row.id, row);
  });
  return found;
}

function note(granted: Map<string, Set<string>>, personId: string, parts: readonly Part[]): void {
  if (parts.length === 0) return;
  const its = granted.get(personId) ?? new Set();
  for (const { part } of parts) its.add(part);
  granted.set(personId, its);
}

type Said = Pick<OffsetRow, "mode" | "facts" | "monthsUsed" | "failed" | "eligible"> & {
  subsidyFen: Fen;
  offsetFen: Fen;
  surplusFen: Fen;
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
  ]);
