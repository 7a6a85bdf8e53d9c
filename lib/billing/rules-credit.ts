import type { Fen } from "../money.ts";

/** What a person has to spend, by the lease it was paid under, oldest first. */
export type CreditSource = { leaseId: string; availableFen: Fen };
/** `wantsFen`: what is left to pay once the support that is decided has been netted. */
export type OpenBill = { billId: string; wantsFen: Fen };
export type CreditUse = { fromLeaseId: string; billId: string; amountFen: Fen };

/**
 * Credit pays open bills in their order, from its sources in theirs, until either runs out. Never more than a bill
 * wants, never more than a source has.
 */
export function spendCredit(sources: readonly CreditSource[], bills: readonly OpenBill[]): CreditUse[] {
  const left = sources.map((source) => ({ ...source }));
  const uses: CreditUse[] = [];
  for (const { billId, wantsFen } of bills) {
    let wants = wantsFen;
    for (const source of left) {
      const amountFen = Math.min(wants, source.availableFen);
      if (amountFen <= 0) continue;
      uses.push({ fromLeaseId: source.leaseId, billId, amountFen });
      source.availableFen -= amountFen;
      wants -= amountFen;
    }
  }
  return uses;
}

/** How a payment falls apart: what the bill asks for, and what is above it. Both are whole fen and sum to the amount. */
export function splitPayment(amountFen: Fen, dueFen: Fen): { billFen: Fen; creditFen: Fen } {
  const billFen = Math.min(amountFen, Math.max(0, dueFen));
  return { billFen, creditFen: amountFen - billFen };
}
