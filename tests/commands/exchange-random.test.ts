import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { leases, leaseTenants, people, units } from "#db/schema";
import type { Actor } from "#lib/actor";
import { answerExchange, moveTenants, submitExchange } from "#lib/exchange/commands";
import { askablePlaces } from "#lib/exchange/places";
import { whyUnfit } from "#lib/exchange/rules";
import { finishRound } from "#lib/rounds/commands";
import { findRound } from "#lib/rounds/record";
import { placeId } from "#lib/rounds/rules-places";
import { freshDatabase } from "#tests/support/database";
import { emptyComplex, leader, MOVE_DAY, openExchange, settle, type TestHousehold } from "#tests/support/exchange";
import { granted, offeredRound } from "#tests/support/rounds";
import { buildComplex, makeStaff, NOW } from "#tests/support/world";

const db = freshDatabase();
let staff: readonly [Actor, Actor];

beforeAll(async () => {
  await buildComplex(db());
  staff = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});

const UNITS = ["01", "02", "03"].flatMap((floor) =>
  ["01", "02", "03"].flatMap((room) => [`b01-${floor}${room}`, `b02-${floor}${room}`]),
);
/** What becomes of a unit: nobody's business, offered, or lived in; doubles also by the bed. */
const uses = ["idle", "vacant", "vacantBeds", "alone", "pair", "beds", "oneBed"] as const;
type Case = {
  uses: (typeof uses)[number][];
  male: boolean[];
  wishes: number[][];
  limits: (number | null)[];
  silent: boolean[];
  leaves: number[];
};

const cases: fc.Arbitrary<Case> = fc.record({
  uses: fc.array(fc.constantFrom(...uses), { minLength: UNITS.length, maxLength: UNITS.length }),
  male: fc.array(fc.boolean(), { minLength: UNITS.length, maxLength: UNITS.length }),
  wishes: fc.array(fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }), { minLength: 24, maxLength: 24 }),
  limits: fc.array(fc.option(fc.constantFrom(0, 35_000, 80_000), { nil: null, freq: 4 }), {
    minLength: 24,
    maxLength: 24,
  }),
  silent: fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
  leaves: fc.array(fc.nat(23), { maxLength: 1 }),
});

/** Peoples the complex and opens a round of it. */
async function complexOf(given: Case): Promise<{ roundId: string; households: TestHousehold[] }> {
  await emptyComplex(db());
  const households: TestHousehold[] = [];
  const picks: { unitId: string; mode: "whole" | "female" | "male" }[] = [];
  for (const [index, unitId] of UNITS.entries()) {
    const gender = given.male[index] ? ("male" as const) : ("female" as const);
    const double = unitId.endsWith("3");
    const use = given.uses[index] ?? "idle";
    if (use === "vacant" || (use === "vacantBeds" && !double)) picks.push({ unitId, mode: "whole" });
    else if (use === "vacantBeds") picks.push({ unitId, mode: gender });
    else if (use === "alone" || (use !== "idle" && !double))
      households.push(await settle(db(), { unitId }, { gender }));
    else if (use === "pair") households.push(await settle(db(), { unitId }, { gender, tenants: 2 }));
    else if (use === "beds" || use === "oneBed")
      for (const bed of use === "beds" ? [1, 2] : [1]) households.push(await settle(db(), { unitId, bed }, { gender }));
  }
  return { roundId: await openExchange(staff[0], picks), households };
}

/** Sends everybody's list; who is silent in a pair does not agree. Gives the lists of those that count, by lease. */
async function applyAll(given: Case, roundId: string, households: TestHousehold[]): Promise<Map<string, string[]>> {
  const places = await askablePlaces(db().reader, await findRound(db().reader, roundId));
  const lists = new Map<string, string[]>();
  for (const [index, home] of households.entries()) {
    const { talents, gender, placeId: own } = home;
    const fitting = places.filter((one) => one.id !== own && whyUnfit({ size: talents.length, gender }, one) === null);
    const choices = [...new Set((given.wishes[index] ?? []).map((wish) => fitting[wish % fitting.length]?.id ?? ""))];
    if (fitting.length === 0) continue;
    const wishes = { roundId, choices, maxNetRentFen: given.limits[index] ?? null };
    const { applicationId } = granted(await submitExchange(leader(home), wishes, { now: NOW }));
    const [, second] = talents;
    if (second && given.silent[index]) continue;
    if (second) granted(await answerExchange(second, applicationId, "agree", { now: NOW }));
    lists.set(home.leaseId, choices);
  }
  return lists;
}

test("after the move nobody is worse off by their own list, beds, groups and genders hold, and everybody has one home", async () => {
  let moves = 0;
  await fc.assert(
    fc.asyncProperty(cases, async (given) => {
      const { roundId, households } = await complexOf(given);
      const lists = await applyAll(given, roundId, households);
      if (lists.size === 0) return;
      await offeredRound(staff, roundId);
      const left = new Set(given.leaves.flatMap((index) => households[index]?.leaseId ?? []));
      for (const id of left)
        await db().transaction((tx) =>
          tx.update(leases).set({ status: "ended", endedOn: "2026-09-20" }).where(eq(leases.id, id)),
        );
      const done = granted(await moveTenants(staff[0], roundId, { now: MOVE_DAY }));
      moves += done.moved;
      const live = (await homesNow()).filter(({ leaseId }) => leaseId !== null);
      for (const home of households) {
        if (left.has(home.leaseId)) continue;
        for (const { personId } of home.talents) {
          const mine = live.filter((one) => one.personId === personId);
          expect(mine).toHaveLength(1);
          const list = [...(lists.get(home.leaseId) ?? []), home.placeId];
          expect(list).toContain(mine[0]?.place);
        }
      }
      await expectInOrder(live);
      granted(await finishRound(staff[0], roundId, { now: MOVE_DAY }));
    }),
    { numRuns: 32 },
  );
  // Cases in which nobody moves would show nothing.
  expect(moves).toBeGreaterThan(40);
}, 300_000);

const homesNow = async () => {
  const rows = await db()
    .reader.select({ lease: leases, personId: leaseTenants.personId })
    .from(leases)
    .innerJoin(leaseTenants, eq(leaseTenants.leaseId, leases.id));
  return rows
    .filter(({ lease }) => lease.status !== "ended")
    .map(({ lease, personId }) => ({
      leaseId: lease.id,
      personId,
      unitId: lease.unitId,
      bed: lease.bed,
      place: placeId(lease),
    }));
};

/** No place has two leases, no room is let whole and by the bed, none has more people than beds, none mixes by the bed. */
async function expectInOrder(live: Awaited<ReturnType<typeof homesNow>>): Promise<void> {
  const leasesOf = Map.groupBy(live, ({ place }) => place);
  for (const of of leasesOf.values()) expect(new Set(of.map(({ leaseId }) => leaseId)).size).toBe(1);
  const gendersOf = new Map((await db().reader.select().from(people)).map(({ id, gender }) => [id, gender]));
  const status = new Map((await db().reader.select().from(units)).map((unit) => [unit.id, unit.status]));
  for (const [unitId, of] of Map.groupBy(live, (one) => one.unitId)) {
    expect(status.get(unitId)).toBe("occupied");
    expect(of.length).toBeLessThanOrEqual(unitId.endsWith("3") ? 2 : 1);
    const byBed = of.filter(({ bed }) => bed > 0);
    expect([0, of.length]).toContain(byBed.length);
    expect(new Set(byBed.map(({ personId }) => gendersOf.get(personId))).size).toBeLessThanOrEqual(1);
  }
}
