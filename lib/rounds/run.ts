import { and, desc, eq, lte } from "drizzle-orm";
import { type Reader, reader, transaction, type Writer } from "#db/client";
import { applications, drawReaches, drawResults, draws, exchangeMoves, roundFiles } from "#db/schema";
import type { Actor } from "../actor.ts";
import type { Round as RoundBundle } from "../allocation/bundle.ts";
import { readRound } from "../allocation/bundle-form.ts";
import { type RoundResult, resultText } from "../allocation/bundle-result.ts";
import { type RoundMove, runRound } from "../allocation/bundle-run.ts";
import { roundText } from "../allocation/bundle-text.ts";
import { cutoffsOf } from "../allocation/explain.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Decision, grant, invariant, NotFound, refuse } from "../errors.ts";
import { keepFile } from "./freeze.ts";
import { placesOfRound } from "./places.ts";
import { changeRound, findRound, type RoundRow, roundOf } from "./record.ts";
import { decideRoundStep } from "./rules.ts";
import type { Place } from "./rules-places.ts";
import { givenUnits } from "./units-file.ts";

type DrawRow = typeof draws.$inferSelect;
type ResultRow = typeof drawResults.$inferInsert;

/** Rows a transaction: short enough that others get their turn between two of them. */
const ROWS_A_STEP = 4000;

/**
 * Makes what a confirmed draw comes to, from the frozen file and nothing else, and keeps it: rows in several short
 * transactions, so that the progress can be watched, then files and status in one. It is the same whenever it is run, so
 * a run that goes on from half way, or two at once, end in the same rows.
 */
export async function runConfirmedDraw(
  actor: Actor,
  drawId: string,
  now: Date,
): Promise<Decision<{ drawId: string; count: number }>> {
  authorize(actor, actor.role === "system" ? "round.resumeDraw" : "round.confirmDraw");
  const db = await reader();
  const draw = await drawRow(db, drawId);
  if (draw.status === "done")
    return grant({ drawId, count: await db.$count(drawResults, eq(drawResults.drawId, drawId)) });
  if (draw.status !== "running") return refuse("round-draw-not-proposed", { status: draw.status });
  const round = await findRound(db, draw.roundId);
  const bundle = await frozenBundle(db, draw);
  const { result, moves } = runRound(bundle);
  if (result.roster.sha256 !== draw.rosterHash) return refuse("round-roster-changed");
  const given = await placesGiven(db, round, draw.runNo ?? 1, result);
  const applicationOf = await applicationsByReceipt(db, round.id);
  const rows = resultRows(drawId, result, applicationOf, given.placeOf);
  for (let from = 0; from < rows.length; from += ROWS_A_STEP) {
    const step = rows.slice(from, from + ROWS_A_STEP);
    await transaction(async (tx) => {
      await inChunks(step, (chunk) => tx.insert(drawResults).values(chunk).onConflictDoNothing());
    });
  }
  const files = [
    { kind: "bundle" as const, content: roundText(bundle) },
    { kind: "result" as const, content: resultText(result) },
    ...(given.unitsText === null ? [] : [{ kind: "units" as const, content: given.unitsText }]),
  ];
  return transaction(async (tx) => {
    const current = await drawRow(tx, drawId);
    if (current.status === "done") return grant({ drawId, count: rows.length });
    const decision = decideRoundStep(roundOf(await findRound(tx, round.id)), "draw", now, {
      randomness: draw.randomness,
      reason: draw.reason ?? "",
      drawnBefore: draw.runNo !== 1,
    });
    if (!decision.ok) return decision;
    const { roundId } = draw;
    invariant(draw.runNo !== null, "a running draw has its number");
    for (const file of files) await keepFile(tx, { roundId, runNo: draw.runNo, ...file, createdAt: now });
    await keepReaches(tx, drawId, bundle, result);
    await keepMoves(tx, drawId, moves, applicationOf);
    await tx.update(draws).set({ status: "done", drawnAt: now }).where(eq(draws.id, drawId));
    await changeRound(tx, roundId, {
      status: decision.status,
      drawnAt: now,
      publishedAt: null,
      resultsNoticeUntil: null,
    });
    const { runNo, code, randomness, rosterHash } = draw;
    const detail = { drawId, runNo, code, randomness, rosterHash, count: rows.length };
    await audit(tx, actor, "round.draw", "round", roundId, now, detail);
    return grant({ drawId, count: rows.length });
  });
}

async function drawRow(db: Reader | Writer, drawId: string): Promise<DrawRow> {
  const [draw] = await db.select().from(draws).where(eq(draws.id, drawId));
  if (!draw) throw new NotFound();
  return draw;
}

/** What was frozen last before this run, with the draw put in. */
async function frozenBundle(db: Reader, { roundId, runNo, code, randomness }: DrawRow): Promise<RoundBundle> {
  invariant(runNo !== null && code !== null, "a running draw has its number and its code");
  const { commitment } = await findRound(db, roundId);
  const { categories, applicants, ...head } = JSON.parse(await frozenFile(db, roundId, runNo, "roster"));
  const read = readRound({ ...head, draw: { commitment, code, randomness }, categories, applicants });
  invariant(read.ok, `the frozen bundle is not in order: ${read.ok ? "" : JSON.stringify(read.problems[0])}`);
  return read.round;
}

/** The text of what was frozen last before a run. */
async function frozenFile(db: Reader, roundId: string, runNo: number, kind: "roster" | "places"): Promise<string> {
  const [file] = await db
    .select({ content: roundFiles.content })
    .from(roundFiles)
    .where(and(eq(roundFiles.roundId, roundId), eq(roundFiles.kind, kind), lte(roundFiles.runNo, runNo)))
    .orderBy(desc(roundFiles.runNo))
    .limit(1);
  invariant(file, "what is drawn was frozen before");
  return file.content;
}

type Given = { placeOf: (label: string) => Place | null; unitsText: string | null };

/** Who gets which place: in an exchange the engine says it, in a choice the rule of units within a category does. */
async function placesGiven(db: Reader, round: RoundRow, runNo: number, result: RoundResult): Promise<Given> {
  if (round.mechanism === "live") return { placeOf: () => null, unitsText: null };
  const places = new Map((await placesOfRound(db, round.id)).map((place) => [place.label, place]));
  if (round.mechanism === "exchange") {
    const got = new Map(result.assignments.map(({ id, category }) => [id, category]));
    return { placeOf: (label) => places.get(got.get(label) ?? null) ?? null, unitsText: null };
  }
  const { given, text } = givenUnits(await frozenFile(db, round.id, runNo, "places"), result);
  return { placeOf: (label) => places.get(given.get(label) ?? null) ?? null, unitsText: text };
}

async function applicationsByReceipt(db: Reader, roundId: string): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: applications.id, receiptNo: applications.receiptNo })
    .from(applications)
    .where(eq(applications.roundId, roundId));
  return new Map(rows.map(({ id, receiptNo }) => [receiptNo, id]));
}

function resultRows(
  drawId: string,
  { order, assignments }: RoundResult,
  applicationOf: ReadonlyMap<string, string>,
  placeOf: Given["placeOf"],
): ResultRow[] {
  return order.map(({ id, rank, key }, index) => {
    const [applicationId, assignment] = [applicationOf.get(id), assignments[index]];
    invariant(applicationId && key && assignment?.id === id, "everybody drawn stands on the roster");
    const place = placeOf(id);
    return {
      drawId,
      applicationId,
      rank,
      key,
      categoryId: assignment.category,
      choice: assignment.choice,
      unitId: place?.unitId ?? null,
      bed: place?.bed ?? null,
    };
  });
}

async function keepReaches(tx: Writer, drawId: string, bundle: RoundBundle, result: RoundResult): Promise<void> {
  if (bundle.mechanism !== "choice") return;
  const rows = cutoffsOf(bundle, result).flatMap(({ category, given, cutoffs }) =>
    cutoffs.map(({ class: name, places, lastRank }) => {
      return { drawId, categoryId: category, class: name ?? "", places, given, lastRank };
    }),
  );
  await inChunks(rows, (chunk) => tx.insert(drawReaches).values(chunk));
}

async function keepMoves(
  tx: Writer,
  drawId: string,
  moves: readonly RoundMove[],
  applicationOf: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = moves.map(({ kind, ids }, index) => ({
    drawId,
    no: index + 1,
    kind,
    applicationIds: ids.map((id) => applicationOf.get(id) ?? ""),
  }));
  await inChunks(rows, (chunk) => tx.insert(exchangeMoves).values(chunk));
}
