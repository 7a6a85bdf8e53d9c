import { sql } from "drizzle-orm";
import { check, choice, count, day, fen, id, index, instant, json, table, text, uniqueIndex } from "../columns.ts";
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

/** dropped: a correction withheld it before it was sent, so that nothing of it is owed any more. */
export const payoutStatuses = ["ready", "sent", "paid", "returned", "dropped"] as const;

/**
 * Money that goes to a person: the surplus of a month, or all of it in cash mode. One that the bank sent back (退票) is
 * paid again by a row of its own, one attempt more. The account is that of the moment at which it went into a file.
 */
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
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
    fileId: text().references(() => payoutFiles.id),
    sentAt: instant(),
    holderName: text(),
    bankName: text(),
    accountSealed: text(),
    lastFour: text(),
    paidOn: day(),
    reference: text(),
    paidBy: text(),
    /** The bank sent it back, before or after it was booked as paid. */
    returnedOn: day(),
    returnReason: text(),
    returnedBy: text(),
  },
  (payout) => [
    uniqueIndex("payouts_one_per_no").on(payout.payoutNo),
    uniqueIndex("payouts_one_per_offset_and_attempt").on(payout.offsetId, payout.attempt),
    uniqueIndex("payouts_one_per_correction_and_attempt").on(payout.correctionLineId, payout.attempt),
    index("payouts_by_settlement").on(payout.settlementId),
    index("payouts_by_person").on(payout.personId),
    index("payouts_by_status").on(payout.status),
    index("payouts_by_file").on(payout.fileId),
    check("payouts_above_zero", sql`amount_fen > 0`),
    check("payouts_of_one_thing", sql`(offset_id is null) <> (correction_line_id is null)`),
    check("payouts_sent_by_file", sql`(status in ('ready', 'dropped')) = (file_id is null)`),
    check(
      "payouts_paid_or_returned_on",
      sql`(status <> 'paid' or paid_on is not null) and ((status = 'returned') = (returned_on is not null))`,
    ),
  ],
);

/**
 * What public finance has paid for a batch, one row for each fund that bears a share of it; or settled for a correction,
 * below zero where it took back.
 */
export const fundings = table(
  "fundings",
  {
    id: id(),
    settlementId: text().references(() => settlements.id),
    correctionId: text().references(() => corrections.id),
    fund: text().notNull(),
    amountFen: fen().notNull(),
    paidOn: day().notNull(),
    reference: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
  },
  (funding) => [
    uniqueIndex("fundings_one_per_fund").on(funding.settlementId, funding.fund),
    uniqueIndex("fundings_one_per_correction").on(funding.correctionId, funding.fund),
    check("fundings_of_one_thing", sql`(settlement_id is null) <> (correction_id is null)`),
    check("fundings_above_zero", sql`amount_fen <> 0 and (amount_fen > 0 or correction_id is not null)`),
  ],
);

export const answerStatuses = ["preview", "confirmed", "discarded"] as const;

/** One line of a bank's answer: which payout, what became of it, and what confirming it would do. */
export type AnswerLine = {
  line: number;
  payoutNo: string;
  payoutId: string | null;
  /** `known`: said before; `skipped`: the bank has not decided yet. */
  state: "paid" | "returned" | "known" | "skipped" | "wrong";
  on: string | null;
  reference: string;
  /** The bank's own words where it sent the money back. */
  reason: string;
  /** A key of the refusals where it is wrong. */
  problem: string;
  values: Record<string, string | number>;
};

/** The bank's answer to what was sent, as it was uploaded; nothing moves before it is confirmed. */
export const payoutAnswers = table(
  "payout_answers",
  {
    id: id(),
    fileName: text().notNull(),
    fileHash: text().notNull(),
    lines: json<AnswerLine[]>().notNull(),
    status: choice(answerStatuses).notNull(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
    decidedBy: text(),
    decidedAt: instant(),
  },
  (answer) => [
    uniqueIndex("payout_answers_one_per_file").on(answer.fileHash).where(sql`status <> 'discarded'`),
    index("payout_answers_by_time").on(answer.madeAt),
  ],
);
