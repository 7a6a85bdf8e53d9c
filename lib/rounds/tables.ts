import { and, asc, eq, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { applications, buildings, drawResults, people, roundCategories, roundPlaces, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { maskName } from "../people/masks.ts";
import { holds } from "../search.ts";
import { choosableUnits, type FreeUnit } from "./choosable-units.ts";
import { roomTypeFacts } from "./places.ts";
import { findRound } from "./record.ts";
import type { PlaceMode } from "./rules-places.ts";
import { validDraw } from "./valid-draw.ts";

export const RESULTS_A_PAGE = 50;

export type ResultLine = {
  rank: number;
  receiptNo: string;
  /** Masked. */
  name: string;
  /** 64 hex digits */
  key: string;
  categoryId: string | null;
  /** 1 for the first choice, null where "anything else" gave it or nothing was got. */
  choice: number | null;
  buildingNo: number | null;
  roomNo: string | null;
  bed: number | null;
};
type Asked = { page?: number; query?: string };

/** The valid draw of a round in order of rank, a page at a time; `query` is part of a receipt number. */
export async function resultsOf(
  actor: Actor,
  roundId: string,
  { page = 1, query = "" }: Asked = {},
): Promise<{ rows: ResultLine[]; total: number; page: number; pages: number }> {
  authorize(actor, "round.view");
  const db = await reader();
  const draw = await validDraw(db, roundId);
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
      categoryId: drawResults.categoryId,
      choice: drawResults.choice,
      buildingNo: buildings.no,
      roomNo: units.roomNo,
      bed: drawResults.bed,
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
  roomTypes: { id: string; beds: number }[];
  free: FreeUnit[];
  /** What the round gives so far: units by id, each whole or by the bed. */
  chosen: Map<string, PlaceMode>;
};

/** What a draft round can choose from by building and type, and what it has chosen. */
export async function unitChoiceFor(actor: Actor, roundId: string): Promise<UnitChoice> {
  authorize(actor, "round.setPlaces");
  const db = await reader();
  const round = await findRound(db, roundId);
  const free = await choosableUnits(db, round);
  const chosen = await db
    .select({
      unitId: roundPlaces.unitId,
      bed: roundPlaces.bed,
      gender: sql<"female" | "male" | null>`coalesce(${roundCategories.gender}, ${units.bedGender})`,
    })
    .from(roundPlaces)
    .innerJoin(units, eq(units.id, roundPlaces.unitId))
    .leftJoin(
      roundCategories,
      and(eq(roundCategories.roundId, roundPlaces.roundId), eq(roundCategories.id, roundPlaces.categoryId)),
    )
    .where(eq(roundPlaces.roundId, roundId));
  const all = await db
    .select({ id: buildings.id, no: buildings.no, nameZh: buildings.nameZh, nameEn: buildings.nameEn })
    .from(buildings)
    .where(eq(buildings.complexId, round.complexId))
    .orderBy(asc(buildings.no));
  const withFree = new Set(free.map(({ buildingId }) => buildingId));
  const types = new Set(free.map(({ roomTypeId }) => roomTypeId));
  return {
    buildings: all.filter(({ id }) => withFree.has(id)),
    roomTypes: [...(await roomTypeFacts(db, round.complexId)).values()].filter(({ id }) => types.has(id)),
    free,
    chosen: new Map(chosen.map(({ unitId, bed, gender }) => [unitId, bed === 0 || !gender ? "whole" : gender])),
  };
}
