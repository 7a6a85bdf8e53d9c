import { sql } from "drizzle-orm";
import { check, fen, id, index, instant, table, text, uniqueIndex } from "../columns.ts";
import { correctionLines } from "./corrections.ts";
import { leases } from "./leases.ts";
import { people } from "./people.ts";
import { offsets } from "./subsidy.ts";

/**
 * What was kept of a scheme's surplus for a person's next month (above zero) and what later months used of it (below),
 * append-only by triggers: of an approved line, or of a posted correction. What stands is the sum, never below zero.
 */
export const carriedMoves = table(
  "carried_moves",
  {
    id: id(),
    personId: text()
      .notNull()
      .references(() => people.id),
    leaseId: text()
      .notNull()
      .references(() => leases.id),
    schemeId: text().notNull(),
    /** The month that is decided, or corrected. */
    month: text().notNull(),
    amountFen: fen().notNull(),
    offsetId: text().references(() => offsets.id),
    correctionLineId: text().references(() => correctionLines.id),
    movedAt: instant().notNull(),
  },
  (move) => [
    uniqueIndex("carried_moves_one_per_offset").on(move.offsetId, move.schemeId),
    uniqueIndex("carried_moves_one_per_correction").on(move.correctionLineId, move.schemeId),
    index("carried_moves_by_person").on(move.personId, move.schemeId),
    check("carried_moves_not_zero", sql`amount_fen <> 0`),
    check("carried_moves_of_one_thing", sql`(offset_id is null) <> (correction_line_id is null)`),
  ],
);
