import { and, eq, inArray } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { budgetMoves } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { type Day, dayAt, type Month } from "../days.ts";
import { newId } from "../ids.ts";
import { postEntries } from "../ledger/commands.ts";
import { budgetEntry } from "../ledger/rules-finance.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import type { FundSums } from "./rules.ts";

export type MoveGiven = {
  /** Made from the event: the same event moves the budget once. */
  key: string;
  kind: (typeof budgetMoves.$inferSelect)["kind"];
  fund: string;
  year: number;
  /** The month it is for. */
  month: Month;
  /** Below zero it goes back: a commitment released, an appropriation cut, money paid back. */
  amountFen: Fen;
  on?: Day;
  settlementId?: string;
  correctionId?: string;
  proposalId?: string;
  reason?: string;
};

/**
 * Moves a fund's budget, each move with its entry in the books, in the caller's transaction. A key that moved before is
 * passed over, and so is a move of nothing. An appropriation's entry is posted by its proposal and not again.
 */
export async function moveBudget(
  tx: Writer,
  given: readonly MoveGiven[],
  { by, approvedBy = null, now }: { by: string; approvedBy?: string | null; now: Date },
): Promise<void> {
  const known = new Set<string>();
  await inChunks(
    given.map((move) => move.key),
    async (keys) => {
      const rows = await tx.select({ key: budgetMoves.key }).from(budgetMoves).where(inArray(budgetMoves.key, keys));
      for (const { key } of rows) known.add(key);
    },
  );
  const fresh = given.filter((move) => move.amountFen !== 0 && !known.has(move.key));
  const rows = fresh.map(({ on: _, reason = "", ...move }) => {
    const whose = { settlementId: null, correctionId: null, proposalId: null, ...move };
    return { id: newId(), ...whose, reason, madeBy: by, approvedBy, movedAt: now };
  });
  await inChunks(rows, (chunk) => tx.insert(budgetMoves).values(chunk));
  const entries = fresh
    .filter((move) => move.proposalId === undefined)
    .map((move) => budgetEntry({ ...move, on: move.on ?? dayAt(now) }));
  await postEntries(tx, entries, { madeBy: by, approvedBy, now });
}

/** What each fund of a year has been appropriated, committed (spent or not) and has spent. */
export async function sumsOfYear(db: Reader, year: number): Promise<Map<string, FundSums>> {
  const rows = await db
    .select({ fund: budgetMoves.fund, kind: budgetMoves.kind, fen: sumFen(budgetMoves.amountFen) })
    .from(budgetMoves)
    .where(eq(budgetMoves.year, year))
    .groupBy(budgetMoves.fund, budgetMoves.kind);
  const sums = new Map<string, FundSums>();
  for (const { fund, kind, fen } of rows) {
    const its = sums.get(fund) ?? { kept: false, appropriatedFen: 0, committedFen: 0, spentFen: 0 };
    its[`${kind}Fen`] = fen;
    if (kind === "appropriated") its.kept = true;
    sums.set(fund, its);
  }
  return sums;
}

/** What was committed for a batch and not released, by fund. */
export async function committedFor(db: Reader, settlementId: string): Promise<Map<string, Fen>> {
  const rows = await db
    .select({ fund: budgetMoves.fund, fen: sumFen(budgetMoves.amountFen) })
    .from(budgetMoves)
    .where(and(eq(budgetMoves.settlementId, settlementId), eq(budgetMoves.kind, "committed")))
    .groupBy(budgetMoves.fund);
  return new Map(rows.map((row) => [row.fund, row.fen]));
}
