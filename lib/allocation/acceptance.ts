import { Admission } from "./admission.ts";
import { type ChoiceCategory, type ChoiceProblem, type Choices, checkProblem, fitOf } from "./choice-problem.ts";
import { NOBODY } from "./held-places.ts";
import { Priority, ranksOf } from "./priority.ts";
import { rowsFrom0, sortByWord } from "./radix.ts";
import { assignInTurn } from "./turns.ts";

export type { ChoiceCategory, ChoiceProblem, Choices } from "./choice-problem.ts";

/**
 * Who gets what: deferred acceptance, applicants proposing, with soft reserves and own priorities of categories
 * (Gale and Shapley 1962; Abdulkadiroğlu and Sönmez 2003; ALLOCATION's choice rule in admission.ts).
 * Strategy-proof, no justified envy, no waste. With one common order and no reserves it equals serial dictatorship, and
 * then that is the way taken. The result depends on nothing but the problem. A category named twice counts where it is
 * named first. Throws where the arrays do not fit together.
 */
export function assign(problem: ChoiceProblem): Choices {
  checkProblem(problem);
  return problem.categories.every(isPlain) ? assignInTurn(problem) : assignByAcceptance(problem);
}

const isPlain = ({ reserves, priority }: ChoiceCategory): boolean =>
  reserves.every(({ places }) => places === 0) && (priority === null || priority.length === 0);

/** The long way, right for every problem that `checkProblem` lets pass. */
export function assignByAcceptance(problem: ChoiceProblem): Choices {
  const { order, choiceStart, choiceCategory, anyOther, classes, categories } = problem;
  const fits = fitOf(problem);
  const ranks = ranksOf(order);
  const none = new Uint32Array();
  const admissions = categories.map(
    (category) => new Admission(category, new Priority(order, ranks, category.priority ?? none), classes),
  );
  // What sends most proposals away at once: the bars that a rank must pass where the common order decides.
  const bars = Uint32Array.from(admissions, ({ bar }) => bar);
  const classBars = Uint32Array.from(admissions, ({ classBar }) => classBar);
  const reserved = Uint32Array.from(categories, ({ reserves }) => reserves.reduce((all, one) => all | one.classBit, 0));
  const plain = Uint8Array.from(categories, ({ priority }) => (priority === null || priority.length === 0 ? 1 : 0));
  const category = new Int32Array(order.length).fill(-1);
  const next = new Uint32Array(order.length);

  /** The row proposes down its list until a category takes it; gives the row that lost its place by that, or -1. */
  function propose(row: number): number {
    const start = choiceStart[row] ?? 0;
    const own = (choiceStart[row + 1] ?? 0) - start;
    const wishes = anyOther[row] === 1 ? own + categories.length : own;
    const rank = ranks[row] ?? 0;
    const member = classes[row] ?? 0;
    for (let at = next[row] ?? 0; at < wishes; at++) {
      const wish = at < own ? (choiceCategory[start + at] ?? 0) : at - own;
      const bar = ((member & (reserved[wish] ?? 0)) === 0 ? bars[wish] : classBars[wish]) ?? 0;
      if (rank >= bar && plain[wish] === 1) continue;
      const admission = admissions[wish];
      if (admission === undefined || !fits(row, wish)) continue;
      const score = admission.priority.scoreOf(row);
      const away = admission.admit(score);
      if (away === score) continue;
      bars[wish] = admission.bar;
      classBars[wish] = admission.classBar;
      category[row] = wish;
      next[row] = at + 1;
      return away === NOBODY ? -1 : admission.priority.rowOf(away);
    }
    category[row] = -1;
    next[row] = wishes;
    return -1;
  }

  const arrival = arrivalOf(ranks);
  for (let turn = 0; turn < arrival.length; turn++) {
    let row = arrival[turn] ?? 0;
    while (row >= 0) row = propose(row);
  }
  return { category, choice: placesInLists(category, next, choiceStart) };
}

/** Best tenth first: few who have a place lose it again, and rows are still read mostly one after the other. */
const BANDS = 10;

/**
 * The rows in the order in which they propose first. Any order ends the same; from the best down would be the fewest
 * proposals, but as they lie all over the memory, waiting for it takes most of the time of a large round.
 */
function arrivalOf(ranks: Uint32Array): Uint32Array {
  const band = Math.ceil(ranks.length / BANDS);
  return sortByWord(
    rowsFrom0(ranks.length),
    ranks.map((rank) => rank / band),
  );
}

/** `next` is one past the wish that was granted. */
function placesInLists(category: Int32Array, next: Uint32Array, choiceStart: Uint32Array): Int32Array {
  const choice = new Int32Array(category.length);
  for (let row = 0; row < choice.length; row++) {
    const own = (choiceStart[row + 1] ?? 0) - (choiceStart[row] ?? 0);
    const place = next[row] ?? 0;
    choice[row] = category[row] === -1 ? -1 : place > own ? 0 : place;
  }
  return choice;
}
