import { asc, desc, eq } from "drizzle-orm";
import type { Reader } from "#db/client";
import { buildings, leases, leaseTenants, people, units } from "#db/schema";
import { type Day, dayAt, type Month } from "../days.ts";
import { rentNow } from "../leases/rent-now.ts";
import { type Fen, splitFen } from "../money.ts";
import { groundsFor } from "../subsidy/deciding.ts";
import type { Resident } from "../subsidy/rules-whatif.ts";

/** Who lives here today, in the order of buildings and rooms, with what the rules ask of them; rents as they are today. */
export type KnownResident = Resident & { personName: string; room: string };

/**
 * The tenants of all running leases: each one's share of today's rent, the months used before `first`, and what they carry
 * then. Somebody with two leases counts once, with the later one.
 */
export async function residentsBefore(db: Reader, first: Month, now: Date): Promise<KnownResident[]> {
  const tenants = onceEach(await tenantsToday(db, dayAt(now)));
  const grounds = await groundsFor(
    db,
    first,
    tenants.map(({ personId, leaseId, rentFen }) => ({ id: leaseId, personId, leaseId, rentFen })),
    "before",
  );
  return tenants.flatMap((tenant) => {
    const { personId, personName, buildingNo, roomNo, roomTypeId, rentFen, mode, registrationNo, registeredOn } =
      tenant;
    const person = grounds.people.get(personId);
    if (!person) return [];
    return {
      personId,
      personName: personName ?? "",
      room: `${buildingNo}-${roomNo}`,
      roomTypeId,
      rentFen,
      mode,
      lease: { registrationNo, registeredOn },
      person,
      used: grounds.used.get(personId) ?? {},
      carried: grounds.balances.get(personId) ?? {},
    };
  });
}

type Tenant = Awaited<ReturnType<typeof tenantsToday>>[number];

async function tenantsToday(db: Reader, today: Day) {
  const rows = await db
    .select({
      leaseId: leases.id,
      personId: leaseTenants.personId,
      personName: people.name,
      weight: leaseTenants.weight,
      offsetMode: leaseTenants.offsetMode,
      authorisedAt: leaseTenants.authorisedAt,
      leaseRentFen: rentNow(today),
      registrationNo: leases.registrationNo,
      registeredOn: leases.registeredOn,
      startsOn: leases.startsOn,
      roomTypeId: units.roomTypeId,
      roomNo: units.roomNo,
      buildingNo: buildings.no,
    })
    .from(leases)
    .innerJoin(leaseTenants, eq(leaseTenants.leaseId, leases.id))
    .innerJoin(people, eq(people.id, leaseTenants.personId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(eq(leases.status, "active"))
    .orderBy(asc(buildings.no), asc(units.roomNo), desc(leases.startsOn), asc(leaseTenants.personId));
  const shares = new Map<string, Fen>();
  for (const its of Map.groupBy(rows, (row) => row.leaseId).values()) {
    const parts = splitFen(
      its[0]?.leaseRentFen ?? 0,
      its.map((row) => row.weight),
    );
    for (const [at, row] of its.entries()) shares.set(`${row.leaseId} ${row.personId}`, parts[at] ?? 0);
  }
  return rows.map(({ offsetMode, authorisedAt, ...row }) => ({
    ...row,
    rentFen: shares.get(`${row.leaseId} ${row.personId}`) ?? 0,
    mode:
      offsetMode === "directOffset" && authorisedAt !== null ? ("directOffset" as const) : ("cashToPerson" as const),
  }));
}

function onceEach(tenants: readonly Tenant[]): Tenant[] {
  const latest = new Map<string, Tenant>();
  for (const tenant of tenants) {
    const before = latest.get(tenant.personId);
    if (!before || before.startsOn < tenant.startsOn) latest.set(tenant.personId, tenant);
  }
  return tenants.filter((tenant) => latest.get(tenant.personId) === tenant);
}
