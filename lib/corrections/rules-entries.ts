import type { Day, Month } from "../days.ts";
import { invariant } from "../errors.ts";
import type { Account, Entry, Leg } from "../ledger/rules-entry.ts";
import type { Fen } from "../money.ts";
import type { Settled } from "./rules-difference.ts";

type Party = { leaseId: string; personId: string };

/** The name of a correction line in the books, of its entry and of what it charges on the open bill. */
export const correctionKey = (lineId: string): string => `correction:${lineId}`;

/**
 * What a correction line moves beside the rent that it charges (which stands on a bill, with an entry of its own): the
 * operator's rent, what public finance owes, and what the person gets, keeps or gives back. Null where nothing is left.
 * `month` is the open month it is booked in, `effectiveOn` a day of the month that is corrected; `settlesId` names the
 * posted rent entry of that month.
 */
export function correctionEntry(
  line: Party & { month: Month; effectiveOn: Day; reason: string; settlesId: string | null },
  settled: Settled,
): Entry | null {
  const amounts: [Account, Fen][] = [
    ["rent-revenue", settled.chargeFen - settled.rentFen],
    ["public-finance-receivable", settled.subsidyFen],
    ["clawback-receivable", settled.claimFen - settled.setOffFen - settled.clearedFen],
    ["tenant-credit", -settled.creditFen],
    ["surplus-payable", settled.withheldFen - settled.payoutFen],
    ["subsidy-carried", settled.unkeptFen - settled.keptFen],
  ];
  const legs = amounts
    .filter(([, amountFen]) => amountFen !== 0)
    .map(([account, amountFen]) => leg(account, line, amountFen));
  if (legs.length === 0) return null;
  const { month, effectiveOn, reason, settlesId } = line;
  return { key: correctionKey(settled.lineId), kind: "correction", month, effectiveOn, reason, legs, settlesId };
}

/** The rest of a clawback that is given up: proposed by one person, posted by another. */
export function clawbackWriteOffEntry(
  given: Party & { writeOffId: string; month: Month; effectiveOn: Day; amountFen: Fen; reason: string },
): Entry {
  const { writeOffId, month, effectiveOn, amountFen, reason } = given;
  invariant(amountFen > 0, `a write-off of ${amountFen}`);
  return {
    key: `write-off:${writeOffId}`,
    kind: "write-off",
    month,
    effectiveOn,
    reason,
    legs: [leg("write-off", given, amountFen), leg("clawback-receivable", given, -amountFen)],
  };
}

const leg = (account: Account, { personId, leaseId }: Party, amountFen: Fen): Leg => ({
  account,
  personId,
  leaseId,
  amountFen,
});
