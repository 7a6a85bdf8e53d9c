import { type Decision, grant, invariant, refuse } from "../errors.ts";
import { type Fen, splitFen } from "../money.ts";

/** Whole, or by the bed for one gender. */
export const placeModes = ["whole", "female", "male"] as const;
export type PlaceMode = (typeof placeModes)[number];

/** One thing that is given: a whole unit (`bed` 0) or one bed of it (from 1). */
export type Place = { unitId: string; bed: number };

/** `b03-0501`, `b03-0501:2`: what tenants rank in an exchange. */
export const placeId = ({ unitId, bed }: Place): string => (bed === 0 ? unitId : `${unitId}:${bed}`);

export function placeOfId(id: string): Place {
  const at = id.lastIndexOf(":");
  return at < 0 ? { unitId: id, bed: 0 } : { unitId: id.slice(0, at), bed: Number(id.slice(at + 1)) };
}

const SUFFIX: Record<PlaceMode, string> = { whole: "", female: "-f", male: "-m" };

/** `b03-single`, `b03-double-f`: what applicants rank. */
export const categoryId = (buildingId: string, roomTypeId: string, mode: PlaceMode): string =>
  `${buildingId}-${roomTypeId}${SUFFIX[mode]}`;

/** What a bed costs a month: the room's rent in equal parts that sum to it; 0 is the whole. */
export function placeRentFen(rentFen: Fen, beds: number, bed: number): Fen {
  if (bed === 0) return rentFen;
  const part = splitFen(
    rentFen,
    Array.from({ length: beds }, () => 1),
  )[bed - 1];
  invariant(part !== undefined, `a room of ${beds} beds has no bed ${bed}`);
  return part;
}

/** `beds`: those of a room in which others live that are given, null for all of it. */
export type OfferedUnit = {
  unitId: string;
  buildingId: string;
  roomTypeId: string;
  mode: PlaceMode;
  beds: readonly number[] | null;
};
/** A room let by the bed in which others live, and the beds of it that nobody has. */
export type SharedRoom = { gender: "female" | "male"; beds: number[] };

/** Whether a unit can be given in a way: an empty one in any, the beds of a shared room to its gender only. */
export const canGive = ({ shared }: { shared: SharedRoom | null }, mode: PlaceMode): boolean =>
  shared === null || shared.gender === mode;

export type RoomTypeFacts = { id: string; beds: number; rentFen: Fen };
export type Reserve = { class: string; places: number };
export type Category = {
  id: string;
  buildingId: string;
  roomTypeId: string;
  byBed: boolean;
  gender: "female" | "male" | null;
  minGroup: number;
  maxGroup: number;
  /** the dearest of its rooms' places */
  rentFen: Fen;
  places: number;
};

/**
 * The places that units give, each with the category it belongs to, and the categories by building (as the units come),
 * then room type (as the complex lists them), whole rooms first.
 */
export function placesAndCategories(
  units: readonly OfferedUnit[],
  types: ReadonlyMap<string, RoomTypeFacts>,
): { places: (Place & { categoryId: string })[]; categories: Category[] } {
  const categories = new Map<string, Category>();
  const places = units.flatMap(({ unitId, buildingId, roomTypeId, mode, beds: given }) => {
    const type = types.get(roomTypeId);
    invariant(type, `no room type ${roomTypeId}`);
    const byBed = mode !== "whole";
    const id = categoryId(buildingId, roomTypeId, mode);
    const all = byBed ? Array.from({ length: type.beds }, (_, index) => index + 1) : [0];
    const beds = given ?? all;
    const known = categories.get(id) ?? {
      id,
      buildingId,
      roomTypeId,
      byBed,
      gender: byBed ? mode : null,
      minGroup: 1,
      maxGroup: byBed ? 1 : type.beds,
      rentFen: Math.max(...all.map((bed) => placeRentFen(type.rentFen, type.beds, bed))),
      places: 0,
    };
    categories.set(id, { ...known, places: known.places + beds.length });
    return beds.map((bed) => ({ unitId, bed, categoryId: id }));
  });
  const buildingOrder = [...new Set(units.map(({ buildingId }) => buildingId))];
  const typeOrder = [...types.keys()];
  const place = ({ buildingId, roomTypeId, byBed, gender }: Category) =>
    [
      buildingOrder.indexOf(buildingId),
      typeOrder.indexOf(roomTypeId),
      byBed ? (gender === "female" ? 1 : 2) : 0,
    ] as const;
  const sorted = [...categories.values()].sort((a, b) => {
    const [left, right] = [place(a), place(b)];
    return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
  });
  return { places, categories: sorted };
}

/** Whether a room type can be let by the bed at all. */
export const canLetByBed = (beds: number): Decision => (beds > 1 ? grant({}) : refuse("round-one-bed-by-bed"));

/** Reserves of one category: known classes, each once, together at most its places. */
export function decideReserves(
  places: number,
  reserves: readonly Reserve[],
  classes: readonly string[],
): Decision<{ reserves: Reserve[] }> {
  const kept = reserves.filter((reserve) => reserve.places !== 0);
  if (kept.some((reserve) => !Number.isSafeInteger(reserve.places) || reserve.places < 0))
    return refuse("round-reserve-not-whole");
  if (kept.some((reserve) => !classes.includes(reserve.class))) return refuse("round-reserve-class-unknown");
  if (new Set(kept.map((reserve) => reserve.class)).size !== kept.length) return refuse("round-reserve-class-twice");
  const sum = kept.reduce((total, reserve) => total + reserve.places, 0);
  return sum > places ? refuse("round-reserves-above-places", { reserved: sum, places }) : grant({ reserves: kept });
}
