import { sql } from "drizzle-orm";
import { check, choice, count, day, fen, id, index, instant, table, text, uniqueIndex } from "../columns.ts";
import { correctionLines, corrections } from "./corrections.ts";
import { leases } from "./leases.ts";
import { people } from "./people.ts";
import { offsets, settlements } from "./subsidy.ts";

/** Where a person is paid; the number is kept encrypted. */
export const personAccounts = table("person_accounts", {
  personId: id().references(() => people.id),
  holderName: text().notNull(),
  bankName: text().notNull(),
  accountSealed: text().notNull(),
  /** The last four digits, for lists. */
  lastFour: text().notNull(),
  updatedAt: instant().notNull(),
});

/** A file for the bank with what is to be paid out. */
export const payoutFiles = table(
  "payout_files",
  {
    id: id(),
    fileNo: text().notNull(),
    rows: count().notNull(),
    amountFen: fen().notNull(),
    contentHash: text().notNull(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
  },
  (file) => [uniqueIndex("payout_files_one_per_no").on(file.fileNo)],
);

export const payoutStatuses = ["ready", "sent", "paid", "returned"] as const;

/** Money that goes to a person: the surplus of a month, or all of it in cash mode. A returned one is paid again by a new row. */
export const payouts = table(
  "payouts",
  {
    id: id(),
    payoutNo: text().notNull(),
    settlementId: text().references(() => settlements.id),
    offsetId: text().references(() => offsets.id),
    correctionLineId: text().references(() => correctionLines.id),
    personId: text()
      .notNull()
      .references(() => people.id),
    leaseId: text()
      .notNull()
      .references(() => leases.id),
    month: text().notNull(),
    amountFen: fen().notNull(),
    status: choice(payoutStatuses).notNull(),
    /** 1 for the first, one more for each time it is paid again. */
    attempt: count().notNull(),
    fileId: text().references(() => payoutFiles.id),
    sentAt: instant(),
    settledOn: day(),
    reference: text(),
    returnReason: text(),
    settledBy: text(),
  },
  (payout) => [
    uniqueIndex("payouts_one_per_no").on(payout.payoutNo),
    uniqueIndex("payouts_one_per_offset_and_attempt").on(payout.offsetId, payout.attempt),
    uniqueIndex("payouts_one_per_correction_and_attempt").on(payout.correctionLineId, payout.attempt),
    index("payouts_by_settlement").on(payout.settlementId),
    index("payouts_by_person").on(payout.personId),
    index("payouts_by_status").on(payout.status),
    check("payouts_above_zero", sql`amount_fen > 0`),
  ],
);

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
