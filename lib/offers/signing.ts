import { and, eq } from "drizzle-orm";
import type { Writer } from "#db/client";
import { leases, offers, roomTypes, rounds, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { loseTurn } from "../choosing/lost-turn.ts";
import { nextNumbers } from "../counters.ts";
import { dayAt } from "../days.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import { decidePlaceStatus } from "../inventory/rules-beds.ts";
import { tell } from "../notices/commands.ts";
import { placeRentFen } from "../rounds/rules-places.ts";
import { placeOf } from "./line.ts";
import { passOn } from "./passing.ts";
import { canAccept, decideAcceptance, type Offer } from "./rules.ts";
import {
  anyHoused,
  everybodyOf,
  otherApplications,
  placeTaken,
  type Tenant,
  tenantsOf,
  writeTenants,
} from "./tenants.ts";
import { leaveLists } from "./waiting.ts";

/** `authorised`: the person signs that subsidies go straight against the rent; otherwise they are paid to the person. */
export type SigningGiven = { now: Date; leaseId: string; authorised: boolean };
export type Signed = { leaseId: string; leaseNo: string };
type UnitStatus = (typeof units.$inferSelect)["status"];
type Signing = { tenants: Tenant[]; unitStatus: UnitStatus | null; rentFen: number; moveInOn: string };

/** Whether an open offer's lease can be signed at this instant, and with what. Nothing is written. */
export async function decideSigning(
  tx: Pick<Writer, "select">,
  offer: Offer,
  { now, authorised }: Pick<SigningGiven, "now" | "authorised">,
): Promise<Decision<Signing>> {
  const tenants = await tenantsOf(tx, offer, authorised);
  const alreadyHoused = await anyHoused(
    tx,
    tenants.map(({ personId }) => personId),
  );
  const possible = canAccept(offer, now, alreadyHoused);
  if (!possible.ok) return possible;
  const { unitStatus, beds, rentFen, moveInOn } = await factsFor(tx, offer);
  const reserved = decidePlaceStatus(unitStatus, "reserved", offer.bed);
  if (!reserved.ok || (await placeTaken(tx, offer))) return refuse("offer-unit-taken");
  return grant({ tenants, unitStatus: reserved.status, rentFen: placeRentFen(rentFen, beds, offer.bed), moveInOn });
}

/**
 * Signs the lease of an open offer under `leaseId`, as `decideSigning` allowed it in the same transaction: the unit is
 * reserved, waiting lists are left, and all tenants are told.
 */
export async function signOffer(
  tx: Writer,
  actor: Actor,
  offer: Offer,
  { tenants, unitStatus, rentFen, moveInOn }: Signing,
  { now, leaseId, authorised }: SigningGiven,
): Promise<Signed> {
  const today = dayAt(now);
  const decision = decideAcceptance(offer, now, {
    leaseId,
    sequence: await nextNumbers(tx, `lease:${today.slice(0, 4)}`),
    rentFen,
    draftedOn: today,
    startsOn: moveInOn > today ? moveInOn : today,
    alreadyHoused: false,
  });
  invariant(decision.ok, "what can be signed is signed");
  const { personId: _, ...lease } = decision.lease;
  await tx.insert(leases).values({ ...lease, bed: offer.bed, signedAt: now });
  await writeTenants(tx, leaseId, tenants, now);
  await tx.update(offers).set({ status: decision.status, decidedAt: now }).where(eq(offers.id, offer.id));
  if (unitStatus !== null) {
    const values = { status: unitStatus, statusReason: null, statusAt: now };
    await tx.update(units).set(values).where(eq(units.id, offer.unitId));
  }
  await leaveLists(tx, offer.applicationId, { status: "housed", kind: "accepted", now });
  const personIds = tenants.map((tenant) => tenant.personId);
  await leaveElsewhere(tx, offer, personIds, now);
  const { leaseNo, startsOn } = decision.lease;
  const detail = { leaseId, leaseNo, unitId: offer.unitId, authorised };
  await audit(tx, actor, "offer.accept", "offer", offer.id, now, detail);
  const values = { leaseNo, startsOn, ...(await placeOf(tx, offer.unitId)) };
  await tell(tx, personIds, { kind: "offer-accepted", values, at: now });
  return { leaseId, leaseNo };
}

/**
 * Whoever has signed a lease waits nowhere any more, holds no other offer and has no turn to choose in, in this round or
 * another, alone or in a group: what they cannot accept goes on at once, and those who applied with them are told.
 */
async function leaveElsewhere(tx: Writer, offer: Offer, personIds: readonly string[], now: Date): Promise<void> {
  for (const applicationId of await otherApplications(tx, personIds, offer.applicationId)) {
    const [open] = await tx
      .update(offers)
      .set({ status: "withdrawn", decidedAt: now, reasonCode: "housed" })
      .where(and(eq(offers.applicationId, applicationId), eq(offers.status, "open")))
      .returning();
    await leaveLists(tx, applicationId, { status: "housed", kind: "left", now });
    const told = await everybodyOf(tx, applicationId);
    await loseTurn(tx, applicationId, told, now);
    if (!open) continue;
    const values = await placeOf(tx, open.unitId);
    await tell(tx, told, { kind: "offer-lapsed", values, at: now });
    const { categoryId, unitId, bed } = open;
    await passOn(tx, open.roundId, { categoryId, unitId, bed }, now);
  }
}

/** The lease that an accepted offer became. */
export async function leaseOfOffer(tx: Pick<Writer, "select">, offerId: string): Promise<Signed | null> {
  const [lease] = await tx
    .select({ leaseId: leases.id, leaseNo: leases.leaseNo })
    .from(leases)
    .where(eq(leases.offerId, offerId));
  return lease ?? null;
}

async function factsFor(tx: Pick<Writer, "select">, offer: Offer) {
  const [facts] = await tx
    .select({
      unitStatus: units.status,
      beds: roomTypes.beds,
      rentFen: roomTypes.rentFen,
      moveInOn: rounds.moveInOn,
    })
    .from(units)
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .innerJoin(rounds, eq(rounds.id, offer.roundId))
    .where(eq(units.id, offer.unitId));
  invariant(facts, "an offer's unit and round exist");
  return facts;
}
