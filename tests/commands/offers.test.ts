import { and, asc, desc, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import {
  applications,
  auditLog,
  drawResults,
  draws,
  leases,
  leaseTenants,
  offers,
  outbox,
  rounds,
  units,
} from "#db/schema";
import type { Actor } from "#lib/actor";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { acceptOffer, declineOffer, expireOffers } from "#lib/offers/commands";
import { myOffers, offerFor, offersOf } from "#lib/offers/queries";
import { finishRound } from "#lib/rounds/commands";
import { freshDatabase } from "#tests/support/database";
import { AFTER, apply, granted, OFFER_HOURS, offeredRound, openedRound, openOffers } from "#tests/support/rounds";
import { buildComplex, later, makeStaff, makeTalent } from "#tests/support/world";

const db = freshDatabase();
let staff: Actor;
let colleague: Actor;
const HOUR = 3_600_000;
const DUE = later(OFFER_HOURS * HOUR, AFTER);
type Talent = Awaited<ReturnType<typeof makeTalent>>;

beforeAll(async () => {
  await buildComplex(db());
  staff = await makeStaff(db(), "operator");
  colleague = await makeStaff(db(), "operator");
});

const talents = (howMany: number) => Promise.all(Array.from({ length: howMany }, () => makeTalent(db())));
const accept = (actor: Actor, offerId: string, now = AFTER, authorised = true) =>
  acceptOffer(actor, offerId, { now, leaseId: newId(), authorised });
const tooDear = { reason: "rent", note: null } as const;
const decline = (actor: Actor, offerId: string, now = AFTER) => declineOffer(actor, offerId, tooDear, { now });
const rowOf = async (offerId: string) => (await db().reader.select().from(offers).where(eq(offers.id, offerId)))[0];
const unitStatus = async (unitId: string) =>
  (await db().reader.select({ status: units.status }).from(units).where(eq(units.id, unitId)))[0]?.status;

/** A round that makes offers over these units, everybody wanting one category; people in order of their rank. */
async function offeredFor(unitIds: string[], people: Talent[], choices: string[]) {
  const roundId = await openedRound(staff, unitIds);
  await apply(roundId, people, choices);
  await offeredRound([staff, colleague], roundId);
  const ranks = await db()
    .reader.select({ personId: applications.personId })
    .from(drawResults)
    .innerJoin(draws, eq(draws.id, drawResults.drawId))
    .innerJoin(applications, eq(applications.id, drawResults.applicationId))
    .where(eq(draws.roundId, roundId))
    .orderBy(asc(drawResults.rank));
  const ranked = ranks.flatMap(({ personId }) => people.filter((talent) => talent.personId === personId));
  const first = await openOffers(db(), roundId);
  return { roundId, ranked, first };
}
const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
};

test("accepting signs a lease for a year, reserves the unit, and tells the person", async () => {
  const { roundId, ranked, first } = await offeredFor(["b01-0101"], await talents(2), ["b01-compact"]);
  const [winner, offer] = [at(ranked, 0), at(first, 0)];
  const { leaseId, leaseNo } = granted(await accept(winner, offer.id));
  const [lease] = await db().reader.select().from(leases).where(eq(leases.id, leaseId));
  expect(lease).toMatchObject({
    leaseNo,
    offerId: offer.id,
    unitId: "b01-0101",
    status: "signed",
    startsOn: "2026-10-01",
    endsOn: "2027-09-30",
    rentFen: 100000,
    depositFen: 100000,
  });
  expect(leaseNo).toMatch(/^HT2026-\d{5}$/);
  const tenants = await db().reader.select().from(leaseTenants).where(eq(leaseTenants.leaseId, leaseId));
  expect(tenants).toEqual([
    { leaseId, personId: winner.personId, weight: 1, offsetMode: "directOffset", authorisedAt: AFTER },
  ]);
  expect(await unitStatus("b01-0101")).toBe("reserved");
  expect(await rowOf(offer.id)).toMatchObject({ status: "accepted", decidedAt: AFTER });
  const [told] = await db()
    .reader.select()
    .from(outbox)
    .where(eq(outbox.personId, winner.personId))
    .orderBy(desc(outbox.id))
    .limit(1);
  expect(told).toMatchObject({ kind: "offer-accepted", values: { leaseNo, building: 1, roomNo: "0101" } });
  const audits = await db().reader.select().from(auditLog).where(eq(auditLog.entityId, offer.id));
  expect(audits).toMatchObject([{ action: "offer.accept", actorId: winner.userId }]);
  expect(await accept(winner, offer.id)).toMatchObject({ ok: true, leaseId, leaseNo });
  expect(granted(await finishRound(staff, roundId, { now: AFTER })).released).toBe(0);
  expect(await unitStatus("b01-0101")).toBe("reserved");
});

test("without the person's authorisation the subsidy is paid to the person", async () => {
  const { ranked, first } = await offeredFor(["b01-0201"], await talents(1), ["b01-compact"]);
  const { leaseId } = granted(await accept(at(ranked, 0), at(first, 0).id, AFTER, false));
  const [tenant] = await db().reader.select().from(leaseTenants).where(eq(leaseTenants.leaseId, leaseId));
  expect(tenant).toMatchObject({ offsetMode: "cashToPerson", authorisedAt: null });
});

test("an offer can be accepted until just before it expires and not at that instant", async () => {
  const { ranked, first } = await offeredFor(["b01-0301"], await talents(1), ["b01-compact"]);
  const offer = at(first, 0);
  expect(offer.expiresAt).toEqual(DUE);
  expect(await accept(at(ranked, 0), offer.id, DUE)).toMatchObject({ reason: "offer-expired" });
  expect(await decline(at(ranked, 0), offer.id, DUE)).toMatchObject({ reason: "offer-expired" });
  expect(await expireOffers({ now: later(-1, DUE) })).toEqual({ expired: 0, offered: 0 });
  granted(await accept(at(ranked, 0), offer.id, later(-1, DUE)));
});

test("a declined unit goes to the next in line at once, with time of their own, and never back", async () => {
  const { roundId, ranked, first } = await offeredFor(["b01-0102"], await talents(3), ["b01-single"]);
  granted(
    await declineOffer(
      at(ranked, 0),
      at(first, 0).id,
      { reason: "other", note: " 离公司太远 " },
      { now: later(HOUR, AFTER) },
    ),
  );
  expect(await rowOf(at(first, 0).id)).toMatchObject({ status: "declined", reasonCode: "other", reason: "离公司太远" });
  const [second] = await openOffers(db(), roundId);
  expect(second).toMatchObject({ personId: at(ranked, 1).personId, unitId: "b01-0102" });
  expect(second?.expiresAt).toEqual(later((OFFER_HOURS + 1) * HOUR, AFTER));
  expect(await accept(at(ranked, 0), at(first, 0).id)).toMatchObject({ reason: "offer-closed" });
  granted(await decline(at(ranked, 1), second?.id ?? "", later(2 * HOUR, AFTER)));
  const [third] = await openOffers(db(), roundId);
  expect(third).toMatchObject({ personId: at(ranked, 2).personId });
  granted(await decline(at(ranked, 2), third?.id ?? "", later(3 * HOUR, AFTER)));
  expect(await openOffers(db(), roundId)).toEqual([]);
  expect(await unitStatus("b01-0102")).toBe("held");
  granted(await finishRound(staff, roundId, { now: later(4 * HOUR, AFTER) }));
  expect(await unitStatus("b01-0102")).toBe("vacant");
});

test("an expired unit goes to the next in line, once, however many instances run the job", async () => {
  const { roundId, ranked, first } = await offeredFor(["b01-0202", "b01-0302"], await talents(3), ["b01-single"]);
  const runs = await Promise.all(Array.from({ length: 4 }, () => expireOffers({ now: DUE })));
  expect(runs.reduce((sum, { expired }) => sum + expired, 0)).toBe(2);
  expect(runs.reduce((sum, { offered }) => sum + offered, 0)).toBe(1);
  expect(await Promise.all(first.map(async ({ id }) => (await rowOf(id))?.status))).toEqual(["expired", "expired"]);
  const open = await openOffers(db(), roundId);
  expect(open.map(({ personId }) => personId)).toEqual([at(ranked, 2).personId]);
  expect(await expireOffers({ now: DUE })).toEqual({ expired: 0, offered: 0 });
  granted(await accept(at(ranked, 2), at(open, 0).id, later(HOUR, DUE)));
});

test("an offer that cannot be ended does not keep the others from ending", async () => {
  const spoilt = await offeredFor(["b02-0301"], await talents(1), ["b02-compact"]);
  const sound = await offeredFor(["b02-0201"], await talents(2), ["b02-compact"]);
  const until = later(90 * 24 * HOUR, AFTER);
  const set = (waitlistUntil: Date | null) =>
    db().transaction((tx) => tx.update(rounds).set({ waitlistUntil }).where(eq(rounds.id, spoilt.roundId)));
  await set(null);
  await expect(expireOffers({ now: DUE })).rejects.toThrow("1 offers could not be ended");
  expect((await rowOf(at(spoilt.first, 0).id))?.status).toBe("open");
  expect((await rowOf(at(sound.first, 0).id))?.status).toBe("expired");
  expect(await openOffers(db(), sound.roundId)).toMatchObject([{ personId: at(sound.ranked, 1).personId }]);
  await set(until);
  expect(await expireOffers({ now: DUE })).toEqual({ expired: 1, offered: 0 });
});

test("the end of an offer and its acceptance at once leave one of the two", async () => {
  const { ranked, first } = await offeredFor(["b02-0101"], await talents(1), ["b02-compact"]);
  const [offer, before] = [at(first, 0), later(-1, DUE)];
  const [accepted, run] = await Promise.all([accept(at(ranked, 0), offer.id, before), expireOffers({ now: DUE })]);
  expect((await rowOf(offer.id))?.status).toBe(accepted.ok ? "accepted" : "expired");
  expect(run.expired).toBe(accepted.ok ? 0 : 1);
});

test("fifty presses on one acceptance sign one lease, and each is answered with it, three rounds in a row", async () => {
  for (const unitId of ["b02-0102", "b02-0202", "b02-0302"]) {
    const { ranked, first } = await offeredFor([unitId], await talents(2), ["b02-single"]);
    const offer = at(first, 0);
    const answers = await Promise.all(Array.from({ length: 50 }, () => accept(at(ranked, 0), offer.id)));
    expect(new Set(answers.map((answer) => granted(answer).leaseNo)).size).toBe(1);
    const written = await db().reader.select().from(auditLog).where(eq(auditLog.entityId, offer.id));
    expect(written.filter(({ action }) => action === "offer.accept")).toHaveLength(1);
    expect(await db().reader.select().from(leases).where(eq(leases.unitId, unitId))).toHaveLength(1);
  }
});

test("of two people accepting one unit only one gets it", async () => {
  const { ranked, first } = await offeredFor(["b02-0103", "b02-0203"], await talents(2), ["b02-double"]);
  granted(await accept(at(ranked, 0), at(first, 0).id));
  // No command makes a second offer of a unit that is taken; if one were there, it could not be accepted.
  const taken = at(first, 0).unitId;
  await db().transaction((tx) =>
    tx
      .update(offers)
      .set({ unitId: taken })
      .where(eq(offers.id, at(first, 1).id)),
  );
  expect(await accept(at(ranked, 1), at(first, 1).id)).toMatchObject({ reason: "offer-unit-taken" });
  const live = await db()
    .reader.select()
    .from(leases)
    .where(and(eq(leases.unitId, taken), eq(leases.status, "signed")));
  expect(live).toHaveLength(1);
});

test("whoever signs a lease holds no second offer: of two accepted at the same time one is signed, the other taken back", async () => {
  const person = await makeTalent(db());
  const one = await offeredFor(["b01-0103"], [person], ["b01-double"]);
  const two = await offeredFor(["b01-0203"], [person], ["b01-double"]);
  const answers = await Promise.all([one, two].map(({ first }) => accept(person, at(first, 0).id)));
  expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: "offer-closed", values: { status: "withdrawn" } });
});

test("another person's offer is not found, other roles may not answer one, staff see it masked", async () => {
  const { roundId, ranked, first } = await offeredFor(["b01-0303"], await talents(2), ["b01-double"]);
  const [offerId, stranger] = [at(first, 0).id, at(ranked, 1)];
  await expect(accept(stranger, offerId)).rejects.toThrow(NotFound);
  await expect(decline(stranger, offerId, AFTER)).rejects.toThrow(NotFound);
  await expect(offerFor(stranger, offerId)).rejects.toThrow(NotFound);
  await expect(accept(stranger, "unknown")).rejects.toThrow(NotFound);
  await expect(offerFor(stranger, "unknown")).rejects.toThrow(NotFound);
  await expect(offersOf(stranger, roundId)).rejects.toThrow(Forbidden);
  for (const role of ["operator", "officer", "admin", "auditor"] as const) {
    const other = await makeStaff(db(), role);
    await expect(accept(other, offerId)).rejects.toThrow(Forbidden);
    await expect(decline(other, offerId, AFTER)).rejects.toThrow(Forbidden);
  }
  const mine = await myOffers(at(ranked, 0));
  expect(mine).toMatchObject([{ id: offerId, rank: 1, unit: { roomNo: "0303" }, roomType: { id: "double" } }]);
  expect((await offersOf(staff, roundId)).map(({ name }) => name)).toEqual([expect.stringMatching(/^测\*+$/)]);
  expect(await myOffers(stranger)).toEqual([]);
});
