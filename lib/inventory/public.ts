import { and, asc, eq, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { buildings, complexes, roomTypes, units } from "#db/schema";
import { freeCount, isFree, unitCount } from "./free.ts";

// What everybody may see: which units are free, never why one is taken or by whom.

export type PublicRoomType = {
  id: string;
  nameZh: string;
  nameEn: string;
  descriptionZh: string;
  descriptionEn: string;
  areaM2: number;
  beds: number;
  rentFen: number;
  total: number;
  free: number;
};

const roomTypeColumns = {
  id: roomTypes.id,
  nameZh: roomTypes.nameZh,
  nameEn: roomTypes.nameEn,
  descriptionZh: roomTypes.descriptionZh,
  descriptionEn: roomTypes.descriptionEn,
  areaM2: roomTypes.areaM2,
  beds: roomTypes.beds,
  rentFen: roomTypes.rentFen,
  total: unitCount,
  free: freeCount,
};

/** The room types in their published order, with all and free units; rents in fen a month. */
export async function publicRoomTypes(): Promise<PublicRoomType[]> {
  const db = await reader();
  return db
    .select(roomTypeColumns)
    .from(roomTypes)
    .leftJoin(units, eq(units.roomTypeId, roomTypes.id))
    .groupBy(roomTypes.id)
    .orderBy(asc(roomTypes.position));
}

/** One room type and how many free units of it each building has; null where there is no such type. */
export async function publicRoomType(id: string) {
  const type = (await publicRoomTypes()).find((candidate) => candidate.id === id);
  if (!type) return null;
  const db = await reader();
  const byBuilding = await db
    .select({
      id: buildings.id,
      nameZh: buildings.nameZh,
      nameEn: buildings.nameEn,
      total: unitCount,
      free: freeCount,
    })
    .from(buildings)
    .innerJoin(units, and(eq(units.buildingId, buildings.id), eq(units.roomTypeId, id)))
    .groupBy(buildings.id)
    .orderBy(asc(buildings.no));
  return { ...type, buildings: byBuilding };
}

/** The complex with its buildings (place on the plan, all and free units), room types and sums; null before it is loaded. */
export async function publicComplex() {
  const db = await reader();
  const [complex] = await db.select().from(complexes);
  if (!complex) return null;
  const rows = await db
    .select({
      id: buildings.id,
      no: buildings.no,
      nameZh: buildings.nameZh,
      nameEn: buildings.nameEn,
      floors: buildings.floors,
      plan: buildings.plan,
      total: unitCount,
      free: freeCount,
    })
    .from(buildings)
    .leftJoin(units, eq(units.buildingId, buildings.id))
    .groupBy(buildings.id)
    .orderBy(asc(buildings.no));
  const types = await publicRoomTypes();
  const sum = (pick: (type: PublicRoomType) => number) => types.reduce((total, type) => total + pick(type), 0);
  return {
    ...complex,
    buildings: rows,
    roomTypes: types,
    total: sum((type) => type.total),
    free: sum((type) => type.free),
    beds: sum((type) => type.total * type.beds),
  };
}

/** One building, floor by floor from the top: room, type and whether it is free; null where there is no such building. */
export async function publicBuilding(id: string) {
  const db = await reader();
  const [building] = await db.select().from(buildings).where(eq(buildings.id, id));
  if (!building) return null;
  const rooms = await db
    .select({
      roomNo: units.roomNo,
      floor: units.floor,
      roomTypeId: units.roomTypeId,
      free: sql<number>`case when ${isFree} then 1 else 0 end`.mapWith(Number),
    })
    .from(units)
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .where(eq(units.buildingId, id))
    .orderBy(asc(units.roomNo));
  const floors = new Map<number, { roomNo: string; roomTypeId: string; free: boolean }[]>();
  for (const { floor, roomNo, roomTypeId, free } of rooms) {
    const row = floors.get(floor) ?? [];
    row.push({ roomNo, roomTypeId, free: free === 1 });
    floors.set(floor, row);
  }
  return {
    id: building.id,
    no: building.no,
    nameZh: building.nameZh,
    nameEn: building.nameEn,
    total: rooms.length,
    free: rooms.filter(({ free }) => free === 1).length,
    floors: [...floors].sort(([a], [b]) => b - a).map(([floor, rooms]) => ({ floor, rooms })),
  };
}
