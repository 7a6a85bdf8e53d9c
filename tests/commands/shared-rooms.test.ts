import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { leases } from "#db/schema";
import type { Actor } from "#lib/actor";
import { dayAt } from "#lib/days";
import { newId } from "#lib/ids";
import { checkIn, checkOut, registerLease } from "#lib/leases/commands";
import { acceptOffer, declineOffer } from "#lib/offers/commands";
import { announceRound, createRound, finishRound, openRound, setRoundPlaces } from "#lib/rounds/commands";
import type { PlaceMode } from "#lib/rounds/rules-places";
import { unitChoiceFor } from "#lib/rounds/tables";
import { freshDatabase } from "#tests/support/database";
import { AFTER, granted, newRound, termsFor } from "#tests/support/rounds";
import { offered, openOfferOf, openOfPlace, roundOver, type Talent, unitOf } from "#tests/support/waiting";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let staff: readonly [Actor, Actor];
const SOON = later(3_600_000, AFTER);
/** 2026-11-20 10:00 in the city. */
const LEAVING = new Date("2026-11-20T02:00:00Z");

beforeAll(async () => {
  await buildComplex(db());
  staff = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});

const talents = (howMany: number) => Promise.all(Array.from({ length: howMany }, () => makeTalent(db())));
const mine = async (talent: Talent) => {
  const offer = await openOfferOf(db(), talent);
  if (!offer) throw new Error("no open offer");
  return offer;
};
let registered = 0;
async function moveIn(talent: Talent): Promise<string> {
  const given = { now: SOON, leaseId: newId(), authorised: true };
  const { leaseId } = granted(await acceptOffer(talent, (await mine(talent)).id, given));
  granted(await registerLease(staff[0], leaseId, `备-${++registered}`, dayAt(SOON), { now: SOON }));
  granted(await checkIn(staff[0], leaseId, { identityChecked: true, early: true }, { now: SOON }));
  return leaseId;
}
const leave = (leaseId: string) =>
  checkOut(staff[0], leaseId, { on: dayAt(LEAVING), toService: "vacant" }, { now: LEAVING });
const bedOf = async (leaseId: string) => {
  const [lease] = await db().reader.select({ bed: leases.bed }).from(leases).where(eq(leases.id, leaseId));
  return lease?.bed ?? 0;
};

/** Two women who live in a double room let by the bed, and nobody who waits for a bed in it. */
async function sharedBy(unitId: string): Promise<[string, string]> {
  const roundId = await roundOver(staff[0], [unitId], {
    modes: { [unitId]: "female" },
    terms: termsFor({ waitlistMonths: 0 }),
  });
  const category = `${unitId.slice(0, 3)}-double-f`;
  const [one, two] = (await offered(db(), staff, roundId, [{ people: await talents(2), choices: [category] }])) as [
    Talent,
    Talent,
  ];
  const both: [string, string] = [await moveIn(one), await moveIn(two)];
  granted(await finishRound(staff[0], roundId, { now: SOON }));
  return both;
}

/** A draft that gives a unit in a way. */
async function draftOver(unitId: string, mode: PlaceMode) {
  const { roundId } = granted(await createRound(staff[0], newRound(), { now: NOW }));
  const set = await setRoundPlaces(staff[0], roundId, { units: [{ unitId, mode }] }, { now: NOW });
  return { roundId, set };
}

test("a bed that nobody waits for can be given by the next round at once, to the gender of the room and no other way", async () => {
  const [leaving] = await sharedBy("b01-0103");
  const bed = await bedOf(leaving);
  granted(await leave(leaving));
  expect(await unitOf(db(), "b01-0103")).toMatchObject({ status: "occupied", bedGender: "female" });
  for (const mode of ["whole", "male"] as const)
    expect((await draftOver("b01-0103", mode)).set).toMatchObject({ ok: false, reason: "round-units-not-vacant" });
  const { roundId, set } = await draftOver("b01-0103", "female");
  expect(set).toMatchObject({ ok: true, units: 1, places: 1 });
  const { free, chosen } = await unitChoiceFor(staff[0], roundId);
  expect(free.find(({ id }) => id === "b01-0103")?.shared).toEqual({ gender: "female", beds: [bed] });
  expect(chosen.get("b01-0103")).toBe("female");
  granted(await announceRound(staff[0], roundId, { now: NOW }));
  granted(await openRound(staff[0], roundId, { now: NOW }));
  expect(await unitOf(db(), "b01-0103")).toMatchObject({ status: "occupied", bedGender: "female" });
  const [next] = (await offered(db(), staff, roundId, [{ people: await talents(1), choices: ["b01-double-f"] }])) as [
    Talent,
  ];
  expect(await mine(next)).toMatchObject({ unitId: "b01-0103", bed });
  await moveIn(next);
  granted(await finishRound(staff[0], roundId, { now: SOON }));
  expect(await unitOf(db(), "b01-0103")).toMatchObject({ status: "occupied" });
});

test("asked for by number, rooms in which others live are filled before an empty one is begun", async () => {
  const [leaving] = await sharedBy("b01-0203");
  granted(await leave(leaving));
  const { roundId } = granted(await createRound(staff[0], newRound(), { now: NOW }));
  const count = { buildingId: "b01", roomTypeId: "double", mode: "female" as const, count: 1 };
  // The empty room is on a higher floor, and so before it in the published order.
  expect(granted(await setRoundPlaces(staff[0], roundId, { counts: [count] }, { now: NOW })).places).toBe(1);
  const two = { ...count, count: 2 };
  expect(granted(await setRoundPlaces(staff[0], roundId, { counts: [two] }, { now: NOW })).places).toBe(3);
  const whole = { ...count, mode: "whole" as const, count: 2 };
  expect(await setRoundPlaces(staff[0], roundId, { counts: [whole] }, { now: NOW })).toMatchObject({
    reason: "round-units-too-few",
    values: { wanted: 2, free: 1 },
  });
});

test("a promised bed is offered to nobody past its round, and the room that empties around it is held for it", async () => {
  const [first, second] = await sharedBy("b02-0103");
  const bed = await bedOf(first);
  granted(await leave(first));
  const { roundId } = await draftOver("b02-0103", "female");
  granted(await announceRound(staff[0], roundId, { now: NOW }));
  const other = await roundOver(staff[0], ["b02-0203"], { modes: { "b02-0203": "female" } });
  const [, , waiter] = (await offered(db(), staff, other, [
    { people: await talents(3), choices: ["b02-double-f"] },
  ])) as [Talent, Talent, Talent];
  granted(await leave(second));
  expect(await openOfPlace(db(), "b02-0103", bed)).toEqual([]);
  const offer = await mine(waiter);
  expect(offer).toMatchObject({ unitId: "b02-0103", bed: await bedOf(second) });
  expect(offer.bed).not.toBe(bed);
  expect(await unitOf(db(), "b02-0103")).toMatchObject({ status: "held", bedGender: "female" });
  granted(await declineOffer(waiter, offer.id, { reason: "place", note: null }, { now: LEAVING }));
  expect(await unitOf(db(), "b02-0103")).toMatchObject({ status: "held", bedGender: "female" });
});
