import { and, eq, inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { applicationMembers, buildings, offers, type rounds, units, waitEvents, waitlist } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { cityTime } from "../days.ts";
import { invariant } from "../errors.ts";
import { newId } from "../ids.ts";
import { tellEach } from "../notices/commands.ts";

type RoundOfOffer = Pick<typeof rounds.$inferSelect, "id" | "code" | "offerHours">;
export type OfferPlace = { categoryId: string; unitId: string; bed: number };
/** `instead`: the unit whose open offer this one takes the place of. */
type Placed = OfferPlace & {
  applicationId: string;
  personId: string;
  receiptNo: string;
  rank: number;
  instead?: string | null;
};

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
    placed.flatMap(({ unitId, instead }) => [unitId, ...(instead ? [instead] : [])]),
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
  const notices = placed.map(({ personId, receiptNo, rank, unitId, instead }) => {
    const before = instead ? doors.get(instead) : undefined;
    const kind = before ? "offer-upgraded" : "offer-made";
    const values = {
      code: round.code,
      receiptNo,
      rank,
      ...doors.get(unitId),
      ...(before && { oldBuilding: before.building, oldRoomNo: before.roomNo }),
      deadline: cityTime(expiresAt),
    };
    return { personId, kind, values, at: now };
  });
  await tellEach(tx, notices);
  await tellJoined(tx, round, rows, doors, now);
  return rows.map(({ id }) => id);
}

type OfferedRow = OfferPlace & { id: string; applicationId: string; expiresAt: Date };

/** Whoever applies with the one who is offered a place hears of it too, and that it is the leader who answers. */
async function tellJoined(
  tx: Writer,
  round: Pick<RoundOfOffer, "code">,
  rows: readonly OfferedRow[],
  doors: ReadonlyMap<string, Door>,
  now: Date,
): Promise<void> {
  const offered = new Map(rows.map((row) => [row.applicationId, row]));
  await inChunks([...offered.keys()], async (ids) => {
    const joined = await tx
      .select({ applicationId: applicationMembers.applicationId, personId: applicationMembers.personId })
      .from(applicationMembers)
      .where(inArray(applicationMembers.applicationId, ids));
    const notices = joined.flatMap(({ applicationId, personId }) => {
      const row = offered.get(applicationId);
      if (!row) return [];
      const values = { code: round.code, ...doors.get(row.unitId), deadline: cityTime(row.expiresAt), offerId: row.id };
      return [{ personId, kind: "group-offered", values, at: now }];
    });
    await tellEach(tx, notices);
  });
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

/** One row of a list. */
export const waitRow = (row: { roundId: string; categoryId: string; applicationId: string }) =>
  and(
    eq(waitlist.roundId, row.roundId),
    eq(waitlist.categoryId, row.categoryId),
    eq(waitlist.applicationId, row.applicationId),
  );

/** Notes what moved a category's list, for those behind to see. */
export async function noteWaitEvent(tx: Writer, event: Omit<typeof waitEvents.$inferInsert, "id">): Promise<void> {
  await tx.insert(waitEvents).values({ id: newId(), ...event });
}
