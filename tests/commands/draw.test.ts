import { createHash } from "node:crypto";
import { and, asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { applications, drawResults, draws, roundFiles, roundPlaces, units } from "#db/schema";
import { type Actor, system } from "#lib/actor";
import { readRound } from "#lib/allocation/bundle-form";
import { resultText } from "#lib/allocation/bundle-result";
import { runRound } from "#lib/allocation/bundle-run";
import { submitApplication, withdrawApplication } from "#lib/applications/commands";
import {
  announceRound,
  closeRound,
  createRound,
  freezeRoster,
  noticeRoster,
  openRound,
  reopenRoster,
  setReserves,
  setRoundPlaces,
} from "#lib/rounds/commands";
import { beginDraw, cancelDraw, confirmDraw, proposeDraw, resumeDraws } from "#lib/rounds/draw";
import { publishResults } from "#lib/rounds/results";
import { sha256 } from "#lib/secrets";
import { freshDatabase } from "#tests/support/database";
import {
  AFTER,
  apply,
  CLOSES,
  DICE,
  drawRound,
  frozenRound,
  granted,
  newRound,
  openedRound,
  roundRow,
} from "#tests/support/rounds";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let staff: Actor;
let second: Actor;

beforeAll(async () => {
  await buildComplex(db());
  [staff, second] = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});

const talents = (howMany: number) => Promise.all(Array.from({ length: howMany }, () => makeTalent(db())));
const fileOf = async (roundId: string, runNo: number, kind: (typeof roundFiles.$inferSelect)["kind"]) => {
  const [file] = await db()
    .reader.select()
    .from(roundFiles)
    .where(and(eq(roundFiles.roundId, roundId), eq(roundFiles.runNo, runNo), eq(roundFiles.kind, kind)));
  if (!file) throw new Error(`no ${kind} of run ${runNo}`);
  expect(file.sha256).toBe(sha256(file.content));
  return file.content;
};
const runsOf = (roundId: string) =>
  db().reader.select().from(draws).where(eq(draws.roundId, roundId)).orderBy(asc(draws.proposedAt), asc(draws.id));
const resultsOf = (drawId: string) =>
  db()
    .reader.select({ receiptNo: applications.receiptNo, result: drawResults })
    .from(drawResults)
    .innerJoin(applications, eq(applications.id, drawResults.applicationId))
    .where(eq(drawResults.drawId, drawId))
    .orderBy(asc(drawResults.rank));

const other = DICE.split(" ").reverse().join(" ");
const propose = (roundId: string, given: { texts?: string[]; reason?: string; seen?: string } = {}) =>
  proposeDraw(
    staff,
    roundId,
    { randomnessTexts: given.texts ?? [DICE], reason: given.reason ?? null, ...(given.seen && { seen: given.seen }) },
    { now: AFTER },
  );

test("the published bundle alone gives the published result, and the rows of the product are the same", async () => {
  const people = await talents(9);
  const roundId = await openedRound(staff, ["b01-0101", "b01-0102", "b01-0201"]);
  await apply(roundId, people.slice(0, 5), ["b01-single", "b01-compact"]);
  await apply(roundId, people.slice(5), ["b01-compact"], true);
  const [gone] = await db()
    .reader.select()
    .from(applications)
    .where(eq(applications.personId, people[0]?.personId ?? ""));
  granted(await withdrawApplication(people[0] ?? staff, gone?.id ?? "", { now: NOW }));
  await frozenRound(staff, roundId);
  const drawId = await drawRound([staff, second], roundId);

  const bundle = readRound(JSON.parse(await fileOf(roundId, 1, "bundle")));
  if (!bundle.ok) throw new Error(JSON.stringify(bundle.problems));
  expect(bundle.round.applicants.map(({ id }) => id)).not.toContain(gone?.receiptNo);
  const again = runRound(bundle.round).result;
  expect(resultText(again)).toBe(await fileOf(roundId, 1, "result"));
  expect(again.roster).toEqual({ sha256: (await roundRow(db(), roundId)).rosterHash, count: 8 });
  const rows = await resultsOf(drawId);
  expect(rows.map(({ receiptNo, result }) => [receiptNo, result.rank, result.key])).toEqual(
    again.order.map(({ id, rank, key }) => [id, rank, key]),
  );
  expect(rows.map(({ result }) => result.categoryId)).toEqual(again.assignments.map(({ category }) => category));
  const given = rows.flatMap(({ result }) => (result.unitId === null ? [] : [result.unitId]));
  expect(given.sort()).toEqual(["b01-0101", "b01-0102", "b01-0201"]);
});

test("within a category rooms go by rank and floor wish, under labels that lead to no door", async () => {
  const roundId = await openedRound(staff, ["b01-0103", "b01-0203", "b01-0303"]);
  const people = await talents(3);
  for (const [index, person] of people.entries()) {
    const floorWish = (["low", "high", null] as const)[index] ?? null;
    granted(await submitApplication(person, { roundId, choices: ["b01-double"], floorWish }, { now: NOW }));
  }
  await frozenRound(staff, roundId);
  const drawId = await drawRound([staff, second], roundId);
  const rows = await resultsOf(drawId);
  const unitOf = new Map(rows.map(({ result }) => [result.applicationId, result.unitId]));
  const sent = await db().reader.select().from(applications).where(eq(applications.roundId, roundId));
  const got = (wish: "low" | "high") => unitOf.get(sent.find(({ floorWish }) => floorWish === wish)?.id ?? "");
  // Only who has no wish can be in the way of a wish, and takes the highest floor that is left.
  const plain = rows.find(({ result }) => sent.find(({ id }) => id === result.applicationId)?.floorWish === null);
  expect(got("low")).toBe("b01-0103");
  expect([got("high"), plain?.result.unitId].sort()).toEqual(["b01-0203", "b01-0303"]);
  const published = `${await fileOf(roundId, 1, "bundle")}${await fileOf(roundId, 1, "units")}`;
  for (const unit of ["b01-0103", "b01-0203", "b01-0303", "0303"]) expect(published).not.toContain(unit);
});

test("places kept for doctors go to doctors first, whatever their rank", async () => {
  const { roundId } = granted(await createRound(staff, newRound(), { now: NOW }));
  const picked = ["b02-0101", "b02-0201"].map((unitId) => ({ unitId, mode: "whole" as const }));
  granted(await setRoundPlaces(staff, roundId, { units: picked }, { now: NOW }));
  const kept = [{ categoryId: "b02-compact", class: "doctor", places: 1 }];
  granted(await setReserves(staff, roundId, kept, { now: NOW }));
  granted(await announceRound(staff, roundId, { now: NOW }));
  granted(await openRound(staff, roundId, { now: NOW }));
  await apply(roundId, await talents(12), ["b02-compact"]);
  const doctor = await makeTalent(db(), { degree: "doctor" });
  await apply(roundId, [doctor], ["b02-compact"]);
  await frozenRound(staff, roundId);
  const drawId = await drawRound([staff, second], roundId);
  const rows = await resultsOf(drawId);
  const winners = rows.filter(({ result }) => result.categoryId !== null);
  const mine = await db().reader.select().from(applications).where(eq(applications.personId, doctor.personId));
  expect(winners).toHaveLength(2);
  expect(winners.map(({ receiptNo }) => receiptNo)).toContain(mine[0]?.receiptNo);
});

describe("two people make a draw", () => {
  const frozen = async (unitId: string, categoryId: string) => {
    const roundId = await openedRound(staff, [unitId]);
    await apply(roundId, await talents(3), [categoryId]);
    await frozenRound(staff, roundId);
    return roundId;
  };

  test("who typed the outcome cannot confirm it, and nothing is revealed before somebody else does", async () => {
    const roundId = await frozen("b02-0102", "b02-single");
    const { drawId, randomness } = granted(await propose(roundId));
    expect((await runsOf(roundId))[0]).toMatchObject({ status: "proposed", code: null, runNo: null });
    expect(await confirmDraw(staff, drawId, randomness, { now: AFTER })).toMatchObject({
      reason: "round-draw-second-person",
    });
    expect(await confirmDraw(second, drawId, "1./", { now: AFTER })).toMatchObject({
      reason: "round-randomness-not-confirmed",
    });
    expect(await propose(roundId)).toMatchObject({ reason: "round-draw-under-way" });
    granted(await cancelDraw(second, drawId, { now: AFTER }));
    expect(await confirmDraw(second, drawId, randomness, { now: AFTER })).toMatchObject({
      reason: "round-draw-not-proposed",
    });
    await drawRound([second, staff], roundId);
    expect((await runsOf(roundId)).map(({ status, runNo }) => [status, runNo])).toEqual([
      ["cancelled", null],
      ["done", 1],
    ]);
  });

  test("of two who propose at once one is refused, and two confirmations at once make one run", async () => {
    const roundId = await frozen("b02-0103", "b02-double");
    const both = await Promise.all([propose(roundId), propose(roundId, { texts: [other] })]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: "round-draw-under-way" });
    const [waiting] = await runsOf(roundId);
    const confirm = () => confirmDraw(second, waiting?.id ?? "", waiting?.randomness ?? "", { now: AFTER });
    const confirmed = await Promise.all([confirm(), confirm(), confirm()]);
    expect(confirmed.filter(({ ok }) => ok)).toHaveLength(1);
    const runs = await runsOf(roundId);
    expect(runs.map(({ status, runNo }) => [status, runNo])).toEqual([["done", 1]]);
    expect(await db().reader.$count(drawResults, eq(drawResults.drawId, runs[0]?.id ?? ""))).toBe(3);
  });

  test("an outcome the source cannot give is refused at its field, and changes nothing", async () => {
    const roundId = await frozen("b02-0203", "b02-double");
    const tries: [string[], object][] = [
      [[""], { problems: [{ field: "source0", reason: "randomness-missing" }] }],
      [["1 2 3"], { problems: [{ field: "source0", reason: "randomness-count" }] }],
      [[DICE.replace("6", "7")], { problems: [{ field: "source0", reason: "randomness-out-of-range" }] }],
      [[], { reason: "randomness-source-count" }],
    ];
    for (const [texts, refusal] of tries)
      expect(await propose(roundId, { texts })).toMatchObject({ ok: false, ...refusal });
    expect(await propose(roundId, { seen: "1./" })).toMatchObject({ reason: "round-randomness-not-confirmed" });
    expect([(await roundRow(db(), roundId)).status, await runsOf(roundId)]).toEqual(["frozen", []]);
  });

  test("a unit let past the round stops the draw before anything is revealed", async () => {
    const roundId = await frozen("b02-0202", "b02-single");
    await db().transaction((tx) => tx.update(units).set({ status: "reserved" }).where(eq(units.id, "b02-0202")));
    const { drawId, randomness } = granted(await propose(roundId));
    expect(await confirmDraw(second, drawId, randomness, { now: AFTER })).toMatchObject({
      reason: "round-units-gone",
      values: { count: 1 },
    });
    expect((await runsOf(roundId))[0]?.code).toBeNull();
  });
});

test("what was frozen is drawn, whatever is done to the tables afterwards", async () => {
  const roundId = await openedRound(staff, ["b01-0301"]);
  await apply(roundId, await talents(2), ["b01-compact"]);
  await frozenRound(staff, roundId);
  const before = await fileOf(roundId, 1, "roster");
  await db().transaction((tx) =>
    tx.update(applications).set({ anyOther: true }).where(eq(applications.roundId, roundId)),
  );
  await drawRound([staff, second], roundId);
  const { draw: _, ...bundle } = JSON.parse(await fileOf(roundId, 1, "bundle"));
  expect(bundle).toEqual(JSON.parse(before));
});

test("a draw that stops half way goes on to the same rows, and running it at once in two places does no harm", async () => {
  const roundId = await openedRound(staff, ["b01-0302"]);
  await apply(roundId, await talents(5), ["b01-single"]);
  await frozenRound(staff, roundId);
  const { drawId, randomness } = granted(await propose(roundId));
  granted(await beginDraw(second, drawId, randomness, { now: AFTER }));
  expect((await roundRow(db(), roundId)).status).toBe("frozen");
  await Promise.all([resumeDraws(system, { now: AFTER }), resumeDraws(system, { now: AFTER })]);
  const [run] = await runsOf(roundId);
  expect(run).toMatchObject({ status: "done", runNo: 1 });
  expect(await db().reader.$count(drawResults, eq(drawResults.drawId, drawId))).toBe(5);
  expect((await roundRow(db(), roundId)).status).toBe("drawn");
  expect(await resumeDraws(system, { now: AFTER })).toEqual({ resumed: 0 });
});

describe("drawing again", () => {
  test("needs a reason, advances the chain, and keeps the first run for ever", async () => {
    const roundId = await openedRound(staff, ["b02-0301"]);
    await apply(roundId, await talents(6), ["b02-compact"]);
    await frozenRound(staff, roundId);
    const first = await drawRound([staff, second], roundId);
    granted(await publishResults(staff, roundId, { now: AFTER }));
    const firstResult = await fileOf(roundId, 1, "result");
    expect(await propose(roundId, { texts: [other] })).toMatchObject({ reason: "round-redraw-reason-missing" });
    const { drawId, randomness } = granted(
      await propose(roundId, { texts: [other], reason: "骰子记录有误，按公告改用备用结果" }),
    );
    granted(await confirmDraw(second, drawId, randomness, { now: AFTER }));
    const runs = await runsOf(roundId);
    expect(runs.map(({ runNo, reason }) => [runNo, reason])).toEqual([
      [1, null],
      [2, "骰子记录有误，按公告改用备用结果"],
    ]);
    // The chain runs backwards: the hash of the later code is the earlier one.
    expect(sha256Bytes(runs[1]?.code ?? "")).toBe(runs[0]?.code);
    expect(await fileOf(roundId, 1, "result")).toBe(firstResult);
    expect(await fileOf(roundId, 2, "result")).not.toBe(firstResult);
    expect(await db().reader.$count(drawResults, eq(drawResults.drawId, first))).toBe(6);
    expect(await roundRow(db(), roundId)).toMatchObject({ status: "drawn", publishedAt: null });
    await expect(
      db().transaction((tx) => tx.delete(drawResults).where(eq(drawResults.drawId, first))),
    ).rejects.toThrow();
  });

  test("on a roster taken up again freezes it anew and keeps what was frozen before", async () => {
    const roundId = await openedRound(staff, ["b01-0202"]);
    const people = await talents(3);
    await apply(roundId, people, ["b01-single"]);
    await frozenRound(staff, roundId);
    await drawRound([staff, second], roundId);
    expect(await reopenRoster(staff, roundId, { now: AFTER, reason: " " })).toMatchObject({
      reason: "round-reason-missing",
    });
    granted(await reopenRoster(staff, roundId, { now: AFTER, reason: "异议成立：一份申请不符合条件" }));
    await db().transaction((tx) =>
      tx
        .update(applications)
        .set({ status: "excluded" })
        .where(and(eq(applications.roundId, roundId), eq(applications.personId, people[0]?.personId ?? ""))),
    );
    granted(await freezeRoster(staff, roundId, { now: AFTER }));
    expect(await propose(roundId)).toMatchObject({ reason: "round-redraw-reason-missing" });
    const { drawId, randomness } = granted(await propose(roundId, { texts: [other], reason: "名册更正后重摇" }));
    granted(await confirmDraw(second, drawId, randomness, { now: AFTER }));
    const count = async (runNo: number) => JSON.parse(await fileOf(roundId, runNo, "bundle")).applicants.length;
    expect([await count(1), await count(2)]).toEqual([3, 2]);
  });
});

test("an empty roster is not frozen, and a notice that runs holds it up", async () => {
  const roundId = await openedRound(staff, ["b02-0302"]);
  granted(await closeRound(staff, roundId, { now: CLOSES }));
  granted(await noticeRoster(staff, roundId, { now: CLOSES }));
  expect(await freezeRoster(staff, roundId, { now: CLOSES })).toMatchObject({ reason: "round-roster-empty" });
  const places = await db().reader.select().from(roundPlaces).where(eq(roundPlaces.roundId, roundId));
  expect(places.map(({ label }) => label)).toEqual([null]);
});

const sha256Bytes = (hex: string) => createHash("sha256").update(Buffer.from(hex, "hex")).digest("hex");
