import { invariant } from "../errors.ts";
import { KEY_BYTES, orderByKey } from "./keys.ts";
import { sortByWord } from "./radix.ts";

/** One row an applicant; null where the round does without. A group is one applicant. */
export type Standing = {
  count: number;
  /** lower comes first */
  tier: Int32Array | null;
  /** more comes first */
  points: Float64Array | null;
  /** 32 bytes each, ascending */
  keys: Uint8Array | null;
  /** the rows best first, decided outside: nothing else is looked at */
  given: Uint32Array | null;
};

/**
 * The common order: the rows of all applicants, best first. Tier first, then points, then the draw.
 * Without keys nothing but the place in the roster would part equals, so an order needs keys or is given.
 */
export function commonOrder({ count, tier, points, keys, given }: Standing): Uint32Array {
  if (given) return checked(given, count);
  invariant(keys && keys.length === count * KEY_BYTES, "an order needs a key for each applicant, or is given");
  invariant(!tier || tier.length === count, "tiers are known of all applicants or of none");
  invariant(!points || points.length === count, "points are known of all applicants or of none");
  // Each sort leaves equals as they were, so what counts least comes first.
  let order = orderByKey(keys);
  if (points) order = sortByPoints(order, points);
  if (tier) order = sortByTier(order, tier);
  return order;
}

function checked(given: Uint32Array, count: number): Uint32Array {
  const seen = new Uint8Array(count);
  for (let i = 0; i < given.length; i++) {
    const row = given[i] ?? 0;
    invariant(row < count && seen[row] === 0, "a given order names each applicant once");
    seen[row] = 1;
  }
  invariant(given.length === count, "a given order names every applicant");
  return given.slice();
}

const SIGN = 0x80000000;

function sortByTier(order: Uint32Array, tier: Int32Array): Uint32Array {
  const words = new Uint32Array(tier.length);
  for (let row = 0; row < words.length; row++) words[row] = (tier[row] ?? 0) ^ SIGN;
  return sortByWord(order, words);
}

/**
 * IEEE 754 doubles sort as their bits do once the sign is turned round, and negative ones wholly.
 * Here it is all the other way, since more points come first.
 */
function sortByPoints(order: Uint32Array, points: Float64Array): Uint32Array {
  const high = new Uint32Array(points.length);
  const low = new Uint32Array(points.length);
  const view = new DataView(new ArrayBuffer(8));
  for (let row = 0; row < points.length; row++) {
    const value = points[row] ?? 0;
    invariant(!Number.isNaN(value), "points are a number");
    view.setFloat64(0, value === 0 ? 0 : value);
    const top = view.getUint32(0);
    const rest = view.getUint32(4);
    high[row] = top >= SIGN ? top : ~(top ^ SIGN);
    low[row] = top >= SIGN ? rest : ~rest;
  }
  return sortByWord(sortByWord(order, low), high);
}
