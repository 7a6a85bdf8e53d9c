import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { applications, auditLog, people as persons, waitlist } from "#db/schema";
import type { Actor } from "#lib/actor";
import { readRound } from "#lib/allocation/bundle-form";
import { runRound } from "#lib/allocation/bundle-run";
import { submitApplication, withdrawApplication } from "#lib/applications/commands";
import { joinGroup, openInvitation } from "#lib/applications/groups";
import { outcomeFor } from "#lib/applications/outcome";
import { enterApplication, excludeApplication, readmitApplication } from "#lib/applications/roster-desk";
import { Forbidden, NotFound } from "#lib/errors";
import {
  announceRound,
  closeRound,
  createRound,
  freezeRoster,
  noticeRoster,
  openRound,
  reopenRoster,
  setPriority,
  setRoundPlaces,
} from "#lib/rounds/commands";
import { confirmDraw, proposeDraw } from "#lib/rounds/draw";
import { orderOfCategory } from "#lib/rounds/priority-desk";
import { publicFile, publicRound } from "#lib/rounds/public";
import { publicRoster } from "#lib/rounds/public-roster";
import { roundFor } from "#lib/rounds/queries";
import { beginOffering, publishResults } from "#lib/rounds/results";
import { noticeEnd } from "#lib/rounds/rules";
import { unseal } from "#lib/secrets";
import { wutong } from "#tests/support/command-line";
import { freshDatabase } from "#tests/support/database";
import { CHOOSING } from "#tests/support/live";
import { AFTER, CLOSES, DICE, drawRound, granted, newRound, roundRow, termsFor } from "#tests/support/rounds";
import { addUnits, buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

// One test starts processes of its own.
vi.setConfig({ testTimeout: 60_000 });

const db = freshDatabase();
let staff: readonly [Actor, Actor];
const AT = later(1000, CLOSES);
const given = { now: AT };
const REASON = "与市一院的协议：9 栋先给医护人员";
const folder = mkdtempSync(join(tmpdir(), "wutong-own-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  await buildComplex(db());
  staff = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});

type Values = Parameters<typeof newRound>[0];

/** An open round of one single and two compact rooms of its own in building 1, and a double, drawn from a known secret. */
async function opened(values: Values = {}): Promise<string> {
  const counts = { single: 1, compact: 2, double: 1 };
  const made = Object.entries(counts).map(([type, howMany]) => addUnits(db(), "b01", type, howMany));
  const unitIds = (await Promise.all(made)).flat();
  const secret = new Uint8Array(32).fill(7);
  const { roundId } = granted(await createRound(staff[0], newRound(values), { now: NOW, secret }));
  const units = unitIds.map((unitId) => ({ unitId, mode: "whole" as const }));
  granted(await setRoundPlaces(staff[0], roundId, { units }, { now: NOW }));
  granted(await announceRound(staff[0], roundId, { now: NOW }));
  granted(await openRound(staff[0], roundId, { now: NOW }));
  return roundId;
}

type Wish = { choices?: string[]; anyOther?: boolean };
async function send(roundId: string, { choices = ["b01-single", "b01-compact"], anyOther = false }: Wish = {}) {
  const actor = await makeTalent(db());
  const sent = granted(await submitApplication(actor, { roundId, choices, anyOther }, { now: NOW }));
  return { actor, applicationId: sent.applicationId, receiptNo: sent.receiptNo };
}
type Sent = Awaited<ReturnType<typeof send>>;
const sendAll = async (roundId: string, howMany: number, wish?: Wish): Promise<Sent[]> => {
  const sent: Sent[] = [];
  for (let n = 0; n < howMany; n++) sent.push(await send(roundId, wish));
  return sent;
};

const close = async (roundId: string) => void granted(await closeRound(staff[0], roundId, { now: CLOSES }));
const order = (
  roundId: string,
  receipts: readonly string[],
  { categoryId = "b01-single", reason = REASON, now = AT, by = staff[0] } = {},
) => setPriority(by, roundId, { categoryId, receipts: receipts.join("\n"), reason }, { now });
const receiptsOf = (sent: readonly Sent[]) => sent.map(({ receiptNo }) => receiptNo);

/** The categories of the frozen file that have an order of their own. */
async function frozenOrders(roundId: string): Promise<Record<string, string[]>> {
  const file = await publicFile((await roundRow(db(), roundId)).code, "roster");
  const { categories } = JSON.parse(file?.content ?? "{}") as { categories: { id: string; priority?: string[] }[] };
  return Object.fromEntries(categories.flatMap(({ id, priority }) => (priority ? [[id, priority]] : [])));
}
async function notice(roundId: string) {
  granted(await noticeRoster(staff[0], roundId, given));
}
async function freeze(roundId: string) {
  granted(await freezeRoster(staff[0], roundId, given));
}

describe("a round in which categories have orders of their own", () => {
  const code = "OWN-1";
  let roundId: string;
  /** By rank: so the draw from the known secret puts the five. */
  let people: [Sent, Sent, Sent, Sent, Sent];

  beforeAll(async () => {
    roundId = await opened({ code });
    const sent = await sendAll(roundId, 5);
    people = [2, 5, 1, 4, 3].map((sequence) => sent[sequence - 1]) as typeof people;
    const [, , , fourth, fifth] = people;
    await close(roundId);
    granted(await order(roundId, receiptsOf([fifth, fourth])));
    granted(await order(roundId, receiptsOf([fourth]), { categoryId: "b01-compact", reason: "腾退安置" }));
    await notice(roundId);
    await freeze(roundId);
    await drawRound(staff, roundId);
    granted(await publishResults(staff[0], roundId, { now: AFTER }));
  });

  const file = async (kind: "bundle" | "result" | "units") => (await publicFile(code, kind))?.content ?? "";
  const bundle = async () => {
    const read = readRound(JSON.parse(await file("bundle")));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    return read.round;
  };

  test("they decide who gets what: without them the same draw gives everything to others", async () => {
    const round = await bundle();
    const [first, second, third, fourth, fifth] = receiptsOf(people);
    const got = (categories: typeof round.categories) =>
      runRound({ ...round, categories }).result.assignments.map(({ id, category }) => [id, category]);
    expect(got(round.categories)).toEqual([
      [first, "b01-compact"],
      [second, null],
      [third, null],
      [fourth, "b01-compact"],
      [fifth, "b01-single"],
    ]);
    expect(got(round.categories.map(({ priority: _, ...category }) => category))).toEqual([
      [first, "b01-single"],
      [second, "b01-compact"],
      [third, "b01-compact"],
      [fourth, null],
      [fifth, null],
    ]);
  });

  test("the published files agree by the command line, and an order that is changed afterwards is found", async () => {
    const write = (name: string, content: string) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    };
    const files = {
      bundle: write("bundle.json", await file("bundle")),
      result: write("result.json", await file("result")),
      units: write("units.json", await file("units")),
    };
    expect(await wutong(["verify", files.bundle, files.result, files.units])).toMatchObject({ code: 0, err: "" });
    const { termsHash, rosterHash } = await roundRow(db(), roundId);
    const hashes = (await wutong(["hashes", files.bundle, files.units])).out;
    for (const hash of [termsHash, rosterHash]) expect(hashes).toContain(hash);
    const [, , , fourth, fifth] = receiptsOf(people);
    const turned = (await file("bundle")).replace(`["${fifth}","${fourth}"]`, `["${fourth}","${fifth}"]`);
    expect(turned).not.toBe(await file("bundle"));
    const changed = write("changed.json", turned);
    expect((await wutong(["verify", changed, files.result])).code).toBe(1);
    const found = (await wutong(["hashes", changed])).out;
    expect(found).not.toContain(termsHash);
    expect(found).toContain(rosterHash);
  });

  test("everybody reads which categories have one, why, and whom it puts first", async () => {
    const [, , , fourth, fifth] = receiptsOf(people);
    expect((await publicRound(code))?.ownOrders).toEqual([
      { categoryId: "b01-compact", reason: "腾退安置", receiptNos: [fourth] },
      { categoryId: "b01-single", reason: REASON, receiptNos: [fifth, fourth] },
    ]);
    const desk = await roundFor(staff[0], roundId);
    expect(desk.categories.map(({ id, own }) => [id, own?.listed ?? null])).toEqual([
      ["b01-compact", 1],
      ["b01-single", 2],
      ["b01-double", null],
    ]);
  });

  test("each applicant is told at each choice: how many came first and why, their place among them, who got in behind", async () => {
    const told = await Promise.all(people.map(({ actor, applicationId }) => outcomeFor(actor, applicationId)));
    expect(told.map((outcome) => outcome?.rank)).toEqual([1, 2, 3, 4, 5]);
    const single = (place: number | null) => ({ category: "b01-single", own: { first: 2, reason: REASON, place } });
    const compact = (place: number | null) => ({
      category: "b01-compact",
      own: { first: 1, reason: "腾退安置", place },
    });
    const choices = told.map((outcome) => outcome?.choices);
    const lost = { outcome: "own-priority", place: null };
    expect(choices).toMatchObject([
      [
        { ...lost, ...single(null) },
        { outcome: "got", ...compact(null) },
      ],
      [
        { ...lost, ...single(null) },
        { outcome: "full", lastRank: 1, class: null, ...compact(null) },
      ],
      [
        { ...lost, ...single(null) },
        { outcome: "full", lastRank: 1, class: null, ...compact(null) },
      ],
      [
        { outcome: "own-priority", place: 2, ...single(2) },
        { outcome: "got", ...compact(1) },
      ],
      [
        { outcome: "got", ...single(1) },
        { outcome: "better", ...compact(null) },
      ],
    ]);
  });

  test("the waiting list of such a category goes by its own order", async () => {
    const staying = eq(applications.roundId, roundId);
    await db().transaction((tx) => tx.update(applications).set({ staysWaiting: true }).where(staying));
    granted(await beginOffering(staff[0], roundId, { now: AFTER }));
    const [first, second, third, fourth] = receiptsOf(people);
    const rows = await db()
      .reader.select({ receiptNo: applications.receiptNo })
      .from(waitlist)
      .innerJoin(applications, eq(applications.id, waitlist.applicationId))
      .where(and(eq(waitlist.roundId, roundId), eq(waitlist.categoryId, "b01-single")))
      .orderBy(asc(waitlist.position));
    expect(rows.map(({ receiptNo }) => receiptNo)).toEqual([fourth, first, second, third]);
  });
});

describe("setting an order", () => {
  test("names at its line whatever the round does not have, does not stand, does not wish for it, or stands twice", async () => {
    const roundId = await opened();
    const [good, gone, out, other] = (await sendAll(roundId, 4)) as [Sent, Sent, Sent, Sent];
    const compact = await send(roundId, { choices: ["b01-compact"] });
    const elsewhere = await send(await opened());
    granted(await withdrawApplication(gone.actor, gone.applicationId, { now: NOW }));
    await close(roundId);
    granted(await excludeApplication(staff[0], out.applicationId, { ...given, reason: "重复" }));
    const lines = [good, gone, compact, elsewhere, out, good].map(({ receiptNo }) => receiptNo);
    const refused = await order(roundId, ["", ...lines], { reason: " " });
    expect(
      refused.ok ? [] : refused.problems?.map(({ field, reason, values }) => [field, reason, values?.lines]),
    ).toEqual([
      ["receipts", "round-priority-not-standing", "3, 6"],
      ["receipts", "round-priority-not-wished", "4"],
      ["receipts", "round-priority-unknown", "5"],
      ["receipts", "round-priority-twice", "7"],
      ["reason", "round-priority-reason-missing", undefined],
    ]);
    expect(await order(roundId, [good.receiptNo], { categoryId: "b02-single" })).toMatchObject({
      reason: "round-category-unknown",
    });
    expect(await order(roundId, [])).toMatchObject({ problems: [{ reason: "round-priority-empty" }] });
    expect((await roundFor(staff[0], roundId)).categories.map(({ own }) => own)).toEqual([null, null, null]);
    expect(await order(roundId, [other.receiptNo, good.receiptNo])).toMatchObject({ ok: true, listed: 2 });
  });

  test("takes what was pasted from a sheet, a group under its leader's number, and whoever would take anything", async () => {
    const roundId = await opened({ code: "own-b" });
    const [leader, alone] = (await sendAll(roundId, 2, { choices: ["b01-double"] })) as [Sent, Sent];
    const anything = await send(roundId, { choices: ["b01-compact"], anyOther: true });
    const { code } = granted(await openInvitation(leader.actor, leader.applicationId, { now: NOW }));
    granted(await joinGroup(await makeTalent(db()), code, { now: NOW, authorised: true }));
    await close(roundId);
    const rows = [
      `1\t${anything.receiptNo}\t张三`,
      leader.receiptNo.replaceAll("-", "－"),
      ` ${alone.receiptNo.toUpperCase()} `,
    ];
    expect(granted(await order(roundId, rows, { categoryId: "b01-double" })).listed).toBe(3);
    const { listed, reason, dropped } = await orderOfCategory(staff[0], roundId, "b01-double");
    expect(listed.map(({ receiptNo, size }) => [receiptNo, size])).toEqual([
      [anything.receiptNo, 1],
      [leader.receiptNo, 2],
      [alone.receiptNo, 1],
    ]);
    expect(listed[0]?.name).toMatch(/^.\*+$/);
    expect([reason, dropped]).toEqual([REASON, []]);
  });

  test("replaces what was set, an empty list takes it off; each change is in the audit, and a second press is none", async () => {
    const roundId = await opened();
    const sent = await sendAll(roundId, 3);
    await close(roundId);
    const [a, b, c] = receiptsOf(sent) as [string, string, string];
    for (let press = 0; press < 2; press++) granted(await order(roundId, [a, b]));
    granted(await order(roundId, [c, a]));
    granted(await order(roundId, [c, a], { reason: "协议已更新" }));
    granted(await order(roundId, [], { reason: "" }));
    expect(await orderOfCategory(staff[0], roundId, "b01-single")).toEqual({ reason: null, listed: [], dropped: [] });
    const rows = await db()
      .reader.select()
      .from(auditLog)
      .where(and(eq(auditLog.entityId, roundId), eq(auditLog.action, "round.setPriority")))
      .orderBy(asc(auditLog.id));
    expect(rows.map(({ detail }) => [detail.categoryId, detail.receiptNos, detail.reason])).toEqual([
      ["b01-single", [a, b], REASON],
      ["b01-single", [c, a], REASON],
      ["b01-single", [c, a], "协议已更新"],
      ["b01-single", [], null],
    ]);
    await notice(roundId);
    await freeze(roundId);
    expect(await frozenOrders(roundId)).toEqual({});
  });
});

describe("between setting and freezing", () => {
  test("whoever is taken off the roster drops out by themselves, and is back in their place when that is undone", async () => {
    const roundId = await opened();
    const [a, b, c, d] = (await sendAll(roundId, 4)) as [Sent, Sent, Sent, Sent];
    await close(roundId);
    granted(await order(roundId, receiptsOf([a, b, c, d])));
    for (const { applicationId } of [a, c])
      granted(await excludeApplication(staff[0], applicationId, { ...given, reason: "重复" }));
    // Nobody withdraws after closing; wherever it came from, it would not count.
    const withdrawn = { status: "withdrawn" as const, withdrawnAt: AT };
    await db().transaction((tx) => tx.update(applications).set(withdrawn).where(eq(applications.id, d.applicationId)));
    expect(await orderOfCategory(staff[0], roundId, "b01-single")).toMatchObject({
      listed: [{ receiptNo: b.receiptNo }],
      dropped: receiptsOf([a, c, d]),
    });
    granted(await readmitApplication(staff[0], a.applicationId, given));
    await notice(roundId);
    const { code } = await roundRow(db(), roundId);
    expect((await publicRoster(code, {}))?.round.ownOrders).toMatchObject([{ receiptNos: receiptsOf([a, b]) }]);
    await freeze(roundId);
    expect(await frozenOrders(roundId)).toEqual({ "b01-single": receiptsOf([a, b]) });
  });

  test("an order of which nobody is left is none", async () => {
    const roundId = await opened();
    const [a] = (await sendAll(roundId, 2)) as [Sent, Sent];
    await close(roundId);
    granted(await order(roundId, [a.receiptNo]));
    granted(await excludeApplication(staff[0], a.applicationId, { ...given, reason: "重复" }));
    await notice(roundId);
    const { code } = await roundRow(db(), roundId);
    expect((await publicRound(code))?.ownOrders).toEqual([]);
    await freeze(roundId);
    expect(await frozenOrders(roundId)).toEqual({});
  });

  test("whoever stands again by a paper that wishes for other categories drops out too", async () => {
    const roundId = await opened();
    const [a, b] = (await sendAll(roundId, 2)) as [Sent, Sent];
    await close(roundId);
    granted(await order(roundId, receiptsOf([a, b])));
    const withdrawn = { status: "withdrawn" as const, withdrawnAt: AT };
    await db().transaction((tx) => tx.update(applications).set(withdrawn).where(eq(applications.id, a.applicationId)));
    const phone = await phoneOf(a.actor);
    const person = { phone, name: "", residentId: "", degree: null, skill: null };
    const paper = { ...person, roundId, choices: ["b01-compact"], reason: "邮戳在截止之前" };
    expect(granted(await enterApplication(staff[0], paper, given)).receiptNo).toBe(a.receiptNo);
    await notice(roundId);
    await freeze(roundId);
    expect(await frozenOrders(roundId)).toEqual({ "b01-single": [b.receiptNo] });
  });
});

async function phoneOf(actor: Actor): Promise<string> {
  const [row] = await db()
    .reader.select()
    .from(persons)
    .where(eq(persons.id, actor.personId ?? ""));
  return unseal(row?.phoneSealed ?? "", `people.phone:${actor.personId}`);
}

test("an order is nobody's business before the notice; changed while it runs, the notice begins anew", async () => {
  const roundId = await opened({ terms: termsFor({ rosterNoticeDays: 5 }) });
  const sent = await sendAll(roundId, 3);
  const { code } = await roundRow(db(), roundId);
  await close(roundId);
  granted(await order(roundId, receiptsOf(sent.slice(0, 1))));
  expect(JSON.stringify(await publicRound(code))).not.toContain(REASON);
  await notice(roundId);
  expect((await publicRound(code))?.ownOrders).toMatchObject([{ reason: REASON }]);
  const later3 = later(3 * 86_400_000, AT);
  // The same once more changes nothing, so nobody has to wait for it.
  expect(await order(roundId, receiptsOf(sent.slice(0, 1)), { now: later3 })).toMatchObject({
    noticeUntil: noticeEnd(AT, 5),
  });
  expect(await order(roundId, receiptsOf(sent.slice(0, 2)), { now: later3 })).toMatchObject({
    noticeUntil: noticeEnd(later3, 5),
  });
  expect(await roundRow(db(), roundId)).toMatchObject({
    rosterNoticeAt: later3,
    rosterNoticeUntil: noticeEnd(later3, 5),
  });
  expect(await freezeRoster(staff[0], roundId, { now: noticeEnd(AT, 5) })).toMatchObject({
    reason: "round-notice-runs",
  });
  granted(await freezeRoster(staff[0], roundId, { now: noticeEnd(later3, 5) }));
});

test("taken up again after a draw, the roster can have another order; the first run keeps what it was drawn with", async () => {
  const roundId = await opened();
  const [a, b] = (await sendAll(roundId, 2)) as [Sent, Sent];
  await close(roundId);
  granted(await order(roundId, [a.receiptNo]));
  await notice(roundId);
  await freeze(roundId);
  await drawRound(staff, roundId);
  expect(await order(roundId, [b.receiptNo])).toMatchObject({ reason: "round-priority-not-now" });
  granted(await reopenRoster(staff[0], roundId, { now: AFTER, reason: "异议成立" }));
  granted(await order(roundId, [b.receiptNo], { now: AFTER }));
  granted(await freezeRoster(staff[0], roundId, { now: AFTER }));
  expect(await frozenOrders(roundId)).toEqual({ "b01-single": [b.receiptNo] });
  const { code } = await roundRow(db(), roundId);
  const typed = { randomnessTexts: [DICE], reason: "异议成立" };
  const { drawId, randomness } = granted(await proposeDraw(staff[0], roundId, typed, { now: AFTER }));
  granted(await confirmDraw(staff[1], drawId, randomness, { now: AFTER }));
  granted(await publishResults(staff[0], roundId, { now: AFTER }));
  const first = await publicFile(code, "bundle", 1);
  expect(first?.content).toContain(`"priority":["${a.receiptNo}"]`);
  expect((await publicFile(code, "bundle"))?.content).toContain(`"priority":["${b.receiptNo}"]`);
  expect(await outcomeFor(b.actor, b.applicationId)).toMatchObject({ got: { choice: 1 } });
});

test("every other moment refuses it, and what was set stays", async () => {
  const roundId = await opened();
  const [a] = (await sendAll(roundId, 1)) as [Sent];
  const refused = async (status: string) =>
    expect(await order(roundId, [a.receiptNo]), status).toMatchObject({
      ok: false,
      reason: "round-priority-not-now",
      values: { status },
    });
  await refused("open");
  await close(roundId);
  granted(await order(roundId, [a.receiptNo]));
  await notice(roundId);
  await freeze(roundId);
  await refused("frozen");
  await drawRound(staff, roundId);
  await refused("drawn");
  granted(await publishResults(staff[0], roundId, { now: AFTER }));
  await refused("resultsNotice");
  granted(await beginOffering(staff[0], roundId, { now: AFTER }));
  await refused("offering");
  expect(await frozenOrders(roundId)).toEqual({ "b01-single": [a.receiptNo] });
});

test("live choosing and exchanges have none, and say so", async () => {
  const reasons = { live: "round-priority-in-live", exchange: "round-priority-in-exchange" } as const;
  for (const mechanism of ["live", "exchange"] as const) {
    const terms = termsFor({ choosing: mechanism === "live" ? CHOOSING : null });
    const { roundId } = granted(await createRound(staff[0], newRound({ mechanism, terms }), { now: NOW }));
    expect(await order(roundId, ["SQ-1"])).toMatchObject({ ok: false, reason: reasons[mechanism] });
  }
});

test("only operators set an order or look at one in preparation, and an unknown round is not found", async () => {
  const roundId = await opened();
  const [a] = (await sendAll(roundId, 1)) as [Sent];
  await close(roundId);
  const others = [
    a.actor,
    await makeStaff(db(), "officer"),
    await makeStaff(db(), "admin"),
    await makeStaff(db(), "auditor"),
  ];
  for (const by of others) {
    await expect(order(roundId, [a.receiptNo], { by })).rejects.toThrow(Forbidden);
    await expect(orderOfCategory(by, roundId, "b01-single")).rejects.toThrow(Forbidden);
  }
  await expect(order("unknown", [a.receiptNo])).rejects.toThrow(NotFound);
});
