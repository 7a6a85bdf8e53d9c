import { and, asc, eq, inArray, lte } from "drizzle-orm";
import { reader, transaction, type Writer } from "#db/client";
import { offers, rounds } from "#db/schema";
import { type Actor, system } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, NotFound } from "../errors.ts";
import { tell } from "../notices/commands.ts";
import { passOn, placeOf } from "./line.ts";
import { decideDecline, decideExpiry } from "./rules.ts";
import { decideSigning, leaseOfOffer, type Signed, type SigningGiven, signOffer } from "./signing.ts";
import { leaveAfterRefusal } from "./waiting.ts";

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
export const acceptOffer = (actor: Actor, offerId: string, given: SigningGiven): Promise<Decision<Signed>> =>
  transaction(async (tx) => {
    const offer = await findOffer(tx, offerId);
    authorize(actor, "offer.accept", offer);
    // A second press, or a page sent again: the answer is the lease that the first one signed.
    const signed = offer.status === "accepted" ? await leaseOfOffer(tx, offerId) : null;
    if (signed) return grant(signed);
    const decision = await decideSigning(tx, offer, given);
    return decision.ok ? grant(await signOffer(tx, actor, offer, decision, given)) : decision;
  });

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
