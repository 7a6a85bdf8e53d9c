import { invariant } from "../errors.ts";
import { compareAsBytes, digest, hexOf, utf8 } from "./digest.ts";

// Which place of a category each one gets (docs/round-bundle.md, "The units").

export const UNITS_FORMAT = "wutong/units@1";

export type ChoosableUnit = { id: string; buildingNo: number; floor: number; roomNo: string; bed?: number };

/** A room, or with `bed` from 1 a bed of a room that is offered by the bed; 0 is the whole room. */
export type Place = ChoosableUnit & { bed: number };
export type PlaceCategory = { id: string; places: readonly Place[] };

export type Floor = "high" | "low";
/** Whoever has no wish may be left out. */
export type FloorWish = { id: string; floor?: Floor | null };
export type GivenPlace = { id: string; category: string; place: string };

/** What is fixed before the draw. */
export type UnitsPlan = {
  format: typeof UNITS_FORMAT;
  round: string;
  categories: readonly PlaceCategory[];
  wishes: readonly FloorWish[];
};
/** `given` by rank; empty until the draw. */
export type UnitsFile = UnitsPlan & { given: readonly GivenPlace[] };

/** The published order: building number, then floor from high to low, then room number, then bed. */
export function compareUnits(a: ChoosableUnit, b: ChoosableUnit): number {
  if (a.buildingNo !== b.buildingNo) return a.buildingNo - b.buildingNo;
  if (a.floor !== b.floor) return b.floor - a.floor;
  const [roomA, roomB] = [a.roomNo.padStart(8, "0"), b.roomNo.padStart(8, "0")];
  if (roomA !== roomB) return compareAsBytes(roomA, roomB);
  const beds = (a.bed ?? 0) - (b.bed ?? 0);
  return beds === 0 ? compareAsBytes(a.id, b.id) : beds;
}

/**
 * The place of everybody who got one: within a category by rank, each by the own floor wish. `assignments` are by rank, as
 * a round's result has them, and so is what comes back. Categories and places may come in any order.
 * Throws where a category has fewer places than were given.
 */
export function givePlaces(
  { categories, wishes }: Pick<UnitsPlan, "categories" | "wishes">,
  assignments: readonly { id: string; category: string | null }[],
): GivenPlace[] {
  const left = new Map(categories.map(({ id, places }) => [id, new PlacesLeft(places)]));
  const floors = new Map(wishes.map(({ id, floor }) => [id, floor ?? null]));
  return assignments.flatMap(({ id, category }) => {
    if (category === null) return [];
    const place = left.get(category)?.take(floors.get(id) ?? null);
    invariant(place, `category ${category} has fewer units than places given`);
    return [{ id, category, place: place.id }];
  });
}

/** The places of one floor in the published order, and how many of them are gone: everybody takes the first one left. */
type FloorLeft = { floor: number; places: Place[]; taken: number };

/**
 * What is left of a category. Whatever the wish, of one floor the first place in the published order goes first; so one
 * pointer a floor is all there is to keep, and no floor has more than one room that is begun and not full.
 */
class PlacesLeft {
  /** from high to low */
  private readonly floors: FloorLeft[];

  constructor(places: readonly Place[]) {
    const floors = new Map<number, FloorLeft>();
    for (const place of [...places].sort(compareUnits)) {
      const { floor } = place;
      const there = floors.get(floor);
      if (there) there.places.push(place);
      else floors.set(floor, { floor, places: [place], taken: 0 });
    }
    this.floors = [...floors.values()].sort((a, b) => b.floor - a.floor);
  }

  take(wish: Floor | null): Place | undefined {
    const floor = wish === "high" ? this.floors[0] : wish === "low" ? this.floors.at(-1) : this.next();
    if (floor === undefined) return undefined;
    const place = floor.places[floor.taken++];
    if (floor.taken === floor.places.length) this.floors.splice(this.floors.indexOf(floor), 1);
    return place;
  }

  /** Without a wish: a bed of the first room that is begun; where none is, the first place of all. */
  private next(): FloorLeft | undefined {
    const begun = this.floors.filter(isBegun);
    const open = begun.length > 0 ? begun : this.floors;
    return open.reduce<FloorLeft | undefined>(
      (first, floor) => (first && compareUnits(nextOf(first), nextOf(floor)) < 0 ? first : floor),
      undefined,
    );
  }
}

function nextOf({ places, taken }: FloorLeft): Place {
  const place = places[taken];
  invariant(place, "a floor that is full is not kept");
  return place;
}

function isBegun(floor: FloorLeft): boolean {
  const last = floor.places[floor.taken - 1];
  return last !== undefined && isSameRoom(last, nextOf(floor));
}

const isSameRoom = (a: Place, b: Place): boolean => a.buildingNo === b.buildingNo && a.roomNo === b.roomNo;

/**
 * The file as it is published: JSON with one entry a line, categories and wishes sorted by the UTF-8 bytes of their ids,
 * places in the published order, whoever has no wish left out. The same content gives the same text, but `given` stays as
 * it is: by rank.
 */
export function unitsText({ format, round, categories, wishes, given }: UnitsFile): string {
  const places = sortById(categories).map(
    ({ id, places }) =>
      `    { "id": ${JSON.stringify(id)}, "places": ${list(
        [...places].sort(compareUnits).map(({ id, buildingNo, floor, roomNo, bed }) => ({
          id,
          buildingNo,
          floor,
          roomNo,
          bed,
        })),
        "    ",
      )} }`,
  );
  const wished = sortById(wishes).flatMap(({ id, floor }) => (floor ? [{ id, floor }] : []));
  return [
    "{",
    `  "format": ${JSON.stringify(format)},`,
    `  "round": ${JSON.stringify(round)},`,
    `  "categories": ${places.length === 0 ? "[]" : `[\n${places.join(",\n")}\n  ]`},`,
    `  "wishes": ${list(wished, "  ")},`,
    `  "given": ${list(
      given.map(({ id, category, place }) => ({ id, category, place })),
      "  ",
    )}`,
    "}\n",
  ].join("\n");
}

/** What is published when the roster is frozen: SHA-256, in hex, of the file's canonical text with nothing given yet. */
export const unitsHash = (plan: UnitsPlan): string => hexOf(digest(utf8(unitsText({ ...plan, given: [] }))));

const list = (entries: readonly object[], indent: string): string =>
  entries.length === 0
    ? "[]"
    : `[\n${entries.map((entry) => `${indent}  ${JSON.stringify(entry)}`).join(",\n")}\n${indent}]`;

const sortById = <T extends { id: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => compareAsBytes(a.id, b.id));
