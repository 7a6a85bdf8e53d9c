import { createHash } from "node:crypto";
import { type Day, isDay, isMonth, type Month } from "../days.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import { assertFen, type Fen } from "../money.ts";

/** The chart of accounts, in the order in which a balance is printed. `side` is where the account grows. */
export const accounts = [
  { code: "bank", side: "debit", nature: "asset" },
  { code: "tenant-receivable", side: "debit", nature: "asset" },
  { code: "public-finance-receivable", side: "debit", nature: "asset" },
  { code: "clawback-receivable", side: "debit", nature: "asset" },
  { code: "deposit-liability", side: "credit", nature: "liability" },
  { code: "tenant-credit", side: "credit", nature: "liability" },
  { code: "surplus-payable", side: "credit", nature: "liability" },
  { code: "subsidy-carried", side: "credit", nature: "liability" },
  { code: "rent-revenue", side: "credit", nature: "revenue" },
  { code: "utility-revenue", side: "credit", nature: "revenue" },
  { code: "other-revenue", side: "credit", nature: "revenue" },
  { code: "write-off", side: "debit", nature: "expense" },
  { code: "budget-authority", side: "credit", nature: "budget" },
  { code: "budget-appropriated", side: "debit", nature: "budget" },
  { code: "budget-committed", side: "debit", nature: "budget" },
  { code: "budget-spent", side: "debit", nature: "budget" },
] as const;

export type Account = (typeof accounts)[number]["code"];
export const entryKinds = [
  "rent",
  "offset",
  "payment",
  "credit-set-aside",
  "credit-used",
  "refund",
  "surplus-paid",
  "surplus-returned",
  "funding",
  "charge",
  "deposit-taken-over",
  "deposit-returned",
  "deposit-moved",
  "write-off",
  "correction",
  "clawback",
  "clawback-paid",
  "budget",
  "reversal",
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Debit positive, credit negative, never 0; whole fen. `fund` only on budget accounts: `city:2026`. */
export type Leg = {
  account: Account;
  personId: string | null;
  leaseId: string | null;
  fund?: string | null;
  amountFen: Fen;
};

/**
 * One event in the books. `key` is made from the event, so the same event posts once; `effectiveOn` is the day
 * it counts for, whenever it is posted; `reason` is a key of the messages or what the officer wrote.
 */
export type Entry = {
  key: string;
  kind: EntryKind;
  month: Month;
  effectiveOn: Day;
  reason: string;
  legs: Leg[];
  /** The id of the posted entry that this one settles. */
  settlesId?: string | null;
  /** The id of the posted entry that this one takes back. */
  reversesId?: string | null;
};

const known: ReadonlySet<string> = new Set(accounts.map((account) => account.code));

/**
 * May the entry be posted? Refusals: `entry-without-key`, `entry-date-wrong`, `entry-too-few-legs`,
 * `entry-account-unknown` (`account`), `entry-amount-not-whole`, `entry-amount-zero`,
 * `entry-unbalanced` (`differenceFen`).
 */
export function checkEntry(entry: Entry): Decision {
  if (entry.key.trim() === "") return refuse("entry-without-key");
  if (!isMonth(entry.month) || !isDay(entry.effectiveOn)) return refuse("entry-date-wrong", { on: entry.effectiveOn });
  if (entry.legs.length < 2) return refuse("entry-too-few-legs");
  let sumFen = 0;
  for (const { account, amountFen } of entry.legs) {
    if (!known.has(account)) return refuse("entry-account-unknown", { account });
    if (!Number.isSafeInteger(amountFen)) return refuse("entry-amount-not-whole", { account });
    if (amountFen === 0) return refuse("entry-amount-zero", { account });
    sumFen += amountFen;
  }
  return sumFen === 0 ? grant({}) : refuse("entry-unbalanced", { differenceFen: sumFen });
}

/**
 * SHA-256 (hex) over everything the entry says, fields in fixed order: the same key with another hash is another
 * request under a used name, and an error.
 */
export function requestHash(entry: Entry): string {
  const { key, kind, month, effectiveOn, reason, legs, settlesId, reversesId } = entry;
  const lines = legs.map(({ account, personId, leaseId, fund, amountFen }) => [
    account,
    personId,
    leaseId,
    amountFen,
    ...(fund ? [fund] : []),
  ]);
  const canonical = JSON.stringify([
    key,
    kind,
    month,
    effectiveOn,
    reason,
    lines,
    settlesId ?? null,
    reversesId ?? null,
  ]);
  return createHash("sha256").update(canonical).digest("hex");
}

/** `balanceFen` = debit − credit. */
export type BalanceRow = { account: Account; debitFen: Fen; creditFen: Fen; balanceFen: Fen };

/** Debits and credits by account, in the order of the chart, accounts without a leg included. `sumFen` must be 0. */
export function trialBalance(legs: Iterable<Pick<Leg, "account" | "amountFen">>): { rows: BalanceRow[]; sumFen: Fen } {
  const rows = new Map<string, BalanceRow>(
    accounts.map(({ code }) => [code, { account: code, debitFen: 0, creditFen: 0, balanceFen: 0 }]),
  );
  let sumFen = 0;
  for (const { account, amountFen } of legs) {
    const row = rows.get(account);
    if (!row) throw new RangeError(`no account ${account}`);
    if (amountFen > 0) row.debitFen += amountFen;
    else row.creditFen -= amountFen;
    row.balanceFen += amountFen;
    sumFen += amountFen;
  }
  return { rows: [...rows.values()], sumFen };
}

/** Whose leg it is. */
export type Party = { leaseId: string; personId: string };

export const leg = (account: Leg["account"], { personId, leaseId }: Party, amountFen: Fen): Leg => ({
  account,
  personId,
  leaseId,
  amountFen,
});

/** @throws BrokenInvariant unless it is whole fen above 0 */
export function positive(amountFen: Fen, name: string): Fen {
  invariant(assertFen(amountFen, name) > 0, `${name} must be above 0, got ${amountFen}`);
  return amountFen;
}
