import { eq, inArray } from "drizzle-orm";
import { buildings, roomTypes, units } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { invariant } from "../errors.ts";
import { type Place, placeId, placeRentFen } from "../rounds/rules-places.ts";
import type { DrawnMove } from "./drawn.ts";
import type { Db } from "./homes.ts";

/** A place as pages name it. */
export type PlaceView = {
  id: string;
  bed: number;
  buildingNo: number;
  buildingZh: string;
  buildingEn: string;
  roomNo: string;
  typeZh: string;
  typeEn: string;
  areaM2: number;
  rentFen: number;
};

/** Places by id, with what their rooms are today. */
export async function placeViews(db: Db, places: readonly Place[]): Promise<(place: Place) => PlaceView> {
  const rooms = new Map<string, Omit<PlaceView, "id" | "bed"> & { beds: number }>();
  await inChunks([...new Set(places.map(({ unitId }) => unitId))], async (ids) => {
    const rows = await db
      .select({
        unitId: units.id,
        buildingNo: buildings.no,
        buildingZh: buildings.nameZh,
        buildingEn: buildings.nameEn,
        roomNo: units.roomNo,
        typeZh: roomTypes.nameZh,
        typeEn: roomTypes.nameEn,
        areaM2: roomTypes.areaM2,
        rentFen: roomTypes.rentFen,
        beds: roomTypes.beds,
      })
      .from(units)
      .innerJoin(buildings, eq(buildings.id, units.buildingId))
      .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
      .where(inArray(units.id, ids));
    for (const { unitId, ...room } of rows) rooms.set(unitId, room);
  });
  return (place) => {
    const room = rooms.get(place.unitId);
    invariant(room, `no unit ${place.unitId}`);
    const { beds, rentFen, ...names } = room;
    return { id: placeId(place), bed: place.bed, ...names, rentFen: placeRentFen(rentFen, beds, place.bed) };
  };
}

/** How a move of the draw ended on its day: `planned` before it. */
export type MoveState = "planned" | "done" | "kept";

/** Somebody of a move has their place on record; it is theirs by the draw, or the one they had. */
export function moveState({ kind, households }: DrawnMove): MoveState {
  const [first] = households;
  if (!first || first.from.takenAt === null) return "planned";
  const carriedOut = households.every(({ applicationId, to }) => to.takenBy === applicationId);
  return kind === "stay" || carriedOut ? "done" : "kept";
}

/** The places of a chain or loop in the order they are passed on: everybody's home, and for a chain where it ends. */
export const placesOfMove = ({ kind, households }: DrawnMove) => {
  const homes = households.map(({ from }) => from);
  const end = households.at(-1)?.to;
  return kind === "chain" && end ? [...homes, end] : homes;
};

/** Whether a chain ends in a place that somebody of another chain or loop leaves, rather than in a vacant one. */
export const endsInLeft = ({ kind, households }: DrawnMove): boolean =>
  kind === "chain" && (households.at(-1)?.to.tenantOf ?? null) !== null;
