import type { Round } from "./bundle.ts";
import { type Difference, differencesOf, type RoundAssignment } from "./bundle-result.ts";
import { givePlaces, type UnitsFile } from "./units.ts";

/**
 * The first differences between a round with its assignments and the units that were published for it, at most `most`:
 * the round's name, its categories with as many places each, and who was given what. Nothing is said of what was given
 * where the places are not those of the round.
 */
export function unitsDifferences(
  round: Pick<Round, "round" | "categories">,
  assignments: readonly RoundAssignment[],
  units: UnitsFile,
  most: number,
): Difference[] {
  const [name, places] = [nameDifferences(round, units), placesMissing(round, units)];
  if (places.length > 0) return [...name, ...places].slice(0, most);
  return [...name, ...differencesOf(givePlaces(units, assignments), units.given, most, "$.given")].slice(0, most);
}

/** Where units are not those of a round: its name, and its categories with as many places each. */
export const foreignUnits = (round: Pick<Round, "round" | "categories">, units: UnitsFile): Difference[] => [
  ...nameDifferences(round, units),
  ...placesMissing(round, units),
];

const nameDifferences = (round: Pick<Round, "round">, units: UnitsFile): Difference[] =>
  differencesOf(round.round, units.round, 1, "$.round");

function placesMissing({ categories }: Pick<Round, "categories">, units: UnitsFile): Difference[] {
  const counts = new Map(units.categories.map(({ id, places }) => [id, places.length]));
  const known = new Set(categories.map(({ id }) => id));
  const wrong = categories.flatMap(({ id, places }) =>
    counts.get(id) === places || (places === 0 && !counts.has(id))
      ? []
      : [{ path: `$.categories[${JSON.stringify(id)}].places.length`, expected: places, found: counts.get(id) }],
  );
  const foreign = units.categories.flatMap(({ id }, index) =>
    known.has(id) ? [] : [{ path: `$.categories[${index}]`, expected: undefined, found: id }],
  );
  return [...wrong, ...foreign];
}
