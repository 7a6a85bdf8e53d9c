import { addMonths, type Day, type Month, monthOf } from "../days.ts";
import type { Fen } from "../money.ts";

/** A bill that a payment may be for. `leftFen`: to pay as the books stand; `wantsFen`: once decided support is netted. */
export type MatchBill = {
  billId: string;
  billNo: string;
  leaseNo: string;
  personId: string;
  month: Month;
  leftFen: Fen;
  wantsFen: Fen;
};
/** What the lines of a list name: bills by number, and those of a lease or a name, oldest first. */
export type MatchFacts = {
  byBillNo: ReadonlyMap<string, MatchBill>;
  byLeaseNo: ReadonlyMap<string, readonly MatchBill[]>;
  byName: ReadonlyMap<string, readonly MatchBill[]>;
  nameOf: ReadonlyMap<string, string>;
};
export type Payer = { note: string; payerName: string; amountFen: Fen; paidOn: Day };
export type Match = {
  state: "matched" | "suggested" | "unmatched" | "wrong";
  /** A key of the messages: why, or why not. */
  reason: string;
  reasonValues: Record<string, string | number>;
  billId: string | null;
};

const letters = (text: string): string => text.normalize("NFKC").toUpperCase().replace(/\s+/g, "");

/** The bill numbers in a text, as they are written in the books; a missing hyphen is forgiven. */
export const billNosIn = (text: string): string[] => [
  ...new Set([...letters(text).matchAll(/ZD(\d{6})-?(\d{5})(?!\d)/g)].map((match) => `ZD${match[1]}-${match[2]}`)),
];
export const leaseNosIn = (text: string): string[] => [
  ...new Set([...letters(text).matchAll(/HT(\d{4})-?(\d{5})(?!\d)/g)].map((match) => `HT${match[1]}-${match[2]}`)),
];
export const nameIn = (payerName: string): string => payerName.normalize("NFKC").replace(/\s+/g, "");

/**
 * Which bill a line of the bank's list pays. By a bill's or a lease's number it is sure (`matched`); by name and amount
 * it is a suggestion that somebody must confirm; everything else waits, with its reason. Never guessed: two people of
 * one name, or an amount that fits nothing, stay unmatched.
 */
export function matchLine(payer: Payer, facts: MatchFacts): Match {
  const billNos = billNosIn(payer.note);
  if (billNos.length > 0) return byBill(payer, billNos, facts);
  const leaseNos = leaseNosIn(payer.note);
  if (leaseNos.length > 0) return byLease(payer, leaseNos, facts);
  return byName(payer, facts);
}

const answer = (
  state: Match["state"],
  reason: string,
  billId: string | null = null,
  reasonValues: Match["reasonValues"] = {},
): Match => ({ state, reason, billId, reasonValues });

function byBill({ paidOn }: Payer, billNos: readonly string[], { byBillNo }: MatchFacts): Match {
  const [billNo = ""] = billNos;
  if (billNos.length > 1) return answer("unmatched", "row-several-bills", null, { count: billNos.length });
  const bill = byBillNo.get(billNo);
  if (!bill) return answer("unmatched", "row-bill-unknown", null, { bill: billNo });
  // Months are billed one ahead at most, so what came before that cannot be for this bill.
  if (monthOf(paidOn) < addMonths(bill.month, -1)) {
    return answer("wrong", "row-before-bill", null, { bill: billNo, month: bill.month });
  }
  return answer("matched", "match-bill-no", bill.billId, { bill: billNo });
}

function byLease(payer: Payer, leaseNos: readonly string[], { byLeaseNo, nameOf }: MatchFacts): Match {
  const [lease = ""] = leaseNos;
  if (leaseNos.length > 1) return answer("unmatched", "row-several-leases", null, { count: leaseNos.length });
  const bills = byLeaseNo.get(lease);
  if (!bills || bills.length === 0) return answer("unmatched", "row-lease-unknown", null, { lease });
  const people = [...new Set(bills.map((bill) => bill.personId))];
  const named = people.filter((personId) => nameOf.get(personId) === nameIn(payer.payerName));
  const [only] = people.length === 1 ? people : named.length === 1 ? named : [];
  if (only !== undefined) {
    const its = bills.filter((bill) => bill.personId === only);
    return answer("matched", "match-lease-no", firstOpen(its)?.billId ?? null, { lease });
  }
  const fitting = bills.filter((bill) => fits(bill, payer.amountFen));
  const [bill] = fitting;
  return bill && new Set(fitting.map((one) => one.personId)).size === 1
    ? answer("suggested", "match-lease-amount", bill.billId, { lease })
    : answer("unmatched", "row-lease-shared", null, { lease });
}

function byName({ payerName, amountFen }: Payer, { byName: names }: MatchFacts): Match {
  const bills = names.get(nameIn(payerName)) ?? [];
  const people = new Set(bills.map((bill) => bill.personId));
  if (people.size === 0) return answer("unmatched", "row-nobody");
  if (people.size > 1) return answer("unmatched", "row-several-people", null, { count: people.size });
  const open = bills.filter((bill) => bill.leftFen > 0);
  const bill = open.find((one) => fits(one, amountFen));
  if (bill) return answer("suggested", "match-name-amount", bill.billId, { bill: bill.billNo });
  const sum = (pick: (one: MatchBill) => Fen) => open.reduce((total, one) => total + pick(one), 0);
  const [oldest] = open;
  if (oldest && (sum((one) => one.leftFen) === amountFen || sum((one) => one.wantsFen) === amountFen)) {
    return answer("suggested", "match-name-total", oldest.billId, { count: open.length });
  }
  return answer("unmatched", "row-amount-differs");
}

const fits = ({ leftFen, wantsFen }: MatchBill, amountFen: Fen): boolean =>
  leftFen > 0 && (leftFen === amountFen || wantsFen === amountFen);

/** The oldest bill with something to pay; where all are paid, the latest: what comes in is credit. */
const firstOpen = (bills: readonly MatchBill[]): MatchBill | undefined =>
  bills.find((bill) => bill.leftFen > 0) ?? bills.at(-1);
