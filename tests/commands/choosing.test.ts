import { and, desc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { applicationMembers, auditLog, leases, leaseTenants, offers, outbox, turns, units } from "#db/schema";
import type { Actor } from "#lib/actor";
import { holdPlace, letGo, passTurn, takePlace } from "#lib/choosing/commands";
import { extendWindow, releaseHold } from "#lib/choosing/commands-desk";
import { boardFor, choosingFor, myTurns } from "#lib/choosing/queries";
import { endTurns } from "#lib/choosing/turns";
import { cityTime } from "#lib/days";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { expectedNets } from "#lib/people/preview";
import { createRound, finishRound, setReserves, setRoundPlaces } from "#lib/rounds/commands";
import { placeOfId } from "#lib/rounds/rules-places";
import { freshDatabase } from "#tests/support/database";
import { BEGINS, CHOOSING, liveRound, minutes, placeRow, turnOf } from "#tests/support/live";
import { granted, newRound, termsFor } from "#tests/support/rounds";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let staff: [Actor, Actor];
type Talent = Awaited<ReturnType<typeof makeTalent>>;

beforeAll(async () => {
  await buildComplex(db());
  staff = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});

const talents = async (howMany: number): Promise<Talent[]> => {
  const made: Talent[] = [];
  for (let count = 0; count < howMany; count++) made.push(await makeTalent(db()));
  return made;
};
const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
};
const hold = (who: Actor, roundId: string, place: string, now: Date) =>
  holdPlace(who, roundId, placeOfId(place), { now });
const take = (who: Actor, roundId: string, place: string, now: Date, authorised = true) =>
  takePlace(who, roundId, placeOfId(place), { now, leaseId: newId(), authorised });
const lastNotice = async ({ personId }: Talent) =>
  at(await db().reader.select().from(outbox).where(eq(outbox.personId, personId)).orderBy(desc(outbox.id)), 0);
const unitStatus = async (unitId: string) =>
  at(await db().reader.select({ status: units.status }).from(units).where(eq(units.id, unitId)), 0).status;
const audits = async (roundId: string, action: string) =>
  db()
    .reader.select()
    .from(auditLog)
    .where(and(eq(auditLog.entityId, roundId), eq(auditLog.action, action)));

describe("turns", () => {
  test("offering a live round gives everybody a turn in order of rank and tells them when", async () => {
    const given = { units: ["b01-0101"], people: await talents(3), choosing: { turnSize: 2 } };
    const { roundId, ranked } = await liveRound(db(), staff, given);
    const times = [];
    for (const one of ranked) {
      const { rank, status, startsAt, endsAt, missedBefore } = await turnOf(db(), roundId, one);
      expect({ status, missedBefore }).toEqual({ status: "waiting", missedBefore: 0 });
      times.push([rank, cityTime(startsAt), cityTime(endsAt)]);
    }
    expect(times).toEqual([
      [1, "2026-09-21 10:00", "2026-09-21 10:30"],
      [2, "2026-09-21 10:00", "2026-09-21 10:30"],
      [3, "2026-09-21 10:30", "2026-09-21 11:00"],
    ]);
    expect(await lastNotice(at(ranked, 2))).toMatchObject({
      kind: "turn-given",
      values: { rank: 3, from: "2026-09-21 10:30", until: "2026-09-21 11:00" },
    });
    expect(await myTurns(at(ranked, 2), BEGINS)).toMatchObject([{ roundId, startsAt: minutes(30) }]);
    expect(await myTurns(at(ranked, 0), minutes(30))).toEqual([]);
  });

  test("nobody holds or takes anything before their turn or after it", async () => {
    const { roundId, ranked } = await liveRound(db(), staff, { units: ["b01-0201"], people: await talents(2) });
    const [first, second] = [at(ranked, 0), at(ranked, 1)];
    expect(await hold(second, roundId, "b01-0201", minutes(29))).toMatchObject({ reason: "turn-not-begun" });
    granted(await hold(first, roundId, "b01-0201", minutes(29)));
    expect((await placeRow(db(), roundId, "b01-0201")).heldUntil).toEqual(minutes(30));
    expect(await take(first, roundId, "b01-0201", minutes(30))).toMatchObject({ reason: "turn-over" });
    granted(await hold(second, roundId, "b01-0201", minutes(30)));
    expect(await hold(first, roundId, "b01-0201", minutes(31))).toMatchObject({ reason: "turn-over" });
  });

  test("who misses a turn is given one further after the last, and a second miss is final", async () => {
    const { roundId, ranked } = await liveRound(db(), staff, { units: ["b01-0301"], people: await talents(2) });
    const [first, second] = [at(ranked, 0), at(ranked, 1)];
    expect(await endTurns({ now: minutes(29) })).toEqual({ further: 0, ended: 0 });
    expect((await endTurns({ now: minutes(30) })).further).toBeGreaterThanOrEqual(1);
    expect(await turnOf(db(), roundId, first)).toMatchObject({
      status: "waiting",
      missedBefore: 1,
      startsAt: minutes(60),
      endsAt: minutes(90),
    });
    expect(await lastNotice(first)).toMatchObject({ kind: "turn-further", values: { from: "2026-09-21 11:00" } });
    expect(await endTurns({ now: minutes(30) })).toEqual({ further: 0, ended: 0 });
    await endTurns({ now: minutes(60) });
    expect(await turnOf(db(), roundId, second)).toMatchObject({ missedBefore: 1, startsAt: minutes(90) });
    granted(await hold(first, roundId, "b01-0301", minutes(61)));
    expect(await finishRound(staff[0], roundId, { now: minutes(90) })).toMatchObject({ reason: "round-turns-open" });
    await endTurns({ now: minutes(120) });
    expect(await turnOf(db(), roundId, first)).toMatchObject({ status: "missed", decidedAt: minutes(120) });
    expect(await turnOf(db(), roundId, second)).toMatchObject({ status: "missed" });
    expect(await lastNotice(first)).toMatchObject({ kind: "turn-missed" });
    expect(granted(await finishRound(staff[0], roundId, { now: minutes(121) })).released).toBe(1);
    expect(await unitStatus("b01-0301")).toBe("vacant");
  });

  test("those who missed different windows share a further one, each under their own rank", async () => {
    const given = { units: ["b01-0301"], people: await talents(4), choosing: { turnSize: 3 } };
    const { roundId, ranked } = await liveRound(db(), staff, given);
    granted(await passTurn(at(ranked, 1), roundId, { now: BEGINS }));
    for (const ended of [30, 60]) await endTurns({ now: minutes(ended) });
    const further = [];
    for (const index of [0, 2, 3]) {
      const { rank, status, startsAt, missedBefore } = await turnOf(db(), roundId, at(ranked, index));
      further.push({ rank, status, startsAt, missedBefore });
    }
    expect(further).toEqual([
      { rank: 1, status: "waiting", startsAt: minutes(60), missedBefore: 1 },
      { rank: 3, status: "waiting", startsAt: minutes(60), missedBefore: 1 },
      { rank: 4, status: "waiting", startsAt: minutes(90), missedBefore: 1 },
    ]);
    for (const ended of [90, 120]) await endTurns({ now: minutes(ended) });
    granted(await finishRound(staff[0], roundId, { now: minutes(120) }));
  });

  test("a further window that has not begun takes in who misses theirs later", async () => {
    const given = { units: ["b01-0301"], people: await talents(3), choosing: { turnSize: 3, missed: "end" as const } };
    const { roundId, ranked } = await liveRound(db(), staff, given);
    const [first, second] = [at(ranked, 0), at(ranked, 1)];
    // The first missed theirs before: their further window is the last and still to begin.
    const before = await turnOf(db(), roundId, first);
    await db().transaction((tx) =>
      tx
        .update(turns)
        .set({ startsAt: minutes(60), endsAt: minutes(90), missedBefore: 1 })
        .where(and(eq(turns.roundId, roundId), eq(turns.applicationId, before.applicationId))),
    );
    await endTurns({ now: minutes(30) });
    expect(await turnOf(db(), roundId, second)).toMatchObject({ rank: 2, startsAt: minutes(60), endsAt: minutes(90) });
    expect(await turnOf(db(), roundId, first)).toEqual({
      ...before,
      startsAt: minutes(60),
      endsAt: minutes(90),
      missedBefore: 1,
    });
    await endTurns({ now: minutes(90) });
    granted(await finishRound(staff[0], roundId, { now: minutes(91) }));
  });

  test("where the round says so, who misses a turn is out, and several runs at once do it once", async () => {
    const given = { units: ["b01-0102"], people: await talents(2), choosing: { missed: "out" as const } };
    const { roundId, ranked } = await liveRound(db(), staff, given);
    const runs = await Promise.all(Array.from({ length: 5 }, () => endTurns({ now: minutes(30) })));
    expect(runs.reduce((sum, { ended }) => sum + ended, 0)).toBe(1);
    expect(await turnOf(db(), roundId, at(ranked, 0))).toMatchObject({ status: "out" });
    expect(await lastNotice(at(ranked, 0))).toMatchObject({ kind: "turn-out" });
    expect(await turnOf(db(), roundId, at(ranked, 1))).toMatchObject({ status: "waiting" });
    expect(await audits(roundId, "choosing.endTurns")).toHaveLength(1);
  });

  test("once nothing is left nobody is made to wait for their turn", async () => {
    const { roundId, ranked } = await liveRound(db(), staff, { units: ["b01-0202"], people: await talents(2) });
    granted(await hold(at(ranked, 0), roundId, "b01-0202", BEGINS));
    granted(await take(at(ranked, 0), roundId, "b01-0202", minutes(1)));
    await endTurns({ now: minutes(2) });
    expect(await turnOf(db(), roundId, at(ranked, 1))).toMatchObject({ status: "out" });
    expect(await lastNotice(at(ranked, 1))).toMatchObject({ kind: "turn-nothing-left" });
    expect(granted(await finishRound(staff[0], roundId, { now: minutes(3) })).released).toBe(0);
  });

  test("a turn can be passed in advance, and then nothing is chosen", async () => {
    const { roundId, ranked } = await liveRound(db(), staff, { units: ["b01-0302"], people: await talents(2) });
    const second = at(ranked, 1);
    expect(granted(await passTurn(second, roundId, { now: BEGINS })).outcome).toBe("passed");
    expect(granted(await passTurn(second, roundId, { now: minutes(1) })).outcome).toBe("unchanged");
    expect(await hold(second, roundId, "b01-0302", minutes(31))).toMatchObject({ reason: "turn-passed" });
    expect(await lastNotice(second)).toMatchObject({ kind: "turn-passed" });
    granted(await hold(at(ranked, 0), roundId, "b01-0302", BEGINS));
    granted(await passTurn(at(ranked, 0), roundId, { now: minutes(1) }));
    expect(await placeRow(db(), roundId, "b01-0302")).toMatchObject({ heldBy: null, takenBy: null });
  });
});

describe("holding and taking", () => {
  test("a held place is nobody else's until the hold runs out, and is seen free from that instant", async () => {
    const given = { units: ["b01-0103", "b01-0203"], people: await talents(2), choosing: { turnSize: 2 } };
    const { roundId, ranked } = await liveRound(db(), staff, given);
    const [first, second] = [at(ranked, 0), at(ranked, 1)];
    expect(granted(await hold(first, roundId, "b01-0103", BEGINS)).until).toEqual(minutes(10));
    expect(await hold(second, roundId, "b01-0103", minutes(9))).toMatchObject({ reason: "place-held" });
    const seen = async (who: Talent, now: Date) =>
      (await choosingFor(who, roundId, now)).places.map(({ state }) => state);
    expect(await seen(second, minutes(9))).toEqual(["free", "held"]);
    expect(await seen(first, minutes(9))).toEqual(["free", "mine"]);
    expect(await seen(second, minutes(10))).toEqual(["free", "free"]);
    expect(await take(first, roundId, "b01-0103", minutes(10))).toMatchObject({ reason: "hold-over" });
    granted(await hold(second, roundId, "b01-0103", minutes(10)));
    expect(await hold(first, roundId, "b01-0103", minutes(11))).toMatchObject({ reason: "place-held" });
  });

  test("holding another place lets go of the first, and holding the same again gives no more time", async () => {
    const given = { units: ["b01-0303", "b02-0101"], people: await talents(1) };
    const { roundId, ranked } = await liveRound(db(), staff, given);
    const who = at(ranked, 0);
    granted(await hold(who, roundId, "b01-0303", BEGINS));
    expect(granted(await hold(who, roundId, "b01-0303", minutes(5))).until).toEqual(minutes(10));
    granted(await hold(who, roundId, "b02-0101", minutes(5)));
    expect(await placeRow(db(), roundId, "b01-0303")).toMatchObject({ heldBy: null, heldUntil: null });
    expect((await choosingFor(who, roundId, minutes(5))).hold).toMatchObject({
      id: "b02-0101",
      heldUntil: minutes(15),
    });
    expect(granted(await letGo(who, roundId, { now: minutes(6) })).released).toBe(1);
    expect(granted(await letGo(who, roundId, { now: minutes(6) })).released).toBe(0);
    expect((await choosingFor(who, roundId, minutes(6))).hold).toBeNull();
    expect(await audits(roundId, "choosing.hold")).toHaveLength(3);
  });

  test("taking signs the lease with its offer, reserves the unit, ends the turn and tells all tenants; twice is once", async () => {
    const given = { units: ["b02-0103"], people: await talents(1) };
    const { roundId, ranked } = await liveRound(db(), staff, given);
    const [leader, member] = [at(ranked, 0), await makeTalent(db(), { gender: "male" })];
    const { applicationId } = await turnOf(db(), roundId, leader);
    const facts = { degree: "master", skill: null, gender: "male" as const, insuredMonths: 12 };
    await db().transaction((tx) =>
      tx
        .insert(applicationMembers)
        .values({ applicationId, roundId, personId: member.personId, facts, authorised: false, joinedAt: NOW }),
    );
    expect(await choosingFor(leader, roundId, BEGINS)).toMatchObject({ group: 2, choosing: true, rank: 1, ahead: 0 });
    granted(await hold(leader, roundId, "b02-0103", BEGINS));
    const signed = granted(await take(leader, roundId, "b02-0103", minutes(1)));
    const [lease] = await db().reader.select().from(leases).where(eq(leases.id, signed.leaseId));
    expect(lease).toMatchObject({
      unitId: "b02-0103",
      bed: 0,
      status: "signed",
      rentFen: 190000,
      startsOn: "2026-10-01",
    });
    const tenants = await db().reader.select().from(leaseTenants).where(eq(leaseTenants.leaseId, signed.leaseId));
    expect(new Map(tenants.map(({ personId, offsetMode }) => [personId, offsetMode]))).toEqual(
      new Map([
        [leader.personId, "directOffset"],
        [member.personId, "cashToPerson"],
      ]),
    );
    const [offer] = await db().reader.select().from(offers).where(eq(offers.applicationId, applicationId));
    expect(offer).toMatchObject({ status: "accepted", unitId: "b02-0103", decidedAt: minutes(1) });
    expect(await placeRow(db(), roundId, "b02-0103")).toMatchObject({ takenBy: applicationId, heldBy: null });
    expect(await turnOf(db(), roundId, leader)).toMatchObject({ status: "chosen", decidedAt: minutes(1) });
    expect(await unitStatus("b02-0103")).toBe("reserved");
    for (const one of [leader, member])
      expect(await lastNotice(one)).toMatchObject({ kind: "offer-accepted", values: { leaseNo: signed.leaseNo } });
    expect(await take(leader, roundId, "b02-0103", minutes(20))).toEqual(signed);
    expect(await hold(leader, roundId, "b02-0103", minutes(2))).toMatchObject({ reason: "turn-chosen" });
    const board = await boardFor(staff[0], roundId, minutes(2));
    expect(board.chosen).toMatchObject([{ rank: 1, name: expect.stringMatching(/^测\*+$/), leaseId: signed.leaseId }]);
    expect(board.counts).toEqual({ waiting: 0, chosen: 1, missed: 0, passed: 0, out: 0 });
  });

  test("a bed is for its gender, the other beds of the room stay, and a group takes none", async () => {
    const [woman, another, man] = [
      await makeTalent(db()),
      await makeTalent(db()),
      await makeTalent(db(), { gender: "male" }),
    ];
    const given = {
      units: [{ unitId: "b02-0203", mode: "female" as const }],
      people: [woman, another, man],
      choosing: { turnSize: 3 },
    };
    const { roundId } = await liveRound(db(), staff, given);
    expect(await hold(man, roundId, "b02-0203:1", BEGINS)).toMatchObject({ reason: "place-does-not-fit" });
    granted(await hold(woman, roundId, "b02-0203:1", BEGINS));
    granted(await take(woman, roundId, "b02-0203:1", minutes(1)));
    const states = async (who: Talent) =>
      (await choosingFor(who, roundId, minutes(2))).places.map(({ state }) => state);
    expect(await states(man)).toEqual(["taken", "unfit"]);
    expect(await states(another)).toEqual(["taken", "free"]);
    expect((await choosingFor(man, roundId, minutes(2))).left).toEqual([]);
    granted(await hold(another, roundId, "b02-0203:2", minutes(2)));
    const { leaseId } = granted(await take(another, roundId, "b02-0203:2", minutes(2)));
    const [lease] = await db().reader.select().from(leases).where(eq(leases.id, leaseId));
    expect(lease).toMatchObject({ bed: 2, rentFen: 95000 });
  });

  test("who signs a lease elsewhere loses the turn, what they held is free at once, and they are told", async () => {
    const [who, other] = (await talents(2)) as [Talent, Talent];
    const one = await liveRound(db(), staff, { units: ["b02-0102"], people: [who] });
    const two = await liveRound(db(), staff, { units: ["b02-0202"], people: [who, other], choosing: { turnSize: 2 } });
    granted(await hold(who, one.roundId, "b02-0102", BEGINS));
    granted(await hold(who, two.roundId, "b02-0202", BEGINS));
    granted(await take(who, one.roundId, "b02-0102", minutes(1)));
    expect(await turnOf(db(), two.roundId, who)).toMatchObject({ status: "out", decidedAt: minutes(1) });
    expect(await turnOf(db(), one.roundId, who)).toMatchObject({ status: "chosen" });
    const told = await db().reader.select().from(outbox).where(eq(outbox.personId, who.personId));
    expect(told.map(({ kind }) => kind)).toContain("turn-housed");
    expect(await take(who, two.roundId, "b02-0202", minutes(1))).toMatchObject({ reason: "turn-over" });
    granted(await hold(other, two.roundId, "b02-0202", minutes(1)));
  });
});

describe("the desk", () => {
  test("staff release a hold for a reason that the person is told, and the turn goes on", async () => {
    const { roundId, ranked } = await liveRound(db(), staff, { units: ["b02-0201"], people: await talents(1) });
    const who = at(ranked, 0);
    const release = (reason: string, now: Date) =>
      releaseHold(staff[0], roundId, placeOfId("b02-0201"), reason, { now });
    granted(await hold(who, roundId, "b02-0201", BEGINS));
    const board = await boardFor(staff[0], roundId, minutes(1));
    expect(board.holds).toMatchObject([{ until: minutes(10), place: { id: "b02-0201", roomNo: "0201" } }]);
    expect(await release(" ", minutes(1))).toMatchObject({ problems: [{ field: "reason" }] });
    granted(await release("误选，本人来电要求", minutes(1)));
    expect(await lastNotice(who)).toMatchObject({
      kind: "hold-released",
      values: { building: 2, roomNo: "0201", reason: "误选，本人来电要求" },
    });
    expect(await release("再来一次", minutes(2))).toMatchObject({ reason: "hold-gone" });
    expect(await audits(roundId, "choosing.release")).toMatchObject([
      { actorId: staff[0].userId, detail: { place: "b02-0201", reason: "误选，本人来电要求" } },
    ]);
    granted(await hold(who, roundId, "b02-0201", minutes(2)));
  });

  test("a longer window gives all in it more time, moves those behind in their order, and tells everybody why", async () => {
    const given = { units: ["b02-0301"], people: await talents(5), choosing: { turnSize: 2 } };
    const { roundId, ranked } = await liveRound(db(), staff, given);
    granted(await passTurn(at(ranked, 4), roundId, { now: BEGINS }));
    const extend = (minutesMore: number, now: Date) =>
      extendWindow(staff[0], roundId, { minutes: minutesMore, reason: "现场断网" }, { now });
    expect(granted(await extend(12, minutes(29)))).toMatchObject({ endsAt: minutes(42), moved: 2 });
    const times = await Promise.all(
      ranked.map(async (one) => {
        const { startsAt, endsAt } = await turnOf(db(), roundId, one);
        return [startsAt, endsAt];
      }),
    );
    expect(times).toEqual([
      [BEGINS, minutes(42)],
      [BEGINS, minutes(42)],
      [minutes(42), minutes(72)],
      [minutes(42), minutes(72)],
      [minutes(72), minutes(102)],
    ]);
    expect(await lastNotice(at(ranked, 2))).toMatchObject({
      kind: "turn-moved",
      values: { from: "2026-09-21 10:42", until: "2026-09-21 11:12", reason: "现场断网" },
    });
    expect(await lastNotice(at(ranked, 4))).toMatchObject({ kind: "turn-passed" });
    expect(await extend(500, minutes(29))).toMatchObject({ problems: [{ field: "minutes" }] });
    expect(await extend(5, minutes(500))).toMatchObject({ reason: "window-not-running" });
    expect(await audits(roundId, "choosing.extend")).toMatchObject([{ detail: { minutes: 12, moved: 2 } }]);
  });

  test("the queue says whose turn it is, who is next and how many wait before one", async () => {
    const { roundId, ranked } = await liveRound(db(), staff, { units: ["b02-0302"], people: await talents(3) });
    const third = await choosingFor(at(ranked, 2), roundId, minutes(31));
    expect(third).toMatchObject({ ahead: 2, choosing: false, turn: { startsAt: minutes(60) } });
    expect(third.queue.current).toMatchObject({ startsAt: minutes(30), turns: [{ rank: 2, status: "waiting" }] });
    expect(third.queue.next).toMatchObject({ startsAt: minutes(60), turns: [{ rank: 3 }] });
    expect(third.queue).toMatchObject({ waiting: 3, of: 3, until: minutes(90) });
    const early = await choosingFor(at(ranked, 0), roundId, minutes(-1));
    expect(early.queue).toMatchObject({ current: null, next: { startsAt: BEGINS } });
    expect(early.left).toMatchObject([{ id: "single", free: 1, held: 0, taken: 0 }]);
  });
});

test("another person's round is not found, other roles choose nothing, and talents see no board", async () => {
  const { roundId, ranked } = await liveRound(db(), staff, { units: ["b02-0303"], people: await talents(1) });
  const stranger = await makeTalent(db());
  await expect(hold(stranger, roundId, "b02-0303", BEGINS)).rejects.toThrow(NotFound);
  await expect(take(stranger, roundId, "b02-0303", BEGINS)).rejects.toThrow(NotFound);
  await expect(passTurn(stranger, roundId, { now: BEGINS })).rejects.toThrow(NotFound);
  await expect(letGo(stranger, roundId, { now: BEGINS })).rejects.toThrow(NotFound);
  await expect(choosingFor(stranger, roundId, BEGINS)).rejects.toThrow(NotFound);
  await expect(boardFor(at(ranked, 0), roundId, BEGINS)).rejects.toThrow(NotFound);
  await expect(hold(at(ranked, 0), roundId, "b01-0101", BEGINS)).rejects.toThrow(NotFound);
  await expect(hold(at(ranked, 0), "unknown", "b02-0303", BEGINS)).rejects.toThrow(NotFound);
  for (const role of ["operator", "officer", "admin", "auditor"] as const) {
    const other = await makeStaff(db(), role);
    await expect(hold(other, roundId, "b02-0303", BEGINS)).rejects.toThrow(Forbidden);
    await expect(take(other, roundId, "b02-0303", BEGINS)).rejects.toThrow(Forbidden);
    await expect(passTurn(other, roundId, { now: BEGINS })).rejects.toThrow(Forbidden);
    if (role === "operator") continue;
    const place = placeOfId("b02-0303");
    await expect(releaseHold(other, roundId, place, "理由", { now: BEGINS })).rejects.toThrow(Forbidden);
    const longer = { minutes: 5, reason: "理由" };
    await expect(extendWindow(other, roundId, longer, { now: BEGINS })).rejects.toThrow(Forbidden);
  }
});

test("a live round keeps no places for a class: it goes by the order alone", async () => {
  const choosing = { ...CHOOSING };
  const round = newRound({ mechanism: "live", terms: termsFor({ choosing }) });
  const { roundId } = granted(await createRound(staff[0], round, { now: NOW }));
  const units = [{ unitId: "b01-0301", mode: "whole" as const }];
  granted(await setRoundPlaces(staff[0], roundId, { units }, { now: NOW }));
  const reserve = { categoryId: "b01-compact", class: "doctor", places: 1 };
  expect(await setReserves(staff[0], roundId, [reserve], { now: NOW })).toMatchObject({
    reason: "round-live-without-reserves",
  });
  expect(granted(await setReserves(staff[0], roundId, [{ ...reserve, places: 0 }], { now: NOW })).reserved).toBe(0);
});

test("one question tells the expected net of all rents of a map", async () => {
  const who = await makeTalent(db());
  const { nets } = granted(await expectedNets(who, who.personId, [145000, 190000, 145000], NOW));
  expect([...nets].map(([rentFen, { dueFen }]) => [rentFen, dueFen])).toEqual([
    [145000, 35000],
    [190000, 80000],
  ]);
});
