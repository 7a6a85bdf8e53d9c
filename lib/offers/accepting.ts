import { and, eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { leases, offers, roomTypes, rounds, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { nextNumbers } from "../counters.ts";
import { dayAt } from "../days.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import { decidePlaceStatus } from "../inventory/rules-beds.ts";
import { tell } from "../notices/commands.ts";
import { placeRentFen } from "../rounds/rules-places.ts";
import { placeOf } from "./line.ts";
import { passOn } from "./passing.ts";
import { findOffer, type OfferRow } from "./record.ts";
import { canAccept, decideAcceptance } from "./rules.ts";
import { anyHoused, otherApplications, placeTaken, tenantsOf, writeTenants } from "./tenants.ts";
import { leaveLists } from "./waiting.ts";

/**
 * Accepts an offer: signs its lease under `leaseId` and reserves the unit. `authorised`: the person signs that subsidies
 * go straight against the rent; otherwise they are paid to the person. Accepting what one has accepted answers the same lease.
 */
export const acceptOffer = (
  actor: Actor,
  offerId: string,
  { now, leaseId, authorised }: { now: Date; leaseId: string; authorised: boolean },
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
    if (!reserved.ok || (await placeTaken(tx, offer))) return refuse("offer-unit-taken");
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
    await leaveElsewhere(tx, offer, personIds, now);
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

/**
 * Whoever has signed a lease waits nowhere any more and holds no other offer, in this round or another, alone or in a
 * group: what they cannot accept goes on at once, and those who applied with them are told.
 */
async function leaveElsewhere(tx: Writer, offer: OfferRow, personIds: readonly string[], now: Date): Promise<void> {
  for (const applicationId of await otherApplications(tx, personIds, offer.applicationId)) {
    const [open] = await tx
      .update(offers)
      .set({ status: "withdrawn", decidedAt: now, reasonCode: "housed" })
      .where(and(eq(offers.applicationId, applicationId), eq(offers.status, "open")))
      .returning();
    await leaveLists(tx, applicationId, { status: "housed", kind: "left", now });
    if (!open) continue;
    const everybody = await tenantsOf(tx, open, false);
    const values = await placeOf(tx, open.unitId);
    const told = everybody.map(({ personId }) => personId);
    await tell(tx, told, { kind: "offer-lapsed", values, at: now });
    const { categoryId, unitId, bed } = open;
    await passOn(tx, open.roundId, { categoryId, unitId, bed }, now);
  }
}

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
