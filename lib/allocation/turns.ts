import { type ChoiceProblem, type Choices, fitOf } from "./choice-problem.ts";

/**
 * Serial dictatorship: from the best down, everybody takes the best of their wishes that still has a place.
 * Reserves and own priorities of categories are not looked at: acceptance.ts takes this way only where there are none.
 */
export function assignInTurn(problem: ChoiceProblem): Choices {
  const { order, choiceStart, choiceCategory, anyOther, categories } = problem;
  const fits = fitOf(problem);
  const left = Float64Array.from(categories, ({ places }) => places);
  const category = new Int32Array(order.length).fill(-1);
  const choice = new Int32Array(order.length).fill(-1);
  // What has places left, in the order of the categories: for those who take anything else.
  const open = categories.flatMap(({ places }, index) => (places > 0 ? [index] : []));

  function take(row: number, wish: number, place: number): void {
    category[row] = wish;
    choice[row] = place;
    const remaining = (left[wish] ?? 0) - 1;
    left[wish] = remaining;
    if (remaining === 0) open.splice(open.indexOf(wish), 1);
  }

  for (let rank = 0; rank < order.length; rank++) {
    const row = order[rank] ?? 0;
    const start = choiceStart[row] ?? 0;
    const end = choiceStart[row + 1] ?? 0;
    let at = start;
    for (; at < end; at++) {
      const wish = choiceCategory[at] ?? 0;
      if ((left[wish] ?? 0) > 0 && fits(row, wish)) {
        take(row, wish, at - start + 1);
        break;
      }
    }
    if (at < end || anyOther[row] !== 1) continue;
    const other = open.find((wish) => fits(row, wish));
    if (other !== undefined) take(row, other, 0);
  }
  return { category, choice };
}
