import { and, asc, desc, eq, isNull, ne, sql } from "drizzle-orm";
import { reader } from "#db/client";
import {
  applications,
  auditLog,
  drawResults,
  draws,
  type roundFileKinds,
  roundFiles,
  roundPlaces,
  rounds,
} from "#db/schema";
import { holds } from "../search.ts";
import { publicOwnOrders } from "./own-orders.ts";
import { categoriesOf } from "./places.ts";
import { resultsPublished } from "./rules.ts";
import { ownOrdersPublished } from "./rules-priority.ts";

// What everybody may see of a round: from its announcement the rules and the commitment, once frozen the roster's hash,
// after publication the files and every result by receipt number. Never a name, a person's id or a room.

const publicColumns = {
  id: rounds.id,
  code: rounds.code,
  nameZh: rounds.nameZh,
  nameEn: rounds.nameEn,
  mechanism: rounds.mechanism,
  status: rounds.status,
  opensAt: rounds.opensAt,
  closesAt: rounds.closesAt,
  moveInOn: rounds.moveInOn,
  offerHours: rounds.offerHours,
  rules: rounds.rules,
  terms: rounds.terms,
  randomnessSources: rounds.randomnessSources,
  randomnessFallback: rounds.randomnessFallback,
  commitment: rounds.commitment,
  chainLength: rounds.chainLength,
  rosterHash: rounds.rosterHash,
  rosterCount: rounds.rosterCount,
  unitsHash: rounds.unitsHash,
  termsHash: rounds.termsHash,
  announcedAt: rounds.announcedAt,
  openedAt: rounds.openedAt,
  closedAt: rounds.closedAt,
  rosterNoticeAt: rounds.rosterNoticeAt,
  rosterNoticeUntil: rounds.rosterNoticeUntil,
  frozenAt: rounds.frozenAt,
  drawnAt: rounds.drawnAt,
  publishedAt: rounds.publishedAt,
  resultsNoticeUntil: rounds.resultsNoticeUntil,
  offeringAt: rounds.offeringAt,
  finishedAt: rounds.finishedAt,
  waitlistUntil: rounds.waitlistUntil,
};

/** Every round that has been announced, the latest first, with its vacant places and the applications that stand. */
export async function publicRounds() {
  const db = await reader();
  const rows = await db
    .select(publicColumns)
    .from(rounds)
    .where(ne(rounds.status, "draft"))
    .orderBy(desc(rounds.opensAt));
  const number = sql<number>`count(*)`.mapWith(Number);
  const offered = await db
    .select({ roundId: roundPlaces.roundId, count: number })
    .from(roundPlaces)
    .where(isNull(roundPlaces.tenantOf))
    .groupBy(roundPlaces.roundId);
  const sent = await db
    .select({ roundId: applications.roundId, count: number })
    .from(applications)
    .where(eq(applications.status, "submitted"))
    .groupBy(applications.roundId);
  const of = (counts: typeof offered, id: string) => counts.find(({ roundId }) => roundId === id)?.count ?? 0;
  return rows.map((round) => ({
    ...round,
    placeCount: of(offered, round.id),
    applicationCount: of(sent, round.id),
  }));
}

export type PublicRound = Awaited<ReturnType<typeof publicRounds>>[number];

/** The letting round that takes applications at this instant, else null. */
export async function publicOpenRound(now: Date): Promise<PublicRound | null> {
  const open = (await publicRounds()).filter(
    ({ status, mechanism, closesAt }) => status === "open" && mechanism !== "exchange" && closesAt > now,
  );
  return open.at(-1) ?? null;
}

/**
 * One round by its code: its categories, their own orders from the roster notice on, and every run of its draw once the
 * results are published; null if unknown.
 */
export async function publicRound(code: string) {
  const round = (await publicRounds()).find((candidate) => candidate.code === code);
  if (!round) return null;
  const categories = await categoriesOf(await reader(), round.id);
  return {
    ...round,
    categories,
    ownOrders: ownOrdersPublished(round.status) ? await publicOwnOrders(await reader(), round.id) : [],
    runs: resultsPublished(round.status) ? await runsOf(round.id) : [],
    reopened: await reopenedOf(round.id),
  };
}

async function runsOf(roundId: string) {
  const db = await reader();
  const rows = await db
    .select()
    .from(draws)
    .where(and(eq(draws.roundId, roundId), eq(draws.status, "done")))
    .orderBy(asc(draws.runNo));
  return rows.map(({ id, runNo, code, randomness, rosterHash, reason, drawnAt, proposedAt }) => ({
    id,
    runNo: runNo ?? 0,
    code: code ?? "",
    randomness,
    rosterHash,
    reason,
    drawnAt: drawnAt ?? proposedAt,
  }));
}

export const publicFileKinds = [
  "roster",
  "bundle",
  "result",
  "units",
] as const satisfies (typeof roundFileKinds)[number][];
export type PublicFileKind = (typeof publicFileKinds)[number];

/**
 * A published file of a round, byte for byte: of the valid run unless another is named. The frozen roster is there from
 * the freeze on, the others once the results are published. Null where there is none.
 */
export async function publicFile(
  code: string,
  kind: PublicFileKind,
  runNo?: number,
): Promise<{ content: string; sha256: string } | null> {
  const round = await publicRound(code);
  if (!round) return null;
  const frozen = kind === "roster" && round.rosterHash !== null;
  if (!frozen && !resultsPublished(round.status)) return null;
  const db = await reader();
  const [file] = await db
    .select({ content: roundFiles.content, sha256: roundFiles.sha256 })
    .from(roundFiles)
    .where(
      and(
        eq(roundFiles.roundId, round.id),
        eq(roundFiles.kind, kind),
        runNo === undefined ? undefined : eq(roundFiles.runNo, runNo),
      ),
    )
    .orderBy(desc(roundFiles.runNo))
    .limit(1);
  return file ?? null;
}

/** Why the roster was put on notice again, the earliest first; published with the round. */
async function reopenedOf(roundId: string): Promise<{ at: Date; reason: string }[]> {
  const rows = await (await reader())
    .select({ at: auditLog.at, detail: auditLog.detail })
    .from(auditLog)
    .where(and(eq(auditLog.entity, "round"), eq(auditLog.entityId, roundId), eq(auditLog.action, "round.reopenRoster")))
    .orderBy(asc(auditLog.at));
  return rows.map(({ at, detail }) => ({ at, reason: String(detail.reason ?? "") }));
}

export const RESULTS_PER_PAGE = 50;

const resultColumns = {
  receiptNo: applications.receiptNo,
  rank: drawResults.rank,
  key: drawResults.key,
  choice: drawResults.choice,
  categoryId: drawResults.categoryId,
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
    .where(here)
    .orderBy(asc(drawResults.rank))
    .limit(perPage)
    .offset((page - 1) * perPage);
  return { round, run, search, rows, total, page, pages };
}
