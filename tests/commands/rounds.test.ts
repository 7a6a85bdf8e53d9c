import { and, asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import {
  applicationChoices,
  applications,
  auditLog,
  drawResults,
  draws,
  offers,
  outbox,
  roundUnits,
  units,
} from "#db/schema";
import type { Actor } from "#lib/actor";
import { serialDictatorship, unitsForAssignments } from "#lib/allocation/choice";
import { bytesOf } from "#lib/allocation/digest";
import { drawOrder, verifyCode } from "#lib/allocation/draw";
import { rosterHash } from "#lib/allocation/roster";
import { withdrawApplication } from "#lib/applications/commands";
import { Forbidden, NotFound } from "#lib/errors";
import { closeRound, createRound, finishRound, freezeRoster, openRound, setRoundUnits } from "#lib/rounds/commands";
import { runDraw } from "#lib/rounds/draw";
import { publishResults } from "#lib/rounds/results";
import { sourcesOf } from "#lib/rounds/sources";
import { freshDatabase } from "#tests/support/database";
import {
  AFTER,
  apply,
  CLOSES,
  DICE,
  frozenRound,
  granted,
  newRound,
  openedRound,
  openOffers,
  roundRow,
} from "#tests/support/rounds";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let staff: Actor;

beforeAll(async () => {
  await buildComplex(db());
  staff = await makeStaff(db(), "operator");
});

const statusOf = async (unitId: string) =>
  (await db().reader.select({ status: units.status }).from(units).where(eq(units.id, unitId)))[0]?.status;
const talents = (howMany: number) => Promise.all(Array.from({ length: howMany }, () => makeTalent(db())));

/** Every command of a round's life, so that each can be tried in the wrong order. */
const steps = (roundId: string, by: Actor = staff) => ({
  units: () => setRoundUnits(by, roundId, { unitIds: ["b02-0101"] }, { now: NOW }),
  open: () => openRound(by, roundId, { now: NOW }),
  close: () => closeRound(by, roundId, { now: CLOSES }),
  freeze: () => freezeRoster(by, roundId, { now: CLOSES }),
  draw: () => runDraw(by, roundId, { randomnessTexts: [DICE] }, { now: AFTER }),
  publish: () => publishResults(by, roundId, { now: AFTER }),
  finish: () => finishRound(by, roundId, { now: AFTER }),
});
type StepName = keyof ReturnType<typeof steps>;

test("a round goes from draft to finished, its units are held meanwhile, and every step refuses any other moment", async () => {
  const { roundId } = granted(await createRound(staff, newRound(), { now: NOW }));
  const run = steps(roundId);
  const wrongOrder: Record<StepName, string> = {
    units: "round-not-draft",
    open: "round-not-draft",
    close: "round-not-open",
    freeze: "round-not-closed",
    draw: "round-not-frozen",
    publish: "round-not-drawn",
    finish: "round-not-published",
  };
  const order: StepName[] = ["units", "open", "close", "freeze", "draw", "publish", "finish"];
  const expectOnly = async (...allowed: StepName[]) => {
    for (const step of order.filter((name) => !allowed.includes(name)))
      expect(await run[step](), step).toMatchObject({ ok: false, reason: wrongOrder[step] });
  };
  await expectOnly("units", "open");
  expect(await run.open()).toMatchObject({ ok: false, reason: "round-without-units" });
  granted(await run.units());
  granted(await run.open());
  expect(await statusOf("b02-0101")).toBe("held");
  await expectOnly("close");
  granted(await run.close());
  await expectOnly("freeze");
  granted(await run.freeze());
  await expectOnly("draw");
  granted(await run.draw());
  await expectOnly("publish");
  granted(await run.publish());
  await expectOnly("finish");
  expect(granted(await run.finish())).toMatchObject({ released: 1 });
  expect(await statusOf("b02-0101")).toBe("vacant");
  await expectOnly();
  const written = await db()
    .reader.select()
    .from(auditLog)
    .where(eq(auditLog.entityId, roundId))
    .orderBy(asc(auditLog.id));
  const names = ["create", "setUnits", "open", "close", "freeze", "draw", "publish", "finish"];
  expect(written.map(({ action }) => action)).toEqual(names.map((name) => `round.${name}`));
});

describe("drafting a round", () => {
  test("names every field that is wrong", async () => {
    const wrong = newRound({
      code: "含中文",
      closesAt: later(-2 * 86_400_000),
      moveInOn: "2026-09-01",
      offerHours: 0,
      sources: [{ name: "seed", issue: "1", kind: "sequence", count: 6, from: 0, to: 9 }],
      fallback: " ",
    });
    const refused = await createRound(staff, wrong, { now: NOW });
    expect(refused.ok ? [] : refused.problems?.map(({ field, reason }) => `${field} ${reason}`)).toEqual([
      "code round-code-malformed",
      "closesOn round-times-reversed",
      "moveInOn round-move-in-too-early",
      "offerHours round-offer-hours",
      "preset round-randomness-too-small",
      "fallback round-fallback-missing",
    ]);
  });

  test("a code is given once, also to two at once", async () => {
    const both = await Promise.all([1, 2].map(() => createRound(staff, newRound({ code: "ONE" }), { now: NOW })));
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ problems: [{ field: "code", reason: "round-code-taken" }] });
  });

  test.each(["beacon", "dice", "lotteries"] as const)("the announced %s are enough for a draw", async (preset) => {
    const issues = { beacon: ["1"], dice: ["place"], lotteries: ["2026100", "2026101", "2026102"] }[preset];
    granted(await createRound(staff, newRound({ sources: sourcesOf(preset, issues) }), { now: NOW }));
  });

  test("the commitment is published and the secret behind it is not readable", async () => {
    const { roundId } = granted(await createRound(staff, newRound(), { now: NOW, secret: new Uint8Array(32).fill(7) }));
    const row = await roundRow(db(), roundId);
    expect(row.commitment).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain("07".repeat(32));
  });
});

describe("the units of a round", () => {
  test("are chosen by building and type in the published order", async () => {
    const { roundId } = granted(await createRound(staff, newRound(), { now: NOW }));
    const counts = [{ buildingId: "b02", roomTypeId: "double", count: 2 }];
    expect(granted(await setRoundUnits(staff, roundId, { counts }, { now: NOW })).count).toBe(2);
    const rows = await db().reader.select().from(roundUnits).where(eq(roundUnits.roundId, roundId));
    expect(rows.map(({ unitId }) => unitId).sort()).toEqual(["b02-0203", "b02-0303"]);
    const tooMany = [{ buildingId: "b02", roomTypeId: "double", count: 4 }];
    expect(await setRoundUnits(staff, roundId, { counts: tooMany }, { now: NOW })).toMatchObject({
      reason: "round-units-too-few",
      values: { wanted: 4, free: 3 },
    });
  });

  test("are vacant ones that no other round offers", async () => {
    const other = await openedRound(staff, ["b01-0301"]);
    const { roundId } = granted(await createRound(staff, newRound(), { now: NOW }));
    for (const unitIds of [["b01-0301"], ["no-such-unit"]])
      expect(await setRoundUnits(staff, roundId, { unitIds }, { now: NOW })).toMatchObject({
        reason: "round-units-not-vacant",
      });
    expect(await statusOf("b01-0301")).toBe("held");
    granted(await closeRound(staff, other, { now: NOW, reason: "测试" }));
  });

  test("let in the meantime, keep the round from opening", async () => {
    const { roundId } = granted(await createRound(staff, newRound(), { now: NOW }));
    granted(await setRoundUnits(staff, roundId, { unitIds: ["b01-0302"] }, { now: NOW }));
    await db().transaction((tx) => tx.update(units).set({ status: "frozen" }).where(eq(units.id, "b01-0302")));
    expect(await openRound(staff, roundId, { now: NOW })).toMatchObject({
      reason: "round-units-not-vacant",
      values: { count: 1 },
    });
    expect((await roundRow(db(), roundId)).status).toBe("draft");
  });
});

test("closing before the published time needs a reason, which the audit keeps", async () => {
  const roundId = await openedRound(staff, ["b01-0303"]);
  expect(await closeRound(staff, roundId, { now: NOW })).toMatchObject({ reason: "round-early-close-reason-missing" });
  granted(await closeRound(staff, roundId, { now: NOW, reason: " 系统迁移 " }));
  const rows = await db()
    .reader.select()
    .from(auditLog)
    .where(and(eq(auditLog.entityId, roundId), eq(auditLog.action, "round.close")));
  expect(rows.map(({ detail }) => detail)).toEqual([{ early: true, reason: "系统迁移" }]);
});

describe("the draw", () => {
  test("can be computed again from what is published, and leaves withdrawn applications out", async () => {
    const people = await talents(9);
    const roundId = await openedRound(staff, ["b01-0101", "b01-0102", "b01-0201"]);
    await apply(roundId, people.slice(0, 5), ["single", "compact"]);
    await apply(roundId, people.slice(5), ["compact"], true);
    const [gone] = await db()
      .reader.select()
      .from(applications)
      .where(eq(applications.personId, people[0]?.personId ?? ""));
    granted(await withdrawApplication(people[0] ?? staff, gone?.id ?? "", { now: NOW }));
    await frozenRound(staff, roundId);
    granted(await runDraw(staff, roundId, { randomnessTexts: [DICE] }, { now: AFTER }));

    const round = await roundRow(db(), roundId);
    const [draw] = await db().reader.select().from(draws).where(eq(draws.roundId, roundId));
    const roster = await publishedRoster(roundId);
    expect(rosterHash(roster)).toEqual({ sha256: round.rosterHash, count: 8 });
    expect(roster.map(({ label }) => label)).not.toContain(gone?.receiptNo);
    const code = bytesOf(draw?.code ?? "") ?? new Uint8Array();
    expect(verifyCode(code, bytesOf(round.commitment) ?? new Uint8Array(), round.chainLength)).toBe(1);
    expect(draw?.randomness).toBe(`${DICE.split(" ").join(".")}./`);

    const order = drawOrder(
      code,
      draw?.randomness ?? "",
      roster.map(({ label }) => label),
    );
    const categories = [
      { id: "compact", places: 2 },
      { id: "single", places: 1 },
    ];
    const labels = order.map(({ label }) => label);
    const { assignments } = serialDictatorship(
      labels,
      roster.map(({ label, ...rest }) => ({ id: label, ...rest })),
      categories,
    );
    const place = (id: string, floor: number, roomNo: string) => ({ id, buildingNo: 1, floor, roomNo });
    const given = unitsForAssignments(
      assignments,
      new Map([
        ["compact", [place("b01-0101", 1, "0101"), place("b01-0201", 2, "0201")]],
        ["single", [place("b01-0102", 1, "0102")]],
      ]),
    );
    const stored = await db()
      .reader.select({
        label: applications.receiptNo,
        rank: drawResults.rank,
        key: drawResults.key,
        unitId: drawResults.unitId,
      })
      .from(drawResults)
      .innerJoin(applications, eq(applications.id, drawResults.applicationId))
      .where(eq(drawResults.drawId, draw?.id ?? ""))
      .orderBy(asc(drawResults.rank));
    const unitOf = new Map(given.map(({ id, unitId }) => [id, unitId]));
    expect(stored).toEqual(order.map((drawn) => ({ ...drawn, unitId: unitOf.get(drawn.label) ?? null })));
    expect(stored.filter(({ unitId }) => unitId !== null)).toHaveLength(3);
  });

  /** The roster as anybody reads it from the stored applications. */
  async function publishedRoster(roundId: string) {
    const submitted = await db()
      .reader.select()
      .from(applications)
      .where(and(eq(applications.roundId, roundId), eq(applications.status, "submitted")));
    return Promise.all(
      submitted.map(async ({ id, receiptNo, anyOther }) => {
        const wishes = await db()
          .reader.select()
          .from(applicationChoices)
          .where(eq(applicationChoices.applicationId, id))
          .orderBy(asc(applicationChoices.position));
        return { label: receiptNo, choices: wishes.map(({ roomTypeId }) => roomTypeId), anyOther };
      }),
    );
  }

  test("of two at once only one happens", async () => {
    const roundId = await openedRound(staff, ["b02-0102"]);
    await apply(roundId, await talents(3), ["single"]);
    await frozenRound(staff, roundId);
    const both = await Promise.all(
      [DICE, DICE].map((dice) => runDraw(staff, roundId, { randomnessTexts: [dice] }, { now: AFTER })),
    );
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: "round-not-frozen" });
    expect(await db().reader.select().from(draws).where(eq(draws.roundId, roundId))).toHaveLength(1);
  });

  test("refuses an outcome the source cannot give, names its field, and changes nothing", async () => {
    const roundId = await openedRound(staff, ["b02-0103"]);
    await apply(roundId, await talents(2), ["double"]);
    await frozenRound(staff, roundId);
    const tries: [string[], object][] = [
      [[""], { problems: [{ field: "source0", reason: "randomness-missing" }] }],
      [["1 2 3"], { problems: [{ field: "source0", reason: "randomness-count" }] }],
      [[DICE.replace("6", "7")], { problems: [{ field: "source0", reason: "randomness-out-of-range" }] }],
      [[], { reason: "randomness-source-count" }],
    ];
    for (const [randomnessTexts, refusal] of tries)
      expect(await runDraw(staff, roundId, { randomnessTexts }, { now: AFTER })).toMatchObject({
        ok: false,
        ...refusal,
      });
    expect(await runDraw(staff, roundId, { randomnessTexts: [DICE], seen: "1./" }, { now: AFTER })).toMatchObject({
      reason: "round-randomness-not-confirmed",
    });
    expect((await roundRow(db(), roundId)).status).toBe("frozen");
  });

  test("is refused when the roster is no longer the frozen one", async () => {
    const roundId = await openedRound(staff, ["b02-0201"]);
    await apply(roundId, await talents(2), ["compact"]);
    await frozenRound(staff, roundId);
    await db().transaction((tx) =>
      tx.update(applications).set({ anyOther: true }).where(eq(applications.roundId, roundId)),
    );
    const refused = await runDraw(staff, roundId, { randomnessTexts: [DICE] }, { now: AFTER });
    expect(refused).toMatchObject({ ok: false, reason: "round-roster-changed" });
  });
});

test("publishing offers each unit until the published hours are over, and tells everybody their place", async () => {
  const roundId = await openedRound(staff, ["b02-0202", "b02-0302"]);
  const people = await talents(4);
  await apply(roundId, people, ["single"]);
  await frozenRound(staff, roundId);
  granted(await runDraw(staff, roundId, { randomnessTexts: [DICE] }, { now: AFTER }));
  expect(await publishResults(staff, roundId, { now: AFTER })).toMatchObject({ ok: true, offered: 2, waiting: 2 });
  const made = await db().reader.select().from(offers).where(eq(offers.roundId, roundId));
  expect(made.map(({ expiresAt }) => expiresAt)).toEqual([later(48 * 3_600_000, AFTER), later(48 * 3_600_000, AFTER)]);
  const told = await Promise.all(
    people.map(async ({ personId }) => {
      const [row] = await db()
        .reader.select()
        .from(outbox)
        .where(and(eq(outbox.personId, personId), eq(outbox.createdAt, AFTER)));
      return `${row?.kind} ${row?.values.rank}`;
    }),
  );
  expect(told.sort()).toEqual(["offer-made 1", "offer-made 2", "round-not-assigned 3", "round-not-assigned 4"]);
  expect(await finishRound(staff, roundId, { now: AFTER })).toMatchObject({
    reason: "round-offers-open",
    values: { count: 2 },
  });
  expect(await openOffers(db(), roundId)).toHaveLength(2);
});

test("only operators lead a round, and an unknown round is not found", async () => {
  const { roundId } = granted(await createRound(staff, newRound(), { now: NOW }));
  const others = [
    await makeTalent(db()),
    await makeStaff(db(), "officer"),
    await makeStaff(db(), "admin"),
    await makeStaff(db(), "auditor"),
  ];
  for (const other of others) {
    await expect(createRound(other, newRound(), { now: NOW })).rejects.toThrow(Forbidden);
    for (const id of [roundId, "unknown"])
      for (const step of Object.values(steps(id, other))) await expect(step()).rejects.toThrow(Forbidden);
  }
  for (const step of Object.values(steps("unknown"))) await expect(step()).rejects.toThrow(NotFound);
});
