import { and, asc, eq, gt, inArray, max } from "drizzle-orm";
import {
  applicationMembers,
  applications,
  bills,
  drawResults,
  exchangeMoves,
  roundPlaces,
  type rounds,
} from "#db/schema";
import type { Day } from "../days.ts";
import { invariant } from "../errors.ts";
import { placeId } from "../rounds/rules-places.ts";
import { validDraw } from "../rounds/valid-draw.ts";
import type { Db } from "./homes.ts";
import { moveDay } from "./rules-moves.ts";

export type PlaceRow = typeof roundPlaces.$inferSelect;
/** A household in a drawn exchange: what it holds and what the draw gives it, which may be the same. */
export type DrawnHousehold = {
  applicationId: string;
  /** leader first */
  personIds: string[];
  receiptNo: string;
  leaseId: string | null;
  rank: number;
  choice: number | null;
  from: PlaceRow;
  to: PlaceRow;
};
export type DrawnMove = { no: number; kind: "chain" | "loop" | "stay"; households: DrawnHousehold[] };

/** What the valid draw of an exchange did, in the order it did it; null before the first draw. */
export async function drawnMoves(db: Db, roundId: string): Promise<DrawnMove[] | null> {
  const draw = await validDraw(db, roundId);
  if (!draw) return null;
  const moves = await db
    .select()
    .from(exchangeMoves)
    .where(eq(exchangeMoves.drawId, draw.id))
    .orderBy(asc(exchangeMoves.no));
  const households = await householdsOf(db, roundId, draw.id);
  return moves.map(({ no, kind, applicationIds }) => ({
    no,
    kind,
    households: applicationIds.map((id) => {
      const household = households.get(id);
      invariant(household, "whoever moves was drawn");
      return household;
    }),
  }));
}

async function householdsOf(db: Db, roundId: string, drawId: string): Promise<Map<string, DrawnHousehold>> {
  const places = await db.select().from(roundPlaces).where(eq(roundPlaces.roundId, roundId));
  const byId = new Map(places.map((place) => [placeId(place), place]));
  const homes = new Map(places.map((place) => [place.tenantOf, place]));
  const members = Map.groupBy(
    await db
      .select({ applicationId: applicationMembers.applicationId, personId: applicationMembers.personId })
      .from(applicationMembers)
      .where(eq(applicationMembers.roundId, roundId))
      .orderBy(asc(applicationMembers.joinedAt), asc(applicationMembers.personId)),
    ({ applicationId }) => applicationId,
  );
  const rows = await db
    .select({ application: applications, result: drawResults })
    .from(drawResults)
    .innerJoin(applications, eq(applications.id, drawResults.applicationId))
    .where(eq(drawResults.drawId, drawId));
  return new Map(
    rows.map(({ application, result }) => {
      const { id, receiptNo, leaseId, personId } = application;
      const from = homes.get(id);
      const to = byId.get(placeId({ unitId: result.unitId ?? "", bed: result.bed ?? 0 }));
      invariant(from && to, "every tenant in an exchange has a home and ends with a place");
      const personIds = [personId, ...(members.get(id) ?? []).map((member) => member.personId)];
      const { rank, choice } = result;
      return [id, { applicationId: id, personIds, receiptNo, leaseId, rank, choice, from, to }];
    }),
  );
}

/** The announced day, or the first that no moving lease has been billed for. */
export async function dayOfMove(
  db: Db,
  round: Pick<typeof rounds.$inferSelect, "moveInOn">,
  moves: readonly DrawnMove[],
): Promise<Day> {
  const moving = moves.filter(({ kind }) => kind !== "stay").flatMap(({ households }) => households);
  const pending = moving.filter(({ from }) => from.takenAt === null);
  const ids = pending.flatMap(({ leaseId }) => leaseId ?? []);
  if (ids.length === 0) return round.moveInOn;
  const [billed] = await db
    .select({ to: max(bills.toOn) })
    .from(bills)
    .where(and(inArray(bills.leaseId, ids), gt(bills.rentFen, 0)));
  return moveDay(round.moveInOn, billed?.to ?? null);
}
