import { and, eq, isNull, lte, or } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { offers, roundPlaces, turns } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { tell } from "../notices/commands.ts";
import { decideSigning, leaseOfOffer, type Signed, type SigningGiven, signOffer } from "../offers/signing.ts";
import { tenantsOf } from "../offers/tenants.ts";
import { type Place, placeId } from "../rounds/rules-places.ts";
import { atPlace, type Grounds, groundsOf, placeWith, releaseHolds } from "./grounds.ts";
import { decideHold, decidePass, decideTake, holderAt } from "./rules.ts";

type Given = { now: Date };

/**
 * Holds a place for the actor until the round's minutes are over or the turn ends. ONE update decides between any number
 * of callers: a place that is taken, or held by somebody else and not run out, is not matched. Holding another place lets
 * go of the first; holding the same one again changes nothing, so that no hold is ever made longer.
 */
export const holdPlace = (
  actor: Actor,
  roundId: string,
  place: Place,
  { now }: Given,
): Promise<Decision<{ until: Date }>> =>
  transaction(async (tx) => {
    authorize(actor, "choosing.hold", actor);
    const { round, turn, application, chooser } = await groundsOf(tx, roundId, actor.personId ?? "");
    const wanted = await placeWith(tx, roundId, place);
    const decision = decideHold(turn, chooser, wanted.category, round.choosing, now);
    if (!decision.ok) return decision;
    const mine = holderAt(wanted.place, now) === application.id ? wanted.place.heldUntil : null;
    if (mine !== null) return grant({ until: mine });
    const { until } = decision;
    const free = or(
      isNull(roundPlaces.heldBy),
      eq(roundPlaces.heldBy, application.id),
      lte(roundPlaces.heldUntil, now),
    );
    const [held] = await tx
      .update(roundPlaces)
      .set({ heldBy: application.id, heldUntil: until })
      .where(and(atPlace(roundId, place), isNull(roundPlaces.takenBy), free))
      .returning({ unitId: roundPlaces.unitId });
    if (!held) return refuse(wanted.place.takenBy === null ? "place-held" : "place-taken");
    const released = await releaseHolds(tx, roundId, application.id, { now, except: place });
    const detail = { applicationId: application.id, place: placeId(place), until, released };
    await audit(tx, actor, "choosing.hold", "round", roundId, now, detail);
    return grant({ until });
  });

/** Lets go of what the actor holds, so that others can have it at once. */
export const letGo = (actor: Actor, roundId: string, { now }: Given): Promise<Decision<{ released: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "choosing.hold", actor);
    const { application } = await groundsOf(tx, roundId, actor.personId ?? "");
    const released = await releaseHolds(tx, roundId, application.id, { now });
    const detail = { applicationId: application.id, place: null, released };
    if (released > 0) await audit(tx, actor, "choosing.hold", "round", roundId, now, detail);
    return grant({ released });
  });

/**
 * Takes the held place for good: the place, the turn, an offer accepted at once and its signed lease are written together
 * (the lease is signed as every other one: lib/offers/signing.ts). Confirming twice answers the same lease.
 */
export const takePlace = (
  actor: Actor,
  roundId: string,
  place: Place,
  given: SigningGiven,
): Promise<Decision<Signed>> =>
  transaction(async (tx) => {
    authorize(actor, "choosing.take", actor);
    const grounds = await groundsOf(tx, roundId, actor.personId ?? "");
    const { turn, application } = grounds;
    const wanted = await placeWith(tx, roundId, place);
    const again = wanted.place.takenBy === application.id ? await leaseOfPlace(tx, application.id) : null;
    if (again) return grant(again);
    const decision = decideTake(turn, wanted.place, application.id, given.now);
    if (!decision.ok) return decision;
    const { now } = given;
    const offer = offerOf(grounds, { ...place, categoryId: wanted.category.id }, now);
    const signing = await decideSigning(tx, offer, given);
    if (!signing.ok) return signing;
    const taken = await tx
      .update(roundPlaces)
      .set({ takenBy: application.id, takenAt: now, heldBy: null, heldUntil: null })
      .where(and(atPlace(roundId, place), isNull(roundPlaces.takenBy), eq(roundPlaces.heldBy, application.id)))
      .returning({ unitId: roundPlaces.unitId });
    invariant(taken.length === 1, "a place that was seen held by the applicant is there to be taken");
    await endTurn(tx, grounds, "chosen", now);
    await tx.insert(offers).values(offer);
    const signed = await signOffer(tx, actor, offer, signing, given);
    const detail = { applicationId: application.id, place: placeId(place), offerId: offer.id, leaseId: signed.leaseId };
    await audit(tx, actor, "choosing.take", "round", roundId, now, detail);
    return grant(signed);
  });

/** What was chosen is offered for that one instant, so that a lease always has its offer. */
const offerOf = (
  { round, turn, application }: Grounds,
  place: Place & { categoryId: string },
  now: Date,
): typeof offers.$inferInsert & { status: "open" } => ({
  id: newId(),
  roundId: round.id,
  applicationId: application.id,
  personId: application.personId,
  ...place,
  status: "open",
  offeredAt: now,
  expiresAt: turn.endsAt,
});

async function leaseOfPlace(tx: Writer, applicationId: string): Promise<Signed | null> {
  const accepted = and(eq(offers.applicationId, applicationId), eq(offers.status, "accepted"));
  const [offer] = await tx.select({ id: offers.id }).from(offers).where(accepted);
  return offer ? leaseOfOffer(tx, offer.id) : null;
}

async function endTurn(tx: Writer, { round, application }: Grounds, status: "chosen" | "passed", now: Date) {
  const ended = await tx
    .update(turns)
    .set({ status, decidedAt: now })
    .where(and(eq(turns.roundId, round.id), eq(turns.applicationId, application.id), eq(turns.status, "waiting")))
    .returning({ rank: turns.rank });
  invariant(ended.length === 1, "a turn that waits is there to be ended");
}

/** Passes for good (弃选), in one's turn or before it: nothing more is chosen in this round. All who applied are told. */
export const passTurn = (
  actor: Actor,
  roundId: string,
  { now }: Given,
): Promise<Decision<{ outcome: "passed" | "unchanged" }>> =>
  transaction(async (tx) => {
    authorize(actor, "choosing.pass", actor);
    const grounds = await groundsOf(tx, roundId, actor.personId ?? "");
    const { round, turn, application } = grounds;
    const decision = decidePass(turn, now);
    if (!decision.ok || decision.outcome === "unchanged") return decision;
    await releaseHolds(tx, roundId, application.id, { now });
    await endTurn(tx, grounds, "passed", now);
    await audit(tx, actor, "choosing.pass", "round", roundId, now, { applicationId: application.id });
    const tenants = await tenantsOf(tx, { applicationId: application.id, personId: application.personId }, false);
    const values = { code: round.code, receiptNo: application.receiptNo };
    const told = tenants.map(({ personId }) => personId);
    await tell(tx, told, { kind: "turn-passed", values, at: now });
    return decision;
  });
