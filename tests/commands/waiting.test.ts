import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { applications, auditLog, leaseTenants, offers, waitEvents } from "#db/schema";
import type { Actor } from "#lib/actor";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { acceptOffer, declineOffer, expireOffers, leaveWaiting, withdrawOffer } from "#lib/offers/commands";
import { finishRound } from "#lib/rounds/commands";
import { freshDatabase } from "#tests/support/database";
import { AFTER, granted, OFFER_HOURS, termsFor } from "#tests/support/rounds";
import {
  offered,
  openOfferOf,
  openOfPlace,
  roundOver,
  standsIn,
  type Talent,
  toldTo,
  unitOf,
} from "#tests/support/waiting";
import { buildComplex, later, makeStaff, makeTalent } from "#tests/support/world";

const db = freshDatabase();
let staff: readonly [Actor, Actor];
const HOUR = 3_600_000;
const SOON = later(HOUR, AFTER);

beforeAll(async () => {
  await buildComplex(db());
  staff = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});

const talents = (howMany: number) => Promise.all(Array.from({ length: howMany }, () => makeTalent(db())));
const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
};
const mine = async (talent: Talent, roundId?: string) => {
  const offer = await openOfferOf(db(), talent, roundId);
  if (!offer) throw new Error("no open offer");
  return offer;
};
const accept = async (talent: Talent, now = SOON) =>
  acceptOffer(talent, (await mine(talent)).id, { now, leaseId: newId(), authorised: true });
const decline = async (talent: Talent, now = SOON) =>
  declineOffer(talent, (await mine(talent)).id, { reason: "place", note: null }, { now });
const applicationOf = async ({ personId }: Talent) => {
  const [row] = await db().reader.select().from(applications).where(eq(applications.personId, personId));
  if (!row) throw new Error("no application");
  return row;
};

test("whoever holds a lesser offer and asked to stay is moved up, and their place goes on in its own line at once", async () => {
  const roundId = await roundOver(staff[0], ["b01-0102", "b01-0101"]);
  const wish = { people: await talents(4), choices: ["b01-single", "b01-compact"], staysWaiting: true };
  const [first, second, third, fourth] = (await offered(db(), staff, roundId, [wish])) as [
    Talent,
    Talent,
    Talent,
    Talent,
  ];
  const lesser = await mine(second);
  expect(lesser.unitId).toBe("b01-0101");
  expect(await standsIn(db(), second, roundId)).toEqual(["b01-single: waiting"]);
  granted(await decline(first));

  expect(await mine(second)).toMatchObject({ unitId: "b01-0102", expiresAt: later((OFFER_HOURS + 1) * HOUR, AFTER) });
  const [ended] = await db().reader.select().from(offers).where(eq(offers.id, lesser.id));
  expect(ended).toMatchObject({ status: "withdrawn", reasonCode: "upgraded", decidedAt: SOON });
  expect((await toldTo(db(), second))[0]).toBe("offer-upgraded");
  expect(await mine(third)).toMatchObject({ unitId: "b01-0101" });
  expect(await standsIn(db(), third, roundId)).toEqual(["b01-compact: offered", "b01-single: waiting"]);
  for (const unitId of ["b01-0102", "b01-0101"]) expect(await openOfPlace(db(), unitId)).toHaveLength(1);

  granted(await accept(third));
  expect(await standsIn(db(), third, roundId)).toEqual(["b01-compact: housed", "b01-single: housed"]);
  granted(await decline(second));
  expect(await mine(fourth)).toMatchObject({ unitId: "b01-0102" });
  expect(await openOfferOf(db(), third)).toBeNull();
});

test("whoever did not ask to stay keeps what they hold, and the place goes past them", async () => {
  const roundId = await roundOver(staff[0], ["b01-0202", "b01-0201"]);
  const wish = { people: await talents(3), choices: ["b01-single", "b01-compact"] };
  const [first, second, third] = (await offered(db(), staff, roundId, [wish])) as [Talent, Talent, Talent];
  granted(await decline(first));
  expect(await mine(second)).toMatchObject({ unitId: "b01-0201" });
  expect(await standsIn(db(), second, roundId)).toEqual([]);
  expect(await mine(third)).toMatchObject({ unitId: "b01-0202" });
});

describe("the round's rule for refusals", () => {
  test("one refusal ends the part in the round, with every other list, and the person is told", async () => {
    const roundId = await roundOver(staff[0], ["b02-0102"], { terms: termsFor({ refusalsOut: 1 }) });
    const wish = { people: await talents(2), choices: ["b02-single"] };
    const [first, second] = (await offered(db(), staff, roundId, [wish])) as [Talent, Talent];
    granted(await decline(first));
    granted(await decline(second));
    expect(await standsIn(db(), second, roundId)).toEqual(["b02-single: out"]);
    expect(await unitOf(db(), "b02-0102")).toMatchObject({ status: "held" });
    granted(await finishRound(staff[0], roundId, { now: SOON }));
    expect(await unitOf(db(), "b02-0102")).toMatchObject({ status: "vacant", statusReason: null });
  });

  test("of three, the first two end only the wait for what was refused, and letting an offer run out counts as one", async () => {
    const units = ["b02-0101", "b02-0202", "b02-0103"];
    const roundId = await roundOver(staff[0], units, { terms: termsFor({ refusalsOut: 3 }) });
    const keen = await talents(3);
    const choices = ["b02-compact", "b02-single", "b02-double"];
    const ranked = await offered(db(), staff, roundId, [{ people: [...keen, ...(await talents(1))], choices }]);
    const last = at(ranked, 3);
    expect(await standsIn(db(), last, roundId)).toEqual(choices.toSorted().map((id) => `${id}: waiting`));
    granted(await decline(at(ranked, 0)));
    granted(await decline(last));
    expect(await standsIn(db(), last, roundId)).toEqual([
      "b02-compact: left",
      "b02-double: waiting",
      "b02-single: waiting",
    ]);
    granted(await decline(at(ranked, 1)));
    const offer = await mine(last);
    expect(offer.unitId).toBe("b02-0202");
    granted(await accept(at(ranked, 2)));
    await expireOffers({ now: offer.expiresAt });
    const [ended] = await db().reader.select().from(offers).where(eq(offers.id, offer.id));
    expect(ended).toMatchObject({ status: "expired", reasonCode: null });
    expect(await standsIn(db(), last, roundId)).toContain("b02-double: waiting");
    expect((await toldTo(db(), last)).slice(0, 1)).toEqual(["offer-expired"]);
  });

  test("of two, the second one ends all the lists", async () => {
    const units = ["b02-0201", "b02-0302", "b02-0203"];
    const roundId = await roundOver(staff[0], units, { terms: termsFor({ refusalsOut: 2 }) });
    const choices = ["b02-compact", "b02-single", "b02-double"];
    const ranked = await offered(db(), staff, roundId, [{ people: await talents(4), choices }]);
    const last = at(ranked, 3);
    granted(await decline(at(ranked, 0)));
    granted(await decline(last));
    granted(await decline(at(ranked, 1)));
    granted(await decline(last));
    expect(await standsIn(db(), last, roundId)).toEqual(["b02-compact: left", "b02-double: out", "b02-single: out"]);
    expect((await toldTo(db(), last)).slice(0, 2).sort()).toEqual(["offer-declined", "waiting-out"]);
    granted(await decline(at(ranked, 2)));
    expect(await openOfferOf(db(), last)).toBeNull();
  });
});

test("a group moves in together, and whoever of it signs elsewhere first ends what the group waits for", async () => {
  const [leader, member, rival] = (await talents(3)) as [Talent, Talent, Talent];
  const roundId = await roundOver(staff[0], ["b01-0103"]);
  const ranked = await offered(db(), staff, roundId, [
    { people: [{ leader, members: [member] }, rival], choices: ["b01-double"] },
  ]);
  if (at(ranked, 0) === rival) granted(await decline(rival));
  const other = await roundOver(staff[0], ["b01-0301"]);
  await offered(db(), staff, other, [{ people: [member], choices: ["b01-compact"] }]);
  const groups = await mine(leader, roundId);
  expect(groups.unitId).toBe("b01-0103");

  const alone = await mine(member, other);
  const given = { now: SOON, authorised: true };
  const answers = await Promise.all([
    acceptOffer(leader, groups.id, { ...given, leaseId: newId() }),
    acceptOffer(member, alone.id, { ...given, leaseId: newId() }),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  const leases = await db().reader.select().from(leaseTenants).where(eq(leaseTenants.personId, member.personId));
  expect(leases).toHaveLength(1);
  const tenants = await db()
    .reader.select()
    .from(leaseTenants)
    .where(eq(leaseTenants.leaseId, at(leases, 0).leaseId));
  expect(tenants.map(({ personId }) => personId).sort()).toEqual(
    (answers[0]?.ok ? [leader.personId, member.personId] : [member.personId]).sort(),
  );
  const lapsed = answers[0]?.ok ? alone : groups;
  const [ended] = await db().reader.select().from(offers).where(eq(offers.id, lapsed.id));
  expect(ended).toMatchObject({ status: "withdrawn", reasonCode: "housed" });
  expect(await toldTo(db(), member)).toContain("offer-lapsed");
  expect(await openOfferOf(db(), member)).toBeNull();
});

describe("an offer that staff take back", () => {
  const take = (offerId: string, place: "passOn" | "outOfService", reason = "核查后不符合条件", by = staff[0]) =>
    withdrawOffer(by, offerId, { reason, place }, { now: SOON });

  test("goes to the next in line, does not count as a refusal, and its person is told why", async () => {
    const roundId = await roundOver(staff[0], ["b01-0302"]);
    const wish = { people: await talents(2), choices: ["b01-single"] };
    const [first, second] = (await offered(db(), staff, roundId, [wish])) as [Talent, Talent];
    const offer = await mine(first);
    expect(await take(offer.id, "passOn", "  ")).toMatchObject({
      problems: [{ field: "reason", reason: "offer-withdrawal-reason-missing" }],
    });
    const answers = await Promise.all([take(offer.id, "passOn"), take(offer.id, "passOn")]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: "offer-closed" });
    expect((await toldTo(db(), first))[0]).toBe("offer-withdrawn");
    expect(await mine(second)).toMatchObject({ unitId: "b01-0302" });
    const audits = await db().reader.select().from(auditLog).where(eq(auditLog.entityId, offer.id));
    expect(audits).toMatchObject([{ action: "offer.withdraw", detail: { reason: "核查后不符合条件" } }]);
    granted(await accept(second));
  });

  test("because the place cannot be let leaves the unit out of order and its person at the head of the line", async () => {
    const roundId = await roundOver(staff[0], ["b02-0301", "b01-0203"]);
    const wish = { people: await talents(3), choices: ["b02-compact"] };
    const [first, second] = (await offered(db(), staff, roundId, [wish])) as [Talent, Talent];
    granted(await take((await mine(first)).id, "outOfService", "水管爆裂"));
    expect(await unitOf(db(), "b02-0301")).toMatchObject({ status: "outOfOrder", statusReason: "水管爆裂" });
    expect(await standsIn(db(), first, roundId)).toEqual(["b02-compact: waiting"]);
    expect((await toldTo(db(), first))[0]).toBe("offer-withdrawn-first");
    expect(await openOfferOf(db(), second)).toBeNull();
    granted(await finishRound(staff[0], roundId, { now: SOON }));
    expect(await unitOf(db(), "b02-0301")).toMatchObject({ status: "outOfOrder" });
  });

  test("is for operators only", async () => {
    for (const role of ["officer", "admin", "auditor"] as const)
      await expect(take("x", "passOn", "x", await makeStaff(db(), role))).rejects.toThrow(Forbidden);
    await expect(take("x", "passOn", "x", await makeTalent(db()))).rejects.toThrow(Forbidden);
    await expect(take("unknown", "passOn")).rejects.toThrow(NotFound);
  });
});

test("one list is left by itself; those behind see that somebody left, and it cannot be left twice", async () => {
  const roundId = await roundOver(staff[0], ["b02-0303"]);
  const wish = { people: await talents(3), choices: ["b02-double"] };
  const [first, second, third] = (await offered(db(), staff, roundId, [wish])) as [Talent, Talent, Talent];
  const application = await applicationOf(second);
  const leave = (actor: Actor) => leaveWaiting(actor, application.id, "b02-double", { now: SOON });
  await expect(leave(third)).rejects.toThrow(NotFound);
  await expect(leave(staff[0])).rejects.toThrow(Forbidden);
  await expect(leaveWaiting(second, application.id, "b09-none", { now: SOON })).rejects.toThrow(NotFound);
  granted(await leave(second));
  expect(await leave(second)).toMatchObject({ reason: "waiting-ended" });
  const events = await db().reader.select().from(waitEvents).where(eq(waitEvents.roundId, roundId));
  expect(events).toMatchObject([{ kind: "left", position: 1, applicationId: application.id }]);
  granted(await decline(first));
  expect(await mine(third)).toMatchObject({ unitId: "b02-0303" });
  expect(await leaveWaiting(third, (await applicationOf(third)).id, "b02-double", { now: SOON })).toMatchObject({
    reason: "waiting-offered",
  });
});
