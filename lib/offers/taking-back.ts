import { eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { applications, offers, rounds, waitlist } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, invariant, NotFound, refuse } from "../errors.ts";
import { othersHave } from "../inventory/rules-beds.ts";
import { tell } from "../notices/commands.ts";
import { placeOf, waitRow } from "./line.ts";
import { othersIn, passOn, setFreedStatus } from "./passing.ts";
import { findOffer, type OfferRow } from "./record.ts";
import { decideLeaving, decideOfferWithdrawal } from "./rules.ts";
import type { WithdrawnPlace } from "./rules-reasons.ts";
import { leaveLists, returnToList } from "./waiting.ts";

type Given = { now: Date };

/**
 * Staff take back an open offer, for a reason that its person is told; it never counts as a refusal. `passOn`: the person
 * cannot have the place, it goes to the next in line at once, and their wait for that category ends. `outOfService`: the
 * place cannot be let, its unit is out of order, and the person waits at the head of the line for the next one.
 */
export const withdrawOffer = (
  actor: Actor,
  offerId: string,
  given: { reason: string; place: WithdrawnPlace },
  { now }: Given,
): Promise<Decision<{ nextOfferId: string | null }>> =>
  transaction(async (tx) => {
    authorize(actor, "offer.withdraw");
    const offer = await findOffer(tx, offerId);
    const decision = decideOfferWithdrawal(offer, given.reason, given.place);
    if (!decision.ok) return decision;
    const others = await othersIn(tx, offer.unitId);
    // The offer itself is one of the open ones.
    const alone = !othersHave({ ...others, openOffers: others.openOffers - 1 });
    if (given.place === "outOfService" && !alone) return refuse("offer-unit-lived-in");
    const { ok: _, ...answer } = decision;
    await tx
      .update(offers)
      .set({ ...answer, decidedAt: now })
      .where(eq(offers.id, offerId));
    const { reason, reasonCode } = answer;
    const after = given.place === "outOfService" ? takeOutOfService : giveToNext;
    const nextOfferId = await after(tx, offer, reason, now);
    await audit(tx, actor, "offer.withdraw", "offer", offerId, now, { reasonCode, reason, nextOfferId });
    return grant({ nextOfferId });
  });

async function giveToNext(tx: Writer, offer: OfferRow, reason: string, now: Date): Promise<string | null> {
  const { applicationId, personId, categoryId, unitId, bed } = offer;
  await leaveLists(tx, applicationId, { status: "left", kind: "withdrawn", now, categoryId });
  const values = { ...(await placeOf(tx, unitId)), reason };
  await tell(tx, personId, { kind: "offer-withdrawn", values, at: now });
  return passOn(tx, offer.roundId, { categoryId, unitId, bed }, now);
}

async function takeOutOfService(tx: Writer, offer: OfferRow, reason: string, now: Date): Promise<null> {
  const { roundId, applicationId, personId, categoryId, unitId } = offer;
  await setFreedStatus(tx, unitId, { to: "outOfOrder", reason }, now);
  const [round] = await tx.select({ until: rounds.waitlistUntil }).from(rounds).where(eq(rounds.id, roundId));
  const served = round?.until != null && now < round.until;
  if (served) await returnToList(tx, { roundId, categoryId, applicationId }, now);
  else await leaveLists(tx, applicationId, { status: "left", kind: "withdrawn", now, categoryId });
  const kind = served ? "offer-withdrawn-first" : "offer-withdrawn";
  await tell(tx, personId, { kind, values: { ...(await placeOf(tx, unitId)), reason }, at: now });
  return null;
}

/** Gives up one's place in one waiting list; the other lists go on. What is offered already is answered as an offer. */
export const leaveWaiting = (
  actor: Actor,
  applicationId: string,
  categoryId: string,
  { now }: Given,
): Promise<Decision<object>> =>
  transaction(async (tx) => {
    const [application] = await tx.select().from(applications).where(eq(applications.id, applicationId));
    if (!application) throw new NotFound();
    authorize(actor, "waiting.leave", application);
    const { roundId, personId } = application;
    const [row] = await tx.select().from(waitlist).where(waitRow({ roundId, categoryId, applicationId }));
    if (!row) throw new NotFound();
    const decision = decideLeaving(row.status);
    if (!decision.ok) return decision;
    await leaveLists(tx, applicationId, { status: "left", kind: "left", now, categoryId });
    await audit(tx, actor, "waiting.leave", "application", applicationId, now, { categoryId });
    const [round] = await tx.select({ code: rounds.code }).from(rounds).where(eq(rounds.id, roundId));
    invariant(round, "an application's round exists");
    await tell(tx, personId, { kind: "waiting-left", values: { code: round.code }, at: now });
    return grant({});
  });
