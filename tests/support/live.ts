import { and, asc, eq } from "drizzle-orm";
import type { Db } from "#db/client";
import { applications, roundPlaces, turns } from "#db/schema";
import type { Actor } from "#lib/actor";
import { announceRound, createRound, openRound, setRoundPlaces } from "#lib/rounds/commands";
import { type Place, type PlaceMode, placeOfId } from "#lib/rounds/rules-places";
import type { ChoosingTerms } from "#lib/rounds/rules-terms";
import { apply, granted, newRound, offeredRound, termsFor } from "./rounds.ts";
import { later, type makeTalent, NOW } from "./world.ts";

type Talent = Awaited<ReturnType<typeof makeTalent>>;

/** When the turns of test rounds begin: 2026-09-21 10:00 in the city, the instant at which they are offered. */
export const BEGINS = new Date("2026-09-21T02:00:00Z");
export const MINUTE = 60_000;
export const minutes = (count: number, from = BEGINS): Date => later(count * MINUTE, from);

export const CHOOSING: ChoosingTerms = {
  startsOn: "2026-09-21",
  fromHour: 9,
  toHour: 17,
  turnMinutes: 30,
  turnSize: 1,
  holdMinutes: 10,
  missed: "end",
};

export type LiveRound = { roundId: string; ranked: Talent[] };

/** A live round whose turns have been made, and its people in order of rank. Units are whole unless a mode is named. */
export async function liveRound(
  db: Db,
  staff: readonly [Actor, Actor],
  given: {
    units: readonly (string | { unitId: string; mode: PlaceMode })[];
    people: readonly Talent[];
    choosing?: Partial<ChoosingTerms>;
  },
): Promise<LiveRound> {
  const { roundId } = granted(
    await createRound(
      staff[0],
      newRound({ mechanism: "live", terms: termsFor({ choosing: { ...CHOOSING, ...given.choosing } }) }),
      { now: NOW },
    ),
  );
  const units = given.units.map((unit) => (typeof unit === "string" ? { unitId: unit, mode: "whole" as const } : unit));
  granted(await setRoundPlaces(staff[0], roundId, { units }, { now: NOW }));
  granted(await announceRound(staff[0], roundId, { now: NOW }));
  granted(await openRound(staff[0], roundId, { now: NOW }));
  await apply(roundId, [...given.people], []);
  await offeredRound(staff, roundId, BEGINS);
  const order = await db.reader
    .select({ personId: applications.personId })
    .from(turns)
    .innerJoin(applications, eq(applications.id, turns.applicationId))
    .where(eq(turns.roundId, roundId))
    .orderBy(asc(turns.rank));
  const ranked = order.flatMap(({ personId }) => given.people.filter((one) => one.personId === personId));
  return { roundId, ranked };
}

export async function turnOf(db: Db, roundId: string, talent: Talent) {
  const [found] = await db.reader
    .select({ turn: turns })
    .from(turns)
    .innerJoin(applications, eq(applications.id, turns.applicationId))
    .where(and(eq(turns.roundId, roundId), eq(applications.personId, talent.personId)));
  if (!found) throw new Error("no such turn");
  return found.turn;
}

export async function placeRow(db: Db, roundId: string, id: string) {
  const { unitId, bed }: Place = placeOfId(id);
  const here = and(eq(roundPlaces.roundId, roundId), eq(roundPlaces.unitId, unitId), eq(roundPlaces.bed, bed));
  const [row] = await db.reader.select().from(roundPlaces).where(here);
  if (!row) throw new Error(`no place ${id}`);
  return row;
}
