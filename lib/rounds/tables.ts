import { and, asc, desc, eq, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { applications, buildings, drawResults, draws, people, roundUnits, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { maskName } from "../people/masks.ts";
import { holds } from "../search.ts";
import { findRound } from "./record.ts";
import { choosableUnits, type FreeUnit, roomTypeOrder } from "./units.ts";

export const RESULTS_A_PAGE = 50;

export type ResultLine = {
  rank: number;
  receiptNo: string;
  /** Masked. */
  name: string;
  /** 64 hex digits */
  key: string;
  roomTypeId: string | null;
  /** 1 for the first choice, null where "anything else" gave it or nothing was got. */
  choice: number | null;
  buildingNo: number | null;
  roomNo: string | null;
};
type Asked = { page?: number; query?: string };

/** The last draw of a round in order of rank, a page at a time; `query` is part of a receipt number. */
export async function resultsOf(
  actor: Actor,
  roundId: string,
  { page = 1, query = "" }: Asked = {},
): Promise<{ rows: ResultLine[]; total: number; page: number; pages: number }> {
  authorize(actor, "round.view");
  const db = await reader();
  const [draw] = await db
    .select({ id: draws.id })
    .from(draws)
    .where(eq(draws.roundId, roundId))
    .orderBy(desc(draws.runNo))
    .limit(1);
  if (!draw) return { rows: [], total: 0, page: 1, pages: 1 };
  const part = query.trim();
  const found = part === "" ? undefined : holds(applications.receiptNo, part);
  const where = and(eq(drawResults.drawId, draw.id), found);
  const [counted] = await db
    .select({ total: sql<number>`count(*)`.mapWith(Number) })
    .from(drawResults)
    .innerJoin(applications, eq(applications.id, drawResults.applicationId))
    .where(where);
  const total = counted?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / RESULTS_A_PAGE));
  const shown = Math.min(Math.max(1, page), pages);
  const rows = await db
    .select({
      rank: drawResults.rank,
      receiptNo: applications.receiptNo,
      name: people.name,
      key: drawResults.key,
      roomTypeId: drawResults.roomTypeId,
      choice: drawResults.choice,
      buildingNo: buildings.no,
      roomNo: units.roomNo,
    })
    .from(drawResults)
    .innerJoin(applications, eq(applications.id, drawResults.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .leftJoin(units, eq(units.id, drawResults.unitId))
    .leftJoin(buildings, eq(buildings.id, units.buildingId))
    .where(where)
    .orderBy(asc(drawResults.rank))
    .limit(RESULTS_A_PAGE)
    .offset((shown - 1) * RESULTS_A_PAGE);
  return { rows: rows.map((row) => ({ ...row, name: maskName(row.name ?? "") })), total, page: shown, pages };
}

export type UnitChoice = {
  buildings: { id: string; no: number; nameZh: string; nameEn: string }[];
  roomTypeIds: string[];
  free: FreeUnit[];
  /** Unit ids that the round offers so far. */
  chosen: string[];
};

/** What a draft round can choose from: vacant units by building and type, and what it has chosen. */
export async function unitChoiceFor(actor: Actor, roundId: string): Promise<UnitChoice> {
  authorize(actor, "round.setUnits");
  const db = await reader();
  const round = await findRound(db, roundId);
  const free = await choosableUnits(db, round);
  const chosen = await db.select({ unitId: roundUnits.unitId }).from(roundUnits).where(eq(roundUnits.roundId, roundId));
  const all = await db
    .select({ id: buildings.id, no: buildings.no, nameZh: buildings.nameZh, nameEn: buildings.nameEn })
    .from(buildings)
    .where(eq(buildings.complexId, round.complexId))
    .orderBy(asc(buildings.no));
  const withFree = new Set(free.map(({ buildingId }) => buildingId));
  const types = new Set(free.map(({ roomTypeId }) => roomTypeId));
  return {
    buildings: all.filter(({ id }) => withFree.has(id)),
    roomTypeIds: (await roomTypeOrder(db, round.complexId)).filter((id) => types.has(id)),
    free,
    chosen: chosen.map(({ unitId }) => unitId),
  };
}
