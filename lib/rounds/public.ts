import { and, asc, desc, eq, ne, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { applications, drawResults, draws, roomTypes, rounds, roundUnits, units } from "#db/schema";
import { holds } from "../search.ts";
import type { RoundStatus } from "./rules.ts";

// What everybody may see of a round: from its opening the rules and the commitment, after publication the proof and
// every result by receipt number. Never a name, a person's id or what somebody is.

const PUBLISHED: readonly RoundStatus[] = ["published", "finished"];

const publicColumns = {
  id: rounds.id,
  code: rounds.code,
  nameZh: rounds.nameZh,
  nameEn: rounds.nameEn,
  status: rounds.status,
  opensAt: rounds.opensAt,
  closesAt: rounds.closesAt,
  moveInOn: rounds.moveInOn,
  offerHours: rounds.offerHours,
  rules: rounds.rules,
  randomnessSources: rounds.randomnessSources,
  randomnessFallback: rounds.randomnessFallback,
  commitment: rounds.commitment,
  chainLength: rounds.chainLength,
  rosterHash: rounds.rosterHash,
  rosterCount: rounds.rosterCount,
  openedAt: rounds.openedAt,
  closedAt: rounds.closedAt,
  frozenAt: rounds.frozenAt,
  drawnAt: rounds.drawnAt,
  publishedAt: rounds.publishedAt,
  finishedAt: rounds.finishedAt,
};

/** Every round that has been opened, the latest first, with its units and the applications that stand. */
export async function publicRounds() {
  const db = await reader();
  const rows = await db
    .select(publicColumns)
    .from(rounds)
    .where(ne(rounds.status, "draft"))
    .orderBy(desc(rounds.opensAt));
  const number = sql<number>`count(*)`.mapWith(Number);
  const offered = await db
    .select({ roundId: roundUnits.roundId, count: number })
    .from(roundUnits)
    .groupBy(roundUnits.roundId);
  const sent = await db
    .select({ roundId: applications.roundId, count: number })
    .from(applications)
    .where(eq(applications.status, "submitted"))
    .groupBy(applications.roundId);
  const of = (counts: typeof offered, id: string) => counts.find(({ roundId }) => roundId === id)?.count ?? 0;
  return rows.map((round) => ({
    ...round,
    unitCount: of(offered, round.id),
    applicationCount: of(sent, round.id),
  }));
}

export type PublicRound = Awaited<ReturnType<typeof publicRounds>>[number];

/** The round that takes applications at this instant, else null. */
export async function publicOpenRound(now: Date): Promise<PublicRound | null> {
  const open = (await publicRounds()).filter(({ status, closesAt }) => status === "open" && closesAt > now);
  return open.at(-1) ?? null;
}

/** One round by its code: its units by type, and every run of its draw once the results are published; null if unknown. */
export async function publicRound(code: string) {
  const round = (await publicRounds()).find((candidate) => candidate.code === code);
  if (!round) return null;
  const db = await reader();
  const byType = await db
    .select({
      roomTypeId: roomTypes.id,
      nameZh: roomTypes.nameZh,
      nameEn: roomTypes.nameEn,
      rentFen: roomTypes.rentFen,
      count: sql<number>`count(*)`.mapWith(Number),
    })
    .from(roundUnits)
    .innerJoin(units, eq(units.id, roundUnits.unitId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .where(eq(roundUnits.roundId, round.id))
    .groupBy(roomTypes.id)
    .orderBy(asc(roomTypes.position));
  return { ...round, byType, runs: PUBLISHED.includes(round.status) ? await runsOf(round.id) : [] };
}

async function runsOf(roundId: string) {
  const db = await reader();
  return db
    .select({
      id: draws.id,
      runNo: draws.runNo,
      code: draws.code,
      randomness: draws.randomness,
      rosterHash: draws.rosterHash,
      reason: draws.reason,
      drawnAt: draws.drawnAt,
    })
    .from(draws)
    .where(eq(draws.roundId, roundId))
    .orderBy(asc(draws.runNo));
}

export const RESULTS_PER_PAGE = 50;

const resultColumns = {
  receiptNo: applications.receiptNo,
  rank: drawResults.rank,
  key: drawResults.key,
  choice: drawResults.choice,
  roomTypeId: drawResults.roomTypeId,
  nameZh: roomTypes.nameZh,
  nameEn: roomTypes.nameEn,
};

/**
 * The published results of the valid (last) run in order of rank, a page at a time; `search` keeps receipt numbers
 * that hold the text. Null where the round is unknown or nothing is published yet.
 */
export async function publicResults(code: string, asked: { search?: string; page?: number; perPage?: number }) {
  const round = await publicRound(code);
  const run = round?.runs.at(-1);
  if (!round || !run) return null;
  const { perPage = RESULTS_PER_PAGE } = asked;
  const search = (asked.search ?? "").trim().replace(/[^0-9A-Za-z-]/g, "");
  const here = and(eq(drawResults.drawId, run.id), search === "" ? undefined : holds(applications.receiptNo, search));
  const db = await reader();
  const [counted] = await db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(drawResults)
    .innerJoin(applications, eq(applications.id, drawResults.applicationId))
    .where(here);
  const total = counted?.count ?? 0;
  const pages = Math.max(1, Math.ceil(total / perPage));
  const page = Math.min(Math.max(1, Math.trunc(asked.page ?? 1) || 1), pages);
  const rows = await db
    .select(resultColumns)
    .from(drawResults)
    .innerJoin(applications, eq(applications.id, drawResults.applicationId))
    .leftJoin(roomTypes, eq(roomTypes.id, drawResults.roomTypeId))
    .where(here)
    .orderBy(asc(drawResults.rank))
    .limit(perPage)
    .offset((page - 1) * perPage);
  return { round, run, search, rows, total, page, pages };
}
