import { assign } from "./acceptance.ts";
import { orderOf, type Round, type RoundOrder } from "./bundle.ts";
import { problemOf } from "./bundle-problem.ts";
import {
  assignmentsIn,
  RESULT_FORMAT,
  type RoundResult,
  type RoundWaiting,
  ranksIn,
  rosterOf,
} from "./bundle-result.ts";
import { type ChoiceProblem, fitOf } from "./choice-problem.ts";
import { exchangeOf, type Move } from "./exchange.ts";

/** What an exchange did, step by step, with applicants' ids; see `Move`. */
export type RoundMove = { kind: Move["kind"]; ids: string[] };

/** `moves` is empty unless the round is an exchange. */
export type RoundOutcome = { result: RoundResult; moves: RoundMove[] };

/** What each row got (-1 nothing) and its place in the own list from 1: 0 by "anything else", -1 nothing. */
type Got = { category: Int32Array; choice: Int32Array };

/**
 * Runs a round from beginning to end: order, choice or exchange, waiting lists. The same round gives the same result
 * wherever it runs and however its applicants are arranged (docs/round-bundle.md).
 */
export function runRound(round: Round): RoundOutcome {
  const drawn = orderOf(round);
  const { assignments, waiting, moves } = runInOrder(round, drawn);
  const order = ranksIn(round, drawn);
  return { result: { format: RESULT_FORMAT, roster: rosterOf(round), order, assignments, waiting }, moves };
}

export type OutcomeInOrder = Pick<RoundResult, "assignments" | "waiting"> & Pick<RoundOutcome, "moves">;

/** Choice or exchange, and the waiting lists, in an order that is known. */
export function runInOrder(round: Round, drawn: RoundOrder): OutcomeInOrder {
  const problem = problemOf(round, drawn.order);
  const fits = fitOf(problem);
  if (round.mechanism === "exchange") return exchange(round, drawn, problem, fits);
  const got = assign(problem);
  const waiting = waitingOf(round, problem, got, (row) => wishedFor(problem, fits, row, got));
  return { assignments: assignmentsIn(round, drawn, got), waiting, moves: [] };
}

type Fits = (row: number, category: number) => boolean;

function exchange(round: Round, drawn: RoundOrder, problem: ChoiceProblem, fits: Fits): OutcomeInOrder {
  const units = new Map(round.categories.map(({ id }, unit) => [id, unit]));
  const holds = Int32Array.from(round.applicants, (one) => units.get(one.holds ?? "") ?? -1);
  const { order, choiceStart, choiceCategory, anyOther } = problem;
  const { unit, moves } = exchangeOf({
    order,
    choiceStart,
    choiceUnit: choiceCategory,
    holds,
    units: round.categories.length,
    anyOther: anyOther.includes(1) ? anyOther : undefined,
    fits,
  });
  const got = { category: unit, choice: unit.map((got, row) => placeInList(problem, row, got, holds[row] ?? -1)) };
  const ids = (rows: readonly number[]) => rows.map((row) => round.applicants[row]?.id ?? "");
  return {
    assignments: assignmentsIn(round, drawn, got),
    waiting: waitingOf(round, problem, got, (row) => wishedUnits(problem, fits, row, unit[row] ?? -1)),
    moves: moves.map(({ kind, applicants }) => ({ kind, ids: ids(applicants) })),
  };
}

/** The own unit is the last entry of a tenant's list, written there or not. */
function placeInList(problem: ChoiceProblem, row: number, got: number, own: number) {
  if (got < 0) return -1;
  const list = ownList(problem, row);
  const place = list.indexOf(got) + 1;
  return place === 0 && got === own && problem.anyOther[row] === 0 ? list.length + 1 : place;
}

/** What a row asked for before what it got, of what it may have; all it would take where it got nothing. */
function wishedFor(problem: ChoiceProblem, fits: Fits, row: number, { category, choice }: Got): number[] {
  const got = choice[row] ?? -1;
  const wished = before(problem, fits, row, got > 0 ? got - 1 : Number.POSITIVE_INFINITY);
  if (category[row] !== -1 || problem.anyOther[row] === 0) return wished;
  const own = ownList(problem, row);
  for (let other = 0; other < problem.categories.length; other++)
    if (!own.includes(other) && fits(row, other)) wished.push(other);
  return wished;
}

/** The units of the own list that a row would rather have. */
function wishedUnits(problem: ChoiceProblem, fits: Fits, row: number, got: number): number[] {
  const place = ownList(problem, row).indexOf(got);
  return before(problem, fits, row, place < 0 ? Number.POSITIVE_INFINITY : place);
}

const ownList = ({ choiceStart, choiceCategory }: ChoiceProblem, row: number): Uint32Array =>
  choiceCategory.subarray(choiceStart[row], choiceStart[row + 1]);

/** The first `count` of the own list that the row may have; read where they stand, for a city has twenty million. */
function before({ choiceStart, choiceCategory }: ChoiceProblem, fits: Fits, row: number, count: number): number[] {
  const start = choiceStart[row] ?? 0;
  const end = Math.min(choiceStart[row + 1] ?? start, start + count);
  const wished: number[] = [];
  for (let at = start; at < end; at++) {
    const wish = choiceCategory[at] ?? 0;
    if (fits(row, wish)) wished.push(wish);
  }
  return wished;
}

/** One list a category: in its own priority's order, then in the common order. */
function waitingOf(
  { applicants, categories }: Round,
  problem: ChoiceProblem,
  { category, choice }: Got,
  wished: (row: number) => number[],
): RoundWaiting[] {
  const lists = categories.map((): number[] => []);
  for (const row of problem.order) {
    if (category[row] !== -1 && choice[row] === 1) continue;
    for (const wish of wished(row)) lists[wish]?.push(row);
  }
  return categories.map(({ id }, index) => {
    const list = lists[index] ?? [];
    const priority = problem.categories[index]?.priority ?? null;
    return {
      category: id,
      ids: (priority ? listedFirst(list, priority) : list).map((row) => applicants[row]?.id ?? ""),
    };
  });
}

function listedFirst(rows: readonly number[], priority: Uint32Array): number[] {
  const waiting = new Set(rows);
  const listed = [...priority].filter((row) => waiting.has(row));
  const first = new Set(listed);
  return [...listed, ...rows.filter((row) => !first.has(row))];
}
