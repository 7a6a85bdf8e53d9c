import { and, asc, eq } from "drizzle-orm";
import type { Reader } from "#db/client";
import { buildings, roomTypes, roundCategories, roundPlaces, units } from "#db/schema";
import { compareUnits } from "../allocation/units.ts";
import type { Party } from "../applications/rules-fit.ts";
import type { Fen } from "../money.ts";
import { placeId, placeRentFen } from "../rounds/rules-places.ts";
import { fits, holderAt, type PlaceState, placeState } from "./rules.ts";

export type MapPlace = {
  /** as `placeId` writes it */
  id: string;
  unitId: string;
  /** 0 for the whole unit */
  bed: number;
  categoryId: string;
  building: { no: number; nameZh: string; nameEn: string };
  floor: number;
  roomNo: string;
  roomTypeId: string;
  rentFen: Fen;
  gender: "female" | "male" | null;
  state: PlaceState;
  /** whether whoever looks could have it at all; always where nobody does */
  fits: boolean;
  /** the application that holds it at this instant */
  holder: string | null;
  heldUntil: Date | null;
  takenBy: string | null;
  takenAt: Date | null;
};

export type MapType = { id: string; nameZh: string; nameEn: string; areaM2: number; beds: number };
/** Free, held and taken places of a room type; those that do not fit whoever looks are not counted. */
export type TypeLeft = MapType & { free: number; held: number; taken: number };

type Looking = { applicationId: string; chooser: Party } | null;

/** Every place of a round in the published order, as it looks at this instant to whoever looks. */
export async function mapOf(db: Reader, roundId: string, looking: Looking, now: Date): Promise<MapPlace[]> {
  const rows = await db
    .select({
      place: roundPlaces,
      category: roundCategories,
      unit: { id: units.id, floor: units.floor, roomNo: units.roomNo },
      building: { no: buildings.no, nameZh: buildings.nameZh, nameEn: buildings.nameEn },
      type: { id: roomTypes.id, beds: roomTypes.beds, rentFen: roomTypes.rentFen },
    })
    .from(roundPlaces)
    .innerJoin(
      roundCategories,
      and(eq(roundCategories.roundId, roundPlaces.roundId), eq(roundCategories.id, roundPlaces.categoryId)),
    )
    .innerJoin(units, eq(units.id, roundPlaces.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .where(eq(roundPlaces.roundId, roundId));
  const key = ({ unit, building }: (typeof rows)[number]) => ({ ...unit, buildingNo: building.no });
  rows.sort((a, b) => compareUnits(key(a), key(b)) || a.place.bed - b.place.bed);
  return rows.map(({ place, category, unit, building, type }) => {
    const fitting = looking === null || fits(looking.chooser, category);
    const holder = holderAt(place, now);
    return {
      id: placeId(place),
      unitId: unit.id,
      bed: place.bed,
      categoryId: category.id,
      building,
      floor: unit.floor,
      roomNo: unit.roomNo,
      roomTypeId: type.id,
      rentFen: placeRentFen(type.rentFen, type.beds, place.bed),
      gender: category.gender,
      state: placeState(place, { by: looking?.applicationId ?? null, fits: fitting, now }),
      fits: fitting,
      holder,
      heldUntil: holder === null ? null : place.heldUntil,
      takenBy: place.takenBy,
      takenAt: place.takenAt,
    };
  });
}

/** What is left by room type, in the complex's order of types; only types the round has. */
export async function leftByType(db: Reader, places: readonly MapPlace[]): Promise<TypeLeft[]> {
  const types = await db
    .select({
      id: roomTypes.id,
      nameZh: roomTypes.nameZh,
      nameEn: roomTypes.nameEn,
      areaM2: roomTypes.areaM2,
      beds: roomTypes.beds,
    })
    .from(roomTypes)
    .orderBy(asc(roomTypes.position));
  return types.flatMap((type) => {
    const mine = places.filter((place) => place.roomTypeId === type.id && place.fits);
    const of = (...states: PlaceState[]) => mine.filter(({ state }) => states.includes(state)).length;
    return mine.length === 0 ? [] : [{ ...type, free: of("free"), held: of("held", "mine"), taken: of("taken") }];
  });
}
