import type { Month } from "../days.ts";
import { invariant } from "../errors.ts";
import type { Fen } from "../money.ts";
import type { Balance } from "../subsidy/rules-carried.ts";
import { type CarriedMove, type LineMoves, moveOf, moveTogether, sumOf, takeKept } from "./rules-carried.ts";
import type { Amounts } from "./rules-recount.ts";

/** One bill's month, before and after, and how much of its surplus has not been paid out yet. */
export type Difference = {
  lineId: string;
  month: Month;
  before: Amounts;
  after: Amounts;
  unpaidSurplusFen: Fen;
};

/**
 * What one line moves, all in fen and none below zero but `rentFen` and `subsidyFen`, which are the differences.
 * rent − subsidy = charge + claim + withheld + unkept − credit − payout − kept − setOff − cleared.
 */
export type Settled = {
  lineId: string;
  /** Rent that should have been billed beyond what was. */
  rentFen: Fen;
  /** Support that should have been granted beyond what was. */
  subsidyFen: Fen;
  /** Rent billed too little: a line on the open bill. */
  chargeFen: Fen;
  /** Owed to the tenant: credit, which pays bills and is refunded. */
  creditFen: Fen;
  /** Surplus, or support in cash, that is now to be paid out. */
  payoutFen: Fen;
  /** Surplus that is now kept for the person's next month; by scheme in `carried`. */
  keptFen: Fen;
  /** Surplus that was granted and not paid out yet: it stays. */
  withheldFen: Fen;
  /** Surplus that was kept for the next month and still stands: it is kept no more. */
  unkeptFen: Fen;
  /** Support wrongly given: the person owes it to public finance. */
  claimFen: Fen;
  /** What this line owes its person, set off against claims of other lines of the same correction. */
  setOffFen: Fen;
  /** Support granted now, set off against what an earlier correction claims and no bill has asked for yet. */
  clearedFen: Fen;
  /** What it adds to what stands of each scheme, or takes from it. */
  carried: CarriedMove;
};

/** What is still claimed of the person by earlier corrections, oldest first. */
export type OpenClaim = { clawbackId: string; restFen: Fen };
export type PersonSettled = {
  lines: Settled[];
  /** What of each earlier claim falls away. */
  cleared: { clawbackId: string; amountFen: Fen }[];
  /** What the person has to give back by this correction, all lines together. */
  claimFen: Fen;
};

/**
 * What the differences of one person come to, so that nobody gets money back and owes money at once:
 * 1. a surplus that was not paid out is withheld, and one that was kept and still stands is kept no more, before anything
 *    is claimed back: only what later months have used of it is;
 * 2. within a month, rent that is given back nets support that is taken back, and only what is left is paid or claimed;
 * 3. over the months of one correction, what some months give back nets what others claim;
 * 4. support that is granted now first clears what an earlier correction claims of the person.
 */
export function settlePerson(
  differences: readonly Difference[],
  open: readonly OpenClaim[] = [],
  balance: Balance = {},
): PersonSettled {
  const sorted = differences.toSorted((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0));
  const carried = moveTogether(
    sorted.map(({ before, after }) => moveOf(before.carried ?? {}, after.carried ?? {})),
    balance,
  );
  const working = sorted.map((one, at) => settleLine(one, carried[at] ?? NOTHING));
  netLines(working);
  const cleared = clearClaims(working, open);
  for (const line of working) checkSum(line);
  const lines = working.map(({ free: _, ...line }) => line);
  const claimFen = lines.reduce((sum, line) => sum + line.claimFen - line.setOffFen, 0);
  return { lines, cleared, claimFen };
}

/** A line while it is worked out: `free` of what it keeps can still go elsewhere. */
type Working = Settled & Pick<LineMoves, "free">;
const NOTHING: LineMoves = { carried: {}, free: {}, keptFen: 0, unkeptFen: 0, missingFen: 0 };

function settleLine({ lineId, before, after, unpaidSurplusFen }: Difference, moved: LineMoves): Working {
  const rentFen = after.rentFen - before.rentFen;
  const offsetFen = after.offsetFen - before.offsetFen;
  const surplusFen = after.surplusFen - before.surplusFen;
  const tenantFen = rentFen - offsetFen;
  const chargeFen = Math.max(0, Math.min(tenantFen, rentFen));
  const withheldFen = Math.min(Math.max(0, -surplusFen), unpaidSurplusFen);
  const creditFen = Math.max(0, -tenantFen);
  const claimFen = Math.max(0, tenantFen) - chargeFen + Math.max(0, -surplusFen) - withheldFen + moved.missingFen;
  const nettedFen = Math.min(creditFen, claimFen);
  return {
    lineId,
    rentFen,
    subsidyFen: offsetFen + surplusFen + (after.carriedFen ?? 0) - (before.carriedFen ?? 0),
    chargeFen,
    creditFen: creditFen - nettedFen,
    payoutFen: Math.max(0, surplusFen),
    keptFen: moved.keptFen,
    withheldFen,
    unkeptFen: moved.unkeptFen,
    claimFen: claimFen - nettedFen,
    setOffFen: 0,
    clearedFen: 0,
    carried: moved.carried,
    free: moved.free,
  };
}

/**
 * The earliest month that owes pays the earliest that claims, and so on; credit goes before what would be paid out, and
 * both before what would be kept for a later month.
 */
function netLines(lines: readonly Working[]): void {
  let claimsFen = lines.reduce((sum, line) => sum + line.claimFen, 0);
  for (const line of lines) {
    for (const from of ["creditFen", "payoutFen", "keptFen"] as const) {
      const taken = Math.min(freeOf(line, from), claimsFen);
      take(line, from, taken);
      line.setOffFen += taken;
      claimsFen -= taken;
    }
  }
}

/** Only support clears claims of support: rent that is given back is the tenant's to use. */
function clearClaims(lines: readonly Working[], open: readonly OpenClaim[]): PersonSettled["cleared"] {
  const left = open.map((claim) => ({ ...claim, clearedFen: 0 }));
  for (const line of lines) {
    let supportFen = Math.max(0, line.subsidyFen) - line.setOffFen;
    for (const claim of left) {
      for (const from of ["payoutFen", "creditFen", "keptFen"] as const) {
        const taken = Math.max(0, Math.min(freeOf(line, from), claim.restFen - claim.clearedFen, supportFen));
        take(line, from, taken);
        line.clearedFen += taken;
        claim.clearedFen += taken;
        supportFen -= taken;
      }
    }
  }
  return left
    .filter((claim) => claim.clearedFen > 0)
    .map(({ clawbackId, clearedFen }) => ({ clawbackId, amountFen: clearedFen }));
}

type Source = "creditFen" | "payoutFen" | "keptFen";

const freeOf = (line: Working, from: Source): Fen => (from === "keptFen" ? sumOf(line.free) : line[from]);

function take(line: Working, from: Source, fen: Fen): void {
  line[from] -= fen;
  if (from === "keptFen") Object.assign(line, takeKept(line, fen));
}

function checkSum(line: Settled): void {
  const owes = line.chargeFen + line.claimFen + line.withheldFen + line.unkeptFen;
  const isOwed = line.creditFen + line.payoutFen + line.keptFen + line.setOffFen + line.clearedFen;
  invariant(line.rentFen - line.subsidyFen === owes - isOwed, `correction line ${line.lineId} does not add up`);
}
