import { asc, eq } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { buildings, roomTypes, roundCategories, roundPlaces, units } from "#db/schema";
import { type ChoosableUnit, compareUnits } from "../allocation/units.ts";
import type { RoomTypeFacts } from "./rules-places.ts";

type Db = Reader | Pick<Writer, "select">;

/** Without the reason for its own order, which is public later than the rest (lib/rounds/own-orders.ts). */
export type CategoryRow = Omit<typeof roundCategories.$inferSelect, "priorityReason"> & {
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
  return rows.map(({ category: { priorityReason: _, ...category }, ...names }) => ({
    ...category,
    ...names,
    places: counts.get(category.id) ?? 0,
  }));
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

/** A unit with what the published order needs. */
export type PlacedUnit = ChoosableUnit & { buildingId: string; roomTypeId: string };

export const unitColumns = {
  id: units.id,
  buildingId: units.buildingId,
  buildingNo: buildings.no,
  floor: units.floor,
  roomNo: units.roomNo,
  roomTypeId: units.roomTypeId,
};

export type RoundPlace = typeof roundPlaces.$inferSelect &
  PlacedUnit & { status: typeof units.$inferSelect.status; bedGender: "female" | "male" | null };

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
