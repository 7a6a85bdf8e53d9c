import { and, eq, inArray, isNull, ne, or } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { roundPlaces, rounds } from "#db/schema";
import { placesPromised, roundStatuses } from "./rules.ts";

/**
 * The beds of a unit that a round has promised and not given yet; 0 stands for the whole unit. Where people choose live or
 * exchange, that is until each place is taken; by wishes the draw gives them, and what is left goes its own way.
 */
export async function promisedBeds(db: Reader | Pick<Writer, "select">, unitId: string): Promise<Set<number>> {
  const notGiven = and(eq(rounds.status, "offering"), ne(rounds.mechanism, "choice"), isNull(roundPlaces.takenAt));
  const rows = await db
    .select({ bed: roundPlaces.bed })
    .from(roundPlaces)
    .innerJoin(rounds, eq(rounds.id, roundPlaces.roundId))
    .where(
      and(
        eq(roundPlaces.unitId, unitId),
        isNull(roundPlaces.tenantOf),
        or(inArray(rounds.status, roundStatuses.filter(placesPromised)), notGiven),
      ),
    );
  return new Set(rows.map(({ bed }) => bed));
}
