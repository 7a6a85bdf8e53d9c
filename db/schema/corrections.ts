import { sql } from "drizzle-orm";
import {
  check,
  choice,
  count,
  day,
  fen,
  flag,
  id,
  index,
  instant,
  json,
  table,
  text,
  uniqueIndex,
} from "../columns.ts";
import { bills } from "./billing.ts";
import { leases } from "./leases.ts";
import { ledgerProposals } from "./ledger.ts";
import { people } from "./people.ts";
import type { Carried, DecisionFacts } from "./subsidy.ts";

export const correctionStatuses = ["draft", "posted", "discarded"] as const;
/** Why months are decided again: somebody left earlier, a fact was wrong, a scheme changed for the past, or by hand. */
export const correctionCauses = ["earlyLeaver", "lateFact", "schemeChange", "rentChange", "byHand"] as const;

/** Past months decided again: only the difference is posted, in the open month, by a second person. */
export const corrections = table(
  "corrections",
  {
    id: id(),
    correctionNo: text().notNull(),
    cause: choice(correctionCauses).notNull(),
    reason: text().notNull(),
    /** What should have been known, as it was entered: the lease and its last day, a fact and its months, a version. */
    given: json<Record<string, string | number | boolean | null>>().notNull().default({}),
    /** The open month it is booked in. */
    month: text().notNull(),
    status: choice(correctionStatuses).notNull(),
    contentHash: text().notNull(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
    decidedBy: text(),
    decidedAt: instant(),
    decidedReason: text(),
  },
  (one) => [
    uniqueIndex("corrections_one_per_no").on(one.correctionNo),
    index("corrections_by_month").on(one.month),
    check("corrections_four_eyes", sql`status <> 'posted' or (decided_by is not null and decided_by <> made_by)`),
  ],
);

export type Moved = Partial<
  Record<
    | "chargeFen"
    | "creditFen"
    | "payoutFen"
    | "keptFen"
    | "withheldFen"
    | "unkeptFen"
    | "claimFen"
    | "setOffFen"
    | "clearedFen",
    number
  >
>;

/** One bill's month decided again: what stood, what should have stood; the difference is what is posted. */
export const correctionLines = table(
  "correction_lines",
  {
    id: id(),
    correctionId: text()
      .notNull()
      .references(() => corrections.id),
    billId: text()
      .notNull()
      .references(() => bills.id),
    personId: text()
      .notNull()
      .references(() => people.id),
    leaseId: text()
      .notNull()
      .references(() => leases.id),
    /** The month that is corrected. */
    month: text().notNull(),
    /** Counts the posted corrections of the bill from 1; 0 while it is a draft. */
    sequence: count().notNull(),
    /** The last day that should have been billed, where that is what changed. */
    toOn: day(),
    rentBeforeFen: fen().notNull(),
    rentAfterFen: fen().notNull(),
    subsidyBeforeFen: fen().notNull(),
    subsidyAfterFen: fen().notNull(),
    offsetBeforeFen: fen().notNull(),
    offsetAfterFen: fen().notNull(),
    surplusBeforeFen: fen().notNull(),
    surplusAfterFen: fen().notNull(),
    /** What the month keeps for the next or, below zero, uses of what earlier months kept. */
    carriedBeforeFen: fen().notNull().default(0),
    carriedAfterFen: fen().notNull().default(0),
    /** The same by scheme as it stood and as it should have, as in offsets. */
    carriedBefore: json<Carried>().notNull().default({}),
    carried: json<Carried>().notNull().default({}),
    eligible: flag().notNull(),
    /** What is granted once it is posted: `[{ "part": "changzhou/living", "amountFen": 60000 }]`. */
    parts: json<{ part: string; amountFen: number }[]>().notNull(),
    facts: json<DecisionFacts>().notNull(),
    monthsUsed: json<Record<string, number>>().notNull(),
    /** The schemes that decided it, as in settlements. */
    plan: text().notNull(),
    versions: json<Record<string, string>>().notNull(),
    failed: json<string[]>().notNull(),
    /** What it moved once it was posted: what was charged, credited, paid out, withheld and claimed, each in fen. */
    moved: json<Moved>().notNull().default({}),
  },
  (line) => [
    uniqueIndex("correction_lines_one_per_bill").on(line.correctionId, line.billId),
    index("correction_lines_by_bill").on(line.billId),
    index("correction_lines_by_person").on(line.personId),
  ],
);

/** claimed by a posted correction; a plan of paying back is proposed, then runs; settled once nothing is left. */
export const clawbackStatuses = ["claimed", "proposed", "running", "settled"] as const;

/**
 * Support that was wrongly paid and is taken back by a plan: no more than `monthlyLimitFen` a month on the bills. Until a
 * plan is approved nothing of it is billed.
 */
export const clawbacks = table(
  "clawbacks",
  {
    id: id(),
    clawbackNo: text().notNull(),
    personId: text()
      .notNull()
      .references(() => people.id),
    leaseId: text()
      .notNull()
      .references(() => leases.id),
    correctionLineId: text().references(() => correctionLines.id),
    amountFen: fen().notNull(),
    monthlyLimitFen: fen().notNull(),
    fromMonth: text().notNull(),
    reason: text().notNull(),
    status: choice(clawbackStatuses).notNull(),
    /** The proposal to give up what is left of it, the latest where there were several. */
    proposalId: text().references(() => ledgerProposals.id),
    /** Who proposed the plan; of a claim without one, who made the correction. */
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
    decidedBy: text(),
    decidedAt: instant(),
    /** Why a proposed plan was sent back. */
    decidedReason: text(),
  },
  (one) => [
    uniqueIndex("clawbacks_one_per_no").on(one.clawbackNo),
    index("clawbacks_by_person").on(one.personId),
    check("clawbacks_above_zero", sql`amount_fen > 0 and monthly_limit_fen > 0`),
    check("clawbacks_four_eyes", sql`decided_by is null or decided_by <> made_by`),
  ],
);

export const clawbackMoveKinds = ["billed", "paid", "writtenOff", "cleared"] as const;

/**
 * What was taken back, append-only by triggers: an instalment on a bill, more on a bill at the person's own wish (`paid`),
 * written off, or cleared by a correction that granted support anew.
 */
export const clawbackMoves = table(
  "clawback_moves",
  {
    id: id(),
    clawbackId: text()
      .notNull()
      .references(() => clawbacks.id),
    kind: choice(clawbackMoveKinds).notNull(),
    month: text().notNull(),
    amountFen: fen().notNull(),
    billId: text().references(() => bills.id),
    movedAt: instant().notNull(),
  },
  (move) => [
    index("clawback_moves_by_clawback").on(move.clawbackId),
    uniqueIndex("clawback_moves_billed_once").on(move.clawbackId, move.month).where(sql`kind = 'billed'`),
    check("clawback_moves_above_zero", sql`amount_fen > 0`),
  ],
);
