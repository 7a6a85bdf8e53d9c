import { and, eq } from "drizzle-orm";
import type { Writer } from "#db/client";
import type { draws } from "#db/schema";
import { roundFiles, waitlist } from "#db/schema";
import type { RoundResult } from "../allocation/bundle-result.ts";
import { makeTurns } from "../choosing/turns.ts";
import { inChunks } from "../chunks.ts";
import { invariant } from "../errors.ts";
import { drawnMoves } from "../exchange/drawn.ts";
import { tellResults } from "../exchange/move-notices.ts";
import { makeOffers } from "../offers/line.ts";
import type { RoundRow } from "./record.ts";
import { resultsInOrder } from "./valid-draw.ts";

type DrawRow = typeof draws.$inferSelect;
type Started = { offered: number; waiting: number };

/** What the result of a round's draw is for, by its mechanism. */
export async function startOffering(tx: Writer, round: RoundRow, draw: DrawRow, now: Date): Promise<Started> {
  if (round.mechanism === "exchange") return startExchange(tx, round, now);
  if (round.mechanism === "live") return { offered: 0, waiting: await makeTurns(tx, round, draw, now) };
  return startOffers(tx, round, draw, now);
}

/** Everybody is told what they get and when they move: the result binds, nobody is asked and nobody waits. */
async function startExchange(tx: Writer, round: RoundRow, now: Date): Promise<Started> {
  const moves = (await drawnMoves(tx, round.id)) ?? [];
  await tellResults(tx, round, moves, now);
  const moving = moves.filter(({ kind }) => kind !== "stay").flatMap(({ households }) => households);
  return { offered: moving.length, waiting: 0 };
}

/** Whoever got a place is offered it, the others wait. */
async function startOffers(tx: Writer, round: RoundRow, draw: DrawRow, now: Date): Promise<Started> {
  const results = await resultsInOrder(tx, draw.id);
  const placed = results.flatMap(({ unitId, bed, categoryId, ...application }) =>
    unitId !== null && bed !== null && categoryId !== null ? [{ ...application, unitId, bed, categoryId }] : [],
  );
  await makeOffers(tx, round, placed, now);
  const waiting = await fillWaitlist(tx, round, draw, now);
  return { offered: placed.length, waiting };
}

/**
 * The waiting lists as the result has them, in each category's own order. Whoever got nothing waits; whoever got less than
 * they wished waits only where they asked to stay.
 */
async function fillWaitlist(tx: Writer, round: RoundRow, draw: DrawRow, now: Date): Promise<number> {
  invariant(draw.runNo !== null, "a finished draw has its number");
  const [file] = await tx
    .select({ content: roundFiles.content })
    .from(roundFiles)
    .where(and(eq(roundFiles.roundId, round.id), eq(roundFiles.runNo, draw.runNo), eq(roundFiles.kind, "result")));
  invariant(file, "a finished draw has its result");
  const { waiting } = JSON.parse(file.content) as RoundResult;
  const results = new Map((await resultsInOrder(tx, draw.id)).map((result) => [result.receiptNo, result]));
  const rows = waiting.flatMap(({ category, ids }) =>
    ids.flatMap((receiptNo, index) => {
      const result = results.get(receiptNo);
      if (!result || (result.categoryId !== null && !result.staysWaiting)) return [];
      const { applicationId } = result;
      const row = { roundId: round.id, categoryId: category, applicationId, position: index + 1 };
      return [{ ...row, status: "waiting" as const, since: now }];
    }),
  );
  await inChunks(rows, (chunk) => tx.insert(waitlist).values(chunk));
  return new Set(rows.map(({ applicationId }) => applicationId)).size;
}
