import { sql } from "drizzle-orm";
import {
  check,
  choice,
  count,
  day,
  fen,
  id,
  index,
  instant,
  json,
  primaryKey,
  table,
  text,
  uniqueIndex,
} from "../columns.ts";

export const accounts = [
  "tenant-receivable",
  "public-finance-receivable",
  "rent-revenue",
  "utility-revenue",
  "other-revenue",
  "write-off",
  "deposit-liability",
  "tenant-credit",
  "bank",
  "surplus-payable",
  "subsidy-carried",
  "clawback-receivable",
  "budget-authority",
  "budget-appropriated",
  "budget-committed",
  "budget-spent",
] as const;

/**
 * An entry is written after its legs and seals them: triggers (see db/migrations) refuse an entry whose legs
 * do not sum to zero, a leg for a sealed entry, and any update or delete of either.
 */
export const ledgerEntries = table(
  "ledger_entries",
  {
    id: id(),
    key: text().notNull(),
    requestHash: text().notNull(),
    kind: text().notNull(),
    /** The month whose books it is in. */
    month: text().notNull(),
    /** The month it belongs to, where that was closed already; null where it is the same. */
    forMonth: text(),
    effectiveOn: day().notNull(),
    postedAt: instant().notNull(),
    reason: text().notNull(),
    settlesId: text(),
    reversesId: text(),
    madeBy: text().notNull(),
    approvedBy: text(),
  },
  (entry) => [
    uniqueIndex("ledger_entries_one_per_key").on(entry.key),
    uniqueIndex("ledger_entries_reversed_once").on(entry.reversesId),
    index("ledger_entries_by_month").on(entry.month, entry.kind),
    check("ledger_entries_four_eyes", sql`approved_by is null or approved_by <> made_by`),
  ],
);

export const ledgerLegs = table(
  "ledger_legs",
  {
    entryId: text().notNull(),
    seq: count().notNull(),
    account: choice(accounts).notNull(),
    personId: text(),
    leaseId: text(),
    /** Of budget accounts, and where public finance pays: whose money and which year, `city:2026`. */
    fund: text(),
    /** Debit above zero, credit below; never zero. */
    amountFen: fen().notNull(),
  },
  (leg) => [
    primaryKey({ columns: [leg.entryId, leg.seq] }),
    index("ledger_legs_by_account").on(leg.account, leg.personId),
    check("ledger_legs_not_zero", sql`amount_fen <> 0`),
  ],
);

export type ProposedLeg = {
  account: string;
  personId: string | null;
  leaseId: string | null;
  fund?: string | null;
  amountFen: number;
};

/**
 * An entry that waits for a second person. It moves nothing: only the entry that approval posts does. Append-only by
 * triggers, like what is decided of it.
 */
export const ledgerProposals = table(
  "ledger_proposals",
  {
    id: id(),
    key: text().notNull(),
    requestHash: text().notNull(),
    kind: text().notNull(),
    month: text().notNull(),
    effectiveOn: day().notNull(),
    reason: text().notNull(),
    legs: json<ProposedLeg[]>().notNull(),
    settlesId: text(),
    reversesId: text(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
  },
  (proposal) => [uniqueIndex("ledger_proposals_one_per_key").on(proposal.key)],
);

export const ledgerOutcomes = ["posted", "void"] as const;

/** What became of a proposal, once: a trigger refuses whoever made it. `releasedFen` is what was held and not posted. */
export const ledgerDecisions = table(
  "ledger_decisions",
  {
    proposalId: id().references(() => ledgerProposals.id),
    outcome: choice(ledgerOutcomes).notNull(),
    entryId: text().references(() => ledgerEntries.id),
    releasedFen: fen().notNull(),
    reason: text().notNull(),
    decidedBy: text().notNull(),
    decidedAt: instant().notNull(),
  },
  () => [check("ledger_decisions_entry_if_posted", sql`(outcome = 'posted') = (entry_id is not null)`)],
);
