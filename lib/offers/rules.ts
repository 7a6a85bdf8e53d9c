import { type Decision, grant, type Refusal, refuse, refuseFields } from "../errors.ts";
import { type DraftedLease, draftLease, type LeaseGiven, type LeaseTerms } from "../leases/rules.ts";
import type { DeclineReason, WithdrawalReason, WithdrawnPlace } from "./rules-reasons.ts";

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

/** Declining needs a reason from the list; "other" needs a word of one's own, everything else may have one. */
export function decideDecline(
  offer: Offer,
  now: Date,
  given: { reason: DeclineReason; note: string | null },
): Decision<{ status: "declined"; reasonCode: DeclineReason; reason: string | null }> {
  const closed = notAnswerable(offer, now);
  if (closed) return closed;
  const note = given.note?.trim() || null;
  if (given.reason === "other" && note === null)
    return refuseFields([{ field: "note", reason: "offer-decline-note-missing" }]);
  return grant({ status: "declined", reasonCode: given.reason, reason: note });
}

/** An open offer expires from the instant `expiresAt` on, exactly where it can no longer be accepted. */
export function decideExpiry(offer: Offer, now: Date): Decision<{ status: "expired" }> {
  if (offer.status !== "open") return refuse("offer-closed", { status: offer.status });
  if (now < offer.expiresAt) return refuse("offer-not-due", { expiresAt: offer.expiresAt.toISOString() });
  return grant({ status: "expired" });
}

/** Staff take back an open offer, with a reason that the person is told; what becomes of the place is said with it. */
export function decideOfferWithdrawal(
  offer: Offer,
  reason: string,
  place: WithdrawnPlace,
): Decision<{ status: "withdrawn"; reason: string; reasonCode: WithdrawalReason }> {
  if (offer.status !== "open") return refuse("offer-closed", { status: offer.status });
  const told = reason.trim();
  if (told === "") return refuseFields([{ field: "reason", reason: "offer-withdrawal-reason-missing" }]);
  return grant({ status: "withdrawn", reason: told, reasonCode: place === "outOfService" ? "outOfService" : "staff" });
}

/** How many more refusals the round's rule leaves; 0: the next one ends the part in the round. */
export const refusalsLeft = (out: number, refusals: number): number => Math.max(0, out - refusals - 1);

/** Only who waits can stop waiting: an offer is answered, and what has ended has ended. */
export function decideLeaving(status: "waiting" | "offered" | "housed" | "left" | "out"): Decision {
  if (status === "waiting") return grant({});
  return status === "offered" ? refuse("waiting-offered") : refuse("waiting-ended");
}
