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
  primaryKey,
  table,
  text,
  uniqueIndex,
} from "../columns.ts";
import { users } from "./accounts.ts";
import { bills } from "./billing.ts";
import { leases, offsetModes } from "./leases.ts";
import { people } from "./people.ts";

/** posted: approved and in the books; funded: the money came from public finance; disbursed: paid out; closed: nothing left. */
export const settlementStatuses = ["draft", "checked", "posted", "funded", "disbursed", "closed"] as const;

/** One batch of offsets of a month. A month's first batch is sequence 1; later bills of the month get a further batch. */
export const settlements = table(
  "settlements",
  {
    id: id(),
    month: text().notNull(),
    sequence: count().notNull(),
    status: choice(settlementStatuses).notNull(),
    /** The schemes that decided it, in order: `changzhou`, `suzhou-sip+zibo`, `suzhou-sip|suzhou` for the best of two. */
    plan: text().notNull(),
    /** SHA-256 over the batch's lines: what was checked is what gets approved. */
    contentHash: text().notNull(),
    /** A user, or `system` for the command line. */
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
    checkedBy: text().references(() => users.id),
    checkedAt: instant(),
    approvedBy: text().references(() => users.id),
    approvedAt: instant(),
    /** The version of each scheme of the plan that decided it: `{ "changzhou": "1.2.0" }`. */
    versions: json<Record<string, string>>().notNull().default({}),
    fundedOn: day(),
    fundedReference: text(),
    fundedBy: text(),
    fundedAt: instant(),
    disbursedAt: instant(),
    closedBy: text(),
    closedAt: instant(),
  },
  (settlement) => [
    uniqueIndex("settlements_one_per_sequence").on(settlement.month, settlement.sequence),
    check("settlements_four_eyes", sql`approved_by is null or (approved_by <> made_by and approved_by <> checked_by)`),
  ],
);

/** The facts a decision was made from, so that it can be explained and made again. */
export type DecisionFacts = Record<string, string | number | boolean | null>;

/** What a month adds to what is carried of each scheme or, below zero, takes from it, and what stood before. */
export type Carried = Record<string, { beforeFen: number; fen: number }>;

/** One tenant's subsidy for one month: decided in the batch, netted against that month's bill once the batch is posted. */
export const offsets = table(
  "offsets",
  {
    id: id(),
    settlementId: text()
      .notNull()
      .references(() => settlements.id),
    billId: text()
      .notNull()
      .references(() => bills.id),
    personId: text()
      .notNull()
      .references(() => people.id),
    leaseId: text()
      .notNull()
      .references(() => leases.id),
    month: text().notNull(),
    mode: choice(offsetModes).notNull(),
    eligible: flag().notNull(),
    subsidyFen: fen().notNull(),
    offsetFen: fen().notNull(),
    surplusFen: fen().notNull(),
    /** Kept for the person's next month; below zero, used of what earlier months kept. */
    carriedFen: fen().notNull().default(0),
    /** The same by scheme, with what stood before: `{ "linhai": { "beforeFen": 20000, "fen": -15000 } }`. */
    carried: json<Carried>().notNull().default({}),
    facts: json<DecisionFacts>().notNull(),
    /** Months granted besides this one, by `scheme/part`. */
    monthsUsed: json<Record<string, number>>().notNull(),
    /** Codes of the conditions that failed, `scheme/part:code`; the full reasons are made again from `facts`. */
    failed: json<string[]>().notNull(),
    /** Set where an officer held the line back or refused it, with the reason. */
    heldBy: text(),
    heldAt: instant(),
    heldReason: text(),
  },
  (offset) => [
    uniqueIndex("offsets_one_per_bill").on(offset.billId),
    index("offsets_by_settlement").on(offset.settlementId),
    index("offsets_by_person").on(offset.personId, offset.month),
    check(
      "offsets_sum",
      sql`subsidy_fen = offset_fen + surplus_fen + carried_fen and subsidy_fen >= 0 and offset_fen >= 0 and surplus_fen >= 0`,
    ),
  ],
);

export const offsetParts = table(
  "offset_parts",
  {
    offsetId: text()
      .notNull()
      .references(() => offsets.id),
    /** `scheme/part`. */
    part: text().notNull(),
    amountFen: fen().notNull(),
  },
  (row) => [primaryKey({ columns: [row.offsetId, row.part] }), check("offset_parts_above_zero", sql`amount_fen > 0`)],
);
