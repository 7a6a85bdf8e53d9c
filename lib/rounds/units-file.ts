import type { RoundResult } from "../allocation/bundle-result.ts";
import { givePlaces, UNITS_FORMAT, type UnitsFile, type UnitsPlan, unitsText } from "../allocation/units.ts";
import { invariant } from "../errors.ts";
import type { RoundPlace } from "./places.ts";
import type { RosterEntry } from "./roster.ts";

/**
 * What decides which place of a category each one gets: the places, by their labels, and the floor wishes. A room is named
 * by the number in its label, not by the number on its door.
 */
export function planOf(
  round: { code: string },
  places: readonly RoundPlace[],
  roster: readonly RosterEntry[],
): UnitsPlan {
  const byCategory = Map.groupBy(places, ({ categoryId }) => categoryId);
  return {
    format: UNITS_FORMAT,
    round: round.code,
    categories: [...byCategory].flatMap(([id, own]) =>
      id === null ? [] : [{ id, places: own.map((place) => ({ ...place, ...named(place) })) }],
    ),
    wishes: roster.map(({ label, floorWish }) => ({ id: label, floor: floorWish })),
  };
}

function named({ label }: RoundPlace): { id: string; roomNo: string } {
  invariant(label, "places have labels once the roster is frozen");
  return { id: label, roomNo: label.slice(1).replace(/-.*$/, "") };
}

export const planText = (plan: UnitsPlan): string => unitsText({ ...plan, given: [] });

/** Who gets which place, by receipt number and label, and the file that says so; `plan` is the frozen text. */
export function givenUnits(plan: string, { assignments }: RoundResult): { given: Map<string, string>; text: string } {
  const file = JSON.parse(plan) as UnitsFile;
  const given = givePlaces(file, assignments);
  return { given: new Map(given.map(({ id, place }) => [id, place])), text: unitsText({ ...file, given }) };
}
