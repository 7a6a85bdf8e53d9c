import { invariant } from "../errors.ts";
import { type ChoosableUnit, compareUnits } from "./units.ts";

export { type ChoosableUnit, compareUnits } from "./units.ts";

/** A kind of place that can be ranked, in the order the round lists them. */
export type Category = { id: string; places: number };

/** An applicant, or a group applying as one; `choices` are category ids, best first. */
export type Applicant = {
  id: string;
  choices: readonly string[] /** after the own choices, whatever is left */;
  anyOther?: boolean;
};

export type Assignment = {
  id: string;
  /** from 1 */
  rank: number;
  category: string | null;
  /** 1 for the first choice; null where nothing was got and where "anything else" gave the place */
  choice: number | null;
};

export type Waiting = { category: string; ids: string[] };
/** Assignments in order of rank; one waiting list a category, in the round's order, each in order of rank. */
export type ChoiceResult = { assignments: Assignment[]; waiting: Waiting[] };

/**
 * Serial dictatorship: in the order given, everybody takes the best of their list that still has a place.
 * Equals deferred acceptance with one common order and no reserves, and no list but the true one can serve anybody better.
 * Whoever got nothing or less than they wished waits for every category they would rather have.
 *
 * `order` holds every applicant's id once. Unknown or repeated ids are broken invariants: readers check them before.
 */
export function serialDictatorship(
  order: readonly string[],
  applicants: readonly Applicant[],
  categories: readonly Category[],
): ChoiceResult {
  const byId = new Map(applicants.map((applicant) => [applicant.id, applicant]));
  invariant(byId.size === applicants.length, "an applicant stands in a round once");
  invariant(new Set(order).size === order.length && order.length === byId.size, "the order holds every applicant once");
  const left = new Map(categories.map((category) => [category.id, placesOf(category)]));
  invariant(left.size === categories.length, "a category stands in a round once");
  const waiting = new Map<string, string[]>(categories.map((category) => [category.id, []]));

  const assignments = order.map((id, index): Assignment => {
    const applicant = byId.get(id);
    invariant(applicant, `the order names an unknown applicant: ${id}`);
    const wishes = wishesOf(applicant, categories, left);
    const position = wishes.findIndex((category) => (left.get(category) ?? 0) > 0);
    const category = wishes[position] ?? null;
    if (category !== null) left.set(category, (left.get(category) ?? 0) - 1);
    for (const better of category === null ? wishes : wishes.slice(0, Math.min(position, applicant.choices.length)))
      waiting.get(better)?.push(id);
    const choice = position >= 0 && position < applicant.choices.length ? position + 1 : null;
    return { id, rank: index + 1, category, choice };
  });
  return { assignments, waiting: categories.map(({ id }) => ({ category: id, ids: waiting.get(id) ?? [] })) };
}

function placesOf({ id, places }: Category): number {
  invariant(Number.isSafeInteger(places) && places >= 0, `category ${id} has no count of places`);
  return places;
}

/** The applicant's categories, best first: the own choices, then with "anything else" the rest as the round lists it. */
function wishesOf(applicant: Applicant, categories: readonly Category[], known: ReadonlyMap<string, number>): string[] {
  const own = new Set(applicant.choices);
  invariant(own.size === applicant.choices.length, `applicant ${applicant.id} names a category twice`);
  invariant(
    applicant.choices.every((choice) => known.has(choice)),
    `applicant ${applicant.id} names an unknown category`,
  );
  if (!applicant.anyOther) return [...applicant.choices];
  return [...applicant.choices, ...categories.map(({ id }) => id).filter((id) => !own.has(id))];
}

/**
 * The unit each assigned applicant is offered: within a category, units in their published order go out in order of rank.
 * `unitsByCategory` maps a category id to its units; each category has a unit for every place given.
 */
export function unitsForAssignments(
  assignments: readonly Assignment[],
  unitsByCategory: ReadonlyMap<string, readonly ChoosableUnit[]>,
): { id: string; rank: number; category: string; unitId: string }[] {
  const queues = new Map([...unitsByCategory].map(([category, units]) => [category, [...units].sort(compareUnits)]));
  const taken = new Map<string, number>();
  return [...assignments]
    .sort((a, b) => a.rank - b.rank)
    .flatMap(({ id, rank, category }) => {
      if (category === null) return [];
      const next = taken.get(category) ?? 0;
      const unit = queues.get(category)?.[next];
      invariant(unit, `category ${category} has fewer units than places given`);
      taken.set(category, next + 1);
      return [{ id, rank, category, unitId: unit.id }];
    });
}
