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
import { leases } from "./leases.ts";
import { ledgerProposals } from "./ledger.ts";
import { people } from "./people.ts";

export const paymentMethods = ["bankTransfer", "wechat", "alipay", "cash", "online"] as const;

/**
 * One tenant's bill under one lease for one month: the share of the rent and, in `bill_lines`, what is charged beside
 * it. A bill of lines alone has a rent of 0. `offsetFen`, `otherFen` and `paidFen` move only together with the ledger.
 */
export const bills = table(
  "bills",
  {
    id: id(),
    billNo: text().notNull(),
    leaseId: text()
      .notNull()
      .references(() => leases.id),
    personId: text()
      .notNull()
      .references(() => people.id),
    month: text().notNull(),
    fromOn: day().notNull(),
    toOn: day().notNull(),
    dueOn: day().notNull(),
    rentFen: fen().notNull(),
    offsetFen: fen().notNull(),
    paidFen: fen().notNull(),
    /** What the bill asks for beside the rent: the sum of its `bill_lines`, below zero where more was waived than charged. */
    otherFen: fen().notNull().default(0),
    createdAt: instant().notNull(),
  },
  (bill) => [
    uniqueIndex("bills_one_per_no").on(bill.billNo),
    uniqueIndex("bills_one_per_tenant_and_month").on(bill.leaseId, bill.personId, bill.month),
    index("bills_by_month").on(bill.month),
    index("bills_by_person").on(bill.personId, bill.month),
    check("bills_offset_within_rent", sql`offset_fen >= 0 and offset_fen <= rent_fen`),
  ],
);

export const billLineKinds = [
  "deposit",
  "electricity",
  "water",
  "gas",
  "service",
  "lateFee",
  "damage",
  "other",
  "correction",
  "clawback",
  "writeOff",
] as const;

/**
 * What a bill asks for beside the rent, append-only by triggers, each line with its entry in the ledger. Above zero it is
 * charged, below it is taken off. `key` is made from the event, so that the same event is charged once.
 */
export const billLines = table(
  "bill_lines",
  {
    id: id(),
    key: text().notNull(),
    billId: text()
      .notNull()
      .references(() => bills.id),
    kind: choice(billLineKinds).notNull(),
    amountFen: fen().notNull(),
    /** The days it is for, where it is for some. */
    fromOn: day(),
    toOn: day(),
    /** What staff wrote, empty where the kind says all. */
    reason: text().notNull(),
    /** What it was worked out from, so that the page can show it: readings, tariff, days late, days and rate. */
    detail: json<Record<string, string | number | null>>().notNull(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
  },
  (line) => [
    uniqueIndex("bill_lines_one_per_key").on(line.key),
    index("bill_lines_by_bill").on(line.billId),
    check("bill_lines_not_zero", sql`amount_fen <> 0`),
  ],
);

/** Overdue rent given up (核销): a proposal in the ledger until a second person decides. */
export const writeOffs = table(
  "write_offs",
  {
    id: id(),
    billId: text()
      .notNull()
      .references(() => bills.id),
    amountFen: fen().notNull(),
    reason: text().notNull(),
    proposalId: text()
      .notNull()
      .references(() => ledgerProposals.id),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
  },
  (one) => [
    uniqueIndex("write_offs_one_per_proposal").on(one.proposalId),
    index("write_offs_by_bill").on(one.billId),
    check("write_offs_above_zero", sql`amount_fen > 0`),
  ],
);

export type Deduction = { kind: "damage" | "cleaning" | "keys" | "other"; amountFen: number; reason: string };

/** How the deposit of a lease that ended was given back: what was kept, and why; the rest is its people's credit. */
export const depositReturns = table(
  "deposit_returns",
  {
    id: id(),
    leaseId: text()
      .notNull()
      .references(() => leases.id),
    depositFen: fen().notNull(),
    deductions: json<Deduction[]>().notNull(),
    returnedFen: fen().notNull(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
  },
  (one) => [
    uniqueIndex("deposit_returns_one_per_lease").on(one.leaseId),
    check("deposit_returns_not_negative", sql`returned_fen >= 0 and returned_fen <= deposit_fen`),
  ],
);

/** Reminders that were sent of a bill, each kind once. */
export const reminderKinds = ["dueSoon", "dueToday", "overdue1", "overdue15", "overdue30"] as const;

export const reminders = table(
  "reminders",
  {
    billId: text()
      .notNull()
      .references(() => bills.id),
    kind: choice(reminderKinds).notNull(),
    sentAt: instant().notNull(),
  },
  (row) => [primaryKey({ columns: [row.billId, row.kind] })],
);

export const periodStatuses = ["open", "closed"] as const;

/** Months whose books were closed; a month that is not here is open. Closed again after its one reopening. */
export const periods = table("periods", {
  month: id(),
  status: choice(periodStatuses).notNull(),
  closedBy: text().notNull(),
  closedAt: instant().notNull(),
  reopenedBy: text(),
  reopenedAt: instant(),
  reopenReason: text(),
});

export const payments = table(
  "payments",
  {
    id: id(),
    billId: text()
      .notNull()
      .references(() => bills.id),
    personId: text()
      .notNull()
      .references(() => people.id),
    amountFen: fen().notNull(),
    paidOn: day().notNull(),
    method: choice(paymentMethods).notNull(),
    /** The bank's or the channel's own number: the same money is never booked twice. */
    reference: text().notNull(),
    /** The part of it that was above what the bill asked for: it is the person's credit. */
    creditFen: fen().notNull().default(0),
    /** A user, or `system` for imports from the command line. */
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
  },
  (payment) => [
    uniqueIndex("payments_one_per_reference").on(payment.reference),
    index("payments_by_bill").on(payment.billId),
    check("payments_above_zero", sql`amount_fen > 0`),
  ],
);

export const creditKinds = ["overpaid", "setAside", "deposit", "corrected", "used", "refunded"] as const;

/**
 * What a person has with us beyond what they owe: in above zero, out below; append-only by triggers, each with its
 * entry in the ledger. `overpaid` names its payment, `setAside` and `used` their bill, `refunded` its refund; `deposit`
 * is what a lease's deposit gave back, `corrected` what a correction of past months did.
 */
export const creditMoves = table(
  "credit_moves",
  {
    id: id(),
    kind: choice(creditKinds).notNull(),
    personId: text()
      .notNull()
      .references(() => people.id),
    leaseId: text()
      .notNull()
      .references(() => leases.id),
    amountFen: fen().notNull(),
    paymentId: text().references(() => payments.id),
    billId: text().references(() => bills.id),
    refundId: text().references(() => refunds.id),
    movedOn: day().notNull(),
    movedAt: instant().notNull(),
  },
  (move) => [
    uniqueIndex("credit_moves_one_per_payment").on(move.paymentId),
    index("credit_moves_by_person").on(move.personId),
    index("credit_moves_by_bill").on(move.billId),
    check("credit_moves_not_zero", sql`amount_fen <> 0`),
    check("credit_moves_sign", sql`(kind in ('used', 'refunded')) = (amount_fen < 0)`),
  ],
);

/** Credit that goes back to its person: held by a proposal in the ledger until a second person decides. */
export const refunds = table(
  "refunds",
  {
    id: id(),
    personId: text()
      .notNull()
      .references(() => people.id),
    amountFen: fen().notNull(),
    reason: text().notNull(),
    proposalId: text()
      .notNull()
      .references(() => ledgerProposals.id),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
  },
  (refund) => [
    uniqueIndex("refunds_one_per_proposal").on(refund.proposalId),
    index("refunds_by_person").on(refund.personId),
    check("refunds_above_zero", sql`amount_fen > 0`),
  ],
);

export const importFormats = ["csv", "xlsx"] as const;
export const importStatuses = ["preview", "confirmed", "discarded"] as const;

/** A bank's list of money that came in, as it was uploaded; the file itself is not kept. */
export const bankImports = table(
  "bank_imports",
  {
    id: id(),
    fileName: text().notNull(),
    fileHash: text().notNull(),
    format: choice(importFormats).notNull(),
    /** `utf-8`, `utf-8-bom` or `gb18030`; null for spreadsheets. */
    encoding: text(),
    rows: count().notNull(),
    status: choice(importStatuses).notNull(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
    confirmedBy: text(),
    confirmedAt: instant(),
  },
  (one) => [
    uniqueIndex("bank_imports_one_per_file").on(one.fileHash).where(sql`status <> 'discarded'`),
    index("bank_imports_by_time").on(one.madeAt),
  ],
);

/**
 * `matched`, `suggested`, `unmatched`, `wrong`, `duplicate`, `skipped` are what the preview found; `posted`, `waiting`
 * (kept to be matched by hand) and `dismissed` (not rent; with a reason) are what became of a row once confirmed.
 */
export const bankRowStates = [
  "matched",
  "suggested",
  "unmatched",
  "wrong",
  "duplicate",
  "skipped",
  "posted",
  "waiting",
  "dismissed",
] as const;

export const bankRows = table(
  "bank_rows",
  {
    id: id(),
    importId: text()
      .notNull()
      .references(() => bankImports.id),
    line: count().notNull(),
    transactionNo: text().notNull(),
    /** Null where the row could not be read. */
    paidOn: day(),
    amountFen: fen(),
    payerName: text().notNull(),
    note: text().notNull(),
    state: choice(bankRowStates).notNull(),
    /** A key of the messages: why it was matched, or why not. */
    reason: text().notNull(),
    reasonValues: json<Record<string, string | number>>().notNull(),
    billId: text().references(() => bills.id),
    paymentId: text().references(() => payments.id),
    settledBy: text(),
    settledAt: instant(),
  },
  (row) => [
    uniqueIndex("bank_rows_one_per_line").on(row.importId, row.line),
    uniqueIndex("bank_rows_taken_once").on(row.transactionNo).where(sql`state in ('posted', 'waiting', 'dismissed')`),
    index("bank_rows_by_state").on(row.state),
  ],
);

export const onlineOrderStates = ["open", "paid", "failed", "closed"] as const;

/** A payment that a person began with an online provider; money is booked by the provider's signed word only. */
export const onlineOrders = table(
  "online_orders",
  {
    id: id(),
    billId: text()
      .notNull()
      .references(() => bills.id),
    personId: text()
      .notNull()
      .references(() => people.id),
    amountFen: fen().notNull(),
    provider: text().notNull(),
    state: choice(onlineOrderStates).notNull(),
    paymentId: text().references(() => payments.id),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  (order) => [
    index("online_orders_by_bill").on(order.billId),
    check("online_orders_above_zero", sql`amount_fen > 0`),
    check("online_orders_paid_by_payment", sql`(state = 'paid') = (payment_id is not null)`),
  ],
);

/** Each message of a provider, once by its nonce; append-only by triggers. */
export const onlineEvents = table(
  "online_events",
  {
    id: id(),
    provider: text().notNull(),
    nonce: text().notNull(),
    bodyHash: text().notNull(),
    orderId: text().notNull(),
    kind: text().notNull(),
    outcome: text().notNull(),
    receivedAt: instant().notNull(),
  },
  (event) => [
    uniqueIndex("online_events_one_per_nonce").on(event.provider, event.nonce),
    index("online_events_by_order").on(event.orderId),
  ],
);
