import { and, asc, eq, inArray, lte } from "drizzle-orm";
import { reader, transaction, type Writer } from "#db/client";
import { offers, rounds } from "#db/schema";
import { type Actor, system } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, invariant } from "../errors.ts";
import { tell } from "../notices/commands.ts";
import { placeOf } from "./line.ts";
import { passOn } from "./passing.ts";
import { findOffer, type OfferRow } from "./record.ts";
import { decideDecline, decideExpiry } from "./rules.ts";
import type { DeclineReason } from "./rules-reasons.ts";
import { leaveAfterRefusal } from "./waiting.ts";

type Given = { now: Date };

/** What a refusal does by the round's rule, this one included: whether it ends the part in the round. */
async function afterRefusal(tx: Writer, offer: OfferRow): Promise<{ out: boolean; code: string }> {
  const [round] = await tx
    .select({ terms: rounds.terms, code: rounds.code })
    .from(rounds)
    .where(eq(rounds.id, offer.roundId));
  invariant(round, "an offer's round exists");
  const refused = and(eq(offers.applicationId, offer.applicationId), inArray(offers.status, ["declined", "expired"]));
  return { out: (await tx.$count(offers, refused)) >= round.terms.refusalsOut, code: round.code };
}

/** The place goes on to the next in line at once; who is out of the round by its rule is told which lists end with it. */
async function goOn(tx: Writer, offer: OfferRow, how: "declined" | "expired", now: Date): Promise<string | null> {
  const { out, code } = await afterRefusal(tx, offer);
  const left = await leaveAfterRefusal(tx, offer, { kind: how, out, now });
  const { personId, categoryId, unitId, bed } = offer;
  const kind = how === "declined" ? "offer-declined" : "offer-expired";
  await tell(tx, personId, { kind, values: await placeOf(tx, unitId), at: now });
  if (out && left > 0) await tell(tx, personId, { kind: "waiting-out", values: { code, count: left }, at: now });
  return passOn(tx, offer.roundId, { categoryId, unitId, bed }, now);
}

/** Declines an offer for a reason from the list; the place goes to the next in line at once. */
export const declineOffer = (
  actor: Actor,
  offerId: string,
  given: { reason: DeclineReason; note: string | null },
  { now }: Given,
): Promise<Decision<{ nextOfferId: string | null }>> =>
  transaction(async (tx) => {
    const offer = await findOffer(tx, offerId);
    authorize(actor, "offer.decline", offer);
    const decision = decideDecline(offer, now, given);
    if (!decision.ok) return decision;
    const { ok: _, ...answer } = decision;
    await tx
      .update(offers)
      .set({ ...answer, decidedAt: now })
      .where(eq(offers.id, offerId));
    const nextOfferId = await goOn(tx, offer, "declined", now);
    const { unitId } = offer;
    await audit(tx, actor, "offer.decline", "offer", offerId, now, { unitId, reason: given.reason, nextOfferId });
    return grant({ nextOfferId });
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
    return grant({ nextOfferId });
  });
