import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { drawResults, outbox } from "#db/schema";
import type { Actor } from "#lib/actor";
import { submitApplication } from "#lib/applications/commands";
import { joinGroup, openInvitation } from "#lib/applications/groups";
import { type Outcome, outcomeFor } from "#lib/applications/outcome";
import { applicationFor } from "#lib/applications/queries";
import { NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { acceptOffer, declineOffer, leaveWaiting } from "#lib/offers/commands";
import { offerFor } from "#lib/offers/queries";
import { beginOffering, publishResults } from "#lib/rounds/results";
import { TIERS_BY_DEGREE, USUAL_POINTS } from "#lib/rounds/rules-terms";
import { freshDatabase } from "#tests/support/database";
import { AFTER, drawRound, frozenRound, granted, offeredRound, openedRoundWith, termsFor } from "#tests/support/rounds";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let staff: readonly [Actor, Actor];

beforeAll(async () => {
  await buildComplex(db());
  staff = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});

type Wish = { choices: string[]; anyOther?: boolean; floorWish?: "high" | "low"; maxNetRentFen?: number };
const whole = (unitId: string) => ({ unitId, mode: "whole" as const });

async function send(roundId: string, wish: Wish, values: Parameters<typeof makeTalent>[1] = {}) {
  const actor = await makeTalent(db(), values);
  const { applicationId } = granted(await submitApplication(actor, { roundId, ...wish }, { now: NOW }));
  return { actor, applicationId };
}
type Sent = Awaited<ReturnType<typeof send>>;

async function outcomeOf({ actor, applicationId }: Sent): Promise<Outcome> {
  const outcome = await outcomeFor(actor, applicationId);
  if (!outcome) throw new Error("the results are public");
  return outcome;
}
const ranked = async (all: Sent[]) =>
  (await Promise.all(all.map(async (sent) => ({ ...sent, outcome: await outcomeOf(sent) })))).sort(
    (a, b) => a.outcome.rank - b.outcome.rank,
  );

test("whoever lost learns their rank and the last rank that got in; whoever won which place, and by which choice", async () => {
  const roundId = await openedRoundWith(staff[0], [whole("b01-0101"), whole("b01-0201"), whole("b01-0102")]);
  const wish = { choices: ["b01-single", "b01-compact"], floorWish: "high" as const };
  const sent = [];
  for (let n = 0; n < 5; n++) sent.push(await send(roundId, wish));
  await offeredRound(staff, roundId);
  const [first, second, third, fourth, fifth] = await ranked(sent);
  expect(first?.outcome).toMatchObject({ rank: 1, of: 5, drawnAgain: false });
  expect(first?.outcome.choices.map(({ outcome }) => outcome)).toEqual(["got", "better"]);
  expect(first?.outcome.got).toMatchObject({
    category: { id: "b01-single" },
    choice: 1,
    unit: { roomNo: "0102", floor: 1, bed: 0 },
    label: expect.stringMatching(/^P\d{4}$/),
  });
  // Of two compact rooms the one higher up goes to the better rank, as both wished for height.
  expect(second?.outcome.got?.unit).toMatchObject({ roomNo: "0201", floor: 2 });
  expect(third?.outcome.got?.unit).toMatchObject({ roomNo: "0101", floor: 1 });
  expect(second?.outcome.choices[0]).toMatchObject({ outcome: "full", lastRank: 1, class: null });
  for (const lost of [fourth, fifth]) {
    expect(lost?.outcome.got).toBeNull();
    expect(lost?.outcome.choices).toMatchObject([
      { category: "b01-single", outcome: "full", lastRank: 1 },
      { category: "b01-compact", outcome: "full", lastRank: 3 },
    ]);
  }
});

test("reserves, rents, the size of a group, tiers and points are told where they decided", async () => {
  const terms = termsFor({ tiers: TIERS_BY_DEGREE, points: USUAL_POINTS });
  const roundId = await openedRoundWith(
    staff[0],
    [whole("b02-0102"), whole("b02-0101"), whole("b02-0103")],
    { terms },
    [{ categoryId: "b02-single", class: "doctor", places: 1 }],
  );
  const doctor = await send(roundId, { choices: ["b02-single"] }, { degree: "doctor" });
  const master = await send(roundId, { choices: ["b02-single", "b02-double"], maxNetRentFen: 40000 });
  const leader = await send(roundId, { choices: ["b02-compact", "b02-double"] });
  const { code } = granted(await openInvitation(leader.actor, leader.applicationId, { now: NOW }));
  const friend = await makeTalent(db(), { degree: "bachelor" });
  granted(await joinGroup(friend, code, { now: NOW, authorised: true }));
  await offeredRound(staff, roundId);
  expect(await outcomeOf(doctor)).toMatchObject({ rank: 1, entrant: { tier: 1, points: 73 }, got: { choice: 1 } });
  const lost = await outcomeOf(master);
  expect(lost).toMatchObject({ rank: 2, entrant: { tier: 2, points: 53 }, got: null });
  expect(lost.choices).toMatchObject([
    { outcome: "reserved", classes: ["doctor"] },
    { outcome: "rent", rentFen: 190000 },
  ]);
  const group = { choices: [{ outcome: "group-too-large", maxGroup: 1 }, { outcome: "got" }], entrant: { group: 2 } };
  expect(await outcomeOf(leader)).toMatchObject(group);
  expect(await outcomeOf({ actor: friend, applicationId: leader.applicationId })).toMatchObject(group);
  const told = await db().reader.select().from(outbox).where(eq(outbox.personId, friend.personId));
  expect(told.map(({ kind }) => kind).sort()).toEqual(["group-joined", "group-offered", "round-placed"]);
});

test("a place that came by anything else stands beside the choices that were full", async () => {
  const roundId = await openedRoundWith(staff[0], [whole("b01-0202"), whole("b01-0203")]);
  const wish = { choices: ["b01-single"], anyOther: true };
  const sent = [await send(roundId, wish), await send(roundId, wish)];
  await offeredRound(staff, roundId);
  const [, second] = await ranked(sent);
  expect(second?.outcome).toMatchObject({
    anyOther: true,
    got: { category: { id: "b01-double" }, choice: null },
    choices: [{ outcome: "full", lastRank: 1 }],
  });
});

test("nothing is told before the results are public, and never to others", async () => {
  const roundId = await openedRoundWith(staff[0], [whole("b02-0202")]);
  const sent = await send(roundId, { choices: ["b02-single"] });
  await frozenRound(staff[0], roundId);
  const drawId = await drawRound(staff, roundId);
  expect(await db().reader.$count(drawResults, eq(drawResults.drawId, drawId))).toBe(1);
  expect(await outcomeFor(sent.actor, sent.applicationId)).toBeNull();
  granted(await publishResults(staff[0], roundId, { now: AFTER }));
  expect(await outcomeOf(sent)).toMatchObject({ rank: 1, of: 1 });
  await expect(outcomeFor(await makeTalent(db()), sent.applicationId)).rejects.toThrow(NotFound);
});

test("whoever joined reads the offer their leader is to answer, with their own part of the rent, and cannot answer it", async () => {
  const roundId = await openedRoundWith(staff[0], [whole("b02-0303")]);
  const leader = await send(roundId, { choices: ["b02-double"] });
  const { code } = granted(await openInvitation(leader.actor, leader.applicationId, { now: NOW }));
  const friend = await makeTalent(db());
  granted(await joinGroup(friend, code, { now: NOW, authorised: true }));
  await offeredRound(staff, roundId);
  const [told] = await db()
    .reader.select()
    .from(outbox)
    .where(and(eq(outbox.personId, friend.personId), eq(outbox.kind, "group-offered")));
  const offerId = String(told?.values.offerId);
  expect(await offerFor(leader.actor, offerId)).toMatchObject({ leads: true, shareFen: 95_000 });
  const seen = await offerFor(friend, offerId);
  expect(seen).toMatchObject({ leads: false, rentFen: 190_000, shareFen: 95_000, status: "open" });
  expect(seen.movingIn.map(({ name }) => name)).toEqual([expect.stringMatching(/^.\*+$/), friend.name]);
  await expect(acceptOffer(friend, offerId, { now: AFTER, leaseId: newId(), authorised: true })).rejects.toThrow(
    NotFound,
  );
  const reason = { reason: "rent", note: null } as const;
  await expect(declineOffer(friend, offerId, reason, { now: AFTER })).rejects.toThrow(NotFound);
  await expect(offerFor(await makeTalent(db()), offerId)).rejects.toThrow(NotFound);
  granted(await acceptOffer(leader.actor, offerId, { now: AFTER, leaseId: newId(), authorised: true }));
  expect(await offerFor(friend, offerId)).toMatchObject({ status: "accepted" });
});

test("whoever got nothing reads so once the results are public, then that they wait, and at last that they do not", async () => {
  const roundId = await openedRoundWith(staff[0], [whole("b02-0203")]);
  const sent = [await send(roundId, { choices: ["b02-double"] }), await send(roundId, { choices: ["b02-double"] })];
  const progress = (one: Sent | undefined) =>
    one ? applicationFor(one.actor, one.applicationId, AFTER).then((view) => view.progress) : null;
  await frozenRound(staff[0], roundId);
  await drawRound(staff, roundId);
  expect(await Promise.all(sent.map(progress))).toEqual(["submitted", "submitted"]);
  granted(await publishResults(staff[0], roundId, { now: AFTER }));
  const [winner, other] = await ranked(sent);
  expect([await progress(winner), await progress(other)]).toEqual(["placed", "unplaced"]);
  granted(await beginOffering(staff[0], roundId, { now: AFTER }));
  expect([await progress(winner), await progress(other)]).toEqual(["offered", "waiting"]);
  if (!other) throw new Error("two applied");
  granted(await leaveWaiting(other.actor, other.applicationId, "b02-double", { now: AFTER }));
  expect(await progress(other)).toBe("unplaced");
});
