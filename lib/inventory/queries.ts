import { and, asc, desc, eq, inArray, like, or, type SQL, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { auditLog, buildings, leases, leaseTenants, offers, people, roomTypes, units, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { dayAt } from "../days.ts";
import { NotFound } from "../errors.ts";
import { rentNow } from "../leases/rent-now.ts";
import { isFree } from "./free.ts";
import { type UnitStatus, unitStatuses } from "./rules.ts";

export const UNITS_PER_PAGE = 50;

/** What an address may ask for; anything unknown is left out rather than refused. */
export type UnitFilter = { building?: string; type?: string; status?: string; search?: string; page?: string };

/**
 * A page of units in order of building and room, and how many units each status has under the other filters.
 * `status` may also be `free` (what can be had);
 * `search` finds room numbers that begin with the text; `page` is clamped to what exists.
 */
export async function unitsFor(actor: Actor, filter: UnitFilter) {
  authorize(actor, "unit.list");
  const db = await reader();
  const asked = readFilter(filter);
  const others = and(
    asked.building ? eq(units.buildingId, asked.building) : undefined,
    asked.type ? eq(units.roomTypeId, asked.type) : undefined,
    asked.search ? like(units.roomNo, `${asked.search}%`) : undefined,
  );
  const counted = await db
    .select({ status: units.status, count: sql<number>`count(*)`.mapWith(Number) })
    .from(units)
    .where(others)
    .groupBy(units.status);
  const counts = Object.fromEntries(
    unitStatuses.map((status) => [status, counted.find((row) => row.status === status)?.count ?? 0]),
  ) as Record<UnitStatus, number>;
  const all = Object.values(counts).reduce((a, b) => a + b, 0);
  const [freeRow] = await db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(units)
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(and(others, isFree));
  const free = freeRow?.count ?? 0;
  const total = asked.status === "free" ? free : asked.status ? counts[asked.status] : all;
  const pages = Math.max(1, Math.ceil(total / UNITS_PER_PAGE));
  const page = Math.min(asked.page, pages);
  const rows = await unitRows(and(others, withStatus(asked.status)), {
    limit: UNITS_PER_PAGE,
    offset: (page - 1) * UNITS_PER_PAGE,
  });
  return { rows, counts, all, free, total, page, pages, asked: { ...asked, page }, ...(await filterChoices()) };
}

const withStatus = (status: UnitStatus | "free" | null): SQL | undefined =>
  status === "free" ? isFree : status ? eq(units.status, status) : undefined;

function readFilter({ building, type, status, search, page }: UnitFilter) {
  const known = (["free", ...unitStatuses] as const).find((candidate) => candidate === status);
  const room = (search ?? "").trim().replace(/\D/g, "").slice(0, 6);
  const number = Number(page);
  return {
    building: building || null,
    type: type || null,
    status: known ?? null,
    search: room === "" ? null : room,
    page: Number.isSafeInteger(number) && number > 0 ? number : 1,
  };
}

async function filterChoices() {
  const db = await reader();
  const names = { nameZh: buildings.nameZh, nameEn: buildings.nameEn };
  return {
    buildings: await db
      .select({ id: buildings.id, ...names })
      .from(buildings)
      .orderBy(asc(buildings.no)),
    roomTypes: await db
      .select({ id: roomTypes.id, nameZh: roomTypes.nameZh, nameEn: roomTypes.nameEn })
      .from(roomTypes)
      .orderBy(asc(roomTypes.position)),
  };
}

const unitColumns = {
  id: units.id,
  roomNo: units.roomNo,
  floor: units.floor,
  status: units.status,
  statusReason: units.statusReason,
  statusAt: units.statusAt,
  buildingId: units.buildingId,
  buildingZh: buildings.nameZh,
  buildingEn: buildings.nameEn,
  roomTypeId: units.roomTypeId,
  typeZh: roomTypes.nameZh,
  typeEn: roomTypes.nameEn,
  areaM2: roomTypes.areaM2,
  beds: roomTypes.beds,
  rentFen: roomTypes.rentFen,
};

async function unitRows(where: SQL | undefined, { limit, offset }: { limit: number; offset: number }) {
  const db = await reader();
  return db
    .select(unitColumns)
    .from(units)
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .where(where)
    .orderBy(asc(buildings.no), asc(units.roomNo))
    .limit(limit)
    .offset(offset);
}

/** One unit with the leases it has had (the latest first, with their tenants) and what happened to it. */
export async function unitFor(actor: Actor, id: string, now = new Date()) {
  authorize(actor, "unit.view");
  const [unit] = await unitRows(eq(units.id, id), { limit: 1, offset: 0 });
  if (!unit) throw new NotFound(`unit ${id}`);
  const db = await reader();
  const found = await db
    .select({
      id: leases.id,
      leaseNo: leases.leaseNo,
      status: leases.status,
      startsOn: leases.startsOn,
      endsOn: leases.endsOn,
      rentFen: rentNow(dayAt(now)),
      registrationNo: leases.registrationNo,
    })
    .from(leases)
    .where(eq(leases.unitId, id))
    .orderBy(desc(leases.startsOn));
  const leaseIds = found.map((lease) => lease.id);
  const tenants = leaseIds.length
    ? await db
        .select({ leaseId: leaseTenants.leaseId, personId: people.id, name: people.name })
        .from(leaseTenants)
        .innerJoin(people, eq(people.id, leaseTenants.personId))
        .where(inArray(leaseTenants.leaseId, leaseIds))
    : [];
  return {
    ...unit,
    leases: found.map((lease) => ({ ...lease, tenants: tenants.filter(({ leaseId }) => leaseId === lease.id) })),
    history: await historyOf(id, leaseIds),
  };
}

const HISTORY_ROWS = 40;

/** Audit rows of the unit itself, its leases and its offers, the latest first. */
async function historyOf(unitId: string, leaseIds: string[]) {
  const db = await reader();
  const offered = await db.select({ id: offers.id }).from(offers).where(eq(offers.unitId, unitId));
  const of = (entity: string, ids: string[]) =>
    ids.length ? and(eq(auditLog.entity, entity), inArray(auditLog.entityId, ids)) : undefined;
  const offerIds = offered.map(({ id }) => id);
  return db
    .select({
      id: auditLog.id,
      at: auditLog.at,
      action: auditLog.action,
      detail: auditLog.detail,
      role: auditLog.actorRole,
      by: users.name,
    })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.actorId))
    .where(or(of("unit", [unitId]), of("lease", leaseIds), of("offer", offerIds)))
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(HISTORY_ROWS);
}
