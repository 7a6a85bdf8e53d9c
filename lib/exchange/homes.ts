import { and, asc, eq, inArray } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { buildings, leases, leaseTenants, people, roomTypes, units } from "#db/schema";
import { dayAt } from "../days.ts";
import { rentNow } from "../leases/rent-now.ts";
import { placeId } from "../rounds/rules-places.ts";
import type { Household } from "./rules.ts";

export type Db = Reader | Pick<Writer, "select" | "selectDistinct" | "$count">;

export type HomeTenant = { personId: string; name: string; gender: "female" | "male" | null; weight: number };
/** Where a household lives, and on which lease. */
export type Home = Household & {
  unitId: string;
  bed: number;
  rentFen: number;
  depositFen: number;
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
  tenants: HomeTenant[];
};

/** The lease that a person lives on now, with everybody on it; null where there is none that runs. */
export async function homeOf(db: Db, personId: string): Promise<Home | null> {
  const [mine] = await db
    .select({ id: leases.id })
    .from(leaseTenants)
    .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
    .where(and(eq(leaseTenants.personId, personId), eq(leases.status, "active")))
    .limit(1);
  return mine ? ((await homesOfLeases(db, [mine.id])).get(mine.id) ?? null) : null;
}

/** Homes by lease, whether the lease still runs or not. */
export async function homesOfLeases(db: Db, leaseIds: readonly string[], now = new Date()): Promise<Map<string, Home>> {
  if (leaseIds.length === 0) return new Map();
  const rows = await db
    .select({
      lease: leases,
      rentFen: rentNow(dayAt(now)),
      buildingId: buildings.id,
      buildingNo: buildings.no,
      buildingZh: buildings.nameZh,
      buildingEn: buildings.nameEn,
      roomNo: units.roomNo,
      floor: units.floor,
      roomTypeId: roomTypes.id,
      typeZh: roomTypes.nameZh,
      typeEn: roomTypes.nameEn,
      areaM2: roomTypes.areaM2,
    })
    .from(leases)
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .where(inArray(leases.id, [...leaseIds]));
  const tenants = await tenantsOfLeases(db, leaseIds);
  return new Map(
    rows.map(({ lease, ...where }) => {
      const { unitId, bed, depositFen, startsOn, endsOn } = lease;
      const all = tenants.get(lease.id) ?? [];
      const genders = new Set(all.map(({ gender }) => gender));
      const [gender = null] = genders.size === 1 ? genders : [];
      const place = { placeId: placeId(lease), unitId, bed, ...where };
      const home = { leaseId: lease.id, depositFen, startsOn, endsOn, size: all.length, gender, tenants: all };
      return [lease.id, { ...home, ...place }];
    }),
  );
}

async function tenantsOfLeases(db: Db, leaseIds: readonly string[]): Promise<Map<string, HomeTenant[]>> {
  const rows = await db
    .select({
      leaseId: leaseTenants.leaseId,
      personId: leaseTenants.personId,
      name: people.name,
      gender: people.gender,
      weight: leaseTenants.weight,
    })
    .from(leaseTenants)
    .innerJoin(people, eq(people.id, leaseTenants.personId))
    .where(inArray(leaseTenants.leaseId, [...leaseIds]))
    .orderBy(asc(leaseTenants.leaseId), asc(leaseTenants.personId));
  const all = new Map<string, HomeTenant[]>();
  for (const { leaseId, name, ...tenant } of rows)
    all.set(leaseId, [...(all.get(leaseId) ?? []), { ...tenant, name: name ?? "" }]);
  return all;
}
