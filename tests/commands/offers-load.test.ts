import { and, eq, inArray } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { auditLog, leases, offers, units } from "#db/schema";
import type { Actor } from "#lib/actor";
import { NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { acceptOffer, expireOffers, withdrawOffer } from "#lib/offers/commands";
import { freshDatabase } from "#tests/support/database";
import { AFTER, granted, OFFER_HOURS } from "#tests/support/rounds";
import { offered, openOfferOf, roundOver, type Talent } from "#tests/support/waiting";
import { addUnits, buildComplex, later, makeStaff, makeTalent } from "#tests/support/world";

const db = freshDatabase();
let staff: readonly [Actor, Actor];
const CALLERS = 50;
const ROUNDS = 20;
const DUE = later(OFFER_HOURS * 3_600_000, AFTER);

beforeAll(async () => {
  await buildComplex(db());
  staff = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});

type Offered = { talent: Talent; offerId: string; unitId: string };

/** So many people, each with an open offer of a unit of their own. */
async function offersFor(howMany: number): Promise<Offered[]> {
  const unitIds = await addUnits(db(), "b01", "compact", howMany);
  const people: Talent[] = [];
  for (let made = 0; made < howMany; made++) people.push(await makeTalent(db()));
  const roundId = await roundOver(staff[0], unitIds);
  await offered(db(), staff, roundId, [{ people, choices: ["b01-compact"] }]);
  return Promise.all(
    people.map(async (talent) => {
      const offer = await openOfferOf(db(), talent);
      if (!offer) throw new Error("everybody has an offer");
      return { talent, offerId: offer.id, unitId: offer.unitId };
    }),
  );
}

const accept = (actor: Actor, offerId: string, now = AFTER) =>
  acceptOffer(actor, offerId, { now, leaseId: newId(), authorised: true });

test("of fifty callers for one offer one signs, the person's other presses get that lease, strangers nothing, twenty rounds", async () => {
  const all = await offersFor(ROUNDS);
  const strangers = await Promise.all(Array.from({ length: 10 }, () => makeTalent(db())));
  for (const { talent, offerId, unitId } of all) {
    const presses = Array.from({ length: CALLERS - strangers.length }, () => accept(talent, offerId));
    const tries = strangers.map((stranger) => accept(stranger, offerId).catch((error: unknown) => error));
    const answers = await Promise.all(presses);
    expect(new Set(answers.map((answer) => granted(answer).leaseId)).size).toBe(1);
    for (const answer of await Promise.all(tries)) expect(answer).toBeInstanceOf(NotFound);
    const written = await db().reader.select().from(auditLog).where(eq(auditLog.entityId, offerId));
    expect(written).toHaveLength(1);
    expect(await db().reader.select().from(leases).where(eq(leases.unitId, unitId))).toHaveLength(1);
  }
});

test("fifty people who accept their own offers at once all get their lease, with numbers that differ", async () => {
  const all = await offersFor(CALLERS);
  const answers = await Promise.all(all.map(({ talent, offerId }) => accept(talent, offerId)));
  expect(new Set(answers.map((answer) => granted(answer).leaseNo)).size).toBe(CALLERS);
  const ids = all.map(({ unitId }) => unitId);
  expect(await db().reader.$count(units, and(inArray(units.id, ids), eq(units.status, "reserved")))).toBe(CALLERS);
});

test("an offer accepted, run out and taken back at the same instant ends in exactly one of them", async () => {
  const all = await offersFor(ROUNDS);
  const before = later(-1, DUE);
  const given = { reason: "核查后不符合条件", place: "passOn" } as const;
  const takeBack = (offerId: string) => withdrawOffer(staff[0], offerId, given, { now: before });
  const jobs = [expireOffers({ now: DUE }), expireOffers({ now: DUE })];
  const answers = all.map(async ({ talent, offerId }, index) => {
    // Whoever asks first is often first: they take turns.
    const early = index % 2 === 0 ? takeBack(offerId) : null;
    const accepted = accept(talent, offerId, before);
    const [done, takenBack] = await Promise.all([accepted, early ?? takeBack(offerId)]);
    return { offerId, accepted: done, takenBack };
  });
  const expired = (await Promise.all(jobs)).reduce((sum, done) => sum + done.expired, 0);
  const statuses: string[] = [];
  for (const { offerId, accepted, takenBack } of await Promise.all(answers)) {
    const [offer] = await db().reader.select().from(offers).where(eq(offers.id, offerId));
    expect([accepted.ok, takenBack.ok]).toEqual([offer?.status === "accepted", offer?.status === "withdrawn"]);
    for (const lost of [accepted, takenBack]) if (!lost.ok) expect(lost.reason).toBe("offer-closed");
    const signed = await db().reader.$count(leases, eq(leases.offerId, offerId));
    expect(signed).toBe(accepted.ok ? 1 : 0);
    statuses.push(offer?.status ?? "");
  }
  expect(statuses.filter((status) => status === "expired")).toHaveLength(expired);
  expect(statuses).not.toContain("open");
});
