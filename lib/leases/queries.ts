import { and, asc, desc, eq, exists, inArray, lte, or, type SQL, sql } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { buildings, leases, leaseTenants, people, roomTypes, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { withDeposit } from "../billing/deposits.ts";
import { addDays, dayAt } from "../days.ts";
import { NotFound } from "../errors.ts";
import type { Fen } from "../money.ts";
import { maskName } from "../people/masks.ts";
import { holds } from "../search.ts";
import { rentNow } from "./rent-now.ts";

type LeaseRow = typeof leases.$inferSelect;
type TenantRow = typeof leaseTenants.$inferSelect;

export type LeaseTenantView = Pick<TenantRow, "personId" | "weight" | "offsetMode" | "authorisedAt"> & {
  /** In full for the tenants themselves, masked for everybody else. */
  name: string;
  degree: (typeof people.$inferSelect)["degree"];
};
export type LeaseView = LeaseRow & {
  /** What the rent is today, where it was changed since the lease was signed. */
  rentNowFen: Fen;
  unit: { id: string; roomNo: string; floor: number; status: (typeof units.$inferSelect)["status"] };
  building: { no: number; nameZh: string; nameEn: string };
  roomType: Pick<typeof roomTypes.$inferSelect, "id" | "nameZh" | "nameEn" | "areaM2" | "beds">;
  tenants: LeaseTenantView[];
};

/** One lease with its unit and tenants; a talent sees their own, another's answers NotFound. */
export async function leaseFor(actor: Actor, leaseId: string, now = new Date()): Promise<LeaseView> {
  const db = await reader();
  const tenants = await tenantsOf(db, actor, leaseId);
  const own = tenants.some(({ personId }) => personId === actor.personId);
  authorize(actor, "lease.view", { personId: own ? actor.personId : null });
  const [found] = await selectLeases(db, now).where(eq(leases.id, leaseId));
  if (!found) throw new NotFound();
  const { lease, ...rest } = found;
  return { ...lease, ...rest, tenants };
}

/** The talent's running or last lease, null when they never had one. */
export async function myLease(actor: Actor): Promise<LeaseView | null> {
  authorize(actor, "lease.view", actor);
  const [last] = await (await reader())
    .select({ id: leases.id })
    .from(leaseTenants)
    .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
    .where(eq(leaseTenants.personId, actor.personId ?? ""))
    .orderBy(sql`case when ${leases.status} = 'ended' then 1 else 0 end`, desc(leases.startsOn))
    .limit(1);
  return last ? leaseFor(actor, last.id) : null;
}

async function tenantsOf(db: Reader, actor: Actor, leaseId: string): Promise<LeaseTenantView[]> {
  const rows = await db
    .select({ tenant: leaseTenants, name: people.name, degree: people.degree })
    .from(leaseTenants)
    .innerJoin(people, eq(people.id, leaseTenants.personId))
    .where(eq(leaseTenants.leaseId, leaseId))
    .orderBy(asc(leaseTenants.personId));
  return rows.map(({ tenant, name, degree }) => ({
    personId: tenant.personId,
    weight: tenant.weight,
    offsetMode: tenant.offsetMode,
    authorisedAt: tenant.authorisedAt,
    // Whoever hands over keys must know whom to expect; to each other, people sharing a flat are masked.
    name: actor.role === "talent" && tenant.personId !== actor.personId ? maskName(name ?? "") : (name ?? ""),
    degree,
  }));
}

const selectLeases = (db: Reader, now: Date) =>
  db
    .select({
      lease: leases,
      rentNowFen: rentNow(dayAt(now)),
      unit: { id: units.id, roomNo: units.roomNo, floor: units.floor, status: units.status },
      building: { no: buildings.no, nameZh: buildings.nameZh, nameEn: buildings.nameEn },
      roomType: {
        id: roomTypes.id,
        nameZh: roomTypes.nameZh,
        nameEn: roomTypes.nameEn,
        areaM2: roomTypes.areaM2,
        beds: roomTypes.beds,
      },
    })
    .from(leases)
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId));

export const leaseFilters = ["toCheckIn", "active", "ending", "deposit", "ended", "all"] as const;
export type LeaseFilter = (typeof leaseFilters)[number];
export const LEASES_A_PAGE = 50;
/** Reminders to renew go out three months ahead (FIELD: 续租). */
export const ENDING_DAYS = 90;

/** `ending`: active and over within 90 days of `now`, or over already and not yet left; `deposit`: left, with a deposit to give back. */
function filtered(filter: LeaseFilter, now: Date): SQL | undefined {
  const soon = addDays(dayAt(now), ENDING_DAYS);
  const conditions: Record<LeaseFilter, SQL | undefined> = {
    toCheckIn: eq(leases.status, "signed"),
    active: eq(leases.status, "active"),
    ending: and(eq(leases.status, "active"), lte(leases.endsOn, soon)),
    deposit: and(eq(leases.status, "ended"), withDeposit),
    ended: eq(leases.status, "ended"),
    all: undefined,
  };
  return conditions[filter];
}

/** Part of a lease or registration number, `3-0502` (building and room), a room number, or part of a tenant's name. */
function matching(db: Reader, query: string): SQL | undefined {
  // The wildcards of LIKE are letters here.
  const text = query.trim().replace(/[%_\\]/g, "");
  if (text === "") return undefined;
  const room = /^(\d{1,3})\s*(?:栋|-|–|\s)\s*(\d{3,5})$/.exec(text);
  if (room) return and(eq(buildings.no, Number(room[1])), eq(units.roomNo, room[2] ?? ""));
  const named = db
    .select({ personId: leaseTenants.personId })
    .from(leaseTenants)
    .innerJoin(people, eq(people.id, leaseTenants.personId))
    .where(and(eq(leaseTenants.leaseId, leases.id), holds(people.name, text)));
  const numbered = [holds(leases.leaseNo, text), holds(leases.registrationNo, text)];
  return or(...numbered, eq(units.roomNo, text), exists(named));
}

export type LeaseLine = Pick<LeaseRow, "id" | "leaseNo" | "status" | "startsOn" | "endsOn"> & {
  rentNowFen: Fen;
  registrationNo: string | null;
  unitId: string;
  buildingNo: number;
  roomNo: string;
  roomType: { nameZh: string; nameEn: string };
  /** Masked. */
  tenants: string[];
};

/** The desk's leases, a page at a time, the first to begin (to check in), to end, or the newest at the top. */
export async function leasesFor(
  actor: Actor,
  asked: { filter: LeaseFilter; query?: string; page?: number; now: Date },
): Promise<{ rows: LeaseLine[]; total: number; page: number; pages: number }> {
  authorize(actor, "lease.list");
  const db = await reader();
  const where = and(filtered(asked.filter, asked.now), matching(db, asked.query ?? ""));
  const [counted] = await db
    .select({ total: sql<number>`count(*)`.mapWith(Number) })
    .from(leases)
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(where);
  const total = counted?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / LEASES_A_PAGE));
  const page = Math.min(Math.max(1, asked.page ?? 1), pages);
  const first = { toCheckIn: asc(leases.startsOn), ending: asc(leases.endsOn) } as const;
  const order = asked.filter === "toCheckIn" || asked.filter === "ending" ? first[asked.filter] : desc(leases.leaseNo);
  const found = await selectLeases(db, asked.now)
    .where(where)
    .orderBy(order, asc(leases.id))
    .limit(LEASES_A_PAGE)
    .offset((page - 1) * LEASES_A_PAGE);
  const names = await namesOf(
    db,
    found.map(({ lease }) => lease.id),
  );
  const rows = found.map(({ lease, rentNowFen, unit, building, roomType }) => ({
    id: lease.id,
    leaseNo: lease.leaseNo,
    status: lease.status,
    startsOn: lease.startsOn,
    endsOn: lease.endsOn,
    rentNowFen,
    registrationNo: lease.registrationNo,
    unitId: unit.id,
    buildingNo: building.no,
    roomNo: unit.roomNo,
    roomType,
    tenants: names.get(lease.id) ?? [],
  }));
  return { rows, total, page, pages };
}

async function namesOf(db: Reader, leaseIds: string[]): Promise<Map<string, string[]>> {
  if (leaseIds.length === 0) return new Map();
  const rows = await db
    .select({ leaseId: leaseTenants.leaseId, name: people.name })
    .from(leaseTenants)
    .innerJoin(people, eq(people.id, leaseTenants.personId))
    .where(inArray(leaseTenants.leaseId, leaseIds))
    .orderBy(asc(leaseTenants.personId));
  const names = new Map<string, string[]>();
  for (const { leaseId, name } of rows) names.set(leaseId, [...(names.get(leaseId) ?? []), maskName(name ?? "")]);
  return names;
}

/** How many leases each filter of the desk holds. */
export async function leaseCounts(actor: Actor, now: Date): Promise<Record<LeaseFilter, number>> {
  authorize(actor, "lease.list");
  const db = await reader();
  const counts = await Promise.all(leaseFilters.map((filter) => db.$count(leases, filtered(filter, now))));
  const [toCheckIn = 0, active = 0, ending = 0, deposit = 0, ended = 0, all = 0] = counts;
  return { toCheckIn, active, ending, deposit, ended, all };
}
