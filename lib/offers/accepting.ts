import { transaction } from "#db/client";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant } from "../errors.ts";
import { findOffer } from "./record.ts";
import { decideSigning, leaseOfOffer, type Signed, type SigningGiven, signOffer } from "./signing.ts";

/** Accepts an offer: signs its lease and reserves the unit. Accepting what one has accepted answers the same lease. */
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
