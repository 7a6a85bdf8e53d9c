import { and, eq, gt, isNotNull } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { leases, offers, roundPlaces, turns } from "#db/schema";
import type { Actor } from "#lib/actor";
import { holdPlace, letGo, passTurn, takePlace } from "#lib/choosing/commands";
import { endTurns } from "#lib/choosing/turns";
import { NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { placeOfId } from "#lib/rounds/rules-places";
import { freshDatabase } from "#tests/support/database";
import { liveRound, minutes, placeRow, turnOf } from "#tests/support/live";
import { granted } from "#tests/support/rounds";
import { buildComplex, makeStaff, makeTalent } from "#tests/support/world";

// Many at once for the same room. On both databases one wins and all the others are told why not; nobody is left
// with an error, since a transaction that met another is tried again.

const db = freshDatabase();
const CALLERS = 50;
const ROUNDS = 20;
type Talent = Awaited<ReturnType<typeof makeTalent>>;
let people: Talent[];
let roundId: string;

/** Two buildings of nine rooms; the first for the holds, the last for what is taken. */
const ROOMS = ["b01", "b02"].flatMap((building) =>
  [1, 2, 3].flatMap((floor) => [1, 2, 3].map((door) => `${building}-0${floor}0${door}`)),
);
const ROOM = "b01-0101";

beforeAll(async () => {
  await buildComplex(db());
  const staff: [Actor, Actor] = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
  people = [];
  for (let count = 0; count < CALLERS; count++) people.push(await makeTalent(db()));
  ({ roundId } = await liveRound(db(), staff, {
    units: ROOMS,
    people,
    choosing: { turnSize: CALLERS, turnMinutes: 240, fromHour: 10, toHour: 14 },
  }));
}, 120_000);

const hold = (who: Talent, place: string, now: Date) => holdPlace(who, roundId, placeOfId(place), { now });
const take = (who: Talent, place: string, now: Date) =>
  takePlace(who, roundId, placeOfId(place), { now, leaseId: newId(), authorised: true });
const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
};
/** What an applicant holds at an instant; a hold that ran out stays in its row until somebody else holds the place. */
const heldBy = (applicationId: string, now: Date) =>
  db().reader.$count(
    roundPlaces,
    and(eq(roundPlaces.roundId, roundId), eq(roundPlaces.heldBy, applicationId), gt(roundPlaces.heldUntil, now)),
  );

test(`of ${CALLERS} callers for one room exactly one holds it, ${ROUNDS} times over, and the others are told`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    // Each round a moment later, when the hold of the round before has run out.
    const now = minutes(round * 10);
    const answers = await Promise.all(people.map((who) => hold(who, ROOM, now)));
    const winners = people.filter((_, index) => at(answers, index).ok);
    expect(winners).toHaveLength(1);
    expect(new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.reason])))).toEqual(new Set(["place-held"]));
    const { applicationId } = await turnOf(db(), roundId, at(winners, 0));
    expect(await placeRow(db(), roundId, ROOM)).toMatchObject({ heldBy: applicationId, heldUntil: minutes(10, now) });
  }
}, 240_000);

test("callers for different rooms, each for two at once, end with one hold each and no room held twice", async () => {
  const now = minutes(205);
  const some = people.slice(0, 8);
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all(
      some.flatMap((who, index) => [hold(who, at(ROOMS, index + 1), now), hold(who, at(ROOMS, index + 9), now)]),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    for (const who of some) expect(await heldBy((await turnOf(db(), roundId, who)).applicationId, now)).toBe(1);
    await Promise.all(some.map(async (who) => granted(await letGo(who, roundId, { now }))));
  }
}, 120_000);

test("two who want each other's room end with a room each or are told, and nobody waits for the other for ever", async () => {
  const [one, two] = [at(people, 0), at(people, 1)];
  const now = minutes(206);
  for (let round = 0; round < 10; round++) {
    granted(await hold(one, "b01-0201", now));
    granted(await hold(two, "b01-0202", now));
    const answers = await Promise.all([hold(one, "b01-0202", now), hold(two, "b01-0201", now)]);
    for (const answer of answers) if (!answer.ok) expect(answer.reason).toBe("place-held");
    const places = [await placeRow(db(), roundId, "b01-0201"), await placeRow(db(), roundId, "b01-0202")];
    const holders = places.flatMap(({ heldBy: holder }) => (holder === null ? [] : [holder]));
    expect(new Set(holders).size).toBe(holders.length);
    await Promise.all([one, two].map((who) => letGo(who, roundId, { now })));
  }
}, 60_000);

test("of many confirms of one hold, one signs and all get the same lease", async () => {
  const who = at(people, 2);
  granted(await hold(who, "b02-0301", minutes(207)));
  const answers = await Promise.all(Array.from({ length: 10 }, () => take(who, "b02-0301", minutes(208))));
  expect(new Set(answers.map((answer) => granted(answer).leaseId)).size).toBe(1);
  const { applicationId } = await turnOf(db(), roundId, who);
  expect(await db().reader.$count(offers, eq(offers.applicationId, applicationId))).toBe(1);
}, 60_000);

test(`of ${CALLERS} callers who confirm a room that one of them holds, that one takes it`, async () => {
  const holder = at(people, 3);
  granted(await hold(holder, "b02-0302", minutes(208)));
  const others = people.filter((who) => who !== at(people, 2));
  const answers = await Promise.all(others.map((who) => take(who, "b02-0302", minutes(209))));
  const winners = others.filter((_, index) => at(answers, index).ok);
  expect(winners.map(({ personId }) => personId)).toEqual([holder.personId]);
  for (const answer of answers) if (!answer.ok) expect(["hold-over", "place-taken"]).toContain(answer.reason);
  const signed = await db().reader.select().from(leases).where(eq(leases.unitId, "b02-0302"));
  expect(signed).toHaveLength(1);
}, 120_000);

test("a hold that runs out at the instant of its confirm is lost to it, and whoever is first after it has the room", async () => {
  const [slow, quick] = [at(people, 4), at(people, 5)];
  for (let round = 0; round < 10; round++) {
    const from = minutes(210 + round);
    granted(await hold(slow, "b02-0303", from));
    const over = (await placeRow(db(), roundId, "b02-0303")).heldUntil ?? from;
    const [confirmed, held] = await Promise.all([take(slow, "b02-0303", over), hold(quick, "b02-0303", over)]);
    expect(confirmed).toMatchObject({ ok: false, reason: "hold-over" });
    expect(held).toMatchObject({ ok: true });
    granted(await letGo(quick, roundId, { now: over }));
  }
}, 60_000);

test("a confirm and a pass at once: one of them is what happened, never both", async () => {
  const who = at(people, 6);
  granted(await hold(who, "b02-0202", minutes(225)));
  const [taken, passed] = await Promise.all([
    take(who, "b02-0202", minutes(226)),
    passTurn(who, roundId, { now: minutes(226) }),
  ]);
  expect([taken.ok, passed.ok].filter(Boolean)).toHaveLength(1);
  const { status } = await turnOf(db(), roundId, who);
  expect(status).toBe(taken.ok ? "chosen" : "passed");
  expect((await placeRow(db(), roundId, "b02-0202")).takenBy === null).toBe(!taken.ok);
});

test("somebody who is not in the round gets nowhere, with the same words whether the room is there or not", async () => {
  const stranger = await makeTalent(db());
  for (const place of ["b02-0201", "b09-0101"])
    await expect(hold(stranger, place, minutes(227))).rejects.toThrow(NotFound);
});

test("a confirm in the very last instant and the end of the window at once: chosen or missed, never both", async () => {
  const who = at(people, 7);
  const [last, over] = [new Date(minutes(240).getTime() - 1), minutes(240)];
  granted(await hold(who, "b02-0201", minutes(235)));
  const [taken] = await Promise.all([take(who, "b02-0201", last), endTurns({ now: over })]);
  const turn = await turnOf(db(), roundId, who);
  if (taken.ok) expect(turn).toMatchObject({ status: "chosen" });
  else expect(turn).toMatchObject({ status: "waiting", missedBefore: 1 });
  const taking = and(eq(roundPlaces.roundId, roundId), isNotNull(roundPlaces.takenBy));
  const chosen = and(eq(turns.roundId, roundId), eq(turns.status, "chosen"));
  expect(await db().reader.$count(turns, chosen)).toBe(await db().reader.$count(roundPlaces, taking));
});
