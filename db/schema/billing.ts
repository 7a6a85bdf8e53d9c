import { sql } from "drizzle-orm";
import { check, choice, day, fen, id, index, instant, table, text, uniqueIndex } from "../columns.ts";
import { leases } from "./leases.ts";
import { people } from "./people.ts";

export const paymentMethods = ["bankTransfer", "wechat", "alipay", "cash"] as const;

/** One tenant's share of one lease's rent for one month. `offsetFen` and `paidFen` move only together with the ledger. */
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
