import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { applicationChoices, applications, auditLog, outbox, people } from "#db/schema";
import type { Actor } from "#lib/actor";
import { submitApplication, withdrawApplication } from "#lib/applications/commands";
import { applicationForm, wishesForm, wishesOf } from "#lib/applications/forms";
import {
  applicationFor,
  applicationsOf,
  checkSubmission,
  myApplications,
  openRoundsFor,
  roundToApplyTo,
} from "#lib/applications/queries";
import { Forbidden, NotFound } from "#lib/errors";
import { createRound } from "#lib/rounds/commands";
import { freshDatabase } from "#tests/support/database";
import {
  AFTER,
  CLOSES,
  granted,
  newRound,
  offeredRound,
  openedRound,
  openedRoundWith,
  termsFor,
} from "#tests/support/rounds";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let operator: Actor;
let second: Actor;
let roundId: string;

beforeAll(async () => {
  await buildComplex(db());
  [operator, second] = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
  roundId = await openedRound(operator, ["b01-0101", "b01-0102", "b01-0201"]);
});

const wishes = (choices: string[] = ["b01-single", "b01-compact"], anyOther = false) => ({
  roundId,
  choices,
  anyOther,
});
const send = (actor: Actor, what = wishes(), now = NOW) => submitApplication(actor, what, { now });
const noticesOf = (actor: Actor) => db().reader.$count(outbox, eq(outbox.personId, actor.personId ?? ""));

test("an application gets a receipt number, keeps the ranking and tells its person once", async () => {
  const actor = await makeTalent(db());
  const sent = granted(await send(actor));
  expect(sent).toMatchObject({ outcome: "created" });
  expect(sent.receiptNo).toMatch(/^SQ-T-\d+-\d{5}$/);
  const view = await applicationFor(actor, sent.applicationId, NOW);
  expect(view.choices.map((choice) => choice.id)).toEqual(["b01-single", "b01-compact"]);
  expect(view).toMatchObject({ progress: "submitted", canChange: true, place: null, offer: null });
  expect(await noticesOf(actor)).toBe(1);
});

test("sent twice at once, it is one application with one receipt number and one message", async () => {
  const actor = await makeTalent(db());
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => send(actor)));
  const numbers = new Set(answers.map((answer) => granted(answer).receiptNo));
  expect(numbers.size).toBe(1);
  expect(await db().reader.$count(applications, eq(applications.personId, actor.personId))).toBe(1);
  expect(await noticesOf(actor)).toBe(1);
});

test("many applying at once get receipt numbers that all differ", async () => {
  const actors = await Promise.all(Array.from({ length: 12 }, () => makeTalent(db())));
  const answers = await Promise.all(actors.map((actor) => send(actor)));
  expect(new Set(answers.map((answer) => granted(answer).receiptNo)).size).toBe(12);
});

test("sending again edits the application and keeps its number; the same again changes nothing", async () => {
  const actor = await makeTalent(db());
  const first = granted(await send(actor));
  const changed = granted(await send(actor, wishes(["b01-compact"], true), later(1000)));
  expect(changed).toMatchObject({ outcome: "changed", receiptNo: first.receiptNo, applicationId: first.applicationId });
  expect(granted(await send(actor, wishes(["b01-compact"], true), later(2000))).outcome).toBe("unchanged");
  const rows = await db()
    .reader.select()
    .from(applicationChoices)
    .where(eq(applicationChoices.applicationId, first.applicationId));
  expect(rows).toMatchObject([{ position: 1, categoryId: "b01-compact" }]);
  expect(await db().reader.$count(auditLog, eq(auditLog.entityId, first.applicationId))).toBe(2);
});

test("a withdrawn application can be restored before the round closes, under its number", async () => {
  const actor = await makeTalent(db());
  const first = granted(await send(actor));
  granted(await withdrawApplication(actor, first.applicationId, { now: NOW }));
  granted(await withdrawApplication(actor, first.applicationId, { now: NOW }));
  expect(await applicationFor(actor, first.applicationId, NOW)).toMatchObject({ progress: "withdrawn" });
  expect(granted(await send(actor, wishes(), later(1000)))).toMatchObject({
    outcome: "restored",
    receiptNo: first.receiptNo,
  });
  expect(await noticesOf(actor)).toBe(3);
});

test("at the closing instant it is too late to send, change or withdraw, and nothing is lost", async () => {
  const actor = await makeTalent(db());
  const sent = granted(await send(actor, wishes(), new Date(CLOSES.getTime() - 1)));
  expect(await send(actor, wishes(["b01-compact"]), CLOSES)).toMatchObject({ ok: false, reason: "round-closed" });
  expect(await withdrawApplication(actor, sent.applicationId, { now: CLOSES })).toMatchObject({
    reason: "round-closed",
  });
  expect(await send(await makeTalent(db()), wishes(), CLOSES)).toMatchObject({ reason: "round-closed" });
  expect(await applicationFor(actor, sent.applicationId, CLOSES)).toMatchObject({
    progress: "submitted",
    canChange: false,
  });
});

test("an unfinished profile cannot apply", async () => {
  const actor = await makeTalent(db(), { ownsLocalHome: null });
  expect(await send(actor)).toMatchObject({ ok: false, reason: "profile-incomplete" });
});

test("no choice, one twice and one that the round does not offer are refused", async () => {
  const actor = await makeTalent(db());
  const at = (choices: string[]) => checkSubmission(actor, wishes(choices), NOW);
  expect(await at([])).toMatchObject({ reason: "choices-empty" });
  expect(await at(["b01-single", "b01-single"])).toMatchObject({ reason: "choice-repeated" });
  expect(await at(["b01-double"])).toMatchObject({ reason: "choice-unknown" });
  expect(await at(["b01-single"])).toMatchObject({ ok: true, choices: ["b01-single"] });
  expect(await send(actor, wishes(["palace"]))).toMatchObject({ ok: false, reason: "choice-unknown" });
});

test("beds for the other gender are shown as never fitting, and refused", async () => {
  const beds = await openedRoundWith(operator, [
    { unitId: "b02-0103", mode: "female" },
    { unitId: "b02-0203", mode: "male" },
    { unitId: "b02-0303", mode: "whole" },
  ]);
  const woman = await makeTalent(db(), { gender: "female" });
  const { categories } = await roundToApplyTo(woman, beds, NOW);
  expect(categories.map(({ id, places, never, misfit }) => [id, places, never, misfit])).toEqual([
    ["b02-double", 1, false, null],
    ["b02-double-f", 2, false, null],
    ["b02-double-m", 2, true, { why: "gender" }],
  ]);
  const submit = (choices: string[]) => submitApplication(woman, { roundId: beds, choices }, { now: NOW });
  expect(await submit(["b02-double-m"])).toMatchObject({ ok: false, reason: "choice-never-fits" });
  expect(await submit(["b02-double-f", "b02-double"])).toMatchObject({ ok: true, outcome: "created" });
});

test("each choice has its expected net for the person, a bed by the bed", async () => {
  const master = await makeTalent(db());
  const { categories } = await roundToApplyTo(master, roundId, NOW);
  // 1000 and 1450 yuan against a master's 1100 (FIELD: 2).
  expect(categories.map(({ id, net }) => [id, net.rentFen, net.dueFen, net.surplusFen])).toEqual([
    ["b01-compact", 100000, 0, 10000],
    ["b01-single", 145000, 35000, 0],
  ]);
});

test("a highest net rent is kept as it was said and as the highest rent that costs this person no more", async () => {
  const [master, stranger] = [await makeTalent(db()), await makeTalent(db(), { degree: null, skill: "technician" })];
  const limited = (maxNetRentFen: number) => ({ ...wishes(), maxNetRentFen });
  const { applicationId } = granted(await send(master, limited(35000)));
  const [row] = await db().reader.select().from(applications).where(eq(applications.id, applicationId));
  expect(row).toMatchObject({ maxNetRentFen: 35000, maxRentFen: 145000 });
  expect(await send(master, limited(34999), later(1000))).toMatchObject({ outcome: "changed" });
  const [lower] = await db().reader.select().from(applications).where(eq(applications.id, applicationId));
  expect(lower).toMatchObject({ maxNetRentFen: 34999, maxRentFen: 100000 });
  // A technician has 800: the least to pay is 200.
  expect(await send(stranger, limited(19999))).toMatchObject({
    problems: [{ field: "maxNetRent", reason: "limit-below-all", values: { lowest: "200" } }],
  });
});

test("the same wishes sent after the profile changed take the new facts along", async () => {
  const actor = await makeTalent(db());
  const { applicationId } = granted(await send(actor));
  await db().transaction((tx) => tx.update(people).set({ degree: "doctor" }).where(eq(people.id, actor.personId)));
  expect(await send(actor)).toMatchObject({ ok: true, outcome: "changed" });
  const [row] = await db().reader.select().from(applications).where(eq(applications.id, applicationId));
  expect(row?.facts.degree).toBe("doctor");
});

test("before live choosing an application needs no choices", async () => {
  const choosing = {
    startsOn: "2026-09-25",
    fromHour: 9,
    toHour: 17,
    turnMinutes: 10,
    turnSize: 1,
    holdMinutes: 5,
    missed: "end" as const,
  };
  const live = await openedRound(operator, ["b02-0102"], { mechanism: "live", terms: termsFor({ choosing }) });
  const actor = await makeTalent(db());
  const sent = await submitApplication(actor, { roundId: live, choices: [] }, { now: NOW });
  expect(sent).toMatchObject({ ok: true, outcome: "created" });
});

test("a round in preparation is not there for applicants", async () => {
  const draft = granted(await createRound(operator, newRound(), { now: NOW }));
  const actor = await makeTalent(db());
  await expect(submitApplication(actor, { ...wishes(), roundId: draft.roundId }, { now: NOW })).rejects.toThrow(
    NotFound,
  );
  await expect(roundToApplyTo(actor, draft.roundId, NOW)).rejects.toThrow(NotFound);
  await expect(submitApplication(actor, { ...wishes(), roundId: "none" }, { now: NOW })).rejects.toThrow(NotFound);
});

test("open rounds are shown with their units, the person's own application, and not after they close", async () => {
  const actor = await makeTalent(db());
  const sent = granted(await send(actor));
  const mine = (await openRoundsFor(actor, NOW)).find((round) => round.id === roundId);
  expect(mine).toMatchObject({ unitCount: 3, applicationId: sent.applicationId, open: true });
  expect((await openRoundsFor(actor, AFTER)).some((round) => round.id === roundId)).toBe(false);
  const { categories } = await roundToApplyTo(actor, roundId, NOW);
  expect(categories.map(({ id, places }) => [id, places])).toEqual([
    ["b01-compact", 2],
    ["b01-single", 1],
  ]);
});

test("another person's application answers not found; staff neither send nor withdraw", async () => {
  const [actor, other] = [await makeTalent(db()), await makeTalent(db())];
  const sent = granted(await send(actor));
  await expect(applicationFor(other, sent.applicationId, NOW)).rejects.toThrow(NotFound);
  await expect(withdrawApplication(other, sent.applicationId, { now: NOW })).rejects.toThrow(NotFound);
  await expect(withdrawApplication(other, "none", { now: NOW })).rejects.toThrow(NotFound);
  for (const role of ["operator", "officer", "admin", "auditor"] as const) {
    const staff = await makeStaff(db(), role);
    await expect(send(staff)).rejects.toThrow(Forbidden);
    await expect(withdrawApplication(staff, sent.applicationId, { now: NOW })).rejects.toThrow(Forbidden);
  }
  expect(await myApplications(other, NOW)).toEqual([]);
});

test("the desk's list is masked, found by number or name, and not for talents or officers", async () => {
  const actor = await makeTalent(db(), { name: "测试找得到 Anna" });
  const sent = granted(await send(actor));
  for (const query of ["找得到", "anna", sent.receiptNo.toLowerCase()]) {
    const { rows, total } = await applicationsOf(operator, roundId, { query });
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ receiptNo: sent.receiptNo, choices: ["b01-single", "b01-compact"], size: 1 });
    expect(rows[0]?.residentId).toMatch(/^\*{14}.{4}$/);
  }
  expect((await applicationsOf(operator, roundId, { query: "%" })).total).toBeGreaterThan(1);
  expect((await applicationsOf(operator, roundId, { page: 99 })).page).toBe(1);
  await expect(applicationsOf(actor, roundId)).rejects.toThrow(Forbidden);
  await expect(applicationsOf(await makeStaff(db(), "officer"), roundId)).rejects.toThrow(Forbidden);
});

test("after publication the person sees the place in the draw and the offer", async () => {
  const own = await openedRound(operator, ["b02-0101"]);
  const actors = await Promise.all([1, 2, 3].map(() => makeTalent(db())));
  for (const actor of actors)
    granted(await submitApplication(actor, { roundId: own, choices: ["b02-compact"], anyOther: false }, { now: NOW }));
  await offeredRound([operator, second], own);
  const views = (await Promise.all(actors.map((actor) => myApplications(actor, AFTER)))).flat();
  expect(views.map((view) => view.place?.rank).sort()).toEqual([1, 2, 3]);
  expect(views.every((view) => view.place?.of === 3)).toBe(true);
  const winner = views.find((view) => view.place?.rank === 1);
  expect(winner).toMatchObject({ progress: "offered", offer: { status: "open" } });
  expect(views.filter((view) => view.progress === "waiting")).toHaveLength(2);
});

test("the form wants the declaration, reads amounts in yuan, and refuses keys that nobody asked for", () => {
  const form = { roundId: "r", choices: "b01-single,b01-compact", maxNetRent: "350.5" };
  expect(applicationForm.safeParse(form).error?.issues[0]).toMatchObject({
    path: ["declaration"],
    message: "declaration",
  });
  const read = applicationForm.parse({ ...form, floor: "high", stays: "yes", declaration: "yes" });
  expect(wishesOf(read)).toEqual({
    roundId: "r",
    choices: ["b01-single", "b01-compact"],
    anyOther: false,
    floorWish: "high",
    maxNetRentFen: 35050,
    staysWaiting: true,
  });
  expect(wishesForm.safeParse({ ...form, w: "00", maxNetRent: "much" }).error?.issues[0]).toMatchObject({
    path: ["maxNetRent"],
    message: "amount",
  });
  expect(applicationForm.safeParse({ ...form, declaration: "yes", receiptNo: "SQ-1" }).success).toBe(false);
});
