import { and, desc, eq, inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { applicationChoices, applications, buildings, drawResults, draws, offers, rounds, units } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { cityTime } from "../days.ts";
import { invariant } from "../errors.ts";
import { newId } from "../ids.ts";
import { tellEach } from "../notices/commands.ts";
import { nextInLine, type RankedApplication } from "./rules.ts";

type RoundOfOffer = Pick<typeof rounds.$inferSelect, "id" | "code" | "offerHours">;
type Placed = {
  applicationId: string;
  personId: string;
  receiptNo: string;
  rank: number;
  unitId: string;
  roomTypeId: string;
};

/** Offers units to applicants until `now` + the round's hours, and tells them. Gives the offers' ids in the same order. */
export async function makeOffers(
  tx: Writer,
  round: RoundOfOffer,
  placed: readonly Placed[],
  now: Date,
): Promise<string[]> {
  const expiresAt = new Date(now.getTime() + round.offerHours * 3_600_000);
  const places = await placesOf(
    tx,
    placed.map(({ unitId }) => unitId),
  );
  const rows = placed.map(({ applicationId, personId, unitId, roomTypeId }) => ({
    id: newId(),
    roundId: round.id,
    applicationId,
    personId,
    unitId,
    roomTypeId,
    status: "open" as const,
    offeredAt: now,
    expiresAt,
  }));
  await inChunks(rows, (chunk) => tx.insert(offers).values(chunk));
  const notices = placed.map(({ personId, receiptNo, rank, unitId }) => {
    const values = { code: round.code, receiptNo, rank, ...places.get(unitId), deadline: cityTime(expiresAt) };
    return { personId, kind: "offer-made", values, at: now };
  });
  await tellEach(tx, notices);
  return rows.map(({ id }) => id);
}

type Place = { building: number; roomNo: string };

/** Where a unit is, in values that read the same in every language. */
export async function placeOf(tx: Writer, unitId: string): Promise<Place> {
  const place = (await placesOf(tx, [unitId])).get(unitId);
  invariant(place, `no unit ${unitId}`);
  return place;
}

async function placesOf(tx: Writer, unitIds: readonly string[]): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  await inChunks(unitIds, async (ids) => {
    const rows = await tx
      .select({ id: units.id, building: buildings.no, roomNo: units.roomNo })
      .from(units)
      .innerJoin(buildings, eq(buildings.id, units.buildingId))
      .where(inArray(units.id, ids));
    for (const { id, ...place } of rows) places.set(id, place);
  });
  return places;
}

/**
 * Offers a unit that came back to the next in line, in the same transaction. Gives the new offer's id, null when nobody
 * waits for its room type: the unit then stays held until the round is finished.
 */
export async function passOn(
  tx: Writer,
  roundId: string,
  { unitId, roomTypeId }: { unitId: string; roomTypeId: string },
  now: Date,
): Promise<string | null> {
  const [round] = await tx.select().from(rounds).where(eq(rounds.id, roundId));
  invariant(round?.status === "published", "offers are passed on only while their round is published");
  const line = await lineOf(tx, roundId);
  const applicationId = nextInLine({ roomTypeId, ranked: line });
  const next = line.find((application) => application.applicationId === applicationId);
  if (!next) return null;
  const [offerId] = await makeOffers(tx, round, [{ ...next, unitId, roomTypeId }], now);
  return offerId ?? null;
}

type InLine = RankedApplication & { personId: string; receiptNo: string };

/** Everybody in a round's last draw, with wishes and what became of the offers they had. */
async function lineOf(tx: Writer, roundId: string): Promise<InLine[]> {
  const lastDraw = await tx
    .select({ id: draws.id })
    .from(draws)
    .where(eq(draws.roundId, roundId))
    .orderBy(desc(draws.runNo))
    .limit(1);
  const ranked = await tx
    .select({
      applicationId: applications.id,
      personId: applications.personId,
      receiptNo: applications.receiptNo,
      rank: drawResults.rank,
      status: applications.status,
      anyOther: applications.anyOther,
    })
    .from(drawResults)
    .innerJoin(applications, eq(applications.id, drawResults.applicationId))
    .where(
      inArray(
        drawResults.drawId,
        lastDraw.map(({ id }) => id),
      ),
    );
  const wishes = await tx
    .select({ applicationId: applicationChoices.applicationId, roomTypeId: applicationChoices.roomTypeId })
    .from(applicationChoices)
    .innerJoin(applications, eq(applications.id, applicationChoices.applicationId))
    .where(and(eq(applications.roundId, roundId), eq(applications.status, "submitted")))
    .orderBy(applicationChoices.position);
  const given = await tx
    .select({ applicationId: offers.applicationId, status: offers.status, roomTypeId: offers.roomTypeId })
    .from(offers)
    .where(eq(offers.roundId, roundId));
  const wishesOf = Map.groupBy(wishes, ({ applicationId }) => applicationId);
  const offersOf = Map.groupBy(given, ({ applicationId }) => applicationId);
  return ranked.map((application) => {
    const had = offersOf.get(application.applicationId) ?? [];
    const refused = had.filter(({ status }) => status === "declined" || status === "expired");
    return {
      ...application,
      choices: (wishesOf.get(application.applicationId) ?? []).map(({ roomTypeId }) => roomTypeId),
      hasOpenOrAcceptedOffer: had.some(({ status }) => status === "open" || status === "accepted"),
      refusals: refused.length,
      declinedRoomTypeIds: refused.map(({ roomTypeId }) => roomTypeId),
    };
  });
}
