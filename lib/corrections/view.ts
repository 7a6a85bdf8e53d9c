import { eq } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { bills, buildings, correctionLines, corrections, leases, offsets, people, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { NotFound } from "../errors.ts";
import type { Fen } from "../money.ts";
import { namesOf } from "../subsidy/signers.ts";
import { settleLines } from "./posting.ts";
import { type CorrectionGiven, givenOf } from "./rules.ts";
import type { Reason } from "./rules-reasons.ts";
import { withReasons } from "./view-reasons.ts";
import { byClass, byMonth } from "./view-sums.ts";

export const CORRECTION_LINES = 50;
export const lineFilters = ["all", "claims", "credits", "unchanged"] as const;
export type LineFilter = (typeof lineFilters)[number];

type Row = typeof correctionLines.$inferSelect;
/** What a line moves, posted or as it would be posted now. */
type Moves = Row["moved"];
export type CorrectionLine = Row & {
  personName: string;
  room: string;
  billNo: string;
  mode: "directOffset" | "cashToPerson" | null;
  rentFen: Fen;
  subsidyFen: Fen;
  moves: Moves;
  reasons: Reason[];
};
export type CorrectionView = Awaited<ReturnType<typeof correctionFor>>;

/**
 * One correction with its sums by month and class, and a page of its lines, those first by which somebody owes. `q` finds a
 * name, room or bill number.
 */
export async function correctionFor(
  actor: Actor,
  id: string,
  { filter = "all", q = "", page = 1 }: { filter?: LineFilter; q?: string; page?: number } = {},
) {
  authorize(actor, "correction.view");
  const db = await reader();
  const { row, lines } = await load(db, id);
  const views = {
    all: lines,
    claims: lines.filter((line) => owes(line) > 0),
    credits: lines.filter((line) => gets(line) > 0),
    unchanged: lines.filter((line) => line.rentFen === 0 && line.subsidyFen === 0),
  };
  const text = q.trim().toLowerCase();
  const shown = views[filter]
    .filter(
      (line) =>
        text === "" || [line.personName, line.room, line.billNo].some((one) => one.toLowerCase().includes(text)),
    )
    .sort(whoOwesFirst);
  const pages = Math.max(1, Math.ceil(shown.length / CORRECTION_LINES));
  const at = Math.min(Math.max(1, page), pages);
  const onPage = shown.slice((at - 1) * CORRECTION_LINES, at * CORRECTION_LINES);
  const names = await namesOf(db, [row.madeBy, row.decidedBy]);
  const sum = (pick: (line: CorrectionLine) => Fen) => lines.reduce((total, line) => total + pick(line), 0);
  return {
    ...row,
    said: await saidOf(db, givenOf(row)),
    maker: names.get(row.madeBy) ?? "",
    decider: names.get(row.decidedBy ?? "") ?? null,
    mine: row.status === "draft" && actor.role === "officer" && row.madeBy !== actor.userId,
    totals: {
      people: new Set(lines.map((line) => line.personId)).size,
      months: lines.length,
      rentFen: sum((line) => line.rentFen),
      subsidyFen: sum((line) => line.subsidyFen),
      claimFen: sum((line) => (line.moves.claimFen ?? 0) - (line.moves.setOffFen ?? 0)),
      chargeFen: sum((line) => line.moves.chargeFen ?? 0),
      creditFen: sum((line) => line.moves.creditFen ?? 0),
      payoutFen: sum((line) => line.moves.payoutFen ?? 0),
      keptFen: sum((line) => line.moves.keptFen ?? 0),
      withheldFen: sum((line) => line.moves.withheldFen ?? 0),
      unkeptFen: sum((line) => line.moves.unkeptFen ?? 0),
      clearedFen: sum((line) => line.moves.clearedFen ?? 0),
    },
    byMonth: byMonth(lines),
    byClass: await byClass(db, lines),
    counts: {
      all: views.all.length,
      claims: views.claims.length,
      credits: views.credits.length,
      unchanged: views.unchanged.length,
    },
    lines: await withReasons(db, onPage),
    found: shown.length,
    page: at,
    pages,
  };
}

/** All lines as a sheet's rows. */
export async function correctionSheet(actor: Actor, id: string): Promise<{ no: string; lines: CorrectionLine[] }> {
  authorize(actor, "correction.view");
  const { row, lines } = await load(await reader(), id);
  return { no: row.correctionNo, lines: lines.sort(whoOwesFirst) };
}

export const owes = ({ moves }: Pick<CorrectionLine, "moves">): Fen => (moves.claimFen ?? 0) + (moves.chargeFen ?? 0);
export const gets = ({ moves }: Pick<CorrectionLine, "moves">): Fen =>
  (moves.creditFen ?? 0) +
  (moves.payoutFen ?? 0) +
  (moves.keptFen ?? 0) +
  (moves.setOffFen ?? 0) +
  (moves.clearedFen ?? 0);

const whoOwesFirst = (a: CorrectionLine, b: CorrectionLine): number =>
  owes(b) - owes(a) || gets(b) - gets(a) || (a.room < b.room ? -1 : a.room > b.room ? 1 : a.month < b.month ? -1 : 1);

async function load(db: Reader, id: string) {
  const [row] = await db.select().from(corrections).where(eq(corrections.id, id));
  if (!row) throw new NotFound();
  const rows = await db
    .select({
      line: correctionLines,
      personName: people.name,
      billNo: bills.billNo,
      buildingNo: buildings.no,
      roomNo: units.roomNo,
      mode: offsets.mode,
    })
    .from(correctionLines)
    .innerJoin(bills, eq(bills.id, correctionLines.billId))
    .innerJoin(people, eq(people.id, correctionLines.personId))
    .innerJoin(leases, eq(leases.id, correctionLines.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .leftJoin(offsets, eq(offsets.billId, bills.id))
    .where(eq(correctionLines.correctionId, id));
  // Of a draft it is worked out what it would move if it were posted now; of a posted one it is known.
  const draft = row.status === "draft";
  const settled = draft
    ? await settleLines(
        db,
        rows.map(({ line }) => line),
      )
    : new Map();
  const movesOf = new Map(
    [...settled.values()].flatMap(({ lines }) => lines.map((one: { lineId: string }) => [one.lineId, one])),
  );
  const lines = rows.map(
    ({ line, personName, billNo, buildingNo, roomNo, mode }): CorrectionLine => ({
      ...line,
      personName: personName ?? "",
      billNo,
      room: `${buildingNo}-${roomNo}`,
      mode,
      rentFen: line.rentAfterFen - line.rentBeforeFen,
      subsidyFen: line.subsidyAfterFen - line.subsidyBeforeFen,
      moves: draft ? (movesOf.get(line.id) ?? {}) : line.moved,
      reasons: [],
    }),
  );
  return { row, lines };
}

/** What was entered, with names instead of ids. */
async function saidOf(
  db: Reader,
  given: CorrectionGiven,
): Promise<CorrectionGiven & { personName?: string; leaseNo?: string }> {
  if ("personId" in given) {
    const [row] = await db.select({ name: people.name }).from(people).where(eq(people.id, given.personId));
    return { ...given, personName: row?.name ?? "" };
  }
  if ("leaseId" in given) {
    const [row] = await db.select({ no: leases.leaseNo }).from(leases).where(eq(leases.id, given.leaseId));
    return { ...given, leaseNo: row?.no ?? "" };
  }
  return given;
}
