import { invariant } from "../errors.ts";

/** A kind of place that can be ranked. A place is a room, or a bed of a room that is offered by the bed. */
export type ChoiceCategory = {
  places: number;
  /** net rent of one place; null where it does not matter */
  rentFen: number | null;
  /** `classBit` is the class's one bit in an applicant's `classes`: 1, 2, 4 … */
  reserves: readonly { classBit: number; places: number }[];
  /** the smallest and the largest group that a place takes */
  minGroup: number;
  maxGroup: number;
  /** 1 women only, 2 men only, 0 no matter (whole rooms and flats) */
  gender: 0 | 1 | 2;
  /** the rows it puts first, best first; all others follow in the common order */
  priority: Uint32Array | null;
};

/** Rows are applicants; a group is one. All arrays but `choiceCategory` have a row each, `choiceStart` one more. */
export type ChoiceProblem = {
  /** the rows, best first: the common order */
  order: Uint32Array;
  /** the choices of row `i` stand in `choiceCategory` from `choiceStart[i]` to before `choiceStart[i + 1]`, best first */
  choiceStart: Uint32Array;
  choiceCategory: Uint32Array;
  /** persons an applicant stands for */
  group: Uint16Array;
  /** bit set of the classes that reserves name */
  classes: Uint32Array;
  /** 0 any or mixed, 1 female, 2 male */
  gender: Uint8Array;
  /** `Infinity` where there is no limit */
  maxRentFen: Float64Array;
  /** 1: after the own list every other acceptable category, in the order of the categories */
  anyOther: Uint8Array;
  categories: readonly ChoiceCategory[];
};

export type Choices = {
  /** by row: what was got, -1 nothing */
  category: Int32Array;
  /** by row: its place in the own list from 1, 0 when it came by "anything else", -1 nothing */
  choice: Int32Array;
};

/** Throws where the arrays do not fit together: readers of a round check before what people wrote. */
export function checkProblem(problem: ChoiceProblem): void {
  const { order, choiceStart, choiceCategory, categories } = problem;
  const rows = [problem.group, problem.classes, problem.gender, problem.maxRentFen, problem.anyOther];
  invariant(
    rows.every((column) => column.length === order.length),
    "every applicant has every column",
  );
  invariant(
    choiceStart.length === order.length + 1 && choiceStart[order.length] === choiceCategory.length,
    "the lists of choices fill the choices",
  );
  for (let at = 0; at < choiceCategory.length; at++)
    invariant((choiceCategory[at] ?? 0) < categories.length, "choices name known categories");
  for (const { places, reserves } of categories) {
    invariant(Number.isSafeInteger(places) && places >= 0, "a category has a count of places");
    const reserved = reserves.reduce((sum, reserve) => sum + reserve.places, 0);
    invariant(reserved <= places && reserves.every((reserve) => reserve.places >= 0), "reserves are within the places");
    invariant(
      reserves.every(({ classBit }) => (classBit | 0) !== 0 && (classBit & (classBit - 1)) === 0),
      "a reserve names one class",
    );
  }
}

/** Whether a row may live in a category: size of the group, gender, rent. */
export type Fit = (row: number, category: number) => boolean;

export function fitOf(problem: ChoiceProblem): Fit {
  const { group, gender, maxRentFen, categories } = problem;
  const smallest = Uint32Array.from(categories, ({ minGroup }) => minGroup);
  const largest = Uint32Array.from(categories, ({ maxGroup }) => Math.min(maxGroup, 0xffff));
  const only = Uint8Array.from(categories, (category) => category.gender);
  const rent = Float64Array.from(categories, ({ rentFen }) => rentFen ?? Number.NEGATIVE_INFINITY);
  return (row, category) => {
    const persons = group[row] ?? 0;
    const wanted = only[category] ?? 0;
    return (
      persons >= (smallest[category] ?? 0) &&
      persons <= (largest[category] ?? 0) &&
      (wanted === 0 || wanted === gender[row]) &&
      (rent[category] ?? 0) <= (maxRentFen[row] ?? 0)
    );
  };
}
