import { and, asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { auditLog, offers, outbox, roundPlaces, units } from "#db/schema";
import { type Actor, system } from "#lib/actor";
import { Forbidden, NotFound } from "#lib/errors";
import { expireOffers } from "#lib/offers/commands";
import {
  announceRound,
  closeRound,
  createRound,
  finishRound,
  freezeRoster,
  keepTimes,
  noticeRoster,
  openRound,
  reopenRoster,
  setReserves,
  setRoundPlaces,
} from "#lib/rounds/commands";
import { proposeDraw } from "#lib/rounds/draw";
import { categoriesOf } from "#lib/rounds/places";
import { beginOffering, publishResults } from "#lib/rounds/results";
import { noticeEnd } from "#lib/rounds/rules";
import { sourcesOf } from "#lib/rounds/sources";
import { freshDatabase } from "#tests/support/database";
import {
  AFTER,
  announcedRound,
  apply,
  CLOSES,
  DICE,
  drawRound,
  frozenRound,
  granted,
  newRound,
  openedRound,
  openOffers,
  roundRow,
  termsFor,
} from "#tests/support/rounds";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let staff: Actor;
let second: Actor;

beforeAll(async () => {
  await buildComplex(db());
  [staff, second] = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});

const statusOf = async (unitId: string) =>
  (await db().reader.select({ status: units.status }).from(units).where(eq(units.id, unitId)))[0]?.status;
const talents = (howMany: number) => Promise.all(Array.from({ length: howMany }, () => makeTalent(db())));

/** Every command of a round's life, so that each can be tried in the wrong order. */
const steps = (roundId: string, by: Actor = staff) => ({
  places: () => setRoundPlaces(by, roundId, { units: [{ unitId: "b02-0101", mode: "whole" }] }, { now: NOW }),
  reserves: () => setReserves(by, roundId, [], { now: NOW }),
  announce: () => announceRound(by, roundId, { now: NOW }),
  open: () => openRound(by, roundId, { now: NOW }),
  close: () => closeRound(by, roundId, { now: CLOSES }),
  notice: () => noticeRoster(by, roundId, { now: CLOSES }),
  freeze: () => freezeRoster(by, roundId, { now: CLOSES }),
  draw: () => proposeDraw(by, roundId, { randomnessTexts: [DICE] }, { now: AFTER }),
  publish: () => publishResults(by, roundId, { now: AFTER }),
  reopen: () => reopenRoster(by, roundId, { now: AFTER, reason: "异议成立" }),
  offer: () => beginOffering(by, roundId, { now: AFTER }),
  finish: () => finishRound(by, roundId, { now: AFTER }),
});
type StepName = keyof ReturnType<typeof steps>;

test("a round goes from draft to finished, its units are held meanwhile, and every step refuses any other moment", async () => {
  const { roundId } = granted(await createRound(staff, newRound(), { now: NOW }));
  const run = steps(roundId);
  const wrongOrder: Record<StepName, string> = {
    places: "round-not-draft",
    reserves: "round-not-draft",
    announce: "round-not-draft",
    open: "round-not-announced",
    close: "round-not-open",
    notice: "round-not-closed",
    freeze: "round-not-in-roster-notice",
    draw: "round-not-frozen",
    publish: "round-not-drawn",
    reopen: "round-roster-not-to-reopen",
    offer: "round-not-in-results-notice",
    finish: "round-not-offering",
  };
  const order = Object.keys(wrongOrder) as StepName[];
  const expectOnly = async (...allowed: StepName[]) => {
    for (const step of order.filter((name) => !allowed.includes(name)))
      expect(await run[step](), step).toMatchObject({ ok: false, reason: wrongOrder[step] });
  };
  await expectOnly("places", "reserves", "announce");
  expect(await run.announce()).toMatchObject({ ok: false, reason: "round-without-units" });
  granted(await run.places());
  granted(await run.reserves());
  granted(await run.announce());
  expect(await statusOf("b02-0101")).toBe("held");
  await expectOnly("open");
  granted(await run.open());
  await expectOnly("close");
  await apply(roundId, await talents(1), ["b02-compact"]);
  granted(await run.close());
  await expectOnly("notice");
  granted(await run.notice());
  await expectOnly("freeze");
  granted(await run.freeze());
  await expectOnly("draw");
  await drawRound([staff, second], roundId);
  await expectOnly("publish", "draw", "reopen");
  expect(await run.draw()).toMatchObject({ reason: "round-redraw-reason-missing" });
  granted(await run.publish());
  await expectOnly("offer", "draw", "reopen");
  granted(await run.offer());
  await expectOnly("finish");
  const [offer] = await openOffers(db(), roundId);
  granted(await expireOffers({ now: offer?.expiresAt ?? AFTER }).then(() => ({ ok: true }) as const));
  granted(await run.finish());
  expect(await statusOf("b02-0101")).toBe("vacant");
  await expectOnly();
  const written = await db()
    .reader.select()
    .from(auditLog)
    .where(eq(auditLog.entityId, roundId))
    .orderBy(asc(auditLog.id));
  const names = ["create", "setPlaces", "setReserves", "announce", "open", "close", "noticeRoster", "freeze"];
  const then = ["proposeDraw", "confirmDraw", "draw", "publish", "offer", "finish"];
  expect(written.map(({ action }) => action)).toEqual([...names, ...then].map((name) => `round.${name}`));
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

describe("the places of a round", () => {
  const draft = async () => granted(await createRound(staff, newRound(), { now: NOW })).roundId;
  const placesIn = (roundId: string) => db().reader.select().from(roundPlaces).where(eq(roundPlaces.roundId, roundId));

  test("are chosen by building and type in the published order, whole or by the bed", async () => {
    const roundId = await draft();
    const counts = [
      { buildingId: "b02", roomTypeId: "double", mode: "whole" as const, count: 1 },
      { buildingId: "b02", roomTypeId: "double", mode: "female" as const, count: 1 },
    ];
    expect(granted(await setRoundPlaces(staff, roundId, { counts }, { now: NOW }))).toMatchObject({
      units: 2,
      places: 3,
    });
    const rows = await placesIn(roundId);
    expect(rows.map(({ unitId, bed, categoryId }) => `${unitId} ${bed} ${categoryId}`).sort()).toEqual([
      "b02-0203 1 b02-double-f",
      "b02-0203 2 b02-double-f",
      "b02-0303 0 b02-double",
    ]);
    const tooMany = [{ buildingId: "b02", roomTypeId: "double", mode: "male" as const, count: 4 }];
    expect(await setRoundPlaces(staff, roundId, { counts: tooMany }, { now: NOW })).toMatchObject({
      reason: "round-units-too-few",
      values: { wanted: 4, free: 3 },
    });
    const alone = [{ buildingId: "b02", roomTypeId: "single", mode: "male" as const, count: 1 }];
    expect(await setRoundPlaces(staff, roundId, { counts: alone }, { now: NOW })).toMatchObject({
      reason: "round-one-bed-by-bed",
    });
    expect(await placesIn(roundId)).toHaveLength(3);
  });

  test("a room by the bed is for one gender from the announcement on", async () => {
    const roundId = await draft();
    const only = [{ unitId: "b01-0103", mode: "female" as const }];
    granted(await setRoundPlaces(staff, roundId, { units: only }, { now: NOW }));
    granted(await announceRound(staff, roundId, { now: NOW }));
    const [unit] = await db().reader.select().from(units).where(eq(units.id, "b01-0103"));
    expect(unit).toMatchObject({ status: "held", bedGender: "female" });
  });

  test("can be kept first for a class, at most as many as there are", async () => {
    const roundId = await draft();
    const counts = [{ buildingId: "b01", roomTypeId: "compact", mode: "whole" as const, count: 2 }];
    granted(await setRoundPlaces(staff, roundId, { counts }, { now: NOW }));
    const keep = (places: number, categoryId = "b01-compact") =>
      setReserves(staff, roundId, [{ categoryId, class: "doctor", places }], { now: NOW });
    expect(await keep(3)).toMatchObject({ problems: [{ reason: "round-reserves-above-places" }] });
    expect(await keep(1, "b09-compact")).toMatchObject({ reason: "round-category-unknown" });
    expect(granted(await keep(2)).reserved).toBe(2);
    expect((await categoriesOf(db().reader, roundId))[0]).toMatchObject({
      id: "b01-compact",
      places: 2,
      reserves: [{ class: "doctor", places: 2 }],
    });
  });

  test("are vacant units that no other round offers", async () => {
    const other = await openedRound(staff, ["b01-0102"]);
    const roundId = await draft();
    for (const unitId of ["b01-0102", "no-such-unit"])
      expect(await setRoundPlaces(staff, roundId, { units: [{ unitId, mode: "whole" }] }, { now: NOW })).toMatchObject({
        reason: "round-units-not-vacant",
      });
    expect(await statusOf("b01-0102")).toBe("held");
    granted(await closeRound(staff, other, { now: NOW, reason: "测试" }));
  });

  test("let in the meantime, keep the round from being announced", async () => {
    const roundId = await draft();
    const units_ = [{ unitId: "b01-0302", mode: "whole" as const }];
    granted(await setRoundPlaces(staff, roundId, { units: units_ }, { now: NOW }));
    await db().transaction((tx) => tx.update(units).set({ status: "frozen" }).where(eq(units.id, "b01-0302")));
    expect(await announceRound(staff, roundId, { now: NOW })).toMatchObject({
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

test("publishing tells everybody their rank, and offers follow when the notice is over", async () => {
  const roundId = await openedRound(staff, ["b02-0202", "b02-0302"], { terms: termsFor({ resultsNoticeDays: 5 }) });
  const people = await talents(4);
  await apply(roundId, people, ["b02-single"]);
  await frozenRound(staff, roundId);
  await drawRound([staff, second], roundId);
  expect(await publishResults(staff, roundId, { now: AFTER })).toMatchObject({ ok: true, placed: 2, waiting: 2 });
  const told = await Promise.all(
    people.map(async ({ personId }) => {
      const [row] = await db()
        .reader.select()
        .from(outbox)
        .where(and(eq(outbox.personId, personId), eq(outbox.createdAt, AFTER)));
      return `${row?.kind} ${row?.values.rank} of ${row?.values.of}`;
    }),
  );
  expect(told.sort()).toEqual([
    "round-not-assigned 3 of 4",
    "round-not-assigned 4 of 4",
    "round-placed 1 of 4",
    "round-placed 2 of 4",
  ]);
  expect(await beginOffering(staff, roundId, { now: AFTER })).toMatchObject({ reason: "round-notice-runs" });
  expect(await openOffers(db(), roundId)).toHaveLength(0);
  const over = noticeEnd(AFTER, 5);
  expect(await beginOffering(staff, roundId, { now: over })).toMatchObject({ ok: true, offered: 2, waiting: 2 });
  const made = await db().reader.select().from(offers).where(eq(offers.roundId, roundId));
  expect(made.map(({ expiresAt }) => expiresAt)).toEqual([later(48 * 3_600_000, over), later(48 * 3_600_000, over)]);
  expect(await finishRound(staff, roundId, { now: over })).toMatchObject({
    reason: "round-offers-open",
    values: { count: 2 },
  });
});

test("a round opens and closes by itself at its announced times, once", async () => {
  const { roundId } = granted(
    await createRound(staff, newRound({ opensAt: later(3_600_000), closesAt: CLOSES }), { now: NOW }),
  );
  await announcedRound(staff, roundId, ["b02-0301"]);
  expect(await openRound(staff, roundId, { now: NOW })).toMatchObject({ reason: "round-opens-later" });
  await keepTimes(system, { now: NOW });
  expect((await roundRow(db(), roundId)).status).toBe("announced");
  await keepTimes(system, { now: later(3_600_000) });
  expect((await roundRow(db(), roundId)).status).toBe("open");
  const both = await Promise.all([1, 2].map(() => keepTimes(system, { now: CLOSES })));
  expect((await roundRow(db(), roundId)).status).toBe("closed");
  const closings = await db()
    .reader.select()
    .from(auditLog)
    .where(and(eq(auditLog.entityId, roundId), eq(auditLog.action, "round.close")));
  expect([closings.length, both.reduce((sum, { closed }) => sum + closed, 0) >= 1]).toEqual([1, true]);
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
