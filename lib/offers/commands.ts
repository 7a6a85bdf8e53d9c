import { and, asc, eq, inArray, lte } from "drizzle-orm";
import { reader, transaction, type Writer } from "#db/client";
import { leases, offers, roomTypes, rounds, units } from "#db/schema";
import { type Actor, system } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { nextNumbers } from "../counters.ts";
import { dayAt } from "../days.ts";
import { type Decision, grant, invariant, NotFound, refuse } from "../errors.ts";
import { decidePlaceStatus } from "../inventory/rules-beds.ts";
import { tell } from "../notices/commands.ts";
import { placeRentFen } from "../rounds/rules-places.ts";
import { passOn, placeOf } from "./line.ts";
import { canAccept, decideAcceptance, decideDecline, decideExpiry } from "./rules.ts";
import { anyHoused, tenantsOf, writeTenants } from "./tenants.ts";
import { leaveAfterRefusal, leaveLists } from "./waiting.ts";

type Given = { now: Date };

type OfferRow = typeof offers.$inferSelect;

async function findOffer(tx: Writer, offerId: string) {
  const [offer] = await tx.select().from(offers).where(eq(offers.id, offerId));
  if (!offer) throw new NotFound();
  return offer;
}

/**
 * Accepts an offer: signs its lease under `leaseId` and reserves the unit. `authorised`: the person signs that subsidies
 * go straight against the rent; otherwise they are paid to the person. Accepting what one has accepted answers the same lease.
 */
export const acceptOffer = (
  actor: Actor,
  offerId: string,
  { now, leaseId, authorised }: Given & { leaseId: string; authorised: boolean },
): Promise<Decision<{ leaseId: string; leaseNo: string }>> =>
  transaction(async (tx) => {
    const offer = await findOffer(tx, offerId);
    authorize(actor, "offer.accept", offer);
    // A second press, or a page sent again: the answer is the lease that the first one signed.
    const signed = offer.status === "accepted" ? await leaseOfOffer(tx, offerId) : null;
    if (signed) return grant(signed);
    const tenants = await tenantsOf(tx, offer, authorised);
    const personIds = tenants.map(({ personId }) => personId);
    const alreadyHoused = await anyHoused(tx, personIds);
    const possible = canAccept(offer, now, alreadyHoused);
    if (!possible.ok) return possible;
    const facts = await factsFor(tx, offer);
    const reserved = decidePlaceStatus(facts.unitStatus, "reserved", offer.bed);
    if (!reserved.ok) return refuse("offer-unit-taken");
    const today = dayAt(now);
    const decision = decideAcceptance(offer, now, {
      leaseId,
      sequence: await nextNumbers(tx, `lease:${today.slice(0, 4)}`),
      rentFen: facts.rentFen,
      draftedOn: today,
      startsOn: facts.moveInOn > today ? facts.moveInOn : today,
      alreadyHoused,
    });
    if (!decision.ok) return decision;
    const { personId: _, ...lease } = decision.lease;
    await tx.insert(leases).values({ ...lease, bed: offer.bed, signedAt: now });
    await writeTenants(tx, leaseId, tenants, now);
    await tx.update(offers).set({ status: decision.status, decidedAt: now }).where(eq(offers.id, offerId));
    if (reserved.status !== null) {
      const values = { status: reserved.status, statusReason: null, statusAt: now };
      await tx.update(units).set(values).where(eq(units.id, offer.unitId));
    }
    await leaveLists(tx, offer.applicationId, { status: "housed", kind: "accepted", now });
    const { leaseNo } = decision.lease;
    await audit(tx, actor, "offer.accept", "offer", offerId, now, {
      leaseId,
      leaseNo,
      unitId: offer.unitId,
      authorised,
    });
    const values = { leaseNo, startsOn: decision.lease.startsOn, ...(await placeOf(tx, offer.unitId)) };
    await tell(tx, personIds, { kind: "offer-accepted", values, at: now });
    return grant({ leaseId, leaseNo });
  });

async function leaseOfOffer(tx: Writer, offerId: string): Promise<{ leaseId: string; leaseNo: string } | null> {
  const [lease] = await tx
    .select({ leaseId: leases.id, leaseNo: leases.leaseNo })
    .from(leases)
    .where(eq(leases.offerId, offerId));
  return lease ?? null;
}

async function factsFor(tx: Writer, offer: OfferRow) {
  const [facts] = await tx
    .select({
      unitStatus: units.status,
      beds: roomTypes.beds,
      rentFen: roomTypes.rentFen,
      moveInOn: rounds.moveInOn,
      terms: rounds.terms,
    })
    .from(units)
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .innerJoin(rounds, eq(rounds.id, offer.roundId))
    .where(eq(units.id, offer.unitId));
  invariant(facts, "an offer's unit and round exist");
  return { ...facts, rentFen: placeRentFen(facts.rentFen, facts.beds, offer.bed) };
}

/** Whether one more refusal ends the part in the round, this one included. */
async function outAfterRefusal(tx: Writer, offer: OfferRow): Promise<boolean> {
  const [round] = await tx.select({ terms: rounds.terms }).from(rounds).where(eq(rounds.id, offer.roundId));
  const refused = and(eq(offers.applicationId, offer.applicationId), inArray(offers.status, ["declined", "expired"]));
  return (await tx.$count(offers, refused)) >= (round?.terms.refusalsOut ?? 1);
}

/** The place goes on to the next in line at once. */
async function goOn(tx: Writer, offer: OfferRow, kind: "declined" | "expired", now: Date): Promise<string | null> {
  await leaveAfterRefusal(tx, offer, { kind, out: await outAfterRefusal(tx, offer), now });
  const { categoryId, unitId, bed } = offer;
  return passOn(tx, offer.roundId, { categoryId, unitId, bed }, now);
}

/** Declines an offer; the unit goes to the next in line at once. */
export const declineOffer = (
  actor: Actor,
  offerId: string,
  reason: string | null,
  { now }: Given,
): Promise<Decision<object>> =>
  transaction(async (tx) => {
    const offer = await findOffer(tx, offerId);
    authorize(actor, "offer.decline", offer);
    const decision = decideDecline(offer, now);
    if (!decision.ok) return decision;
    const told = reason?.trim() || null;
    await tx
      .update(offers)
      .set({ status: decision.status, decidedAt: now, reason: told })
      .where(eq(offers.id, offerId));
    const nextOfferId = await goOn(tx, offer, "declined", now);
    await audit(tx, actor, "offer.decline", "offer", offerId, now, { unitId: offer.unitId, nextOfferId });
    await tell(tx, offer.personId, { kind: "offer-declined", values: await placeOf(tx, offer.unitId), at: now });
    return grant({});
  });

/**
 * Ends every offer whose time is up and offers its unit to the next in line, one transaction an offer: a stopped run
 * goes on where it was, and several instances at once do each offer once. Gives what this run did.
 * @throws AggregateError after the others are done, when some could not be ended
 */
export async function expireOffers({ now }: Given): Promise<{ expired: number; offered: number }> {
  authorize(system, "offer.expire");
  const due = await (await reader())
    .select({ id: offers.id })
    .from(offers)
    .where(and(eq(offers.status, "open"), lte(offers.expiresAt, now)))
    .orderBy(asc(offers.expiresAt), asc(offers.id));
  const done = { expired: 0, offered: 0 };
  const failures: unknown[] = [];
  for (const { id } of due) {
    const outcome = await expireOffer(id, now).catch((error: unknown) => void failures.push(error));
    if (!outcome?.ok) continue;
    done.expired += 1;
    if (outcome.nextOfferId !== null) done.offered += 1;
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} offers could not be ended`);
  return done;
}

const expireOffer = (offerId: string, now: Date): Promise<Decision<{ nextOfferId: string | null }>> =>
  transaction(async (tx) => {
    const offer = await findOffer(tx, offerId);
    const decision = decideExpiry(offer, now);
    if (!decision.ok) return decision;
    await tx.update(offers).set({ status: decision.status, decidedAt: now }).where(eq(offers.id, offerId));
    const nextOfferId = await goOn(tx, offer, "expired", now);
    await audit(tx, system, "offer.expire", "offer", offerId, now, { unitId: offer.unitId, nextOfferId });
    await tell(tx, offer.personId, { kind: "offer-expired", values: await placeOf(tx, offer.unitId), at: now });
    return grant({ nextOfferId });
  });
