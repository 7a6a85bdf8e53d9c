import { asc, eq } from "drizzle-orm";
import { reader } from "#db/client";
import { applicationChoices, applications, drawResults } from "#db/schema";
import { publicRound } from "./public.ts";

/** What a reader needs to make the order again: everything of the valid run, and nothing that says who anybody is. */
export type DrawProof = {
  round: string;
  commitment: string;
  chainLength: number;
  runNo: number;
  code: string;
  randomness: string;
  rosterHash: string;
  places: { roomTypeId: string; count: number }[];
  applicants: {
    label: string;
    rank: number;
    key: string;
    choices: string[];
    anyOther: boolean;
    roomTypeId: string | null;
    choice: number | null;
  }[];
};

/** The proof of a published round; null before publication and for an unknown code. */
export async function publicProof(code: string): Promise<DrawProof | null> {
  const round = await publicRound(code);
  const run = round?.runs.at(-1);
  if (!round || !run) return null;
  const db = await reader();
  const rows = await db
    .select({
      id: applications.id,
      label: applications.receiptNo,
      rank: drawResults.rank,
      key: drawResults.key,
      anyOther: applications.anyOther,
      roomTypeId: drawResults.roomTypeId,
      choice: drawResults.choice,
    })
    .from(drawResults)
    .innerJoin(applications, eq(applications.id, drawResults.applicationId))
    .where(eq(drawResults.drawId, run.id))
    .orderBy(asc(drawResults.rank));
  const choices = await choicesByApplication(round.id);
  return {
    round: round.code,
    commitment: round.commitment,
    chainLength: round.chainLength,
    runNo: run.runNo,
    code: run.code,
    randomness: run.randomness,
    rosterHash: run.rosterHash,
    places: round.byType.map(({ roomTypeId, count }) => ({ roomTypeId, count })),
    applicants: rows.map(({ id, ...row }) => ({ ...row, choices: choices.get(id) ?? [] })),
  };
}

async function choicesByApplication(roundId: string): Promise<Map<string, string[]>> {
  const db = await reader();
  const rows = await db
    .select({ id: applicationChoices.applicationId, roomTypeId: applicationChoices.roomTypeId })
    .from(applicationChoices)
    .innerJoin(applications, eq(applications.id, applicationChoices.applicationId))
    .where(eq(applications.roundId, roundId))
    .orderBy(asc(applicationChoices.applicationId), asc(applicationChoices.position));
  const choices = new Map<string, string[]>();
  for (const { id, roomTypeId } of rows) choices.set(id, [...(choices.get(id) ?? []), roomTypeId]);
  return choices;
}
