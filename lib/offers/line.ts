import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { Writer } from "#db/client";
import { applications, buildings, drawResults, draws, offers, rounds, units, waitEvents, waitlist } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { cityTime } from "../days.ts";
import { invariant } from "../errors.ts";
import { newId } from "../ids.ts";
import { tellEach } from "../notices/commands.ts";
import { nextInLine } from "./rules.ts";

type RoundOfOffer = Pick<typeof rounds.$inferSelect, "id" | "code" | "offerHours">;
export type OfferPlace = { categoryId: string; unitId: string; bed: number };
type Placed = OfferPlace & { applicationId: string; personId: string; receiptNo: string; rank: number };

/** Offers places to applicants until `now` + the round's hours, and tells them. Gives the offers' ids in the same order. */
export async function makeOffers(
  tx: Writer,
  round: RoundOfOffer,
  placed: readonly Placed[],
  now: Date,
): Promise<string[]> {
  const expiresAt = new Date(now.getTime() + round.offerHours * 3_600_000);
  const doors = await doorsOf(
    tx,
    placed.map(({ unitId }) => unitId),
  );
  const rows = placed.map(({ applicationId, personId, categoryId, unitId, bed }) => ({
    id: newId(),
    roundId: round.id,
    applicationId,
    personId,
    categoryId,
    unitId,
    bed,
    status: "open" as const,
    offeredAt: now,
    expiresAt,
  }));
  await inChunks(rows, (chunk) => tx.insert(offers).values(chunk));
  const notices = placed.map(({ personId, receiptNo, rank, unitId }) => {
    const values = { code: round.code, receiptNo, rank, ...doors.get(unitId), deadline: cityTime(expiresAt) };
    return { personId, kind: "offer-made", values, at: now };
  });
  await tellEach(tx, notices);
  return rows.map(({ id }) => id);
}

type Door = { building: number; roomNo: string };

/** Where a unit is, in values that read the same in every language. */
export async function placeOf(tx: Writer, unitId: string): Promise<Door> {
  const door = (await doorsOf(tx, [unitId])).get(unitId);
  invariant(door, `no unit ${unitId}`);
  return door;
}

async function doorsOf(tx: Writer, unitIds: readonly string[]): Promise<Map<string, Door>> {
  const doors = new Map<string, Door>();
  await inChunks([...new Set(unitIds)], async (ids) => {
    const rows = await tx
      .select({ id: units.id, building: buildings.no, roomNo: units.roomNo })
      .from(units)
      .innerJoin(buildings, eq(buildings.id, units.buildingId))
      .where(inArray(units.id, ids));
    for (const { id, ...door } of rows) doors.set(id, door);
  });
  return doors;
}

export type WaitEventKind = (typeof waitEvents.$inferInsert)["kind"];

/** Notes what moved a category's list, for those behind to see. */
export async function noteWaitEvent(tx: Writer, event: Omit<typeof waitEvents.$inferInsert, "id">): Promise<void> {
  await tx.insert(waitEvents).values({ id: newId(), ...event });
}

/**
 * Offers a place that came free to the next in line of its category, in the same transaction. Gives the new offer's id,
 * null when nobody waits: the place then stays held until the round is finished, or vacant after that.
 */
export async function passOn(tx: Writer, roundId: string, place: OfferPlace, now: Date): Promise<string | null> {
  const [round] = await tx.select().from(rounds).where(eq(rounds.id, roundId));
  invariant(round?.waitlistUntil, "places are passed on only once the waiting lists are open");
  if (now >= round.waitlistUntil) return null;
  const next = await headOfLine(tx, round, place.categoryId);
  if (!next) return null;
  const { position, ...application } = next;
  const [offerId] = await makeOffers(tx, round, [{ ...application, ...place }], now);
  const here = and(
    eq(waitlist.roundId, roundId),
    eq(waitlist.categoryId, place.categoryId),
    eq(waitlist.applicationId, next.applicationId),
  );
  await tx.update(waitlist).set({ status: "offered" }).where(here);
  await noteWaitEvent(tx, { roundId, ...place, kind: "offered", at: now, applicationId: next.applicationId, position });
  return offerId ?? null;
}

type InLine = { applicationId: string; personId: string; receiptNo: string; rank: number; position: number };
const STEP = 50;

/** The first who waits for the category and may be offered a place, by the round's rule for refusals. */
async function headOfLine(
  tx: Writer,
  round: Pick<typeof rounds.$inferSelect, "id" | "terms">,
  categoryId: string,
): Promise<InLine | null> {
  for (let after = 0; ; ) {
    const line = await tx
      .select({
        applicationId: waitlist.applicationId,
        position: waitlist.position,
        personId: applications.personId,
        receiptNo: applications.receiptNo,
        rank: drawResults.rank,
      })
      .from(waitlist)
      .innerJoin(applications, eq(applications.id, waitlist.applicationId))
      .innerJoin(drawResults, eq(drawResults.applicationId, waitlist.applicationId))
      .innerJoin(draws, and(eq(draws.id, drawResults.drawId), eq(draws.roundId, round.id)))
      .where(
        and(
          eq(waitlist.roundId, round.id),
          eq(waitlist.categoryId, categoryId),
          eq(waitlist.status, "waiting"),
          eq(applications.status, "submitted"),
          gt(waitlist.position, after),
          // Of a round drawn again, the last run counts.
          sql`${draws.runNo} = (select max(run_no) from draws where round_id = ${round.id} and status = 'done')`,
        ),
      )
      .orderBy(asc(waitlist.position))
      .limit(STEP);
    const last = line.at(-1);
    if (!last) return null;
    const had = await offersOfApplications(
      tx,
      line.map(({ applicationId }) => applicationId),
    );
    const next = nextInLine({
      categoryId,
      line: line.map((one) => ({ ...one, ...had(one.applicationId) })),
      rule: { out: round.terms.refusalsOut },
    });
    const found = line.find(({ applicationId }) => applicationId === next);
    if (found) return found;
    after = last.position;
  }
}

/** What offers the applications had: whether one is open or accepted, and what was refused. */
async function offersOfApplications(tx: Writer, applicationIds: readonly string[]) {
  const given = await tx
    .select({ applicationId: offers.applicationId, status: offers.status, categoryId: offers.categoryId })
    .from(offers)
    .where(inArray(offers.applicationId, [...applicationIds]));
  return (id: string) => {
    const had = given.filter(({ applicationId }) => applicationId === id);
    const refused = had.filter(({ status }) => status === "declined" || status === "expired");
    return {
      hasOpenOrAcceptedOffer: had.some(({ status }) => status === "open" || status === "accepted"),
      refusals: refused.length,
      refusedCategoryIds: refused.map(({ categoryId }) => categoryId),
    };
  };
}
