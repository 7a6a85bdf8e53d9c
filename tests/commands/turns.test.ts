import { and, asc, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { outbox } from "#db/schema";
import type { Actor } from "#lib/actor";
import { beginTurns } from "#lib/choosing/begin-turns";
import { holdPlace, takePlace } from "#lib/choosing/commands";
import { endTurns } from "#lib/choosing/turns";
import { newId } from "#lib/ids";
import { placeOfId } from "#lib/rounds/rules-places";
import { freshDatabase } from "#tests/support/database";
import { BEGINS, liveRound, minutes, turnOf } from "#tests/support/live";
import { granted } from "#tests/support/rounds";
import { buildComplex, later, makeStaff, makeTalent } from "#tests/support/world";

const db = freshDatabase();
let staff: [Actor, Actor];
type Talent = Awaited<ReturnType<typeof makeTalent>>;

beforeAll(async () => {
  await buildComplex(db());
  staff = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});

const two = async (): Promise<[Talent, Talent]> => [await makeTalent(db()), await makeTalent(db())];

test("when a turn begins its person is told once, and again when a further one does", async () => {
  const { roundId, ranked } = await liveRound(db(), staff, { units: ["b01-0101"], people: await two() });
  const [first, second] = ranked as [Talent, Talent];
  const begun = async ({ personId }: Talent) => {
    const mine = and(eq(outbox.personId, personId), eq(outbox.kind, "turn-begun"));
    return (await db().reader.select().from(outbox).where(mine).orderBy(asc(outbox.id))).map(
      ({ values }) => values.until,
    );
  };
  await beginTurns({ now: later(-1, BEGINS) });
  expect(await begun(first)).toEqual([]);
  await Promise.all([beginTurns({ now: BEGINS }), beginTurns({ now: BEGINS })]);
  await beginTurns({ now: minutes(1) });
  expect([await begun(first), await begun(second)]).toEqual([["2026-09-21 10:30"], []]);
  await endTurns({ now: minutes(30) });
  await beginTurns({ now: minutes(30) });
  expect(await begun(second)).toEqual(["2026-09-21 11:00"]);
  expect(await turnOf(db(), roundId, first)).toMatchObject({ startsAt: minutes(60), status: "waiting" });
  await beginTurns({ now: minutes(60) });
  expect(await begun(first)).toEqual(["2026-09-21 10:30", "2026-09-21 11:30"]);
});

test("who has a home when the turns are given gets none", async () => {
  const [who, other] = await two();
  const place = placeOfId("b02-0303");
  const one = await liveRound(db(), staff, { units: ["b02-0303"], people: [who] });
  granted(await holdPlace(who, one.roundId, place, { now: BEGINS }));
  granted(await takePlace(who, one.roundId, place, { now: minutes(1), leaseId: newId(), authorised: true }));
  const next = await liveRound(db(), staff, { units: ["b02-0301"], people: [who, other] });
  expect(next.ranked).toEqual([other]);
  expect(await turnOf(db(), next.roundId, other)).toMatchObject({ startsAt: BEGINS });
});
