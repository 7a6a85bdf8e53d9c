import { count, primaryKey, table, text, uniqueIndex } from "../columns.ts";
import { applications } from "./applications.ts";
import { rounds } from "./rounds.ts";

/**
 * Whom a category puts before the common order, the best first (rank 1). It is what was set: who has been taken off the
 * roster since, or wishes for the category no more, stands here still and drops out where the list is read
 * (lib/rounds/own-orders.ts).
 */
export const roundPriorities = table(
  "round_priorities",
  {
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    categoryId: text().notNull(),
    rank: count().notNull(),
    applicationId: text()
      .notNull()
      .references(() => applications.id),
  },
  (row) => [
    primaryKey({ columns: [row.roundId, row.categoryId, row.applicationId] }),
    uniqueIndex("round_priorities_one_per_rank").on(row.roundId, row.categoryId, row.rank),
  ],
);
