import { and, asc, eq, gte, isNull } from "drizzle-orm";
import { buildings, leases, roomTypes, roundPlaces, type rounds, units } from "#db/schema";
import { placeId, placeRentFen } from "../rounds/rules-places.ts";
import type { Db } from "./homes.ts";
import type { PlaceFacts } from "./rules.ts";

/** A place that a household can ask for in an exchange round. */
export type AskablePlace = PlaceFacts & {
  unitId: string;
  /** offered by the round itself; else somebody lives there, and it can be had only if they take part */
  vacant: boolean;
  rentFen: number;
  buildingId: string;
  buildingNo: number;
  buildingZh: string;
  buildingEn: string;
  roomNo: string;
  floor: number;
  roomTypeId: string;
  typeZh: string;
  typeEn: string;
  areaM2: number;
};

const columns = {
  unitId: units.id,
  gender: units.bedGender,
  roomNo: units.roomNo,
  floor: units.floor,
  buildingId: buildings.id,
  buildingNo: buildings.no,
  buildingZh: buildings.nameZh,
  buildingEn: buildings.nameEn,
  roomTypeId: roomTypes.id,
  typeZh: roomTypes.nameZh,
  typeEn: roomTypes.nameEn,
  areaM2: roomTypes.areaM2,
  beds: roomTypes.beds,
  roomRentFen: roomTypes.rentFen,
};

type Round = Pick<typeof rounds.$inferSelect, "id" | "complexId" | "moveInOn">;

/**
 * Every place of a round's complex that can be asked for: the vacant ones it offers first, then those of leases that run
 * until the day of the move, each by building, floor from high to low, room and bed.
 */
export async function askablePlaces(db: Db, round: Round): Promise<AskablePlace[]> {
  const vacant = await db
    .select({ ...columns, bed: roundPlaces.bed })
    .from(roundPlaces)
    .innerJoin(units, eq(units.id, roundPlaces.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .where(and(eq(roundPlaces.roundId, round.id), isNull(roundPlaces.tenantOf)))
    .orderBy(asc(roundPlaces.unitId), asc(roundPlaces.bed));
  const lived = await db
    .select({ ...columns, bed: leases.bed })
    .from(leases)
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .where(
      and(eq(buildings.complexId, round.complexId), eq(leases.status, "active"), gte(leases.endsOn, round.moveInOn)),
    )
    .orderBy(asc(leases.unitId), asc(leases.bed));
  return [...sorted(vacant, true), ...sorted(lived, false)];
}

type Row = Omit<AskablePlace, "id" | "vacant" | "rentFen"> & { roomRentFen: number };

const sorted = (rows: readonly Row[], vacant: boolean): AskablePlace[] =>
  rows
    .map(({ roomRentFen, ...row }) => ({
      ...row,
      id: placeId(row),
      vacant,
      rentFen: placeRentFen(roomRentFen, row.beds, row.bed),
    }))
    .sort(
      (a, b) => a.buildingNo - b.buildingNo || b.floor - a.floor || a.roomNo.localeCompare(b.roomNo) || a.bed - b.bed,
    );
