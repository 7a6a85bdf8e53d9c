import {
  type Fields,
  listAt,
  objectAt,
  oneOf,
  Problems,
  type RoundProblem,
  shown,
  text,
  wholeNumber,
} from "./bundle-fields.ts";
import { UNITS_FORMAT, type UnitsFile } from "./units.ts";

/** `problems` are at most 100, in the order of the file; `count` counts all. */
export type UnitsReading = { ok: true; units: UnitsFile } | { ok: false; problems: RoundProblem[]; count: number };

const FILE: Fields = {
  format: { required: true, check: oneOf(UNITS_FORMAT) },
  round: { required: true, check: text },
  categories: { required: true },
  wishes: { required: true },
  given: { required: true },
};
const CATEGORY: Fields = { id: { required: true, check: text }, places: { required: true } };
const PLACE: Fields = {
  id: { required: true, check: text },
  buildingNo: { required: true, check: wholeNumber(0) },
  floor: { required: true, check: wholeNumber(-999, 999) },
  roomNo: { required: true, check: text },
  bed: { required: true, check: wholeNumber(0, 99) },
};
const WISH: Fields = { id: { required: true, check: text }, floor: { check: oneOf("high", "low") } };
const GIVEN: Fields = {
  id: { required: true, check: text },
  category: { required: true, check: text },
  place: { required: true, check: text },
};

/** Reads what claims to be the units of a round and finds everything that is wrong with it. */
export function readUnits(value: unknown): UnitsReading {
  const problems = new Problems();
  const file = objectAt(value, "$", FILE, problems);
  if (file) new UnitsForm(problems).check(file);
  return problems.count === 0
    ? { ok: true, units: value as UnitsFile }
    : { ok: false, problems: problems.kept, count: problems.count };
}

class UnitsForm {
  private readonly problems: Problems;
  /** the category of each place */
  private readonly categoryOf = new Map<string, string>();
  private readonly rooms = new Map<string, { floor: unknown; beds: Set<unknown>; category: unknown; path: string }>();
  private readonly categories = new Set<string>();

  constructor(problems: Problems) {
    this.problems = problems;
  }

  check(file: Record<string, unknown>): void {
    const { problems } = this;
    for (const [index, value] of listAt(file.categories, "$.categories", problems).entries()) {
      const path = `$.categories[${index}]`;
      const category = objectAt(value, path, CATEGORY, problems);
      if (category) this.checkCategory(category, path);
    }
    const wishing = new Set<string>();
    for (const [index, value] of listAt(file.wishes, "$.wishes", problems).entries()) {
      const wish = objectAt(value, `$.wishes[${index}]`, WISH, problems);
      if (wish) this.checkOnce(wish.id, `$.wishes[${index}].id`, wishing);
    }
    const [winners, gone] = [new Set<string>(), new Set<string>()];
    for (const [index, value] of listAt(file.given, "$.given", problems).entries()) {
      const path = `$.given[${index}]`;
      const given = objectAt(value, path, GIVEN, problems);
      if (!given) continue;
      this.checkOnce(given.id, `${path}.id`, winners);
      this.checkGiven(given, path);
      this.checkOnce(given.place, `${path}.place`, gone);
    }
  }

  private checkCategory({ id, places }: Record<string, unknown>, path: string): void {
    this.checkOnce(id, `${path}.id`, this.categories);
    for (const [index, value] of listAt(places, `${path}.places`, this.problems).entries()) {
      const at = `${path}.places[${index}]`;
      const place = objectAt(value, at, PLACE, this.problems);
      if (!place) continue;
      if (typeof place.id === "string") {
        if (this.categoryOf.has(place.id)) this.problems.add(`${at}.id`, `${shown(place.id)} is there already`);
        else this.categoryOf.set(place.id, typeof id === "string" ? id : "");
      }
      if (isPlaceLike(place)) this.checkRoom(place, id, at);
    }
  }

  /** A room is on one floor, in one category, and offered whole or by the bed, each bed once. */
  private checkRoom(place: Record<string, unknown>, category: unknown, path: string): void {
    const { buildingNo, floor, roomNo, bed } = place;
    const name = `${buildingNo}\t${roomNo}`;
    const room = this.rooms.get(name);
    if (room === undefined) {
      this.rooms.set(name, { floor, beds: new Set([bed]), category, path });
      return;
    }
    const { problems } = this;
    if (room.floor !== floor) problems.add(`${path}.floor`, `is not that of the same room at ${room.path}`);
    if (room.beds.has(bed)) problems.add(`${path}.bed`, `is the same place as one before, in the room of ${room.path}`);
    else if (bed === 0 || room.beds.has(0))
      problems.add(`${path}.bed`, `makes a whole room and a bed of the room at ${room.path}`);
    else if (room.category !== category) problems.add(path, `is in another category than its room at ${room.path}`);
    room.beds.add(bed);
  }

  private checkGiven({ category, place }: Record<string, unknown>, path: string): void {
    if (typeof category === "string" && !this.categories.has(category))
      this.problems.add(`${path}.category`, `names the unknown category ${shown(category)}`);
    if (typeof place !== "string") return;
    const own = this.categoryOf.get(place);
    if (own === undefined) this.problems.add(`${path}.place`, `names the unknown place ${shown(place)}`);
    else if (own !== category && typeof category === "string" && this.categories.has(category))
      this.problems.add(`${path}.place`, `names a place of the category ${shown(own)}`);
  }

  private checkOnce(id: unknown, path: string, seen: Set<string>): void {
    if (typeof id !== "string") return;
    if (seen.has(id)) this.problems.add(path, `${shown(id)} is there already`);
    seen.add(id);
  }
}

const isPlaceLike = ({ buildingNo, floor, roomNo, bed }: Record<string, unknown>): boolean =>
  typeof roomNo === "string" && [buildingNo, floor, bed].every(Number.isSafeInteger);
