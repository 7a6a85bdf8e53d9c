import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { applications, auditLog, outbox, people } from "#db/schema";
import type { Actor } from "#lib/actor";
import { submitApplication, withdrawApplication } from "#lib/applications/commands";
import { paperForm, rankedOf } from "#lib/applications/forms";
import { joinGroup, openInvitation } from "#lib/applications/groups";
import { applicationFor } from "#lib/applications/queries";
import { applicationForReview, roundToEnterInto } from "#lib/applications/review";
import {
  enterApplication,
  excludeApplication,
  type PaperApplication,
  readmitApplication,
} from "#lib/applications/roster-desk";
import { Forbidden, NotFound } from "#lib/errors";
import { closeRound, noticeRoster } from "#lib/rounds/commands";
import { rosterOf } from "#lib/rounds/roster";
import { lookupHash, unseal } from "#lib/secrets";
import { freshDatabase } from "#tests/support/database";
import { CLOSES, frozenRound, granted, openedRound, openedRoundWith, roundRow } from "#tests/support/rounds";
import { buildComplex, inventedResidentId, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let operator: Actor;
/** Closed, with beds for women among its places. */
let roundId: string;
let units = 0;

const AT = later(1000, CLOSES);
const given = { now: AT };
const closed = async (id: string) => {
  granted(await closeRound(operator, id, { now: CLOSES }));
  return id;
};

beforeAll(async () => {
  await buildComplex(db());
  operator = await makeStaff(db(), "operator");
  roundId = await closed(
    await openedRoundWith(operator, [
      { unitId: "b01-0102", mode: "whole" },
      { unitId: "b01-0103", mode: "female" },
    ]),
  );
});

/** A round of one room of its own, open. */
const ownRound = () =>
  openedRound(operator, [["b02-0101", "b02-0201", "b02-0301", "b01-0101", "b01-0201"][units++] ?? ""]);

let made = 0;
const paper = (values: Partial<PaperApplication> = {}): PaperApplication => {
  const sequence = ++made;
  return {
    roundId,
    phone: `1380000${String(sequence).padStart(4, "0")}`,
    name: "纸面人",
    residentId: inventedResidentId("1998-04-01", 5000 + 2 * sequence),
    degree: "master",
    skill: null,
    choices: ["b01-single"],
    reason: "邮寄件，邮戳日期在截止之前",
    ...values,
  };
};
const enter = (values: Partial<PaperApplication> = {}) => enterApplication(operator, paper(values), given);
const phoneOf = async (actor: Actor) => {
  const [row] = await db()
    .reader.select()
    .from(people)
    .where(eq(people.id, actor.personId ?? ""));
  return unseal(row?.phoneSealed ?? "", `people.phone:${actor.personId}`);
};
const told = async (personId: string | null) => {
  const rows = await db()
    .reader.select()
    .from(outbox)
    .where(eq(outbox.personId, personId ?? ""));
  return rows.map(({ kind }) => kind);
};
const row = async (id: string) => {
  const [found] = await db().reader.select().from(applications).where(eq(applications.id, id));
  if (!found) throw new Error("no such application");
  return found;
};

test("a late paper application of somebody new stands on the roster, with who entered it and why", async () => {
  const late = paper({ choices: ["b01-double-f", "b01-single"], floorWish: "low", staysWaiting: true });
  const sent = granted(await enterApplication(operator, late, given));
  const application = await row(sent.applicationId);
  expect(application).toMatchObject({
    source: "paper",
    enteredBy: operator.userId,
    staffReason: late.reason,
    floorWish: "low",
    staysWaiting: true,
    facts: { degree: "master", skill: null, gender: "female", insuredMonths: null },
  });
  const [person] = await db().reader.select().from(people).where(eq(people.id, application.personId));
  expect(person).toMatchObject({ name: "纸面人", phoneHash: lookupHash(late.phone, "phone"), birthDate: "1998-04-01" });
  const entries = await rosterOf(db().reader, await roundRow(db(), roundId));
  expect(entries.find(({ label }) => label === sent.receiptNo)?.choices).toEqual(["b01-double-f", "b01-single"]);
  expect(await told(application.personId)).toEqual(["application-entered"]);
});

test("entered twice, even at once, it is one application", async () => {
  const same = paper();
  const answers = await Promise.all([1, 2, 3].map(() => enterApplication(operator, same, given)));
  expect(new Set(answers.map((answer) => granted(answer).receiptNo)).size).toBe(1);
});

test("somebody known by the phone keeps what they have told; only what is missing is filled in", async () => {
  const known = await makeTalent(db(), { degree: "doctor" });
  const phone = await phoneOf(known);
  const sent = granted(await enter({ phone, name: "", residentId: "", degree: "bachelor" }));
  const application = await row(sent.applicationId);
  expect(application).toMatchObject({ personId: known.personId, facts: { degree: "doctor" } });
  const [person] = await db().reader.select().from(people).where(eq(people.id, known.personId));
  expect(person).toMatchObject({ degree: "doctor", name: known.name });
});

test("what does not fit together is refused at its field, and leaves nothing behind", async () => {
  const known = await makeTalent(db());
  const phone = await phoneOf(known);
  const differs = await enter({ phone });
  expect(differs).toMatchObject({ problems: [{ field: "residentId", reason: "paper-person-differs" }] });
  const first = paper();
  granted(await enterApplication(operator, first, given));
  expect(await enter({ residentId: first.residentId })).toMatchObject({
    problems: [{ field: "residentId", reason: "paper-identity-known" }],
  });
  const before = await db().reader.$count(people);
  expect(await enter({ name: " ", residentId: "", degree: null })).toMatchObject({
    problems: [
      { field: "name", reason: "name-missing" },
      { field: "residentId", reason: "paper-identity-missing" },
      { field: "degree", reason: "paper-degree-missing" },
    ],
  });
  expect(await enter({ residentId: "123" })).toMatchObject({
    problems: [{ field: "residentId", reason: "resident-id-length" }],
  });
  const man = inventedResidentId("1998-04-01", 7001);
  expect(await enter({ residentId: man, choices: ["b01-double-f"] })).toMatchObject({
    problems: [{ field: "ranks", reason: "choice-never-fits" }],
  });
  expect(await enter({ choices: [] })).toMatchObject({ problems: [{ field: "ranks", reason: "choices-empty" }] });
  expect(await enter({ reason: " " })).toMatchObject({ reason: "roster-reason-missing" });
  expect(await db().reader.$count(people)).toBe(before);
});

test("who stands in the round is not entered again; who withdrew stands again under their number", async () => {
  const own = await ownRound();
  const category = (await roundToEnterInto(operator, own)).categories[0]?.id ?? "";
  const [applied, withdrew] = [await makeTalent(db()), await makeTalent(db())];
  const send = (actor: Actor) => submitApplication(actor, { roundId: own, choices: [category] }, { now: NOW });
  const first = granted(await send(applied));
  const second = granted(await send(withdrew));
  granted(await withdrawApplication(withdrew, second.applicationId, { now: NOW }));
  const enterFor = async (actor: Actor) =>
    enter({ roundId: own, phone: await phoneOf(actor), residentId: "", name: "", choices: [category] });
  expect(await enterFor(applied)).toMatchObject({ reason: "round-roster-not-open" });
  await closed(own);
  expect(await enterFor(applied)).toMatchObject({
    reason: "paper-person-applied",
    values: { receiptNo: first.receiptNo },
  });
  expect(granted(await enterFor(withdrew))).toEqual({
    ok: true,
    applicationId: second.applicationId,
    receiptNo: second.receiptNo,
  });
  granted(await excludeApplication(operator, first.applicationId, { ...given, reason: "重复" }));
  expect(await enterFor(applied)).toMatchObject({ reason: "paper-person-excluded" });
});

test("an excluded group is off the roster, all of it is told why, and an undone exclusion puts it back", async () => {
  const own = await openedRound(operator, ["b02-0103"]);
  const [leader, friend] = [await makeTalent(db()), await makeTalent(db())];
  const { applicationId } = granted(
    await submitApplication(leader, { roundId: own, choices: ["b02-double"] }, { now: NOW }),
  );
  const { code } = granted(await openInvitation(leader, applicationId, { now: NOW }));
  granted(await joinGroup(friend, code, { now: NOW, authorised: true }));
  await closed(own);
  granted(await noticeRoster(operator, own, given));
  for (let press = 0; press < 2; press++)
    granted(await excludeApplication(operator, applicationId, { ...given, reason: " 提供虚假材料 " }));
  expect(await rosterOf(db().reader, await roundRow(db(), own))).toEqual([]);
  expect(await applicationFor(friend, applicationId, AT)).toMatchObject({
    progress: "excluded",
    exclusionReason: "提供虚假材料",
    canChange: false,
  });
  for (const actor of [leader, friend])
    expect((await told(actor.personId)).filter((kind) => kind === "application-excluded")).toHaveLength(1);
  for (let press = 0; press < 2; press++) granted(await readmitApplication(operator, applicationId, given));
  expect(await rosterOf(db().reader, await roundRow(db(), own))).toHaveLength(1);
  expect(await applicationFor(leader, applicationId, AT)).toMatchObject({
    progress: "submitted",
    exclusionReason: null,
  });
  expect((await told(friend.personId)).at(-1)).toBe("application-readmitted");
  const history = (await applicationForReview(operator, own, applicationId)).history;
  expect(history.map(({ action, role, reason }) => [action, role, reason])).toEqual([
    ["application.submit", "talent", null],
    ["application.invite", "talent", null],
    ["application.join", "talent", null],
    ["application.exclude", "operator", "提供虚假材料"],
    ["application.readmit", "operator", null],
  ]);
});

test("nothing is entered or taken out before closing and after the freeze", async () => {
  const own = await ownRound();
  const category = (await roundToEnterInto(operator, own)).categories[0]?.id ?? "";
  const actor = await makeTalent(db());
  const sent = granted(await submitApplication(actor, { roundId: own, choices: [category] }, { now: NOW }));
  const exclude = () => excludeApplication(operator, sent.applicationId, { ...given, reason: "重复" });
  expect(await exclude()).toMatchObject({ reason: "round-roster-not-open" });
  await frozenRound(operator, own);
  expect(await exclude()).toMatchObject({ reason: "round-roster-not-open" });
  expect(await readmitApplication(operator, sent.applicationId, given)).toMatchObject({
    reason: "round-roster-not-open",
  });
  expect(await enter({ roundId: own, choices: [category] })).toMatchObject({ reason: "round-roster-not-open" });
});

test("a reviewer sees a masked person, what the round goes by, and only operators change the roster", async () => {
  const known = await makeTalent(db(), { name: "测试审阅" });
  const sent = granted(await enter({ phone: await phoneOf(known), residentId: "", name: "" }));
  const review = await applicationForReview(operator, roundId, sent.applicationId);
  expect(review.people[0]).toMatchObject({ name: "测***", leads: true, facts: { degree: "master" } });
  expect(review.people[0]?.residentId).toMatch(/^\*{14}.{4}$/);
  expect(review.people[0]?.phone).toMatch(/^\d{3}\*{4}\d{4}$/);
  expect(review.entrant).toMatchObject({ group: 1, classes: ["master"], tier: null, points: null });
  expect(review).toMatchObject({ mendable: true, choices: [{ id: "b01-single", misfit: null }] });
  await expect(applicationForReview(operator, "another", sent.applicationId)).rejects.toThrow(NotFound);
  const [auditor, officer] = [await makeStaff(db(), "auditor"), await makeStaff(db(), "officer")];
  expect((await applicationForReview(auditor, roundId, sent.applicationId)).people).toHaveLength(1);
  await expect(applicationForReview(officer, roundId, sent.applicationId)).rejects.toThrow(Forbidden);
  for (const actor of [auditor, officer, known]) {
    await expect(enterApplication(actor, paper(), given)).rejects.toThrow(Forbidden);
    const reason = { ...given, reason: "原因" };
    await expect(excludeApplication(actor, sent.applicationId, reason)).rejects.toThrow(Forbidden);
    await expect(readmitApplication(actor, sent.applicationId, given)).rejects.toThrow(Forbidden);
  }
  const rows = await db().reader.select().from(auditLog).where(eq(auditLog.entityId, sent.applicationId));
  expect(JSON.stringify(rows)).not.toContain("测试审阅");
});

test("the paper form takes a rank beside each wish, and refuses two of the same", () => {
  const form = {
    roundId: "r",
    phone: "138 0000 0000",
    reason: "迟到",
    declared: "yes",
    categories: ["a", "b", "c"],
    degree: "",
  };
  const read = paperForm.parse({ ...form, ranks: ["2", "", "1"] });
  expect(rankedOf(read)).toEqual(["c", "a"]);
  expect(read).toMatchObject({ phone: "13800000000", degree: null, name: "" });
  expect(paperForm.safeParse({ ...form, ranks: ["1", "", "1"] }).error?.issues[0]).toMatchObject({
    path: ["ranks"],
    message: "ranks-twice",
  });
  expect(paperForm.safeParse({ ...form, ranks: ["1", "", ""], phone: "123" }).error?.issues[0]?.message).toBe("phone");
});
