import type { Day, Month } from "../days.ts";
import { monthOf } from "../days.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import { assertFen, type Fen } from "../money.ts";
import { type Entry, type Leg, leg, type Party, positive } from "./rules-entry.ts";

export * from "./rules-deposits.ts";
export * from "./rules-entry.ts";

/** Whose month it is: the event's name in the books. `rent:{lease}:{person}:{yyyymm}`. */
export const eventKey = (kind: string, { leaseId, personId }: Party, month: Month): string =>
  `${kind}:${leaseId}:${personId}:${month.replace("-", "")}`;

/** The tenant owes the full rent and the operator books it as revenue (FIELD: 7). Effective on the first billed day. */
export function rentEntry(bill: Party & { month: Month; fromOn: Day; rentFen: Fen }): Entry {
  const rentFen = positive(bill.rentFen, "rentFen");
  return {
    key: eventKey("rent", bill, bill.month),
    kind: "rent",
    month: bill.month,
    effectiveOn: bill.fromOn,
    reason: "rent-billed",
    legs: [leg("tenant-receivable", bill, rentFen), leg("rent-revenue", bill, -rentFen)],
  };
}

/**
 * Public finance owes the subsidy: the offset takes over that much of the tenant's debt, the surplus is owed to
 * the tenant, and what is carried is kept for their next month; below zero it is taken from what earlier months kept.
 * Null where nothing moves, since an entry of nothing is no entry.
 * `settlesId` names the posted rent entry.
 */
export function offsetEntry(
  offset: Party & {
    month: Month;
    effectiveOn: Day;
    offsetFen: Fen;
    surplusFen: Fen;
    carriedFen?: Fen;
    settlesId?: string | null;
  },
): Entry | null {
  const { offsetFen, surplusFen, carriedFen = 0 } = offset;
  invariant(assertFen(offsetFen) >= 0 && assertFen(surplusFen) >= 0, "offset and surplus must not be negative");
  const subsidyFen = offsetFen + surplusFen + assertFen(carriedFen, "carriedFen");
  invariant(subsidyFen >= 0, `more is carried away than is used: ${carriedFen}`);
  if (offsetFen + surplusFen === 0 && carriedFen === 0) return null;
  return {
    key: eventKey("offset", offset, offset.month),
    kind: "offset",
    month: offset.month,
    effectiveOn: offset.effectiveOn,
    reason: "subsidy-approved",
    legs: [
      leg("public-finance-receivable", offset, subsidyFen),
      leg("tenant-receivable", offset, -offsetFen),
      leg("surplus-payable", offset, -surplusFen),
      leg("subsidy-carried", offset, -carriedFen),
    ].filter((one) => one.amountFen !== 0),
    settlesId: offset.settlesId ?? null,
  };
}

/**
 * Money came in from a tenant, named by the payment's own id: one person may pay several times a month.
 * `creditFen` of it is above what the bill asks for: that much is owed back to the tenant.
 */
export function paymentEntry(
  payment: Party & {
    paymentId: string;
    month: Month;
    paidOn: Day;
    amountFen: Fen;
    creditFen?: Fen;
    settlesId?: string | null;
  },
): Entry {
  const amountFen = positive(payment.amountFen, "amountFen");
  const creditFen = assertFen(payment.creditFen ?? 0, "creditFen");
  invariant(creditFen >= 0 && creditFen <= amountFen, `credit of ${creditFen} in a payment of ${amountFen}`);
  return {
    key: `payment:${payment.paymentId}`,
    kind: "payment",
    month: payment.month,
    effectiveOn: payment.paidOn,
    reason: "rent-paid",
    legs: [
      leg("bank", payment, amountFen),
      leg("tenant-receivable", payment, creditFen - amountFen),
      leg("tenant-credit", payment, -creditFen),
    ].filter((one) => one.amountFen !== 0),
    settlesId: payment.settlesId ?? null,
  };
}

/** What a charge on a bill stands against: income, a deposit that is owed back, a clawback, what public finance owes. */
export type Contra = Exclude<Leg["account"], "tenant-receivable" | "bank">;

/** A line on a bill beside the rent, named by the line's own key; below zero it is taken off. */
export function chargeEntry(
  line: Party & { key: string; month: Month; effectiveOn: Day; amountFen: Fen; contra: Contra; kind: string },
): Entry {
  const amountFen = assertFen(line.amountFen, "amountFen");
  invariant(amountFen !== 0, "a charge of nothing is no charge");
  return {
    key: `charge:${line.key}`,
    kind: "charge",
    month: line.month,
    effectiveOn: line.effectiveOn,
    reason: `charge-${line.kind}`,
    legs: [leg("tenant-receivable", line, amountFen), leg(line.contra, line, -amountFen)],
  };
}

type Move = Party & { moveId: string; month: Month; movedOn: Day; amountFen: Fen; settlesId?: string | null };

/** A bill was paid and then netted: what is above its rent is owed back to the tenant. */
export function creditSetAsideEntry(move: Move): Entry {
  const amountFen = positive(move.amountFen, "amountFen");
  return {
    key: `credit-set-aside:${move.moveId}`,
    kind: "credit-set-aside",
    month: move.month,
    effectiveOn: move.movedOn,
    reason: "bill-overpaid",
    legs: [leg("tenant-receivable", move, amountFen), leg("tenant-credit", move, -amountFen)],
    settlesId: move.settlesId ?? null,
  };
}

/** Credit pays a bill; `fromLeaseId` is the lease it was paid under, the party's the lease of the bill. */
export function creditUsedEntry(move: Move & { fromLeaseId: string }): Entry {
  const amountFen = positive(move.amountFen, "amountFen");
  return {
    key: `credit-used:${move.moveId}`,
    kind: "credit-used",
    month: move.month,
    effectiveOn: move.movedOn,
    reason: "rent-paid-by-credit",
    legs: [
      leg("tenant-credit", { ...move, leaseId: move.fromLeaseId }, amountFen),
      leg("tenant-receivable", move, -amountFen),
    ],
    settlesId: move.settlesId ?? null,
  };
}

/** Credit goes back to its person, from each lease it was paid under. Proposed by one person, posted by another. */
export function refundEntry(refund: {
  refundId: string;
  personId: string;
  month: Month;
  effectiveOn: Day;
  parts: readonly { leaseId: string; amountFen: Fen }[];
}): Entry {
  const { refundId, personId, month, effectiveOn } = refund;
  const parts = refund.parts.filter((part) => part.amountFen !== 0);
  const legs = parts.flatMap(({ leaseId, amountFen }) => {
    const party = { personId, leaseId };
    return [leg("tenant-credit", party, positive(amountFen, "amountFen")), leg("bank", party, -amountFen)];
  });
  return { key: `refund:${refundId}`, kind: "refund", month, effectiveOn, reason: "credit-refunded", legs };
}

/**
 * Takes a posted entry back, leg by leg, on a stated day (never today by default). Its key is made from the
 * original's, so an entry is reversed once. Refuses `reversal-before-original` (`originalOn`) and
 * `reversal-of-reversal`: what was taken back wrongly is entered anew.
 * `month` is the open month it is booked in, that of `effectiveOn` unless given.
 */
export function reversalOf(
  original: Entry & { id: string },
  given: { effectiveOn: Day; reason: string; month?: Month },
): Decision<{ entry: Entry }> {
  if (original.kind === "reversal") return refuse("reversal-of-reversal");
  if (given.effectiveOn < original.effectiveOn) {
    return refuse("reversal-before-original", { originalOn: original.effectiveOn });
  }
  const entry: Entry = {
    key: `reversal:${original.key}`,
    kind: "reversal",
    month: given.month ?? monthOf(given.effectiveOn),
    effectiveOn: given.effectiveOn,
    reason: given.reason,
    legs: original.legs.map((one) => ({ ...one, amountFen: -one.amountFen })),
    reversesId: original.id,
  };
  return grant({ entry });
}
