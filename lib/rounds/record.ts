import { and, eq } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { objections, rounds } from "#db/schema";
import { NotFound } from "../errors.ts";
import type { Round } from "./rules.ts";

export type RoundRow = typeof rounds.$inferSelect;

/** What the rules need of a stored round. */
export const roundOf = (row: RoundRow): Round => ({
  status: row.status,
  mechanism: row.mechanism,
  opensAt: row.opensAt,
  closesAt: row.closesAt,
  commitment: row.commitment,
  sources: row.randomnessSources,
  fallback: row.randomnessFallback,
  rosterNoticeUntil: row.rosterNoticeUntil,
  resultsNoticeUntil: row.resultsNoticeUntil,
});

/** @throws NotFound */
export async function findRound(db: Reader | Writer, roundId: string): Promise<RoundRow> {
  const [row] = await db.select().from(rounds).where(eq(rounds.id, roundId));
  if (!row) throw new NotFound();
  return row;
}

export const changeRound = async (
  tx: Writer,
  roundId: string,
  values: Partial<typeof rounds.$inferInsert>,
): Promise<void> => void (await tx.update(rounds).set(values).where(eq(rounds.id, roundId)));

export const openObjections = (db: Reader | Writer, roundId: string): Promise<number> =>
  db.$count(objections, and(eq(objections.roundId, roundId), eq(objections.status, "open")));

/** Where the secret of a round's hash chain is sealed for (lib/secrets.ts). */
export const chainSecretPlace = (roundId: string): string => `rounds.chainSecret:${roundId}`;
