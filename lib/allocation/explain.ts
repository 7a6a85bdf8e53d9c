import { invariant } from "../errors.ts";
import type { Gender, Round, RoundCategory } from "./bundle.ts";
import type { RoundResult } from "./bundle-result.ts";

// Why somebody did or did not get what they wished for, from the few numbers of a draw that everybody may know.

/** One kind of places of a category: those reserved for a class, or with `class` null those open to all. */
export type Cutoff = {
  class: string | null;
  /** how many of the category's places these are in the end: what a class did not fill is open */
  places: number;
  /** the worst rank that got one of them, leaving out whom the category's own order puts first; null where nobody did */
  lastRank: number | null;
};

/** What a draw did in one category. Made once a draw, `cutoffs` one row a class with places and one for the open places. */
export type CategoryCutoffs = {
  category: string;
  places: number;
  given: number;
  /** how many the category's own order puts before the common order; 0 where it has none */
  first: number;
  cutoffs: Cutoff[];
};

/** The cutoffs of every category of a round with choice, in the round's order. */
export function cutoffsOf(round: Round, { order, assignments }: Pick<RoundResult, "order" | "assignments">) {
  invariant(round.mechanism === "choice", "only a choice has cutoffs");
  const rankOf = new Map(order.map(({ id, rank }) => [id, rank]));
  const classesOf = new Map(round.applicants.map(({ id, classes }) => [id, classes ?? []]));
  const admitted = Map.groupBy(assignments, ({ category }) => category);
  return round.categories.map((category): CategoryCutoffs => {
    const members = (admitted.get(category.id) ?? [])
      .map(({ id }) => ({ id, rank: rankOf.get(id) ?? 0, classes: classesOf.get(id) ?? [] }))
      .sort((a, b) => a.rank - b.rank);
    const priority = category.priority ?? [];
    return {
      category: category.id,
      places: category.places,
      given: members.length,
      first: priority.length,
      cutoffs: cutoffsIn(category, byPriority(members, priority), new Set(priority)),
    };
  });
}

type Member = { id: string; rank: number; classes: readonly string[] };

function byPriority(members: readonly Member[], priority: readonly string[]): Member[] {
  if (priority.length === 0) return [...members];
  const byId = new Map(members.map((member) => [member.id, member]));
  const listed = priority.flatMap((id) => byId.get(id) ?? []);
  const first = new Set(listed);
  return [...listed, ...members.filter((member) => !first.has(member))];
}

/** The choice rule once more, on those it admitted: who stands on which reserve, and who on the open places. */
function cutoffsIn(
  { places, reserves }: RoundCategory,
  members: readonly Member[],
  first: ReadonlySet<string>,
): Cutoff[] {
  const worst = (taken: readonly Member[]): number | null =>
    taken.reduce<number | null>((last, { id, rank }) => (first.has(id) ? last : Math.max(last ?? 0, rank)), null);
  const cutoffs: Cutoff[] = [];
  let left = [...members];
  let open = places;
  for (const reserve of reserves ?? []) {
    if (reserve.places === 0) continue;
    const taken = new Set(left.filter(({ classes }) => classes.includes(reserve.class)).slice(0, reserve.places));
    left = left.filter((member) => !taken.has(member));
    open -= taken.size;
    cutoffs.push({ class: reserve.class, places: taken.size, lastRank: worst([...taken]) });
  }
  return [...cutoffs, { class: null, places: open, lastRank: worst(left) }];
}

/** What a category asks of whoever lives there, and what the draw did in it. */
export type ExplainedCategory = Pick<RoundCategory, "rentFen" | "minGroup" | "maxGroup" | "gender"> & CategoryCutoffs;

export type Chooser = {
  rank: number;
  classes: readonly string[];
  group: number;
  gender: Gender | null;
  maxRentFen: number | null;
  /** category ids, best first */
  choices: readonly string[];
  /** the category the draw gave; null for nothing */
  got: string | null;
  /** the categories whose own order names the applicant, each with the place in it, from 1 */
  placeIn: ReadonlyMap<string, number>;
};

/**
 * - `got`: this is what the draw gave · `better`: the draw gave something ranked before it
 * - `full`: every place open to this applicant went to a better rank, or to somebody whom the category's own order puts
 *   first; `lastRank` is the worst of the former, and `class` the class on whose reserve it got in, null for an open place.
 *   `lastRank` is always before the applicant's own rank
 * - `reserved`: all places went to classes that the applicant is not in; `classes` names them
 * - `own-priority`: every place open to this applicant went to those whom the category's own order puts first, and of
 *   these before the applicant, who stands at `place` in it; null for who is not in it
 * - the others: the category does not fit, or had no place at all
 */
export type ChoiceOutcome =
  | { outcome: "got" | "better" | "no-places" | "gender" }
  | { outcome: "own-priority"; place: number | null }
  | { outcome: "full"; lastRank: number; class: string | null }
  | { outcome: "reserved"; classes: string[] }
  | { outcome: "group-too-small"; minGroup: number }
  | { outcome: "group-too-large"; maxGroup: number }
  | { outcome: "rent"; rentFen: number };

export type ExplainedChoice = { category: string } & ChoiceOutcome;

/**
 * Why each of the choices was or was not granted, in the applicant's order. `categories` are those of the draw that also
 * gave `got`; every choice is among them. Throws where the two cannot belong together.
 */
export function explainChoices(chooser: Chooser, categories: readonly ExplainedCategory[]): ExplainedChoice[] {
  const byId = new Map(categories.map((category) => [category.category, category]));
  const place = chooser.got === null ? -1 : chooser.choices.indexOf(chooser.got);
  return chooser.choices.map((id, index) => {
    if (index === place) return { category: id, outcome: "got" };
    if (place >= 0 && index > place) return { category: id, outcome: "better" };
    const category = byId.get(id);
    invariant(category, `a choice names a category of the round, not ${id}`);
    return { category: id, ...(misfitOf(chooser, category) ?? lossOf(chooser, category)) };
  });
}

/** The first reason why the applicant could not have lived there whatever the rank; null where there is none. */
function misfitOf({ group, gender, maxRentFen }: Chooser, category: ExplainedCategory): ChoiceOutcome | null {
  const { minGroup, maxGroup, rentFen } = category;
  if (minGroup && group < minGroup) return { outcome: "group-too-small", minGroup };
  if (maxGroup && group > maxGroup) return { outcome: "group-too-large", maxGroup };
  if (category.gender && category.gender !== gender) return { outcome: "gender" };
  if (rentFen && maxRentFen !== null && rentFen > maxRentFen) return { outcome: "rent", rentFen };
  return null;
}

function lossOf({ rank, classes, placeIn }: Chooser, category: ExplainedCategory): ChoiceOutcome {
  if (category.places === 0) return { outcome: "no-places" };
  invariant(category.given === category.places, "whoever fits where a place is left gets one they wish for");
  const open = category.cutoffs.filter((cutoff) => cutoff.class === null || classes.includes(cutoff.class));
  if (open.every(({ places }) => places === 0))
    return { outcome: "reserved", classes: category.cutoffs.flatMap((one) => one.class ?? []) };
  const place = placeIn.get(category.category) ?? null;
  const last = open.reduce<{ lastRank: number; class: string | null } | null>(
    (worst, { class: name, lastRank }) =>
      lastRank !== null && lastRank > (worst?.lastRank ?? 0) ? { lastRank, class: name } : worst,
    null,
  );
  if (last === null) {
    invariant(category.first > 0, "places that no rank got went to those whom the category puts first");
    return { outcome: "own-priority", place };
  }
  invariant(place === null && last.lastRank < rank, "whoever was turned away ranks behind all who got in");
  return { outcome: "full", ...last };
}
