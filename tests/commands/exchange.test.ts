import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { applicationMembers, applications, auditLog, leases, leaseTenants, outbox, units } from "#db/schema";
import { type Actor, system } from "#lib/actor";
import { submitApplication, withdrawApplication } from "#lib/applications/commands";
import { Forbidden, NotFound } from "#lib/errors";
import { answerExchange, moveDueRounds, moveTenants, submitExchange } from "#lib/exchange/commands";
import { exchangeOf } from "#lib/exchange/desk";
import { publicMoves } from "#lib/exchange/public";
import { exchangeFor, myExchange, placesToAsk } from "#lib/exchange/queries";
import { finishRound } from "#lib/rounds/commands";
import { confirmDraw, proposeDraw } from "#lib/rounds/draw";
import { beginOffering, publishResults } from "#lib/rounds/results";
import { rosterOf } from "#lib/rounds/roster";
import { freshDatabase } from "#tests/support/database";
import {
  emptyComplex,
  leader,
  liveLeases,
  MOVE_DAY,
  MOVE_ON,
  openExchange,
  settle,
  type TestHousehold,
  wish,
} from "#tests/support/exchange";
import {
  AFTER,
  CLOSES,
  DICE,
  drawRound,
  frozenRound,
  granted,
  offeredRound,
  openedRound,
  roundRow,
} from "#tests/support/rounds";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let staff: readonly [Actor, Actor];

beforeAll(async () => {
  await buildComplex(db());
  staff = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});
beforeEach(() => emptyComplex(db()));

const first = () => staff[0];
const statusOf = async (unitId: string) =>
  (await db().reader.select({ status: units.status }).from(units).where(eq(units.id, unitId)))[0]?.status;
const placeNow = async ({ talents: [talent] }: TestHousehold) => {
  const mine = await db()
    .reader.select({ unitId: leases.unitId, bed: leases.bed, status: leases.status })
    .from(leases)
    .innerJoin(leaseTenants, eq(leaseTenants.leaseId, leases.id))
    .where(eq(leaseTenants.personId, talent?.personId ?? ""));
  const live = mine.filter(({ status }) => status !== "ended");
  expect(live).toHaveLength(1);
  return live[0]?.unitId;
};
const told = async (personId: string) =>
  (await db().reader.select().from(outbox).where(eq(outbox.personId, personId))).map(({ kind }) => kind);
const application = async (id: string) =>
  (await db().reader.select().from(applications).where(eq(applications.id, id)))[0];

describe("applying", () => {
  test("a tenant sends places they would rather have, changes them under the same number, and takes them back until closing", async () => {
    const [a, b] = [await settle(db(), { unitId: "b01-0101" }), await settle(db(), { unitId: "b01-0102" })];
    const roundId = await openExchange(first(), ["b02-0102"]);
    const sent = await wish(roundId, a, [b.placeId]);
    expect(sent).toMatchObject({ outcome: "created" });
    expect(await wish(roundId, a, [b.placeId])).toMatchObject({ outcome: "unchanged", receiptNo: sent.receiptNo });
    expect(await wish(roundId, a, ["b02-0102", b.placeId])).toMatchObject({
      outcome: "changed",
      receiptNo: sent.receiptNo,
    });
    expect(await application(sent.applicationId)).toMatchObject({ leaseId: a.leaseId, version: 2, maxRentFen: null });
    granted(await withdrawApplication(leader(a), sent.applicationId, { now: NOW }));
    expect(await wish(roundId, a, [b.placeId])).toMatchObject({ outcome: "restored", receiptNo: sent.receiptNo });
    const late = { roundId, choices: ["b02-0102"], maxNetRentFen: null };
    expect(await submitExchange(leader(a), late, { now: CLOSES })).toMatchObject({ reason: "round-closed" });
    expect(await told(leader(a).personId)).toEqual([
      "exchange-received",
      "exchange-changed",
      "application-withdrawn",
      "exchange-received",
    ]);
  });

  test("is for tenants only, and other rounds and exchanges refuse each other's applications", async () => {
    const home = await settle(db(), { unitId: "b01-0101" });
    const exchange = await openExchange(first(), ["b02-0102"]);
    const letting = await openedRound(first(), ["b02-0101"]);
    const newcomer = await makeTalent(db());
    const wishes = (roundId: string, choice: string) => ({ roundId, choices: [choice], maxNetRentFen: null });
    expect(await submitExchange(newcomer, wishes(exchange, "b02-0102"), { now: NOW })).toMatchObject({
      reason: "exchange-no-lease",
    });
    expect(await submitExchange(leader(home), wishes(letting, "b02-0101"), { now: NOW })).toMatchObject({
      reason: "exchange-other-round",
    });
    expect(await submitApplication(newcomer, { roundId: exchange, choices: ["b02-0102"] }, { now: NOW })).toMatchObject(
      {
        reason: "application-in-exchange",
      },
    );
    await expect(submitExchange(first(), wishes(exchange, "b02-0102"), { now: NOW })).rejects.toThrow(Forbidden);
  });

  test("a lease that ends before the move takes no part, and neither can its place be asked for", async () => {
    const short = await settle(db(), { unitId: "b01-0101" }, { lease: { endsOn: "2026-09-30" } });
    const other = await settle(db(), { unitId: "b01-0102" });
    const roundId = await openExchange(first());
    const asked = (by: TestHousehold, of: TestHousehold) =>
      submitExchange(leader(by), { roundId, choices: [of.placeId], maxNetRentFen: null }, { now: NOW });
    expect(await asked(short, other)).toMatchObject({ reason: "exchange-lease-ends" });
    expect(await asked(other, short)).toMatchObject({ reason: "exchange-place-unknown" });
  });

  test("the highest net rent becomes the highest rent by this household's own subsidy", async () => {
    const home = await settle(db(), { unitId: "b01-0101" });
    const roundId = await openExchange(first(), ["b02-0101", "b02-0102", "b02-0103"]);
    // A master has 1100 yuan: 1000, 1450 and 1900 come to 0, 350 and 800.
    const sent = await wish(roundId, home, ["b02-0103"], 35_000);
    expect(await application(sent.applicationId)).toMatchObject({ maxNetRentFen: 35_000, maxRentFen: 145_000 });
    await wish(roundId, home, ["b02-0103"], 34_999);
    expect(await application(sent.applicationId)).toMatchObject({ maxRentFen: 100_000 });
  });
});

describe("who shares a lease", () => {
  test("must agree, or the application does not stand; a new list is a new question", async () => {
    const pair = await settle(db(), { unitId: "b01-0103" }, { tenants: 2 });
    const [, second] = pair.talents;
    const roundId = await openExchange(first(), ["b02-0103", "b02-0203"]);
    const { applicationId } = await wish(roundId, pair, ["b02-0103"]);
    const roster = async () =>
      (await rosterOf(db().reader, await roundRow(db(), roundId))).map((entry) => entry.personIds);
    expect(await roster()).toEqual([]);
    if (!second) throw new Error("two live there");
    granted(await answerExchange(second, applicationId, "agree", { now: NOW }));
    granted(await answerExchange(second, applicationId, "agree", { now: NOW }));
    expect(await roster()).toEqual([[leader(pair).personId, second.personId]]);
    await wish(roundId, pair, ["b02-0203"]);
    expect(await roster()).toEqual([]);
    expect(await told(second.personId)).toEqual(["exchange-asked", "exchange-asked"]);
    expect(await told(leader(pair).personId)).toContain("exchange-agreed");
  });

  test("can refuse: the application is taken back, and it can be sent again", async () => {
    const pair = await settle(db(), { unitId: "b01-0103" }, { tenants: 2 });
    const [, second] = pair.talents;
    if (!second) throw new Error("two live there");
    const roundId = await openExchange(first(), ["b02-0103"]);
    const { applicationId } = await wish(roundId, pair, ["b02-0103"]);
    granted(await answerExchange(second, applicationId, "agree", { now: NOW }));
    granted(await answerExchange(second, applicationId, "refuse", { now: later(1000) }));
    expect(await application(applicationId)).toMatchObject({ status: "withdrawn" });
    expect(await told(leader(pair).personId)).toContain("exchange-refused");
    expect(await answerExchange(second, applicationId, "agree", { now: NOW })).toMatchObject({
      reason: "exchange-not-asked",
    });
    await wish(roundId, pair, ["b02-0103"]);
    const agreed = eq(applicationMembers.applicationId, applicationId);
    expect(await db().reader.$count(applicationMembers, agreed)).toBe(0);
  });

  test("nobody else can answer, nor whoever asked", async () => {
    const pair = await settle(db(), { unitId: "b01-0103" }, { tenants: 2 });
    const stranger = await settle(db(), { unitId: "b01-0101" });
    const roundId = await openExchange(first(), ["b02-0103"]);
    const { applicationId } = await wish(roundId, pair, ["b02-0103"]);
    await expect(answerExchange(leader(stranger), applicationId, "agree", { now: NOW })).rejects.toThrow(NotFound);
    await expect(answerExchange(first(), applicationId, "agree", { now: NOW })).rejects.toThrow(Forbidden);
    expect(await answerExchange(leader(pair), applicationId, "agree", { now: NOW })).toMatchObject({
      reason: "exchange-not-asked",
    });
  });

  test("of two who apply for one lease at once, one has it and the other is told", async () => {
    const roundId = await openExchange(first(), ["b02-0103"]);
    for (const unitId of ["b01-0103", "b01-0203", "b01-0303"]) {
      const pair = await settle(db(), { unitId }, { tenants: 2 });
      const wishes = { roundId, choices: ["b02-0103"], maxNetRentFen: null };
      const both = await Promise.all(pair.talents.map((talent) => submitExchange(talent, wishes, { now: NOW })));
      expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
      expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: "exchange-lease-applied" });
      const standing = and(eq(applications.leaseId, pair.leaseId), eq(applications.status, "submitted"));
      expect(await db().reader.$count(applications, standing)).toBe(1);
    }
  });
});

describe("the move", () => {
  /** A and B trade, C takes a vacant place, D keeps what it has since nothing it asks for is to be had. */
  async function market() {
    const [a, b, c, d] = [
      await settle(db(), { unitId: "b01-0101" }),
      await settle(db(), { unitId: "b01-0102" }),
      await settle(db(), { unitId: "b01-0103" }, { tenants: 2 }),
      await settle(db(), { unitId: "b01-0201" }),
    ];
    const roundId = await openExchange(first(), ["b02-0103", "b02-0102"]);
    await wish(roundId, a, [b.placeId]);
    await wish(roundId, b, [a.placeId]);
    const { applicationId } = await wish(roundId, c, ["b02-0103"]);
    const [, second] = c.talents;
    if (!second) throw new Error("two live there");
    granted(await answerExchange(second, applicationId, "agree", { now: NOW }));
    await wish(roundId, d, [b.placeId]);
    return { roundId, a, b, c, d };
  }

  test("carries every lease over on one day: same people, shares, authorisations and end, the new place's rent, no registration", async () => {
    const { roundId, a, b, c, d } = await market();
    await offeredRound(staff, roundId);
    expect(granted(await moveTenants(first(), roundId, { now: MOVE_DAY }))).toMatchObject({
      on: MOVE_ON,
      moved: 3,
      stayed: 1,
      kept: 0,
    });
    expect(await Promise.all([a, b, c, d].map(placeNow))).toEqual(["b01-0102", "b01-0101", "b02-0103", "b01-0201"]);
    const [old] = await db().reader.select().from(leases).where(eq(leases.id, c.leaseId));
    expect(old).toMatchObject({ status: "ended", endedOn: "2026-09-30" });
    const [moved] = await db().reader.select().from(leases).where(eq(leases.movedFromId, c.leaseId));
    expect(moved).toMatchObject({
      status: "active",
      startsOn: MOVE_ON,
      endsOn: old?.endsOn,
      rentFen: 190_000,
      depositFen: 190_000,
      registrationNo: null,
      registeredOn: null,
      offerId: null,
    });
    const shares = async (leaseId: string) =>
      (await db().reader.select().from(leaseTenants).where(eq(leaseTenants.leaseId, leaseId)))
        .map(({ leaseId: _, ...tenant }) => tenant)
        .sort((x, y) => x.personId.localeCompare(y.personId));
    expect(await shares(moved?.id ?? "")).toEqual(await shares(c.leaseId));
    expect(await Promise.all(["b01-0101", "b01-0102", "b01-0103", "b02-0103", "b02-0102"].map(statusOf))).toEqual([
      "occupied",
      "occupied",
      "vacant",
      "occupied",
      "held",
    ]);
    for (const talent of [leader(a), ...c.talents]) expect(await told(talent.personId)).toContain("exchange-moved");
    expect(await told(leader(d).personId)).toEqual(expect.arrayContaining(["exchange-drawn", "exchange-to-stay"]));
    const written = await db().reader.select().from(auditLog).where(eq(auditLog.action, "exchange.move"));
    expect(written.filter(({ entity }) => entity === "lease").length).toBeGreaterThanOrEqual(3);
    granted(await finishRound(first(), roundId, { now: MOVE_DAY }));
    expect(await statusOf("b02-0102")).toBe("vacant");
  });

  test("comes on its day and not before, once only, and the round does not end before it", async () => {
    const { roundId } = await market();
    await frozenRound(first(), roundId);
    await drawRound(staff, roundId);
    expect(await moveTenants(first(), roundId, { now: MOVE_DAY })).toMatchObject({ reason: "exchange-not-offering" });
    granted(await publishResults(first(), roundId, { now: AFTER }));
    granted(await beginOffering(first(), roundId, { now: AFTER }));
    const eve = later(-10 * 3_600_000, MOVE_DAY);
    expect(await moveTenants(first(), roundId, { now: eve })).toMatchObject({ reason: "exchange-too-early" });
    expect(await finishRound(first(), roundId, { now: MOVE_DAY })).toMatchObject({ reason: "round-moves-open" });
    expect(await moveDueRounds(system, { now: eve })).toEqual({ rounds: 0, moved: 0 });
    const all = await Promise.all([1, 2].map(() => moveTenants(first(), roundId, { now: MOVE_DAY })));
    expect(all.map((one) => granted(one).moved).sort()).toEqual([0, 3]);
    const before = await liveLeases(db());
    expect(await moveDueRounds(system, { now: MOVE_DAY })).toEqual({ rounds: 0, moved: 0 });
    expect(granted(await moveTenants(first(), roundId, { now: MOVE_DAY }))).toMatchObject({ moved: 0 });
    expect(await liveLeases(db())).toEqual(before);
    await expect(moveTenants(await makeTalent(db()), roundId, { now: MOVE_DAY })).rejects.toThrow(Forbidden);
  });

  test("happens by itself on its day", async () => {
    const { roundId, a } = await market();
    await offeredRound(staff, roundId);
    expect(await moveDueRounds(system, { now: MOVE_DAY })).toEqual({ rounds: 1, moved: 3 });
    expect(await placeNow(a)).toBe("b01-0102");
  });

  test("a household that has left since breaks its own chain only: who traded with it stays and is told, the others move", async () => {
    const { roundId, a, b, c } = await market();
    await offeredRound(staff, roundId);
    await db().transaction(async (tx) => {
      await tx.update(leases).set({ status: "ended", endedOn: "2026-09-25" }).where(eq(leases.id, b.leaseId));
      await tx.update(units).set({ status: "vacant" }).where(eq(units.id, "b01-0102"));
    });
    expect(granted(await moveTenants(first(), roundId, { now: MOVE_DAY }))).toMatchObject({
      moved: 1,
      stayed: 1,
      kept: 2,
    });
    expect(await Promise.all([a, c].map(placeNow))).toEqual(["b01-0101", "b02-0103"]);
    expect(await told(leader(a).personId)).toContain("exchange-not-moved");
    expect(await statusOf("b01-0102")).toBe("vacant");
    granted(await finishRound(first(), roundId, { now: MOVE_DAY }));
  });

  test("a tenant who gave notice between closing and the draw is noticed at the draw", async () => {
    const { roundId } = await market();
    await frozenRound(first(), roundId);
    await db().transaction((tx) => tx.update(units).set({ status: "leaving" }).where(eq(units.id, "b01-0101")));
    const { drawId, randomness } = granted(
      await proposeDraw(first(), roundId, { randomnessTexts: [DICE] }, { now: AFTER }),
    );
    expect(await confirmDraw(staff[1], drawId, randomness, { now: AFTER })).toMatchObject({
      reason: "round-units-gone",
    });
  });
});

describe("what is shown", () => {
  /** A household of two and a single trade around a third: a loop of three, of which two live by themselves. */
  async function loop() {
    const [a, b, c] = [
      await settle(db(), { unitId: "b01-0103" }, { tenants: 2 }),
      await settle(db(), { unitId: "b01-0203" }),
      await settle(db(), { unitId: "b02-0303" }),
    ];
    const roundId = await openExchange(first(), ["b02-0103"]);
    const { applicationId } = await wish(roundId, a, [b.placeId]);
    await wish(roundId, b, [c.placeId]);
    await wish(roundId, c, [a.placeId]);
    return { roundId, applicationId, a, b, c };
  }

  test("who shares the lease sees what is asked of them and by whom, masked, and the list says who is missing", async () => {
    const { roundId, applicationId, a } = await loop();
    const [, second] = a.talents;
    if (!second) throw new Error("two live there");
    expect((await myExchange(second, NOW)).lines).toMatchObject([{ open: true, standing: "answer" }]);
    expect((await myExchange(leader(a), NOW)).lines).toMatchObject([{ standing: "waiting" }]);
    const asked = await exchangeFor(second, roundId, NOW);
    expect(asked.application).toMatchObject({ mine: false, complete: false, choices: [{ roomNo: "0203" }] });
    expect(asked.application?.leaderName).toMatch(/^.\*+$/);
    expect(asked.application?.consents.filter(({ agreed }) => !agreed)).toMatchObject([{ me: true }]);
    const { waiting } = await exchangeOf(first(), roundId, NOW);
    expect(waiting).toMatchObject([{ place: { roomNo: "0103" }, missing: [expect.stringMatching(/^.\*+$/)] }]);
    granted(await answerExchange(second, applicationId, "agree", { now: NOW }));
    expect((await myExchange(second, NOW)).lines).toMatchObject([{ standing: "complete" }]);
    expect((await exchangeOf(first(), roundId, NOW)).waiting).toEqual([]);
  });

  test("a round that is no exchange has no moves to look at", async () => {
    const roundId = await openedRound(first(), ["b01-0103"]);
    await expect(exchangeOf(first(), roundId, NOW)).rejects.toThrow(NotFound);
  });

  test("places are found by building, type and floor, vacant ones first, each with what the household would pay and whether it fits", async () => {
    const { roundId, a, b } = await loop();
    const all = await placesToAsk(leader(a), roundId, [b.placeId], {}, NOW);
    expect(all.rows.map(({ id, vacant }) => `${id} ${vacant}`)).toEqual([
      "b02-0103 true",
      "b01-0203 false",
      "b02-0303 false",
    ]);
    expect(all.chosen.map(({ id }) => id)).toEqual([b.placeId]);
    // Two masters share 1900 yuan: each pays 950 less 1100.
    expect(all.rows[0]).toMatchObject({ rentFen: 190_000, netFen: 0, unfit: null });
    const upstairs = await placesToAsk(leader(a), roundId, [], { building: "b02", floor: "3" }, NOW);
    expect(upstairs.rows.map(({ id }) => id)).toEqual(["b02-0303"]);
    expect((await placesToAsk(leader(a), roundId, [], { type: "single" }, NOW)).total).toBe(0);
    expect((await placesToAsk(leader(a), roundId, [], { vacant: true }, NOW)).total).toBe(1);
  });

  test("a tenant sees the rooms of their own two homes and no other; the desk sees rooms and masked names; the public labels", async () => {
    const { roundId, applicationId, a, b, c } = await loop();
    const [, second] = a.talents;
    if (!second) throw new Error("two live there");
    granted(await answerExchange(second, applicationId, "agree", { now: NOW }));
    await frozenRound(first(), roundId);
    await drawRound(staff, roundId);
    const { code } = await roundRow(db(), roundId);
    expect((await exchangeFor(leader(b), roundId, AFTER)).result).toBeNull();
    expect(await publicMoves(code)).toBeNull();
    granted(await publishResults(first(), roundId, { now: AFTER }));
    for (const talent of [leader(a), second]) {
      const { result } = await exchangeFor(talent, roundId, AFTER);
      expect(result).toMatchObject({ kind: "loop", state: "planned", choice: 1, on: MOVE_ON, lease: null });
      const rooms = new Map(result?.nodes.map(({ role, place }) => [role, place.roomNo]));
      expect(rooms).toEqual(
        new Map([
          ["mine", "0103"],
          ["got", "0203"],
          ["other", ""],
        ]),
      );
      expect(JSON.stringify(result)).not.toContain("0303");
    }
    const { moves, due } = await exchangeOf(first(), roundId, AFTER);
    expect(moves).toMatchObject([{ kind: "loop", state: "planned", places: [{}, {}, {}] }]);
    expect(due).toBe(false);
    for (const { names } of moves.flatMap((move) => move.households))
      for (const name of names) expect(name).toMatch(/^.\*+$/);
    await expect(exchangeOf(leader(a), roundId)).rejects.toThrow(Forbidden);
    const published = await publicMoves(code);
    expect(published?.[0]?.households.map(({ receiptNo }) => receiptNo).sort()).toEqual(
      [1, 2, 3].map((no) => `SQ-${code}-0000${no}`),
    );
    expect(JSON.stringify(published)).not.toMatch(/b0\d|0[123]03"/);
    granted(await beginOffering(first(), roundId, { now: AFTER }));
    granted(await moveTenants(first(), roundId, { now: MOVE_DAY }));
    const moved = (await exchangeFor(leader(c), roundId, MOVE_DAY)).result;
    expect(moved).toMatchObject({ state: "done", lease: { depositFen: 190_000, depositBeforeFen: 190_000 } });
    expect((await exchangeOf(first(), roundId, MOVE_DAY)).done).toBe(true);
  });
});
