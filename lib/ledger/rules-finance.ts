import type { Day, Month } from "../days.ts";
import { invariant } from "../errors.ts";
import { assertFen, type Fen } from "../money.ts";
import { type Entry, type Leg, leg, positive } from "./rules-entry.ts";

// What happens between public finance and the operator: money that comes in for a batch, money that goes out to
// people, and the budget that both are counted against.

/** A year's money of one fund, as its legs carry it: `fundOf("city", 2026)` → `city:2026`. */
export const fundOf = (fund: string, year: number): string => `${fund}:${year}`;

/** The other way round: fund and year of a leg's `city:2026`. */
export function fundIn(text: string): { fund: string; year: number } {
  const at = text.lastIndexOf(":");
  return { fund: text.slice(0, at), year: Number(text.slice(at + 1)) };
}

/** Public finance paid a fund's share of a batch: what it owed is in the bank. */
export function fundingEntry(funding: {
  settlementId: string;
  fund: string;
  year: number;
  month: Month;
  paidOn: Day;
  amountFen: Fen;
}): Entry {
  const amountFen = positive(funding.amountFen, "amountFen");
  const { settlementId, fund, month, paidOn } = funding;
  const nobody = { personId: null, leaseId: null, fund: fundOf(fund, funding.year) };
  return {
    key: `funding:${settlementId}:${fund}`,
    kind: "funding",
    month,
    effectiveOn: paidOn,
    reason: "public-finance-paid",
    legs: [
      { account: "bank", ...nobody, amountFen },
      { account: "public-finance-receivable", ...nobody, amountFen: -amountFen },
    ],
  };
}

/**
 * A fund settled a correction, from each year's money what that year's months came to: above zero it paid, below zero it
 * took back. Months that cancel each other out leave no leg.
 */
export function correctionFundingEntry(funding: {
  correctionId: string;
  fund: string;
  month: Month;
  paidOn: Day;
  parts: readonly { year: number; fen: Fen }[];
}): Entry {
  const { correctionId, fund, month, paidOn } = funding;
  const years = new Map<number, Fen>();
  for (const { year, fen } of funding.parts) years.set(year, (years.get(year) ?? 0) + assertFen(fen, "fen"));
  const legs = [...years]
    .filter(([, fen]) => fen !== 0)
    .flatMap(([year, fen]): Leg[] => {
      const nobody = { personId: null, leaseId: null, fund: fundOf(fund, year) };
      return [
        { account: "bank", ...nobody, amountFen: fen },
        { account: "public-finance-receivable", ...nobody, amountFen: -fen },
      ];
    });
  const key = `funding:${correctionId}:${fund}`;
  return { key, kind: "funding", month, effectiveOn: paidOn, reason: "public-finance-paid", legs };
}

type PayoutSaid = { payoutId: string; leaseId: string; personId: string; month: Month; amountFen: Fen };

/** A surplus went out to its person. `settlesId` names the posted offset entry, where it is of one. */
export function surplusPaidEntry(payout: PayoutSaid & { paidOn: Day; settlesId?: string | null }): Entry {
  const amountFen = positive(payout.amountFen, "amountFen");
  return {
    key: `surplus-paid:${payout.payoutId}`,
    kind: "surplus-paid",
    month: payout.month,
    effectiveOn: payout.paidOn,
    reason: "surplus-paid",
    legs: [leg("surplus-payable", payout, amountFen), leg("bank", payout, -amountFen)],
    settlesId: payout.settlesId ?? null,
  };
}

/** The bank sent back what was booked as paid (退票): it is owed again. `reversesId` names the entry of the payment. */
export function surplusReturnedEntry(payout: PayoutSaid & { returnedOn: Day; reversesId: string }): Entry {
  const amountFen = positive(payout.amountFen, "amountFen");
  return {
    key: `surplus-returned:${payout.payoutId}`,
    kind: "surplus-returned",
    month: payout.month,
    effectiveOn: payout.returnedOn,
    reason: "surplus-returned",
    legs: [leg("surplus-payable", payout, -amountFen), leg("bank", payout, amountFen)],
    reversesId: payout.reversesId,
  };
}

/** Where money of a budget goes to and comes from; authority is what was granted to nobody yet. */
const BUDGET_FROM = {
  appropriated: ["budget-authority", "budget-appropriated"],
  committed: ["budget-appropriated", "budget-committed"],
  spent: ["budget-committed", "budget-spent"],
} as const;

/**
 * One move of a fund's budget, named by the move's key: appropriated (批复), committed (占用) on approval, spent (支出)
 * once it is paid. Below zero it goes back the way it came: a commitment that is not needed is released.
 */
export function budgetEntry(move: {
  key: string;
  kind: keyof typeof BUDGET_FROM;
  fund: string;
  year: number;
  month: Month;
  on: Day;
  amountFen: Fen;
  /** What an officer wrote, where one decided it. */
  reason?: string;
}): Entry {
  const amountFen = assertFen(move.amountFen, "amountFen");
  invariant(amountFen !== 0, "a move of nothing is no move");
  const [from, to] = BUDGET_FROM[move.kind];
  const nobody = { personId: null, leaseId: null, fund: fundOf(move.fund, move.year) };
  return {
    key: `budget:${move.key}`,
    kind: "budget",
    month: move.month,
    effectiveOn: move.on,
    reason: move.reason ?? `budget-${move.kind}`,
    legs: [
      { account: to, ...nobody, amountFen },
      { account: from, ...nobody, amountFen: -amountFen },
    ],
  };
}

/** Whose budget of which year an appropriation's legs change, and by how much. */
export function appropriationIn(legs: readonly Pick<Leg, "account" | "fund" | "amountFen">[]) {
  const leg = legs.find((one) => one.account === "budget-appropriated");
  invariant(leg?.fund, "an appropriation names its fund");
  return { ...fundIn(leg.fund), amountFen: leg.amountFen };
}
