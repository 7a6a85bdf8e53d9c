import { type Decision, grant, type Refusal, refuse } from "../errors.ts";
import { type DraftedLease, draftLease, type LeaseGiven, type LeaseTerms } from "../leases/rules.ts";

export type OfferStatus = "open" | "accepted" | "declined" | "expired" | "withdrawn";

export type Offer = {
  id: string;
  roundId: string;
  applicationId: string;
  personId: string;
  unitId: string;
  roomTypeId: string;
  status: OfferStatus;
  offeredAt: Date;
  /** the first instant at which it can no longer be accepted */
  expiresAt: Date;
};

function notAnswerable(offer: Offer, now: Date): Refusal | null {
  if (offer.status !== "open") return refuse("offer-closed", { status: offer.status });
  if (now >= offer.expiresAt) return refuse("offer-expired", { expiresAt: offer.expiresAt.toISOString() });
  return null;
}

/** What the lease needs beyond the offer, and whether the person already has another accepted offer or a running lease. */
export type AcceptanceGiven = Pick<LeaseGiven, "leaseId" | "sequence" | "rentFen" | "draftedOn" | "startsOn"> & {
  alreadyHoused: boolean;
};

/** Whether the offer can be accepted at all at this instant; one person never holds two units. */
export function canAccept(offer: Offer, now: Date, alreadyHoused: boolean): Decision {
  return notAnswerable(offer, now) ?? (alreadyHoused ? refuse("offer-already-housed") : grant({}));
}

/** Accepting signs the lease. */
export function decideAcceptance(
  offer: Offer,
  now: Date,
  given: AcceptanceGiven,
  terms?: LeaseTerms,
): Decision<{ status: "accepted"; lease: DraftedLease }> {
  const { alreadyHoused, ...lease } = given;
  const possible = canAccept(offer, now, alreadyHoused);
  if (!possible.ok) return possible;
  const { personId, unitId } = offer;
  return grant({ status: "accepted", lease: draftLease({ ...lease, offerId: offer.id, personId, unitId }, terms) });
}

export const decideDecline = (offer: Offer, now: Date): Decision<{ status: "declined" }> =>
  notAnswerable(offer, now) ?? grant({ status: "declined" });

/** An open offer expires from the instant `expiresAt` on, exactly where it can no longer be accepted. */
export function decideExpiry(offer: Offer, now: Date): Decision<{ status: "expired" }> {
  if (offer.status !== "open") return refuse("offer-closed", { status: offer.status });
  if (now < offer.expiresAt) return refuse("offer-not-due", { expiresAt: offer.expiresAt.toISOString() });
  return grant({ status: "expired" });
}

/** Staff take back an open offer, with a reason that the person is told. */
export function decideOfferWithdrawal(offer: Offer, reason: string): Decision<{ status: "withdrawn"; reason: string }> {
  if (offer.status !== "open") return refuse("offer-closed", { status: offer.status });
  const told = reason.trim();
  return told === "" ? refuse("offer-withdrawal-reason-missing") : grant({ status: "withdrawn", reason: told });
}

export type RankedApplication = {
  applicationId: string;
  /** the rank of the draw, from 1 */
  rank: number;
  status: "submitted" | "withdrawn";
  choices: readonly string[];
  anyOther: boolean;
  hasOpenOrAcceptedOffer: boolean;
  /** offers of this round declined or left to expire */
  refusals: number;
  declinedRoomTypeIds: readonly string[];
};

/** The round's published rule for refusals (弃选). */
export type RefusalRule = { /** this many refusals or expiries end the part in this round */ out: number };
export const ONE_REFUSAL_IS_OUT: RefusalRule = { out: 1 };

/**
 * Who is offered a room type that became free: the best rank among those who asked for it, hold no offer of this round and
 * are not out by its rule. Nobody is offered again a room type they declined. Null when nobody waits.
 */
export function nextInLine(given: {
  roomTypeId: string;
  ranked: readonly RankedApplication[];
  rule?: RefusalRule;
}): string | null {
  const { roomTypeId, ranked, rule = ONE_REFUSAL_IS_OUT } = given;
  let best: RankedApplication | null = null;
  for (const application of ranked) {
    if (application.status !== "submitted" || application.hasOpenOrAcceptedOffer) continue;
    if (application.refusals >= rule.out || application.declinedRoomTypeIds.includes(roomTypeId)) continue;
    if (!application.anyOther && !application.choices.includes(roomTypeId)) continue;
    if (best === null || application.rank < best.rank) best = application;
  }
  return best?.applicationId ?? null;
}
