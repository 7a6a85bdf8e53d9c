import { and, asc, desc, eq } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { applications, drawResults, draws } from "#db/schema";

/** The last finished run of a round's draw: the valid one. Null before the first. */
export async function validDraw(db: Reader | Pick<Writer, "select">, roundId: string) {
  const [draw] = await db
    .select()
    .from(draws)
    .where(and(eq(draws.roundId, roundId), eq(draws.status, "done")))
    .orderBy(desc(draws.runNo))
    .limit(1);
  return draw ?? null;
}

export type RankedResult = {
  applicationId: string;
  personId: string;
  receiptNo: string;
  rank: number;
  categoryId: string | null;
  choice: number | null;
  unitId: string | null;
  bed: number | null;
  staysWaiting: boolean;
};

/** Everybody in a draw in order of rank, with what they got. */
export const resultsInOrder = (db: Reader | Pick<Writer, "select">, drawId: string): Promise<RankedResult[]> =>
  Promise.resolve(
    db
      .select({
        applicationId: drawResults.applicationId,
        personId: applications.personId,
        receiptNo: applications.receiptNo,
        rank: drawResults.rank,
        categoryId: drawResults.categoryId,
        choice: drawResults.choice,
        unitId: drawResults.unitId,
        bed: drawResults.bed,
        staysWaiting: applications.staysWaiting,
      })
      .from(drawResults)
      .innerJoin(applications, eq(applications.id, drawResults.applicationId))
      .where(eq(drawResults.drawId, drawId))
      .orderBy(asc(drawResults.rank)),
  );
