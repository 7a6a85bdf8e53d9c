/**
 * Tenants who would rather live elsewhere, and newcomers, on typed arrays: applicants and units are counted from 0.
 * The wishes of applicant `a`, best first, are `choiceUnit[choiceStart[a]]` up to before `choiceUnit[choiceStart[a + 1]]`.
 */
export type ExchangeProblem = {
  /** every applicant once, best first */
  order: Uint32Array;
  /** one longer than there are applicants */
  choiceStart: Uint32Array;
  choiceUnit: Uint32Array;
  /** the unit an applicant lives in, -1 for newcomers; no unit twice */
  holds: Int32Array;
  units: number;
  /** 1: after the own wishes and before the own unit, any unit that is left, in the order of units */
  anyOther?: Uint8Array;
  /** whether a unit may go to an applicant; wishes that do not fit are passed over. Not asked of the own unit. */
  fits?: (applicant: number, unit: number) => boolean;
};

/**
 * One step of the exchange. In a chain everybody gets the unit of the next and the last a vacant one; in a loop the last
 * gets the unit of the first; "stay" is a tenant who keeps the own unit.
 */
export type Move = { kind: "chain" | "loop" | "stay"; applicants: number[] };

/** `unit` holds what each applicant ends up with, -1 for none; `moves` stand in the order they were made. */
export type Exchange = { unit: Int32Array; moves: Move[] };

/**
 * "You request my house, I get your turn" (Abdulkadiroğlu and Sönmez 1999, House Allocation with Existing Tenants).
 * The first in line asks for the best unit that is left. If nobody lives there, or its tenant has been served, it is
 * taken; a tenant who is still waiting moves to the head of the line instead. Tenants who ask for each other's units in
 * a loop all trade. The own unit is always the last entry of a tenant's list: what is listed behind it is not read.
 * Nobody ends worse off, no other result would be better for one and worse for none, and no false list pays.
 *
 * Takes time in proportion to the lists: each is read once from its beginning to its end.
 */
export function exchangeOf(problem: ExchangeProblem): Exchange {
  const { order, holds } = problem;
  const applicants = holds.length;
  const wishes = new Wishes(problem);
  const tenantOf = new Int32Array(problem.units).fill(-1);
  for (let a = 0; a < applicants; a++) if ((holds[a] ?? -1) >= 0) tenantOf[holds[a] ?? 0] = a;
  const unit = new Int32Array(applicants).fill(-1);
  const moves: Move[] = [];
  const served = new Uint8Array(applicants);
  // Whoever was asked for a unit stands behind who asked: the head of the line is the last of them.
  const asking = new Int32Array(applicants);
  const place = new Int32Array(applicants).fill(-1);
  let waiting = 0;

  /** From place `from` to the head, everybody takes the unit of who stands behind them and the head takes `wish`. */
  function trade(kind: Move["kind"], from: number, wish: number): void {
    const group: number[] = [];
    for (let at = from; at < waiting; at++) {
      const applicant = asking[at] ?? 0;
      const got = at + 1 < waiting ? (holds[asking[at + 1] ?? 0] ?? -1) : wish;
      group.push(applicant);
      unit[applicant] = got;
      served[applicant] = 1;
      wishes.take(got);
    }
    waiting = from;
    moves.push({ kind, applicants: group });
  }

  function ask(applicant: number): void {
    const wish = wishes.bestLeft(applicant);
    const tenant = wish < 0 ? -1 : (tenantOf[wish] ?? -1);
    if (wish < 0) served[asking[--waiting] ?? 0] = 1;
    else if (tenant === applicant) trade("stay", waiting - 1, wish);
    else if (tenant < 0 || served[tenant] === 1) trade("chain", 0, wish);
    else if ((place[tenant] ?? -1) >= 0) trade("loop", place[tenant] ?? 0, wish);
    else stepForward(tenant);
  }

  function stepForward(applicant: number): void {
    place[applicant] = waiting;
    asking[waiting++] = applicant;
  }

  for (let rank = 0; rank < order.length; rank++) {
    const head = order[rank] ?? 0;
    if (served[head] === 0) stepForward(head);
    while (waiting > 0) ask(asking[waiting - 1] ?? 0);
  }
  return { unit, moves };
}

/** How far each list has been read, and which units are left. */
class Wishes {
  private readonly problem: ExchangeProblem;
  private readonly next: Uint32Array;
  private readonly taken: Uint8Array;
  /** for "anything else" only: from each unit a step towards the first one that is left, shortened as it is walked */
  private readonly later: Uint32Array | null;

  constructor(problem: ExchangeProblem) {
    this.problem = problem;
    this.next = problem.choiceStart.slice(0, problem.holds.length);
    this.taken = new Uint8Array(problem.units);
    this.later = problem.anyOther ? Uint32Array.from({ length: problem.units + 1 }, (_, unit) => unit) : null;
  }

  take(unit: number): void {
    this.taken[unit] = 1;
    if (this.later) this.later[unit] = unit + 1;
  }

  /** The best unit that is left for an applicant, in the end the own one; -1 for none. */
  bestLeft(applicant: number): number {
    const { choiceStart, choiceUnit, holds, fits } = this.problem;
    const { taken } = this;
    const own = holds[applicant] ?? -1;
    const end = choiceStart[applicant + 1] ?? 0;
    for (let at = this.next[applicant] ?? end; at < end; at++) {
      const unit = choiceUnit[at] ?? 0;
      if (unit !== own && (taken[unit] === 1 || fits?.(applicant, unit) === false)) continue;
      this.next[applicant] = at;
      return unit;
    }
    this.next[applicant] = end;
    return this.anyLeft(applicant, own);
  }

  private anyLeft(applicant: number, own: number): number {
    const { anyOther, units, fits } = this.problem;
    if (!this.later || anyOther?.[applicant] !== 1) return own;
    for (let unit = firstLeft(this.later, 0); unit < units; unit = firstLeft(this.later, unit + 1))
      if (unit !== own && fits?.(applicant, unit) !== false) return unit;
    return own;
  }
}

function firstLeft(later: Uint32Array, from: number): number {
  let unit = from;
  for (let step = later[unit] ?? unit; step !== unit; step = later[unit] ?? unit) {
    later[unit] = later[step] ?? step;
    unit = later[unit] ?? unit;
  }
  return unit;
}
