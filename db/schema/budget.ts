import { sql } from "drizzle-orm";
import { check, choice, count, fen, id, index, instant, table, text, uniqueIndex } from "../columns.ts";
import { corrections } from "./corrections.ts";
import { ledgerProposals } from "./ledger.ts";
import { settlements } from "./subsidy.ts";

export const budgetMoveKinds = ["appropriated", "committed", "spent"] as const;

/**
 * A fund's budget of a year (city, district), append-only by triggers, each move with its entry in the ledger. Below zero a
 * commitment is released. `settlementId` or `correctionId` say what it is for.
 */
export const budgetMoves = table(
  "budget_moves",
  {
    id: id(),
    key: text().notNull(),
    year: count().notNull(),
    fund: text().notNull(),
    kind: choice(budgetMoveKinds).notNull(),
    month: text().notNull(),
    amountFen: fen().notNull(),
    settlementId: text().references(() => settlements.id),
    correctionId: text().references(() => corrections.id),
    reason: text().notNull(),
    /** Of an appropriation: what one officer proposed and another posted. */
    proposalId: text().references(() => ledgerProposals.id),
    madeBy: text().notNull(),
    approvedBy: text(),
    movedAt: instant().notNull(),
  },
  (move) => [
    uniqueIndex("budget_moves_one_per_key").on(move.key),
    index("budget_moves_by_year").on(move.year, move.fund),
    check("budget_moves_not_zero", sql`amount_fen <> 0`),
  ],
);
