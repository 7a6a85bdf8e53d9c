import { sql } from "drizzle-orm";
import { roundPlaces, rounds, units } from "#db/schema";
import { countWhere } from "../sums.ts";

/**
 * A unit can be had (可租) when it is vacant or stands in a round whose places are not given yet. One that is offered to
 * somebody, out of order or frozen cannot. For queries that join `units` with another table.
 */
export const isFree = sql`(${units.status} = 'vacant' or (${units.status} = 'held' and exists (
  select 1 from ${roundPlaces} inner join ${rounds} on ${rounds.id} = ${roundPlaces.roundId}
  where ${roundPlaces.unitId} = ${units.id} and ${rounds.status} in ('announced', 'open', 'closed', 'rosterNotice', 'frozen', 'drawn', 'resultsNotice'))))`;

export const freeCount = countWhere(isFree);
export const unitCount = sql<number>`count(${units.id})`.mapWith(Number);
