import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { applicationMembers, applications, auditLog, outbox, people } from "#db/schema";
import type { Actor } from "#lib/actor";
import { submitApplication, withdrawApplication } from "#lib/applications/commands";
import { closeInvitation, joinGroup, leaveGroup, openInvitation, removeMember } from "#lib/applications/groups";
import { invitationFor } from "#lib/applications/invitations";
import { applicationFor, myApplications, openRoundsFor, roundToApplyTo } from "#lib/applications/queries";
import { Forbidden, NotFound } from "#lib/errors";
import { rosterOf } from "#lib/rounds/roster";
import { freshDatabase } from "#tests/support/database";
import { CLOSES, frozenRound, granted, openedRound, roundRow, termsFor } from "#tests/support/rounds";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let operator: Actor;
let roundId: string;
/** A round in which two may apply together at most, in rooms for one. */
let singles: string;

beforeAll(async () => {
  await buildComplex(db());
  operator = await makeStaff(db(), "operator");
  roundId = await openedRound(operator, ["b01-0103", "b01-0203", "b01-0101"]);
  singles = await openedRound(operator, ["b02-0101", "b02-0201"]);
});

type Talent = Awaited<ReturnType<typeof makeTalent>>;
const WISHES = ["b01-double", "b01-compact"];
const send = async (actor: Talent, choices = WISHES, round = roundId) =>
  granted(await submitApplication(actor, { roundId: round, choices }, { now: NOW })).applicationId;
const join = (actor: Talent, code: string, now = NOW, authorised = true) => joinGroup(actor, code, { now, authorised });
const told = async (actor: Talent) => {
  const rows = await db().reader.select().from(outbox).where(eq(outbox.personId, actor.personId));
  return rows.map(({ kind }) => kind);
};
const row = async (id: string) => {
  const [found] = await db().reader.select().from(applications).where(eq(applications.id, id));
  if (!found) throw new Error("no such application");
  return found;
};
const memberIds = async (applicationId: string) =>
  (await db().reader.select().from(applicationMembers).where(eq(applicationMembers.applicationId, applicationId))).map(
    ({ personId }) => personId,
  );

/** A leader with an application that others can join, and its code. */
async function group() {
  const leader = await makeTalent(db());
  const id = await send(leader);
  const { code } = granted(await openInvitation(leader, id, { now: NOW }));
  return { leader, id, code };
}

test("an application becomes a group by its code; asked for twice it is one code, renewed the old one opens nothing", async () => {
  const { leader, id, code } = await group();
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
  expect(granted(await openInvitation(leader, id, { now: NOW })).code).toBe(code);
  const renewed = granted(await openInvitation(leader, id, { now: NOW, renew: true })).code;
  expect(renewed).not.toBe(code);
  const friend = await makeTalent(db());
  expect(await join(friend, code)).toMatchObject({ ok: false, reason: "group-code-unknown" });
  expect(await invitationFor(friend, code, NOW)).toBeNull();
  granted(await closeInvitation(leader, id, { now: NOW }));
  granted(await closeInvitation(leader, id, { now: NOW }));
  expect(await join(friend, renewed)).toMatchObject({ reason: "group-code-unknown" });
  expect((await row(id)).inviteCode).toBeNull();
});

test("whoever is invited sees whose group it is, its wishes and what the two would pay together, and no full name", async () => {
  const { leader, code } = await group();
  const friend = await makeTalent(db(), { degree: "doctor" });
  const invitation = await invitationFor(friend, code.toLowerCase(), NOW);
  expect(invitation).toMatchObject({ size: 1, largestGroup: 4, decision: { ok: true, outcome: "joined" } });
  expect(invitation?.leader).toMatch(/^测\*+$/);
  expect(invitation?.leader).not.toBe(leader.name);
  // 950 each: the master's 1100 and the doctor's 1600 both cover it.
  expect(invitation?.choices.map(({ id, net }) => [id, net.dueFen, net.surplusFen])).toEqual([
    ["b01-double", 0, 80000],
    ["b01-compact", 0, 170000],
  ]);
});

test("a member joins with a signature, stands in one application with the leader, and both are told", async () => {
  const { leader, id, code } = await group();
  const friend = await makeTalent(db(), { gender: "male", degree: "bachelor" });
  granted(await join(friend, code, NOW, false));
  granted(await join(friend, code));
  const [member] = await db().reader.select().from(applicationMembers).where(eq(applicationMembers.applicationId, id));
  expect(member).toMatchObject({ personId: friend.personId, authorised: false, facts: { degree: "bachelor" } });
  expect(await told(friend)).toEqual(["group-joined"]);
  expect(await told(leader)).toEqual(["application-received", "group-member-joined"]);
  for (const actor of [leader, friend]) {
    const view = await applicationFor(actor, id, NOW);
    expect(view.people.map(({ leads, you }) => [leads, you])).toEqual([
      [true, actor === leader],
      [false, actor === friend],
    ]);
    expect(view).toMatchObject({ leads: actor === leader, inviteCode: actor === leader ? code : null });
    const other = view.people.find(({ you }) => !you);
    expect(other?.name).toMatch(/^测\*+$/);
    expect((await myApplications(actor, NOW)).map((one) => one.id)).toEqual([id]);
    const [open] = (await openRoundsFor(actor, NOW)).filter((one) => one.id === roundId);
    expect(open?.applicationId).toBe(id);
  }
  const round = await roundRow(db(), roundId);
  const entry = (await rosterOf(db().reader, round)).find(({ applicationId }) => applicationId === id);
  expect(entry).toMatchObject({ personIds: [leader.personId, friend.personId], group: 2, gender: null, classes: [] });
});

test("what is remembered of a member is what they were when they joined", async () => {
  const { id, code } = await group();
  const friend = await makeTalent(db());
  granted(await join(friend, code));
  await db().transaction((tx) => tx.update(people).set({ degree: "doctor" }).where(eq(people.id, friend.personId)));
  const [member] = await db().reader.select().from(applicationMembers).where(eq(applicationMembers.applicationId, id));
  expect(member?.facts.degree).toBe("master");
});

test("one's own group, an own application, another group, an unfinished profile, a closed round: each is refused", async () => {
  const [first, other] = [await group(), await group()];
  expect(await join(first.leader, first.code)).toMatchObject({ reason: "group-own" });
  expect(await join(first.leader, other.code)).toMatchObject({ reason: "group-own-application" });
  const friend = await makeTalent(db());
  granted(await join(friend, first.code));
  expect(await join(friend, other.code)).toMatchObject({ reason: "group-member-elsewhere" });
  const unfinished = await makeTalent(db(), { ownsLocalHome: null });
  expect(await join(unfinished, first.code)).toMatchObject({ reason: "profile-incomplete" });
  expect(await join(await makeTalent(db()), first.code, CLOSES)).toMatchObject({ reason: "round-closed" });
  expect(await join(await makeTalent(db()), "nonsense")).toMatchObject({ reason: "group-code-unknown" });
});

test("a group is full when no room of the round takes one more, or at the round's largest group", async () => {
  const { id, code } = await group();
  granted(await join(await makeTalent(db()), code));
  expect(await join(await makeTalent(db()), code)).toMatchObject({ reason: "group-full", values: { most: 2 } });
  expect(await memberIds(id)).toHaveLength(1);
  const leader = await makeTalent(db());
  const single = await send(leader, ["b02-compact"], singles);
  const { code: alone } = granted(await openInvitation(leader, single, { now: NOW }));
  expect(await join(await makeTalent(db()), alone)).toMatchObject({ reason: "group-full", values: { most: 1 } });
});

test("a round of single applicants has no groups", async () => {
  const own = await openedRound(operator, ["b02-0303"], { terms: termsFor({ largestGroup: 1 }) });
  const leader = await makeTalent(db());
  const id = await send(leader, ["b02-double"], own);
  expect(await openInvitation(leader, id, { now: NOW })).toMatchObject({ reason: "group-not-allowed" });
});

test("whoever has joined cannot apply alone until they leave; then they can", async () => {
  const { leader, id, code } = await group();
  const friend = await makeTalent(db());
  granted(await join(friend, code));
  const alone = await submitApplication(friend, { roundId, choices: WISHES }, { now: NOW });
  expect(alone).toMatchObject({ ok: false, reason: "application-in-group" });
  expect((await roundToApplyTo(friend, roundId, NOW)).joinedId).toBe(id);
  granted(await leaveGroup(friend, id, { now: NOW }));
  await expect(applicationFor(friend, id, NOW)).rejects.toThrow(NotFound);
  await expect(leaveGroup(friend, id, { now: NOW })).rejects.toThrow(NotFound);
  expect(await told(leader)).toContain("group-member-left");
  await send(friend);
});

test("whoever withdrew their own application can join, and cannot send their own again while they are in", async () => {
  const { code } = await group();
  const friend = await makeTalent(db());
  const own = await send(friend);
  expect(await invitationFor(friend, code, NOW)).toMatchObject({
    ownApplicationId: own,
    decision: { ok: false, reason: "group-own-application" },
  });
  granted(await withdrawApplication(friend, own, { now: NOW }));
  granted(await join(friend, code));
  expect(await submitApplication(friend, { roundId, choices: WISHES }, { now: NOW })).toMatchObject({
    reason: "application-in-group",
  });
});

test("the leader removes somebody, who is told and free again; nobody else can", async () => {
  const { leader, id, code } = await group();
  const friend = await makeTalent(db());
  granted(await join(friend, code));
  await expect(removeMember(friend, id, friend.personId, { now: NOW })).rejects.toThrow(NotFound);
  await expect(removeMember(operator, id, friend.personId, { now: NOW })).rejects.toThrow(Forbidden);
  granted(await removeMember(leader, id, friend.personId, { now: NOW }));
  granted(await removeMember(leader, id, friend.personId, { now: NOW }));
  expect(await told(friend)).toEqual(["group-joined", "group-removed"]);
  expect(await memberIds(id)).toEqual([]);
});

test("only the leader changes, withdraws and invites; when they withdraw, the group is dissolved and told", async () => {
  const { leader, id, code } = await group();
  const friend = await makeTalent(db());
  granted(await join(friend, code));
  await expect(withdrawApplication(friend, id, { now: NOW })).rejects.toThrow(NotFound);
  await expect(openInvitation(friend, id, { now: NOW })).rejects.toThrow(NotFound);
  granted(await submitApplication(leader, { roundId, choices: ["b01-double"] }, { now: later(1000) }));
  granted(await withdrawApplication(leader, id, { now: later(2000) }));
  expect(await told(friend)).toEqual(["group-joined", "group-wishes-changed", "group-dissolved"]);
  expect(await memberIds(id)).toEqual([]);
  expect(await join(await makeTalent(db()), code)).toMatchObject({ reason: "group-code-unknown" });
  await send(friend);
});

test("a highest net rent holds for the whole group, and is worked out anew when somebody joins or leaves", async () => {
  const leader = await makeTalent(db());
  const wishes = { roundId, choices: WISHES, maxNetRentFen: 80000 };
  const { applicationId: id } = granted(await submitApplication(leader, wishes, { now: NOW }));
  // Alone 1900 − 1100 = 800; with somebody who has no subsidy 950 each, and theirs is not covered.
  expect((await row(id)).maxRentFen).toBe(190000);
  const { code } = granted(await openInvitation(leader, id, { now: NOW }));
  const friend = await makeTalent(db(), { employerKind: "university" });
  granted(await join(friend, code));
  expect((await row(id)).maxRentFen).toBe(0);
  granted(await removeMember(leader, id, friend.personId, { now: NOW }));
  expect((await row(id)).maxRentFen).toBe(190000);
  const bachelor = await makeTalent(db(), { degree: "bachelor" });
  granted(await join(bachelor, code));
  // 950 − 800 = 150 for the bachelor, nothing for the master.
  expect((await row(id)).maxRentFen).toBe(190000);
});

test("after closing a group is fixed", async () => {
  const own = await openedRound(operator, ["b02-0103"]);
  const leader = await makeTalent(db());
  const id = await send(leader, ["b02-double"], own);
  const { code } = granted(await openInvitation(leader, id, { now: NOW }));
  const friend = await makeTalent(db());
  granted(await join(friend, code));
  const late = { now: CLOSES };
  const refused = { ok: false, reason: "round-closed" };
  expect(await leaveGroup(friend, id, late)).toMatchObject(refused);
  expect(await removeMember(leader, id, friend.personId, late)).toMatchObject(refused);
  expect(await openInvitation(leader, id, { ...late, renew: true })).toMatchObject(refused);
  expect(await closeInvitation(leader, id, late)).toMatchObject(refused);
  await frozenRound(operator, own);
  expect(await roundRow(db(), own)).toMatchObject({ rosterCount: 1 });
});

test("applying and joining at once end in one of the two, never in both", async () => {
  for (let run = 0; run < 6; run++) {
    const { id, code } = await group();
    const actor = await makeTalent(db());
    const [sent, joined] = await Promise.all([
      submitApplication(actor, { roundId, choices: WISHES }, { now: NOW }),
      join(actor, code),
    ]);
    expect([sent.ok, joined.ok].filter(Boolean)).toHaveLength(1);
    const own = and(eq(applications.personId, actor.personId), eq(applications.status, "submitted"));
    const led = await db().reader.$count(applications, own);
    expect(led + (await memberIds(id)).length).toBe(1);
  }
});

test("joining two groups at once, and two people taking the last place at once: one each", async () => {
  const [first, other] = [await group(), await group()];
  const actor = await makeTalent(db());
  const joined = await Promise.all([join(actor, first.code), join(actor, other.code)]);
  expect(joined.filter(({ ok }) => ok)).toHaveLength(1);
  const { id, code } = await group();
  const racers = await Promise.all([makeTalent(db()), makeTalent(db()), makeTalent(db())]);
  const answers = await Promise.all(racers.map((racer) => join(racer, code)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await memberIds(id)).toHaveLength(1);
});

test("the leader withdrawing while somebody joins leaves nobody in a group that is gone", async () => {
  for (let run = 0; run < 4; run++) {
    const { leader, id, code } = await group();
    const actor = await makeTalent(db());
    await Promise.all([withdrawApplication(leader, id, { now: NOW }), join(actor, code)]);
    expect((await row(id)).status).toBe("withdrawn");
    expect(await memberIds(id)).toEqual([]);
  }
});

test("the audit names what was done to a group and nobody's name; strangers and staff join nothing", async () => {
  const { id, code } = await group();
  const friend = await makeTalent(db());
  granted(await join(friend, code));
  const rows = await db().reader.select().from(auditLog).where(eq(auditLog.entityId, id));
  expect(rows.map(({ action }) => action)).toEqual(["application.submit", "application.invite", "application.join"]);
  expect(JSON.stringify(rows)).not.toContain(friend.name);
  await expect(joinGroup(operator, code, { now: NOW, authorised: true })).rejects.toThrow(Forbidden);
  await expect(applicationFor(await makeTalent(db()), id, NOW)).rejects.toThrow(NotFound);
  await expect(leaveGroup(await makeTalent(db()), id, { now: NOW })).rejects.toThrow(NotFound);
});
