import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { applicationChoices, applications, auditLog, outbox } from "#db/schema";
import type { Actor } from "#lib/actor";
import { submitApplication, withdrawApplication } from "#lib/applications/commands";
import { applicationForm, choicesOf } from "#lib/applications/forms";
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
import { AFTER, CLOSES, granted, newRound, openedRound, publishedRound } from "#tests/support/rounds";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let operator: Actor;
let roundId: string;

beforeAll(async () => {
  await buildComplex(db());
  operator = await makeStaff(db(), "operator");
  roundId = await openedRound(operator, ["b01-0101", "b01-0102", "b01-0201"]);
});

const wishes = (choices: string[] = ["single", "compact"], anyOther = false) => ({ roundId, choices, anyOther });
const send = (actor: Actor, what = wishes(), now = NOW) => submitApplication(actor, what, { now });
const noticesOf = (actor: Actor) => db().reader.$count(outbox, eq(outbox.personId, actor.personId ?? ""));

test("an application gets a receipt number, keeps the ranking and tells its person once", async () => {
  const actor = await makeTalent(db());
  const sent = granted(await send(actor));
  expect(sent).toMatchObject({ outcome: "created" });
  expect(sent.receiptNo).toMatch(/^SQ-T-\d+-\d{5}$/);
  const view = await applicationFor(actor, sent.applicationId, NOW);
  expect(view.choices.map((choice) => choice.roomTypeId)).toEqual(["single", "compact"]);
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
  const changed = granted(await send(actor, wishes(["compact"], true), later(1000)));
  expect(changed).toMatchObject({ outcome: "changed", receiptNo: first.receiptNo, applicationId: first.applicationId });
  expect(granted(await send(actor, wishes(["compact"], true), later(2000))).outcome).toBe("unchanged");
  const rows = await db()
    .reader.select()
    .from(applicationChoices)
    .where(eq(applicationChoices.applicationId, first.applicationId));
  expect(rows).toMatchObject([{ position: 1, roomTypeId: "compact" }]);
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
  expect(await send(actor, wishes(["compact"]), CLOSES)).toMatchObject({ ok: false, reason: "round-closed" });
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

test("no choice, one twice and a room type that the round does not offer are refused at the field", async () => {
  const actor = await makeTalent(db());
  const at = (form: Record<string, string>) => {
    const empty = { choice1: "", choice2: "", choice3: "", choice4: "", choice5: "" };
    return checkSubmission(actor, { roundId, ...choicesOf({ ...empty, ...form }), anyOther: false }, NOW);
  };
  expect(await at({})).toMatchObject({ problems: [{ field: "choice1", reason: "choices-empty" }] });
  expect(await at({ choice1: "single", choice3: "single" })).toMatchObject({
    problems: [{ field: "choice3", reason: "choice-repeated" }],
  });
  expect(await at({ choice2: "double" })).toMatchObject({ problems: [{ field: "choice2", reason: "choice-unknown" }] });
  expect(await at({ choice2: "single" })).toMatchObject({ ok: true, choices: ["single"] });
  expect(await send(actor, wishes(["palace"]))).toMatchObject({ ok: false, reason: "choice-unknown" });
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
  const { roomTypes } = await roundToApplyTo(actor, roundId, NOW);
  expect(roomTypes.map((type) => [type.id, type.units])).toEqual([
    ["compact", 2],
    ["single", 1],
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
    expect(rows[0]).toMatchObject({ receiptNo: sent.receiptNo, choices: ["single", "compact"] });
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
    granted(await submitApplication(actor, { roundId: own, choices: ["compact"], anyOther: false }, { now: NOW }));
  await publishedRound(operator, own);
  const views = (await Promise.all(actors.map((actor) => myApplications(actor, AFTER)))).flat();
  expect(views.map((view) => view.place?.rank).sort()).toEqual([1, 2, 3]);
  expect(views.every((view) => view.place?.of === 3)).toBe(true);
  const winner = views.find((view) => view.place?.rank === 1);
  expect(winner).toMatchObject({ progress: "offered", offer: { status: "open" } });
  expect(views.filter((view) => view.progress === "submitted")).toHaveLength(2);
});

test("the form wants the declaration and refuses keys that nobody asked for", () => {
  const form = { roundId: "r", choice1: "single" };
  expect(applicationForm.safeParse(form).error?.issues[0]).toMatchObject({
    path: ["declaration"],
    message: "declaration",
  });
  expect(applicationForm.safeParse({ ...form, declaration: "yes" }).success).toBe(true);
  expect(applicationForm.safeParse({ ...form, declaration: "yes", receiptNo: "SQ-1" }).success).toBe(false);
});
