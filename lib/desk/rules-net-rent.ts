import { type Fen, roundHalfUp } from "../money.ts";
import { figureOf, type MonthRow, type Named, NONE } from "./rules-figures.ts";

/** Fewer people than this are not shown outside the office: their figures stand in the group they are folded into. */
export const SMALLEST_GROUP = 5;

export type Spread = {
  people: number;
  /** Lowest, first quartile, median, third quartile, highest. */
  lowFen: Fen;
  q1Fen: Fen;
  medianFen: Fen;
  q3Fen: Fen;
  highFen: Fen;
  meanFen: Fen;
  rentMeanFen: Fen;
};

/**
 * The quantile of sorted amounts by linear interpolation between the two nearest (Hyndman & Fan 1996, type 7: what
 * spreadsheets call QUARTILE.INC), rounded half up to whole fen. `sorted` must not be empty.
 */
export function quantile(sorted: readonly Fen[], share: number): Fen {
  const at = (sorted.length - 1) * share;
  const [low, high] = [Math.floor(at), Math.ceil(at)];
  const [a = 0, b = 0] = [sorted[low], sorted[high]];
  return roundHalfUp(a + (b - a) * (at - low));
}

/** How the net rents of some rows are spread; null over none. */
export function spreadOf(rows: readonly MonthRow[]): Spread | null {
  if (rows.length === 0) return null;
  const nets = rows.map((row) => figureOf(row, "net")).sort((a, b) => a - b);
  const mean = (all: readonly Fen[]) => roundHalfUp(all.reduce((sum, fen) => sum + fen, 0) / all.length);
  return {
    people: nets.length,
    lowFen: quantile(nets, 0),
    q1Fen: quantile(nets, 0.25),
    medianFen: quantile(nets, 0.5),
    q3Fen: quantile(nets, 0.75),
    highFen: quantile(nets, 1),
    meanFen: mean(nets),
    rentMeanFen: mean(rows.map((row) => row.rentFen)),
  };
}

export type NetRentGroup = { class: (Named & { id: string }) | null; type: Named & { id: string }; spread: Spread };

/** Bills that ask for rent, by class and room type; the classes from the highest support down, the types by their rent. */
export function netRentGroups(rows: readonly MonthRow[]): NetRentGroup[] {
  const groups = Map.groupBy(withRent(rows), (row) => `${row.decision?.class?.id ?? NONE} ${row.roomType.id}`);
  return [...groups.values()]
    .flatMap((its): NetRentGroup[] => {
      const [first] = its;
      const spread = spreadOf(its);
      return first && spread ? [{ class: first.decision?.class ?? null, type: first.roomType, spread }] : [];
    })
    .sort(byClassThenType(rows));
}

export const withRent = (rows: readonly MonthRow[]): MonthRow[] => rows.filter((row) => row.rentFen > 0);

function byClassThenType(rows: readonly MonthRow[]) {
  const highest = new Map<string, Fen>();
  const dearest = new Map<string, Fen>();
  for (const row of rows) {
    const id = row.decision?.class?.id ?? NONE;
    highest.set(id, Math.max(highest.get(id) ?? 0, row.decision?.subsidyFen ?? 0));
    dearest.set(row.roomType.id, Math.max(dearest.get(row.roomType.id) ?? 0, row.rentFen));
  }
  const rank = (one: NetRentGroup) => (one.class === null ? -1 : (highest.get(one.class.id) ?? 0));
  return (a: NetRentGroup, b: NetRentGroup) =>
    rank(b) - rank(a) || (dearest.get(a.type.id) ?? 0) - (dearest.get(b.type.id) ?? 0);
}

/**
 * The groups as they may leave the office: groups below `SMALLEST_GROUP` are folded into one, over all classes and
 * types; where even that stays too small, the smallest group that is shown joins it, so that nobody can be read off by
 * taking the shown groups from the whole. `folded` is null where nothing had to be.
 */
export function foldSmall(rows: readonly MonthRow[]): { shown: NetRentGroup[]; folded: Spread | null } {
  const groups = netRentGroups(rows);
  const small = new Set(groups.filter((one) => one.spread.people < SMALLEST_GROUP));
  if (small.size === 0) return { shown: groups, folded: null };
  const inSmall = () => [...small].reduce((sum, one) => sum + one.spread.people, 0);
  while (inSmall() < SMALLEST_GROUP && small.size < groups.length) {
    const [next] = groups.filter((one) => !small.has(one)).sort((a, b) => a.spread.people - b.spread.people);
    if (next) small.add(next);
  }
  const names = new Set([...small].map((one) => `${one.class?.id ?? NONE} ${one.type.id}`));
  const its = withRent(rows).filter((row) => names.has(`${row.decision?.class?.id ?? NONE} ${row.roomType.id}`));
  const folded = spreadOf(its);
  return {
    shown: groups.filter((one) => !small.has(one)),
    // So few people in all: not even their sum may leave.
    folded: folded && folded.people >= SMALLEST_GROUP ? folded : null,
  };
}
