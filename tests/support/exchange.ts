import { eq, ne } from "drizzle-orm";
import type { Db } from "#db/client";
import { leases, rounds, units } from "#db/schema";
import type { Actor } from "#lib/actor";
import { instantOn } from "#lib/days";
import { submitExchange } from "#lib/exchange/commands";
import { announceRound, createRound, openRound, setRoundPlaces } from "#lib/rounds/commands";
import { type PlaceMode, placeId } from "#lib/rounds/rules-places";
import { makeLease } from "./leases.ts";
import { granted, newRound } from "./rounds.ts";
import { makeTalent, NOW } from "./world.ts";

export type Talent = Awaited<ReturnType<typeof makeTalent>>;
export type TestHousehold = { leaseId: string; placeId: string; talents: Talent[]; gender: "female" | "male" };
/** The morning of the day on which the test rounds' leases move. */
export const MOVE_ON = "2026-10-01";
export const MOVE_DAY = instantOn(MOVE_ON, 9);

let settled = 0;
const RENTS: Record<string, number> = { "1": 100_000, "2": 145_000, "3": 190_000 };

/** So many people who live in a place of the test complex on one registered lease until the end of February 2027. */
export async function settle(
  db: Db,
  place: { unitId: string; bed?: number },
  given: { tenants?: number; gender?: "female" | "male"; lease?: Partial<typeof leases.$inferInsert> } = {},
): Promise<TestHousehold> {
  const { tenants = 1, gender = "female" } = given;
  const { unitId, bed = 0 } = place;
  const talents: Talent[] = [];
  for (let made = 0; made < tenants; made++) talents.push(await makeTalent(db, { gender }));
  const rent = RENTS[unitId.at(-1) ?? ""] ?? 0;
  const rentFen = bed === 0 ? rent : rent / 2;
  const leaseId = await makeLease(
    db,
    talents.map(({ personId }) => ({ personId })),
    {
      leaseNo: `HT2025-${String(++settled).padStart(5, "0")}`,
      unitId,
      bed,
      rentFen,
      depositFen: rentFen,
      ...given.lease,
    },
  );
  const beds = bed === 0 ? {} : { bedGender: gender };
  await db.transaction((tx) =>
    tx
      .update(units)
      .set({ status: "occupied", ...beds })
      .where(eq(units.id, unitId)),
  );
  return { leaseId, placeId: placeId({ unitId, bed }), talents, gender };
}

export const leader = ({ talents }: TestHousehold): Talent => {
  const [first] = talents;
  if (!first) throw new Error("a household has somebody in it");
  return first;
};

type Pick = { unitId: string; mode: PlaceMode };

/** An open exchange round that offers the given units, whole unless told otherwise. */
export async function openExchange(staff: Actor, picks: (string | Pick)[] = [], moveInOn = MOVE_ON): Promise<string> {
  const round = newRound({ mechanism: "exchange", moveInOn });
  const { roundId } = granted(await createRound(staff, round, { now: NOW }));
  const places = picks.map((pick) => (typeof pick === "string" ? { unitId: pick, mode: "whole" as const } : pick));
  granted(await setRoundPlaces(staff, roundId, { units: places }, { now: NOW }));
  granted(await announceRound(staff, roundId, { now: NOW }));
  granted(await openRound(staff, roundId, { now: NOW }));
  return roundId;
}

export const wish = async (roundId: string, household: TestHousehold, choices: string[], maxNetRentFen?: number) =>
  granted(
    await submitExchange(leader(household), { roundId, choices, maxNetRentFen: maxNetRentFen ?? null }, { now: NOW }),
  );

/** Nobody lives anywhere and no round is under way, so that the next case has the complex to itself. */
export async function emptyComplex(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(leases).set({ status: "ended", endedOn: "2026-09-01" }).where(ne(leases.status, "ended"));
    await tx.update(units).set({ status: "vacant", bedGender: null });
    await tx.update(rounds).set({ status: "finished" });
  });
}

/** Every lease that is signed or runs. */
export async function liveLeases(db: Db) {
  return (await db.reader.select().from(leases)).filter(({ status }) => status !== "ended");
}
