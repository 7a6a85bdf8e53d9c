import { and, desc, eq, inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { roomTypes, roundCategories, roundPlaces, rounds, units } from "#db/schema";
import { invariant } from "../errors.ts";
import { promisedBeds } from "../rounds/promised-beds.ts";
import { placeFree } from "./passing.ts";
import { takenBeds } from "./taken-beds.ts";

type Gender = "female" | "male" | null;

/**
 * Offers everything of a unit that nobody has to whoever waits for it: the whole of an empty one, or by the bed (`gender`)
 * each bed that has neither a lease nor an offer and that no round has promised. Gives the offers' ids; what nobody waits
 * for can be given by the next round.
 */
export async function offerFreePlaces(tx: Writer, unitId: string, gender: Gender, now: Date): Promise<string[]> {
  const [unit] = await tx
    .select({ buildingId: units.buildingId, roomTypeId: units.roomTypeId, beds: roomTypes.beds })
    .from(units)
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .where(eq(units.id, unitId));
  invariant(unit, `no unit ${unitId}`);
  const { beds, ...kind } = unit;
  const taken = (await takenBeds(tx, [unitId])).get(unitId) ?? new Set();
  for (const bed of await promisedBeds(tx, unitId)) taken.add(bed);
  if (taken.has(0) || (gender === null && taken.size > 0)) return [];
  const all = gender === null ? [0] : Array.from({ length: beds }, (_, index) => index + 1);
  const free = all.filter((bed) => !taken.has(bed));
  const made: string[] = [];
  for (const bed of free) {
    const offerId = await placeFree(tx, { unitId, bed }, { ...kind, gender }, now);
    // Nobody waits for this kind: nobody does for the next bed either.
    if (offerId === null) break;
    made.push(offerId);
  }
  return made;
}

/** For whom an empty unit was last let by the bed, null where it was let whole or never stood in a round. */
export async function lastLetTo(tx: Writer, unitId: string): Promise<Gender> {
  const [last] = await tx
    .select({ gender: roundCategories.gender })
    .from(roundPlaces)
    .innerJoin(rounds, eq(rounds.id, roundPlaces.roundId))
    .innerJoin(
      roundCategories,
      and(eq(roundCategories.roundId, roundPlaces.roundId), eq(roundCategories.id, roundPlaces.categoryId)),
    )
    .where(and(eq(roundPlaces.unitId, unitId), inArray(rounds.status, ["offering", "finished"])))
    .orderBy(desc(rounds.createdAt), desc(rounds.id))
    .limit(1);
  return last?.gender ?? null;
}
