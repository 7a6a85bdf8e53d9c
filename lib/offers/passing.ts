import { and, asc, eq, gt, inArray, isNull, ne } from "drizzle-orm";
import type { Writer } from "#db/client";
import { leases, offers, roundCategories, roundPlaces, rounds, units, waitlist } from "#db/schema";
import { invariant } from "../errors.ts";
import { decideFreedStatus, type OthersInUnit } from "../inventory/rules-beds.ts";
import { promisedBeds } from "../rounds/promised-beds.ts";
import { headOfLine } from "./head.ts";
import { makeOffers, noteWaitEvent, type OfferPlace, waitRow } from "./line.ts";
import { leaveLists } from "./waiting.ts";

type RoundRow = typeof rounds.$inferSelect;
/** What a category stands for: the same in every round. */
export type PlaceKind = { buildingId: string; roomTypeId: string; gender: "female" | "male" | null };
type Place = { unitId: string; bed: number };

/** Each step gives somebody more than they had, so a chain ends by itself; longer than this something is broken. */
const LONGEST_CHAIN = 10_000;

/**
 * Offers a place that came free to the next in line of its category, in the same transaction; the place that an upgrade
 * leaves behind goes on in its own line, and so on to the end (lib/offers/rules-line.ts has the model). Gives the id of
 * the place's own offer, null when nobody of the round waits: a place of the round then stays held until the round is
 * finished; of a finished round, or come from elsewhere, it goes to whoever waits in another one, or is vacant again.
 */
export async function passOn(tx: Writer, roundId: string, place: OfferPlace, now: Date): Promise<string | null> {
  const round = await roundRow(tx, roundId);
  invariant(round.waitlistUntil, "places are passed on only once the waiting lists are open");
  const offerId = await offerDown(tx, round, place, now);
  if (offerId === null) await settle(tx, round, place, now);
  return offerId;
}

async function roundRow(tx: Writer, roundId: string): Promise<RoundRow> {
  const [round] = await tx.select().from(rounds).where(eq(rounds.id, roundId));
  invariant(round, `no round ${roundId}`);
  return round;
}

/** The place down its line and what follows from it; null when nobody of this round takes the place. */
async function offerDown(tx: Writer, round: RoundRow, place: OfferPlace, now: Date): Promise<string | null> {
  if (!round.waitlistUntil || now >= round.waitlistUntil) return null;
  let first: string | null = null;
  for (let at: OfferPlace | null = place, steps = 0; at; steps++) {
    invariant(steps < LONGEST_CHAIN, "passing a place on does not end");
    const made = await offerNext(tx, round, at, now);
    if (!made && at !== place) await settle(tx, round, at, now);
    first ??= made?.offerId ?? null;
    at = made?.freed ?? null;
  }
  return first;
}

/** One step: the place to the head of its line, who gives back the lesser one they hold. */
async function offerNext(
  tx: Writer,
  round: RoundRow,
  place: OfferPlace,
  now: Date,
): Promise<{ offerId: string; freed: OfferPlace | null } | null> {
  const next = await headOfLine(tx, round, place.categoryId);
  if (!next) return null;
  const { position, reach, ...application } = next;
  const { applicationId } = application;
  const freed = reach === "upgrade" ? await takeBackLesser(tx, applicationId, now) : null;
  const instead = freed?.unitId ?? null;
  const [offerId] = await makeOffers(tx, round, [{ ...application, ...place, instead }], now);
  invariant(offerId, "an offer was made");
  const row = { roundId: round.id, categoryId: place.categoryId, applicationId };
  await tx.update(waitlist).set({ status: "offered" }).where(waitRow(row));
  await noteWaitEvent(tx, { roundId: round.id, ...place, kind: "offered", at: now, applicationId, position });
  return { offerId, freed };
}

/** The open offer of a lesser wish ends, and with it the wait for that category: what was wished for more came free. */
async function takeBackLesser(tx: Writer, applicationId: string, now: Date): Promise<OfferPlace> {
  const [lesser] = await tx
    .update(offers)
    .set({ status: "withdrawn", decidedAt: now, reasonCode: "upgraded" })
    .where(and(eq(offers.applicationId, applicationId), eq(offers.status, "open")))
    .returning();
  invariant(lesser, "whoever is upgraded holds an open offer");
  const { categoryId, unitId, bed } = lesser;
  await leaveLists(tx, applicationId, { status: "left", kind: "withdrawn", now, categoryId });
  return { categoryId, unitId, bed };
}

/** Nobody of the round wants the place now. While offers are made, a place of the round waits for the round's end. */
async function settle(tx: Writer, round: RoundRow, place: OfferPlace, now: Date): Promise<void> {
  if (round.status !== "finished" && (await isOfRound(tx, round.id, place))) return;
  const [kind] = await tx
    .select({
      buildingId: roundCategories.buildingId,
      roomTypeId: roundCategories.roomTypeId,
      gender: roundCategories.gender,
    })
    .from(roundCategories)
    .where(and(eq(roundCategories.roundId, round.id), eq(roundCategories.id, place.categoryId)));
  invariant(kind, "a place that was offered is of a category");
  await placeFree(tx, place, kind, now, { except: round.id });
}

const isOfRound = async (tx: Writer, roundId: string, { unitId, bed }: Place): Promise<boolean> =>
  (await tx.$count(
    roundPlaces,
    and(eq(roundPlaces.roundId, roundId), eq(roundPlaces.unitId, unitId), eq(roundPlaces.bed, bed)),
  )) > 0;

/**
 * A place that nobody has any more goes at once to the longest-running waiting list that is still served for its kind; when
 * nobody waits in any, its unit is vacant, or keeps the status of whoever else lives there. Gives the offer's id or null.
 */
export async function placeFree(
  tx: Writer,
  place: Place,
  kind: PlaceKind,
  now: Date,
  { except }: { except?: string } = {},
): Promise<string | null> {
  for (const { round, categoryId } of await servedLists(tx, kind, now)) {
    if (round.id === except) continue;
    const offered = { ...place, categoryId };
    if ((await headOfLine(tx, round, categoryId)) === null) continue;
    await noteWaitEvent(tx, { roundId: round.id, ...offered, kind: "vacancy", at: now });
    await holdFor(tx, place, kind, round.code, now);
    const offerId = await offerDown(tx, round, offered, now);
    if (offerId !== null) return offerId;
  }
  await setFreedStatus(tx, place.unitId, { to: "vacant", reason: null }, now);
  return null;
}

/** The waiting lists for places of a kind that are served now, of the oldest round first. */
export async function servedLists(
  tx: Pick<Writer, "select">,
  { buildingId, roomTypeId, gender }: PlaceKind,
  now: Date,
): Promise<{ round: RoundRow; categoryId: string }[]> {
  return tx
    .select({ round: rounds, categoryId: roundCategories.id })
    .from(roundCategories)
    .innerJoin(rounds, eq(rounds.id, roundCategories.roundId))
    .where(
      and(
        eq(roundCategories.buildingId, buildingId),
        eq(roundCategories.roomTypeId, roomTypeId),
        eq(roundCategories.byBed, gender !== null),
        gender === null ? isNull(roundCategories.gender) : eq(roundCategories.gender, gender),
        inArray(rounds.status, ["offering", "finished"]),
        gt(rounds.waitlistUntil, now),
      ),
    )
    .orderBy(asc(rounds.offeringAt), asc(rounds.createdAt), asc(rounds.id));
}

/** Vacant → held for whoever is offered it; a room where others have a bed keeps its status. */
async function holdFor(tx: Writer, { unitId }: Place, { gender }: PlaceKind, code: string, now: Date): Promise<void> {
  const freed = decideFreedStatus("vacant", await othersIn(tx, unitId), "vacant");
  invariant(freed.ok, "an empty unit can be held");
  if (!freed.empty) return;
  const held = { status: "held" as const, statusReason: code, statusAt: now, bedGender: gender };
  await tx.update(units).set(held).where(eq(units.id, unitId));
}

/** Leases that are signed or run, open offers and promised beds of a unit; the lease `besides` is not counted. */
export async function othersIn(tx: Writer, unitId: string, besides?: string): Promise<OthersInUnit> {
  const lives = and(eq(leases.unitId, unitId), inArray(leases.status, ["signed", "active"]));
  const live = await tx
    .select({ status: leases.status })
    .from(leases)
    .where(besides === undefined ? lives : and(lives, ne(leases.id, besides)));
  const openOffers = await tx.$count(offers, and(eq(offers.unitId, unitId), eq(offers.status, "open")));
  const promised = (await promisedBeds(tx, unitId)).size;
  return { leases: live.flatMap(({ status }) => (status === "ended" ? [] : [status])), openOffers, promised };
}

/** The unit's status once a place of it was given back: by itself when it is empty, else that of the others in it. */
export async function setFreedStatus(
  tx: Writer,
  unitId: string,
  { to, reason }: { to: "vacant" | "outOfOrder"; reason: string | null },
  now: Date,
): Promise<{ empty: boolean }> {
  const [unit] = await tx.select().from(units).where(eq(units.id, unitId));
  invariant(unit, `no unit ${unitId}`);
  const freed = decideFreedStatus(unit.status, await othersIn(tx, unitId), to);
  invariant(freed.ok, `unit ${unitId} cannot go from ${unit.status} to ${to}`);
  if (freed.status === unit.status) return { empty: freed.empty };
  const status = { status: freed.status, statusAt: now, statusReason: freed.empty ? reason : null };
  await tx
    .update(units)
    .set(freed.empty ? { ...status, bedGender: null } : status)
    .where(eq(units.id, unitId));
  return { empty: freed.empty };
}
