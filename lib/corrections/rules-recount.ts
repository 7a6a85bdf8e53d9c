import type { Day, Month } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import type { Fen } from "../money.ts";
import { type Balance, beforeIn, type Carried, untouched } from "../subsidy/rules-carried.ts";
import type { OffsetDecision, OffsetMode } from "../subsidy/rules-decision.ts";
import type { FactValue } from "../subsidy/rules-facts.ts";

export type Facts = Readonly<Record<string, FactValue>>;
export type Part = { part: string; amountFen: Fen };
/**
 * What a bill's month comes to. subsidy = offset + surplus + carried; offset ≤ rent. `carried` is by scheme, and left out
 * with `carriedFen` where nothing is carried.
 */
export type Amounts = {
  rentFen: Fen;
  subsidyFen: Fen;
  offsetFen: Fen;
  surplusFen: Fen;
  carriedFen?: Fen;
  carried?: Carried;
};
export type Decided = Amounts & {
  /** The last day that is billed. */
  toOn: Day;
  eligible: boolean;
  /** Granted, by `scheme/part`. */
  parts: readonly Part[];
  facts: Facts;
  /** Months granted before this one, by `scheme/part`. */
  monthsUsed: Readonly<Record<string, number>>;
  /** The schemes that decided it and their versions, as settlements keep them. */
  plan: string;
  versions: Readonly<Record<string, string>>;
  failed: readonly string[];
};

/** A bill's month as it stands: its posted offset, or the latest posted correction of it. */
export type StandingBill = Decided & {
  billId: string;
  billNo: string;
  personId: string;
  leaseId: string;
  month: Month;
  fromOn: Day;
  mode: OffsetMode;
  /** Posted corrections so far. */
  sequence: number;
};

/** What should have been known of one bill's month, where it differs from what it was decided by. */
export type Known = Partial<Pick<Decided, "rentFen" | "toOn" | "facts" | "plan" | "versions">>;

export type Asked = {
  month: Month;
  rentFen: Fen;
  facts: Facts;
  monthsUsed: Readonly<Record<string, number>>;
  mode: OffsetMode;
  grantedThisMonth: ReadonlySet<string>;
  plan: string;
  versions: Readonly<Record<string, string>>;
  /** What stood of earlier months' surpluses when the month was first decided. */
  balance?: Balance;
};
export type Decide = (asked: Asked) => Decision<OffsetDecision>;

export type Recounted = { bill: StandingBill; after: Decided };

/**
 * Decides one person's past months again, in their order, with what should have been known. A month of which nothing new
 * is known stands as it is, unless the months used before it, or what another bill of the same month was granted, have
 * come out differently: then it is decided again by the very facts and versions that it was decided by. What was carried
 * into a month is what it saw when it was decided: a month that keeps less takes it from what stands, not from later months.
 * `waiting` counts months granted in batches that are not in the books yet: they are used too.
 * Gives only bills of which anything comes out differently. Refuses like `decide`, with the month (`month`).
 */
export function recount(
  bills: readonly StandingBill[],
  known: ReadonlyMap<string, Known>,
  decide: Decide,
  waiting: Readonly<Record<string, number>> = {},
): Decision<{ lines: Recounted[] }> {
  const lines: Recounted[] = [];
  const used = new Map<string, number>();
  for (const its of monthByMonth(bills)) {
    const before = Object.fromEntries(used);
    const stood = new Set<string>();
    const granted = new Set<string>();
    for (const bill of its) {
      const news = known.get(bill.billId);
      const asItStood = !news && sameCounts(before, bill.monthsUsed) && sameParts(stood, granted);
      const again = asItStood
        ? grant({ after: bill })
        : decideAgain(bill, news ?? {}, { before, waiting, granted }, decide);
      if (!again.ok) return again;
      for (const { part } of bill.parts) stood.add(part);
      for (const { part } of again.after.parts) granted.add(part);
      if (differs(bill, again.after)) lines.push({ bill, after: again.after });
    }
    for (const part of granted) used.set(part, (used.get(part) ?? 0) + 1);
  }
  return grant({ lines });
}

type Counts = Readonly<Record<string, number>>;

function decideAgain(
  bill: StandingBill,
  news: Known,
  { before, waiting, granted }: { before: Counts; waiting: Counts; granted: ReadonlySet<string> },
  decide: Decide,
): Decision<{ after: Decided }> {
  const { rentFen, toOn, facts, plan, versions } = { ...bill, ...news };
  const monthsUsed = { ...zeros(bill.monthsUsed), ...before };
  const said = { rentFen, toOn, facts, plan, versions, monthsUsed };
  // Nobody who did not live there is supported; a bill of which no day is left would have been no bill.
  if (rentFen === 0) {
    const nothing = {
      subsidyFen: 0,
      offsetFen: 0,
      surplusFen: 0,
      carriedFen: 0,
      eligible: false,
      parts: [],
      failed: [],
    };
    return grant({ after: { ...said, ...nothing, carried: untouched(bill.carried ?? {}) } });
  }
  const { month, mode } = bill;
  const balance = beforeIn(bill.carried ?? {});
  const asked = { month, mode, grantedThisMonth: granted, rentFen, facts, plan, versions, balance };
  const decided = decide({ ...asked, monthsUsed: plus(monthsUsed, waiting) });
  if (!decided.ok) return { ...decided, values: { ...decided.values, month: bill.month } };
  const { ok: _, ...amounts } = decided;
  return grant({ after: { ...said, ...amounts } });
}

/** Whether anything of a bill's month comes out differently: amounts, parts, days, or the facts it is decided by. */
export const differs = (a: Decided, b: Decided): boolean =>
  a.rentFen !== b.rentFen ||
  a.subsidyFen !== b.subsidyFen ||
  a.offsetFen !== b.offsetFen ||
  a.surplusFen !== b.surplusFen ||
  movedText(a.carried) !== movedText(b.carried) ||
  a.toOn !== b.toOn ||
  text(a.parts.map(({ part, amountFen }) => [part, amountFen])) !==
    text(b.parts.map(({ part, amountFen }) => [part, amountFen])) ||
  text(Object.entries(a.facts)) !== text(Object.entries(b.facts));

/** The bills by month, the earliest first, and within a month in the order of their numbers. */
function monthByMonth(bills: readonly StandingBill[]): StandingBill[][] {
  const sorted = bills.toSorted((a, b) => compare(a.month, b.month) || compare(a.billNo, b.billNo));
  return [...Map.groupBy(sorted, (bill) => bill.month).values()];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** What moves by scheme; what merely stood before makes no difference. */
const movedText = (carried: Carried = {}): string =>
  text(Object.entries(carried).flatMap(([scheme, { fen }]) => (fen === 0 ? [] : [[scheme, fen] as const])));
const text = (pairs: readonly (readonly [string, unknown])[]): string => JSON.stringify(pairs.toSorted());
const zeros = (counts: Counts): Counts => Object.fromEntries(Object.keys(counts).map((part) => [part, 0]));
const plus = (a: Counts, b: Counts): Counts =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]),
  );
const sameCounts = (a: Counts, b: Counts): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((part) => (a[part] ?? 0) === (b[part] ?? 0));
const sameParts = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((part) => b.has(part));
