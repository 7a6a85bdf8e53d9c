import type { Fen } from "../money.ts";
import type { Balance, Carried } from "../subsidy/rules-carried.ts";

/** By scheme, what a line adds to what stands of it, or below zero takes from it. Nothing of nothing. */
export type CarriedMove = Readonly<Record<string, Fen>>;

/**
 * What one line comes to of what is carried: `carried` sums to kept − unkept. `missingFen` was kept and has been used
 * since, so that it was wrongly given. `free` of what it keeps is not needed to cover what other lines keep less.
 */
export type LineMoves = { carried: CarriedMove; free: CarriedMove; keptFen: Fen; unkeptFen: Fen; missingFen: Fen };

/** What a month should keep, or use, beyond what it did. */
export function moveOf(before: Carried, after: Carried): CarriedMove {
  const schemes = new Set([...Object.keys(before), ...Object.keys(after)]);
  const moves = [...schemes].map((scheme) => [scheme, (after[scheme]?.fen ?? 0) - (before[scheme]?.fen ?? 0)] as const);
  return Object.fromEntries(moves.filter(([, fen]) => fen !== 0));
}

const up = (move: CarriedMove, scheme: string): Fen => Math.max(0, move[scheme] ?? 0);
const down = (move: CarriedMove, scheme: string): Fen => Math.max(0, -(move[scheme] ?? 0));

/**
 * One person's lines of a correction, the earliest first, against what stands now. What some lines keep less is taken from
 * what stands, then covered by what others keep more; the rest has been used by later months.
 */
export function moveTogether(moves: readonly CarriedMove[], balance: Balance): LineMoves[] {
  const lines = moves.map(() => ({
    carried: {} as Record<string, Fen>,
    free: {} as Record<string, Fen>,
    keptFen: 0,
    unkeptFen: 0,
    missingFen: 0,
  }));
  for (const scheme of new Set(moves.flatMap((move) => Object.keys(move)))) {
    const sum = (pick: typeof up) => moves.reduce((total, move) => total + pick(move, scheme), 0);
    const standingFen = balance[scheme] ?? 0;
    let leftFen = standingFen + sum(up);
    let neededFen = Math.max(0, sum(down) - standingFen);
    for (const [at, line] of lines.entries()) {
      const move = moves[at] ?? {};
      const [keptFen, lessFen] = [up(move, scheme), down(move, scheme)];
      const takenFen = Math.min(lessFen, leftFen);
      const coveringFen = Math.min(keptFen, neededFen);
      leftFen -= takenFen;
      neededFen -= coveringFen;
      line.keptFen += keptFen;
      line.unkeptFen += takenFen;
      line.missingFen += lessFen - takenFen;
      if (keptFen - takenFen !== 0) line.carried[scheme] = keptFen - takenFen;
      if (keptFen > coveringFen) line.free[scheme] = keptFen - coveringFen;
    }
  }
  return lines;
}

/** So much of what a line would keep goes elsewhere, as far as it is free; the first schemes give first. */
export function takeKept(line: Pick<LineMoves, "carried" | "free">, fen: Fen): Pick<LineMoves, "carried" | "free"> {
  const [carried, free] = [{ ...line.carried }, { ...line.free }];
  let restFen = fen;
  for (const [scheme, freeFen] of Object.entries(line.free)) {
    const taken = Math.min(freeFen, restFen);
    restFen -= taken;
    for (const from of [carried, free]) {
      const left = (from[scheme] ?? 0) - taken;
      if (left === 0) delete from[scheme];
      else from[scheme] = left;
    }
  }
  return { carried, free };
}

export const sumOf = (move: CarriedMove): Fen => Object.values(move).reduce((sum, fen) => sum + fen, 0);
