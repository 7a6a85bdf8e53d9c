import type { Day, Month } from "../days.ts";
import type { Fen } from "../money.ts";
import { drawnFen, keptFen } from "../subsidy/rules-carried.ts";
import { inBooks, type SettlementStatus } from "../subsidy/rules-settlement.ts";

export type Named = { nameZh: string; nameEn: string };
/** `part` is `scheme/part`. */
export type DecisionPart = { part: string; amountFen: Fen };

/** One tenant's month: the bill and what was decided of it. */
export type MonthRow = {
  billId: string;
  billNo: string;
  dueOn: Day;
  personId: string;
  personName: string;
  leaseId: string;
  roomType: Named & { id: string };
  building: Named & { id: string; no: number };
  roomNo: string;
  rentFen: Fen;
  otherFen: Fen;
  /** What the books have netted; the decision's own offset may still wait for approval. */
  nettedFen: Fen;
  paidFen: Fen;
  decision: Decided | null;
};
export type Decided = {
  offsetId: string;
  settlementId: string;
  sequence: number;
  status: SettlementStatus;
  mode: "directOffset" | "cashToPerson";
  eligible: boolean;
  /** The class that the first scheme of the plan that has one puts the person in. */
  class: (Named & { id: string }) | null;
  subsidyFen: Fen;
  offsetFen: Fen;
  surplusFen: Fen;
  /** Kept for the next month; below zero, used of what earlier months kept. Left out: nothing is carried. */
  carriedFen?: Fen;
  parts: DecisionPart[];
};

export const figures = [
  "rent",
  "subsidy",
  "offset",
  "surplus",
  "kept",
  "drawn",
  "net",
  "netted",
  "other",
  "paid",
  "left",
  "expected",
  "open",
  "credit",
] as const;
export type Figure = (typeof figures)[number];

/**
 * What a row adds to a figure, in fen. subsidy + drawn = offset + surplus + kept: what is kept is for the person's next
 * month, what is drawn was kept by earlier ones and funded with them. `net` is the rent that a person bears in the end,
 * whichever way the support comes: rent − subsidy − drawn, never below 0. `left` is below 0 where there is credit; rent + other = netted + paid + left,
 * and left = expected + open − credit: what waits for approval, what is still to be paid, what was paid too much.
 */
export function figureOf(row: MonthRow, figure: Figure): Fen {
  const { rentFen, otherFen, paidFen, nettedFen, decision } = row;
  switch (figure) {
    case "rent":
      return rentFen;
    case "subsidy":
      return decision?.subsidyFen ?? 0;
    case "offset":
      return decision?.offsetFen ?? 0;
    case "surplus":
      return decision?.surplusFen ?? 0;
    case "kept":
      return keptFen(decision?.carriedFen ?? 0);
    case "drawn":
      return drawnFen(decision?.carriedFen ?? 0);
    case "net":
      return Math.max(0, rentFen - (decision?.subsidyFen ?? 0) + (decision?.carriedFen ?? 0));
    case "netted":
      return nettedFen;
    case "other":
      return otherFen;
    case "paid":
      return paidFen;
    case "left":
      return rentFen + otherFen - nettedFen - paidFen;
    case "expected":
      return Math.max(0, Math.min(figureOf(row, "left"), pendingFen(decision)));
    case "open":
      return Math.max(0, figureOf(row, "left")) - figureOf(row, "expected");
    case "credit":
      return Math.max(0, -figureOf(row, "left"));
  }
}

const pendingFen = (decision: Decided | null): Fen => (decision && !inBooks(decision.status) ? decision.offsetFen : 0);

export type Sums = Record<Figure, Fen> & { people: number; granted: number };

export function sumsOf(rows: readonly MonthRow[]): Sums {
  const sums = { people: rows.length, granted: 0 } as Sums;
  for (const figure of figures) sums[figure] = rows.reduce((sum, row) => sum + figureOf(row, figure), 0);
  for (const row of rows) if ((row.decision?.subsidyFen ?? 0) > 0) sums.granted += 1;
  return sums;
}

/** The figures of these sums; what is carried only where anything is. */
export const figuresIn = (...all: readonly (Sums | null)[]): Figure[] =>
  figures.filter((one) => (one !== "kept" && one !== "drawn") || all.some((sums) => (sums?.[one] ?? 0) !== 0));

/** Ways to split a month, from the coarsest to the single person. */
export const dimensions = ["batch", "class", "type", "building"] as const;
export type Dimension = (typeof dimensions)[number];
export const NONE = "none";

export const keyOf = (row: MonthRow, dimension: Dimension): string =>
  dimension === "batch"
    ? (row.decision?.settlementId ?? NONE)
    : dimension === "class"
      ? (row.decision?.class?.id ?? NONE)
      : dimension === "type"
        ? row.roomType.id
        : row.building.id;

/** What a page asks for: rows of these keys, and where `figure` or `part` is named only those that add to it. */
export type Narrowed = Partial<Record<Dimension, string>> & { figure?: Figure; part?: string; granted?: boolean };

export function narrow(rows: readonly MonthRow[], ask: Narrowed): MonthRow[] {
  const { figure, part, granted } = ask;
  return rows.filter(
    (row) =>
      dimensions.every((dimension) => ask[dimension] === undefined || keyOf(row, dimension) === ask[dimension]) &&
      (figure === undefined || figureOf(row, figure) !== 0) &&
      (part === undefined || partFen(row, part) !== 0) &&
      (!granted || (row.decision?.subsidyFen ?? 0) > 0),
  );
}

/** What one part (`scheme/part`) granted the row. */
export const partFen = (row: MonthRow, ref: string): Fen =>
  (row.decision?.parts ?? []).reduce((sum, one) => (one.part === ref ? sum + one.amountFen : sum), 0);

export type Group = { key: string; first: MonthRow; sums: Sums };

/** The rows by one dimension, in the order in which `compare` puts their first rows. */
export function groupBy(rows: readonly MonthRow[], dimension: Dimension): Group[] {
  const groups = Map.groupBy(rows, (row) => keyOf(row, dimension));
  return [...groups]
    .flatMap(([key, its]): Group[] => {
      const [first] = its;
      return first ? [{ key, first, sums: sumsOf(its) }] : [];
    })
    .sort((a, b) => compareGroups(dimension, a, b));
}

function compareGroups(dimension: Dimension, a: Group, b: Group): number {
  if (a.key === NONE || b.key === NONE) return a.key === b.key ? 0 : a.key === NONE ? 1 : -1;
  if (dimension === "batch") return (a.first.decision?.sequence ?? 0) - (b.first.decision?.sequence ?? 0);
  if (dimension === "building") return a.first.building.no - b.first.building.no;
  // Classes and room types as their schemes and complex order them is not told by a row: the costliest first.
  return b.sums.subsidy - a.sums.subsidy || b.sums.rent - a.sums.rent || (a.key < b.key ? -1 : 1);
}

/** The finest dimension that is not narrowed yet; null where only people are left. */
export const nextDimension = (ask: Narrowed): Dimension | null =>
  dimensions.find((dimension) => ask[dimension] === undefined) ?? null;

/** Whether everything decided of the month is in the books. */
export const allInBooks = (rows: readonly MonthRow[]): boolean =>
  rows.every((row) => row.decision === null || inBooks(row.decision.status));

export type MonthFigures = { month: Month; sums: Sums };
