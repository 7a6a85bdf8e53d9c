import type { Month } from "../days.ts";
import { invariant } from "../errors.ts";
import type { Fen } from "../money.ts";
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
 * rent − subsidy = charge + claim + withheld − credit − payout − setOff − cleared.
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
  /** Surplus that was granted and not paid out yet: it stays. */
  withheldFen: Fen;
  /** Support wrongly given: the person owes it to public finance. */
  claimFen: Fen;
  /** What this line owes its person, set off against claims of other lines of the same correction. */
  setOffFen: Fen;
  /** Support granted now, set off against what an earlier correction claims and no bill has asked for yet. */
  clearedFen: Fen;
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
 * 1. a surplus that was not paid out is withheld before anything is claimed back;
 * 2. within a month, rent that is given back nets support that is taken back, and only what is left is paid or claimed;
 * 3. over the months of one correction, what some months give back nets what others claim;
 * 4. support that is granted now first clears what an earlier correction claims of the person.
 */
export function settlePerson(differences: readonly Difference[], open: readonly OpenClaim[] = []): PersonSettled {
  const lines = differences.toSorted((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0)).map(settleLine);
  netLines(lines);
  const cleared = clearClaims(lines, open);
  for (const line of lines) checkSum(line);
  const claimFen = lines.reduce((sum, line) => sum + line.claimFen - line.setOffFen, 0);
  return { lines, cleared, claimFen };
}

function settleLine({ lineId, before, after, unpaidSurplusFen }: Difference): Settled {
  const rentFen = after.rentFen - before.rentFen;
  const offsetFen = after.offsetFen - before.offsetFen;
  const surplusFen = after.surplusFen - before.surplusFen;
  const tenantFen = rentFen - offsetFen;
  const chargeFen = Math.max(0, Math.min(tenantFen, rentFen));
  const withheldFen = Math.min(Math.max(0, -surplusFen), unpaidSurplusFen);
  const creditFen = Math.max(0, -tenantFen);
  const claimFen = Math.max(0, tenantFen) - chargeFen + Math.max(0, -surplusFen) - withheldFen;
  const nettedFen = Math.min(creditFen, claimFen);
  return {
    lineId,
    rentFen,
    subsidyFen: offsetFen + surplusFen,
    chargeFen,
    creditFen: creditFen - nettedFen,
    payoutFen: Math.max(0, surplusFen),
    withheldFen,
    claimFen: claimFen - nettedFen,
    setOffFen: 0,
    clearedFen: 0,
  };
}

/** The earliest month that owes pays the earliest that claims, and so on; credit goes before what would be paid out. */
function netLines(lines: readonly Settled[]): void {
  let claimsFen = lines.reduce((sum, line) => sum + line.claimFen, 0);
  for (const line of lines) {
    for (const from of ["creditFen", "payoutFen"] as const) {
      const taken = Math.min(line[from], claimsFen);
      line[from] -= taken;
      line.setOffFen += taken;
      claimsFen -= taken;
    }
  }
}

/** Only support clears claims of support: rent that is given back is the tenant's to use. */
function clearClaims(lines: readonly Settled[], open: readonly OpenClaim[]): PersonSettled["cleared"] {
  const left = open.map((claim) => ({ ...claim, clearedFen: 0 }));
  for (const line of lines) {
    let supportFen = Math.max(0, line.subsidyFen) - line.setOffFen;
    for (const claim of left) {
      for (const from of ["payoutFen", "creditFen"] as const) {
        const taken = Math.max(0, Math.min(line[from], claim.restFen - claim.clearedFen, supportFen));
        line[from] -= taken;
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

function checkSum(line: Settled): void {
  const owes = line.chargeFen + line.claimFen + line.withheldFen;
  const isOwed = line.creditFen + line.payoutFen + line.setOffFen + line.clearedFen;
  invariant(line.rentFen - line.subsidyFen === owes - isOwed, `correction line ${line.lineId} does not add up`);
}
