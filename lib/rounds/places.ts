import { and, asc, eq, inArray, ne } from "drizzle-orm";
import { type Reader, transaction, type Writer } from "#db/client";
import { buildings, roomTypes, roundCategories, roundPlaces, rounds, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { type ChoosableUnit, compareUnits } from "../allocation/units.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Decision, grant, invariant, refuse, refuseFields } from "../errors.ts";
import { findRound, type RoundRow } from "./record.ts";
import {
  decideReserves,
  type OfferedUnit,
  type PlaceMode,
  placesAndCategories,
  type Reserve,
  type RoomTypeFacts,
} from "./rules-places.ts";
import { classNames } from "./rules-terms.ts";

type Db = Reader | Pick<Writer, "select">;

export type PlacePick =
  | { units: readonly { unitId: string; mode: PlaceMode }[] }
  | { counts: readonly { buildingId: string; roomTypeId: string; mode: PlaceMode; count: number }[] };

/**
 * Sets which places the draft round gives, instead of those set before: the named units, or so many of each building and
 * type in the published order, each whole or by the bed. Only vacant units that no other unfinished round offers.
 * Reserves are set anew afterwards.
 */
export const setRoundPlaces = (
  actor: Actor,
  roundId: string,
  pick: PlacePick,
  { now }: { now: Date },
): Promise<Decision<{ units: number; places: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.setPlaces");
    const round = await findRound(tx, roundId);
    if (round.status !== "draft") return refuse("round-not-draft", { status: round.status });
    const free = await choosableUnits(tx, round);
    const picked = "units" in pick ? pickNamed(free, pick.units) : pickCounts(free, pick.counts);
    if (!picked.ok) return picked;
    const types = await roomTypeFacts(tx, round.complexId);
    const alone = picked.units.find(
      ({ roomTypeId, mode }) => mode !== "whole" && (types.get(roomTypeId)?.beds ?? 1) < 2,
    );
    if (alone) return refuse("round-one-bed-by-bed");
    const { places, categories } = placesAndCategories(picked.units, types);
    const exchange = round.mechanism === "exchange";
    if (exchange) await keepBedGenders(tx, roundId, picked.units);
    await tx.delete(roundPlaces).where(eq(roundPlaces.roundId, roundId));
    await tx.delete(roundCategories).where(eq(roundCategories.roundId, roundId));
    await inChunks(places, (chunk) =>
      tx
        .insert(roundPlaces)
        .values(
          chunk.map(({ categoryId, ...place }) => ({ roundId, ...place, categoryId: exchange ? null : categoryId })),
        ),
    );
    const rows = categories.map(({ places: _, ...category }, position) => ({
      roundId,
      position,
      reserves: [],
      ...category,
    }));
    if (!exchange) await inChunks(rows, (chunk) => tx.insert(roundCategories).values(chunk));
    const counts = { units: picked.units.length, places: places.length };
    await audit(tx, actor, "round.setPlaces", "round", roundId, now, counts);
    return grant(counts);
  });

/** An exchange has no categories that say for whom the beds of a room are: its vacant units themselves do. */
async function keepBedGenders(tx: Writer, roundId: string, picked: readonly OfferedUnit[]): Promise<void> {
  const before = await tx
    .selectDistinct({ id: roundPlaces.unitId })
    .from(roundPlaces)
    .where(eq(roundPlaces.roundId, roundId));
  const modes: [PlaceMode, string[]][] = [["whole", before.map(({ id }) => id)]];
  for (const [mode, of] of Map.groupBy(picked, (unit) => unit.mode)) modes.push([mode, of.map(({ unitId }) => unitId)]);
  for (const [mode, ids] of modes) {
    const bedGender = mode === "whole" ? null : mode;
    await inChunks(ids, (part) => tx.update(units).set({ bedGender }).where(inArray(units.id, part)));
  }
}

/** Sets how many places of each category are kept first for a class, instead of what was set before. */
export const setReserves = (
  actor: Actor,
  roundId: string,
  given: readonly (Reserve & { categoryId: string })[],
  { now }: { now: Date },
): Promise<Decision<{ reserved: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.setReserves");
    const round = await findRound(tx, roundId);
    if (round.status !== "draft") return refuse("round-not-draft", { status: round.status });
    // Live choosing goes by the order alone: a reserve would promise what nobody keeps.
    const asked = given.some(({ places }) => places !== 0);
    if (round.mechanism === "live" && asked) return refuse("round-live-without-reserves");
    const categories = await categoriesOf(tx, roundId);
    const known = new Set(categories.map(({ id }) => id));
    if (given.some(({ categoryId }) => !known.has(categoryId))) return refuse("round-category-unknown");
    let reserved = 0;
    for (const { id, places } of categories) {
      const mine = given.filter(({ categoryId }) => categoryId === id);
      const decision = decideReserves(
        places,
        mine.map((reserve) => ({ class: reserve.class, places: reserve.places })),
        classNames,
      );
      if (!decision.ok) {
        const { reason, values } = decision;
        return refuseFields([{ field: `reserve-${id}`, reason, ...(values && { values }) }]);
      }
      reserved += decision.reserves.reduce((sum, reserve) => sum + reserve.places, 0);
      await tx
        .update(roundCategories)
        .set({ reserves: decision.reserves })
        .where(and(eq(roundCategories.roundId, roundId), eq(roundCategories.id, id)));
    }
    await audit(tx, actor, "round.setReserves", "round", roundId, now, { reserved });
    return grant({ reserved });
  });

export type CategoryRow = typeof roundCategories.$inferSelect & {
  places: number;
  buildingNo: number;
  buildingZh: string;
  buildingEn: string;
  typeZh: string;
  typeEn: string;
  areaM2: number;
  beds: number;
};

/** A round's categories in their published order, with how many places each has. */
export async function categoriesOf(db: Db, roundId: string): Promise<CategoryRow[]> {
  const rows = await db
    .select({
      category: roundCategories,
      buildingNo: buildings.no,
      buildingZh: buildings.nameZh,
      buildingEn: buildings.nameEn,
      typeZh: roomTypes.nameZh,
      typeEn: roomTypes.nameEn,
      areaM2: roomTypes.areaM2,
      beds: roomTypes.beds,
    })
    .from(roundCategories)
    .innerJoin(buildings, eq(buildings.id, roundCategories.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, roundCategories.roomTypeId))
    .where(eq(roundCategories.roundId, roundId))
    .orderBy(asc(roundCategories.position));
  const all = await db
    .select({ categoryId: roundPlaces.categoryId })
    .from(roundPlaces)
    .where(eq(roundPlaces.roundId, roundId));
  const counts = new Map<string | null, number>();
  for (const { categoryId } of all) counts.set(categoryId, (counts.get(categoryId) ?? 0) + 1);
  return rows.map(({ category, ...names }) => ({ ...category, ...names, places: counts.get(category.id) ?? 0 }));
}

export type FreeUnit = ChoosableUnit & { buildingId: string; roomTypeId: string };

/** Vacant units of the round's complex that no other unfinished round offers, in the published order. */
export async function choosableUnits(db: Db, round: Pick<RoundRow, "id" | "complexId">): Promise<FreeUnit[]> {
  const taken = await db
    .select({ unitId: roundPlaces.unitId })
    .from(roundPlaces)
    .innerJoin(rounds, eq(rounds.id, roundPlaces.roundId))
    .where(and(ne(rounds.status, "finished"), ne(rounds.id, round.id)));
  const elsewhere = new Set(taken.map(({ unitId }) => unitId));
  const vacant = await db
    .select(unitColumns)
    .from(units)
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(and(eq(units.status, "vacant"), eq(buildings.complexId, round.complexId)))
    .orderBy(asc(units.id));
  return vacant.filter(({ id }) => !elsewhere.has(id)).sort(compareUnits);
}

const unitColumns = {
  id: units.id,
  buildingId: units.buildingId,
  buildingNo: buildings.no,
  floor: units.floor,
  roomNo: units.roomNo,
  roomTypeId: units.roomTypeId,
};

type Picked = Decision<{ units: OfferedUnit[] }>;

const offered = ({ id, buildingId, roomTypeId }: FreeUnit, mode: PlaceMode): OfferedUnit => ({
  unitId: id,
  buildingId,
  roomTypeId,
  mode,
});

function pickNamed(free: readonly FreeUnit[], named: readonly { unitId: string; mode: PlaceMode }[]): Picked {
  const modes = new Map(named.map(({ unitId, mode }) => [unitId, mode]));
  const picked = free.flatMap((unit) => {
    const mode = modes.get(unit.id);
    return mode ? [offered(unit, mode)] : [];
  });
  const missing = modes.size - picked.length;
  return missing > 0 ? refuse("round-units-not-vacant", { count: missing }) : grant({ units: picked });
}

function pickCounts(
  free: readonly FreeUnit[],
  counts: readonly { buildingId: string; roomTypeId: string; mode: PlaceMode; count: number }[],
): Picked {
  const left = new Map<string, FreeUnit[]>();
  for (const unit of free) {
    const key = `${unit.buildingId} ${unit.roomTypeId}`;
    left.set(key, [...(left.get(key) ?? []), unit]);
  }
  const picked: OfferedUnit[] = [];
  for (const { buildingId, roomTypeId, mode, count } of counts) {
    invariant(Number.isSafeInteger(count) && count >= 0, "a count of units is a whole number");
    const fitting = left.get(`${buildingId} ${roomTypeId}`) ?? [];
    if (fitting.length < count) return refuse("round-units-too-few", { wanted: count, free: fitting.length });
    picked.push(...fitting.splice(0, count).map((unit) => offered(unit, mode)));
  }
  return grant({ units: picked });
}

/** The complex's room types as the rules need them. */
export async function roomTypeFacts(db: Db, complexId: string): Promise<Map<string, RoomTypeFacts>> {
  const rows = await db
    .select({ id: roomTypes.id, beds: roomTypes.beds, rentFen: roomTypes.rentFen })
    .from(roomTypes)
    .where(eq(roomTypes.complexId, complexId))
    .orderBy(asc(roomTypes.position));
  return new Map(rows.map((row) => [row.id, row]));
}

export type RoundPlace = typeof roundPlaces.$inferSelect &
  FreeUnit & { status: typeof units.$inferSelect.status; bedGender: "female" | "male" | null };

/** The places of a round in the published order: building, floor from high to low, room, bed. */
export async function placesOfRound(db: Db, roundId: string): Promise<RoundPlace[]> {
  const rows = await db
    .select({ place: roundPlaces, unit: unitColumns, status: units.status, bedGender: units.bedGender })
    .from(roundPlaces)
    .innerJoin(units, eq(units.id, roundPlaces.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(eq(roundPlaces.roundId, roundId));
  return rows.map(({ place, unit, ...state }) => ({ ...place, ...unit, ...state })).sort(compareUnits);
}

/** Room type ids in the order the complex lists them. */
export const roomTypeOrder = async (db: Db, complexId: string): Promise<string[]> => [
  ...(await roomTypeFacts(db, complexId)).keys(),
];
