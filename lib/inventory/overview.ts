import { and, asc, desc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { applications, bills, buildings, leases, offers, roomTypes, roundPlaces, rounds, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { monthSummary } from "../billing/months.ts";
import { addDays, dayAt, monthOf } from "../days.ts";
import type { RoundStatus } from "../rounds/rules.ts";
import { isFree, unitCount } from "./free.ts";
import { livedIn } from "./rules.ts";

/** How far the overview looks ahead for arrivals, in days. */
export const ARRIVAL_DAYS = 7;
/** How soon an offer must run out to be shown, in hours. */
export const DEADLINE_HOURS = 72;
const ROWS = 8;
const MOST_ROUNDS = 3;
const UNDER_WAY: RoundStatus[] = [
  "open",
  "announced",
  "closed",
  "rosterNotice",
  "frozen",
  "drawn",
  "resultsNotice",
  "offering",
];

/** What the operator sees first: occupancy, free units, the rounds under way, this month's money, what is due soon. */
export async function overviewFor(actor: Actor, given: { now: Date }) {
  authorize(actor, "overview.view");
  return {
    ...(await occupancy()),
    rounds: await currentRounds(),
    month: await latestMonth(actor, given.now),
    arrivals: await arrivals(given.now),
    deadlines: await deadlines(given.now),
  };
}

export type Overview = Awaited<ReturnType<typeof overviewFor>>;

async function occupancy() {
  const db = await reader();
  const rows = await db
    .select({
      buildingId: units.buildingId,
      roomTypeId: units.roomTypeId,
      status: units.status,
      count: sql<number>`count(*)`.mapWith(Number),
    })
    .from(units)
    .groupBy(units.buildingId, units.roomTypeId, units.status);
  const freeRows = await db
    .select({ buildingId: units.buildingId, roomTypeId: units.roomTypeId, count: unitCount })
    .from(units)
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(isFree)
    .groupBy(units.buildingId, units.roomTypeId);
  const sum = (keep: (row: (typeof rows)[number]) => boolean) => sumOf(rows, keep);
  const free = (keep: (row: (typeof freeRows)[number]) => boolean) => sumOf(freeRows, keep);
  const lived = (row: (typeof rows)[number]) => livedIn(row.status);
  const allBuildings = await db.select().from(buildings).orderBy(asc(buildings.no));
  const types = await db.select().from(roomTypes).orderBy(asc(roomTypes.position));
  return {
    total: sum(() => true),
    occupied: sum(lived),
    free: free(() => true),
    byStatus: (status: string) => sum((row) => row.status === status),
    buildings: allBuildings.map(({ id, no, nameZh, nameEn, plan }) => {
      const here = (row: { buildingId: string }) => row.buildingId === id;
      return {
        id,
        no,
        nameZh,
        nameEn,
        plan,
        total: sum(here),
        occupied: sum((row) => here(row) && lived(row)),
        free: free(here),
        freeByType: types.map((type) => free((row) => here(row) && row.roomTypeId === type.id)),
      };
    }),
    roomTypes: types.map(({ id, nameZh, nameEn }) => {
      const here = (row: { roomTypeId: string }) => row.roomTypeId === id;
      return { id, nameZh, nameEn, total: sum(here), free: free(here) };
    }),
  };
}

const sumOf = <Row extends { count: number }>(rows: readonly Row[], keep: (row: Row) => boolean): number =>
  rows.reduce((total, row) => (keep(row) ? total + row.count : total), 0);

/** The rounds under way, those that take applications first; without any, the one that finished last. */
async function currentRounds() {
  const db = await reader();
  const under = await db.select().from(rounds).where(inArray(rounds.status, UNDER_WAY)).orderBy(asc(rounds.closesAt));
  const shown = under.length
    ? under.sort((a, b) => UNDER_WAY.indexOf(a.status) - UNDER_WAY.indexOf(b.status)).slice(0, MOST_ROUNDS)
    : await db.select().from(rounds).where(eq(rounds.status, "finished")).orderBy(desc(rounds.finishedAt)).limit(1);
  return Promise.all(shown.map(roundFigures));
}

async function roundFigures(round: typeof rounds.$inferSelect) {
  const db = await reader();
  const { id, code, nameZh, nameEn, status, opensAt, closesAt } = round;
  const byStatus = await db
    .select({ status: offers.status, count: sql<number>`count(*)`.mapWith(Number) })
    .from(offers)
    .where(eq(offers.roundId, id))
    .groupBy(offers.status);
  const offered = (status: string) => byStatus.find((row) => row.status === status)?.count ?? 0;
  const sent = and(eq(applications.roundId, id), eq(applications.status, "submitted"));
  return {
    id,
    code,
    nameZh,
    nameEn,
    status,
    opensAt,
    closesAt,
    placeCount: await db.$count(roundPlaces, eq(roundPlaces.roundId, id)),
    applicationCount: await db.$count(applications, sent),
    offersOpen: offered("open"),
    offersAccepted: offered("accepted"),
  };
}

/** The last month with bills, not after this one; null before the first bill. */
async function latestMonth(actor: Actor, now: Date) {
  const db = await reader();
  const [latest] = await db
    .select({ month: bills.month })
    .from(bills)
    .where(and(gt(bills.rentFen, 0), lte(bills.month, monthOf(dayAt(now)))))
    .orderBy(desc(bills.month))
    .limit(1);
  return latest ? monthSummary(actor, latest.month, now) : null;
}

const place = { unitId: units.id, roomNo: units.roomNo, buildingZh: buildings.nameZh, buildingEn: buildings.nameEn };

async function arrivals(now: Date) {
  const db = await reader();
  const due = and(eq(leases.status, "signed"), lte(leases.startsOn, addDays(dayAt(now), ARRIVAL_DAYS)));
  const rows = await db
    .select({ leaseId: leases.id, leaseNo: leases.leaseNo, startsOn: leases.startsOn, ...place })
    .from(leases)
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(due)
    .orderBy(asc(leases.startsOn))
    .limit(ROWS);
  return { count: await db.$count(leases, due), rows };
}

async function deadlines(now: Date) {
  const db = await reader();
  const until = new Date(now.getTime() + DEADLINE_HOURS * 3_600_000);
  const soon = and(eq(offers.status, "open"), gt(offers.expiresAt, now), lte(offers.expiresAt, until));
  const rows = await db
    .select({ offerId: offers.id, receiptNo: applications.receiptNo, expiresAt: offers.expiresAt, ...place })
    .from(offers)
    .innerJoin(applications, eq(applications.id, offers.applicationId))
    .innerJoin(units, eq(units.id, offers.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(soon)
    .orderBy(asc(offers.expiresAt))
    .limit(ROWS);
  return { count: await db.$count(offers, soon), rows };
}
