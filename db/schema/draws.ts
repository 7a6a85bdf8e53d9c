import { sql } from "drizzle-orm";
import { choice, count, id, index, instant, json, primaryKey, table, text, uniqueIndex } from "../columns.ts";
import { users } from "./accounts.ts";
import { applications } from "./applications.ts";
import { units } from "./inventory.ts";
import { rounds } from "./rounds.ts";

export const drawStatuses = ["proposed", "cancelled", "running", "done"] as const;

/**
 * One run of a draw. One person proposes it by typing the public outcomes, another confirms them, then it runs. A re-run
 * is a new row with a reason; what was run stays for ever. `runNo` is null until it is confirmed.
 */
export const draws = table(
  "draws",
  {
    id: id(),
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    status: choice(drawStatuses).notNull(),
    runNo: count(),
    /** what was typed, in the announced order, and the canonical text it comes to */
    typed: json<string[]>().notNull(),
    randomness: text().notNull(),
    /** the revealed link of the hash chain, hex; null until confirmed */
    code: text(),
    rosterHash: text().notNull(),
    /** why it is run again; null for the first */
    reason: text(),
    proposedAt: instant().notNull(),
    proposedBy: text()
      .notNull()
      .references(() => users.id),
    confirmedAt: instant(),
    confirmedBy: text().references(() => users.id),
    drawnAt: instant(),
  },
  (draw) => [
    uniqueIndex("draws_one_per_run").on(draw.roundId, draw.runNo),
    uniqueIndex("draws_one_under_way").on(draw.roundId).where(sql`status in ('proposed', 'running')`),
  ],
);

export const drawResults = table(
  "draw_results",
  {
    drawId: text()
      .notNull()
      .references(() => draws.id),
    applicationId: text()
      .notNull()
      .references(() => applications.id),
    rank: count().notNull(),
    key: text().notNull(),
    /** what was got: a category; in an exchange and in a choice also the place */
    categoryId: text(),
    choice: count(),
    unitId: text().references(() => units.id),
    bed: count(),
  },
  (row) => [
    primaryKey({ columns: [row.drawId, row.applicationId] }),
    uniqueIndex("draw_results_one_per_rank").on(row.drawId, row.rank),
    index("draw_results_by_application").on(row.applicationId),
  ],
);

/**
 * How far down the order a category reached: a row for each class with a reserve and one for the open places (`class` is
 * ""), with the worst rank that got one of these. What an applicant is told beside their own rank (lib/allocation/explain.ts).
 */
export const drawReaches = table(
  "draw_reaches",
  {
    drawId: text()
      .notNull()
      .references(() => draws.id),
    categoryId: text().notNull(),
    class: text().notNull(),
    places: count().notNull(),
    /** of the whole category */
    given: count().notNull(),
    lastRank: count(),
  },
  (row) => [primaryKey({ columns: [row.drawId, row.categoryId, row.class] })],
);

export const moveKinds = ["chain", "loop", "stay"] as const;

/** What an exchange did, in the order it was done: who took whose place. */
export const exchangeMoves = table(
  "exchange_moves",
  {
    drawId: text()
      .notNull()
      .references(() => draws.id),
    no: count().notNull(),
    kind: choice(moveKinds).notNull(),
    applicationIds: json<string[]>().notNull(),
  },
  (row) => [primaryKey({ columns: [row.drawId, row.no] })],
);
