import { and, eq } from "drizzle-orm";
import { reader } from "#db/client";
import { drawResults } from "#db/schema";
import { validDraw } from "../rounds/valid-draw.ts";

/** The place in the valid run of the round's draw, from 1, of how many; whether it is public yet is the caller's to know. */
export async function placeInDraw(
  applicationId: string,
  roundId: string,
): Promise<{ rank: number; of: number } | null> {
  const db = await reader();
  const draw = await validDraw(db, roundId);
  if (!draw) return null;
  const [result] = await db
    .select({ rank: drawResults.rank })
    .from(drawResults)
    .where(and(eq(drawResults.drawId, draw.id), eq(drawResults.applicationId, applicationId)));
  return result ? { rank: result.rank, of: await db.$count(drawResults, eq(drawResults.drawId, draw.id)) } : null;
}
