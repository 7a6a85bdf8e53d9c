import { and, desc, eq, inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { applicationChoices, applications, buildings, drawResults, draws, offers, rounds, units } from "#db/schema";
import { cityTime } from "../days.ts";
import { invariant } from "../errors.ts";
import { newId } from "../ids.ts";
import { tell } from "../notices/commands.ts";
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

/** Offers a unit to an applicant until `now` + the round's hours, and tells them. Gives the offer's id. */
export async function makeOffer(tx: Writer, round: RoundOfOffer, placed: Placed, now: Date): Promise<string> {
  const { applicationId, personId, unitId, roomTypeId, receiptNo, rank } = placed;
  const id = newId();
  const expiresAt = new Date(now.getTime() + round.offerHours * 3_600_000);
  const offer = { id, roundId: round.id, applicationId, personId, unitId, roomTypeId, offeredAt: now, expiresAt };
  await tx.insert(offers).values({ ...offer, status: "open" });
  const values = { code: round.code, receiptNo, rank, ...(await placeOf(tx, unitId)), deadline: cityTime(expiresAt) };
  await tell(tx, personId, { kind: "offer-made", values, at: now });
  return id;
}

/** Where a unit is, in values that read the same in every language. */
export async function placeOf(tx: Writer, unitId: string): Promise<{ building: number; roomNo: string }> {
  const [unit] = await tx
    .select({ building: buildings.no, roomNo: units.roomNo })
    .from(units)
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(eq(units.id, unitId));
  invariant(unit, `no unit ${unitId}`);
  return unit;
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
  return next ? makeOffer(tx, round, { ...next, unitId, roomTypeId }, now) : null;
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
