import type { Db } from "#db/client";
import { buildings, complexes, people, roomTypes, units, users } from "#db/schema";
import type { Actor, Role } from "#lib/actor";
import { newId } from "#lib/ids";
import { lookupHash, seal } from "#lib/secrets";
import { inventedResidentId } from "#seeds/demo/invented";

/** The instant the test worlds live at, 2026-09-10 10:00 in the city. */
export const NOW = new Date("2026-09-10T02:00:00Z");
export const later = (ms: number, from = NOW): Date => new Date(from.getTime() + ms);

const ROOM_TYPES = [
  { id: "compact", nameZh: "小单间", nameEn: "Compact room", beds: 1, areaM2: 16, rentFen: 100000 },
  { id: "single", nameZh: "单人间", nameEn: "Single room", beds: 1, areaM2: 28, rentFen: 145000 },
  { id: "double", nameZh: "双人间", nameEn: "Double room", beds: 2, areaM2: 42, rentFen: 190000 },
];

/** A small complex: two buildings of three floors, each floor with one unit of each of three room types. */
export async function buildComplex(db: Db): Promise<void> {
  const complexId = "wutong";
  await db.transaction(async (tx) => {
    const address = { addressZh: "常州市新北区", addressEn: "Xinbei, Changzhou" };
    await tx
      .insert(complexes)
      .values({ id: complexId, nameZh: "拾壹梧桐", nameEn: "Wutong", ...address, scheme: "changzhou" });
    await tx.insert(roomTypes).values(
      ROOM_TYPES.map((type, position) => ({
        ...type,
        complexId,
        position,
        descriptionZh: "测试",
        descriptionEn: "Test",
      })),
    );
    for (const no of [1, 2]) {
      const id = `b0${no}`;
      const plan = { x: no * 100, y: 0, width: 80, height: 80 };
      await tx
        .insert(buildings)
        .values({ id, complexId, no, nameZh: `${no}栋`, nameEn: `Building ${no}`, floors: 3, plan });
      const rooms = [1, 2, 3].flatMap((floor) =>
        ROOM_TYPES.map((type, index) => ({ floor, roomTypeId: type.id, roomNo: `0${floor}0${index + 1}` })),
      );
      await tx.insert(units).values(
        rooms.map((room) => ({
          id: `${id}-${room.roomNo}`,
          buildingId: id,
          status: "vacant" as const,
          statusAt: NOW,
          ...room,
        })),
      );
    }
  });
}

/** A member of staff as an actor, with the user row behind it. */
export async function makeStaff(db: Db, role: Exclude<Role, "talent">): Promise<Actor> {
  const userId = newId();
  const name = `${role} ${userId.slice(-4)}`;
  await db.transaction((tx) =>
    tx.insert(users).values({ id: userId, role, name, email: `${userId.toLowerCase()}@example.test`, createdAt: NOW }),
  );
  return { role, userId, personId: null, name };
}

type PersonValues = Partial<typeof people.$inferInsert>;
let made = 0;

export { inventedResidentId };

/**
 * A talent with a full profile of a master who meets every Changzhou condition in September 2026, and their user row.
 * `values` changes single columns; `{ name: null }` and the like make an unfinished profile.
 */
export async function makeTalent(db: Db, values: PersonValues = {}): Promise<Actor & { role: "talent" }> {
  const personId = newId();
  const userId = newId();
  const sequence = ++made;
  const phone = `139${String(sequence).padStart(8, "0")}`;
  const birthDate = values.birthDate ?? "1999-05-20";
  const residentId = inventedResidentId(birthDate, sequence);
  const row = {
    id: personId,
    phoneSealed: seal(phone, `people.phone:${personId}`),
    phoneHash: lookupHash(phone, "phone"),
    name: `测试${sequence}`,
    residentIdSealed: seal(residentId, `people.residentId:${personId}`),
    residentIdHash: lookupHash(residentId, "resident-id"),
    birthDate,
    gender: "female" as const,
    degree: "master" as const,
    fullTimeDegree: true,
    school: "常州大学",
    major: "材料",
    graduatedOn: "2025-06-30",
    employerName: "示例企业",
    employerKind: "enterprise" as const,
    recruitedOn: "2025-07-10",
    firstInsuredOn: "2025-08-01",
    insuredMonths: 13,
    insuredMonthsAsOf: "2026-09",
    ownsLocalHome: false,
    spouseOwnsLocalHome: false,
    leaseRegistered: true,
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
    ...values,
  };
  await db.transaction(async (tx) => {
    await tx.insert(people).values(row);
    await tx.insert(users).values({ id: userId, role: "talent", personId, createdAt: NOW });
  });
  return { role: "talent", userId, personId, name: row.name };
}

let rooms = 0;

/** More vacant units of a room type in a building, on floors of their own. Gives their ids. */
export async function addUnits(db: Db, buildingId: string, roomTypeId: string, howMany: number): Promise<string[]> {
  const rows = Array.from({ length: howMany }, () => {
    const roomNo = String(9000 + ++rooms);
    return { id: `${buildingId}-${roomNo}`, buildingId, roomTypeId, roomNo, floor: 9 };
  });
  await db.transaction((tx) =>
    tx.insert(units).values(rows.map((row) => ({ ...row, status: "vacant" as const, statusAt: NOW }))),
  );
  return rows.map(({ id }) => id);
}
