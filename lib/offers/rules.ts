import { type Decision, grant, type Refusal, refuse } from "../errors.ts";
import { type DraftedLease, draftLease, type LeaseGiven, type LeaseTerms } from "../leases/rules.ts";

export type OfferStatus = "open" | "accepted" | "declined" | "expired" | "withdrawn";

export type Offer = {
  id: string;
  roundId: string;
  applicationId: string;
  personId: string;
  categoryId: string;
  unitId: string;
  /** 0 for the whole unit */
  bed: number;
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

export type InLine = {
  applicationId: string;
  hasOpenOrAcceptedOffer: boolean;
  /** offers of this round declined or left to expire */
  refusals: number;
  refusedCategoryIds: readonly string[];
};

/** The round's published rule for refusals (弃选). */
export type RefusalRule = { /** this many refusals or expiries end the part in this round */ out: number };

/**
 * Who is offered a place of a category that came free: the first of the line, who stand in the category's order, that
 * holds no offer of this round and is not out by its rule. Nobody is offered again a category they refused. Null when
 * nobody is left.
 */
export function nextInLine(given: { categoryId: string; line: readonly InLine[]; rule: RefusalRule }): string | null {
  const { categoryId, line, rule } = given;
  const next = line.find(
    ({ hasOpenOrAcceptedOffer, refusals, refusedCategoryIds }) =>
      !hasOpenOrAcceptedOffer && refusals < rule.out && !refusedCategoryIds.includes(categoryId),
  );
  return next?.applicationId ?? null;
}
