import type { ChoiceCategory, ChoiceProblem } from "#lib/allocation/acceptance";
import type { ExchangeProblem } from "#lib/allocation/exchange";
import { type Random, randomFrom } from "#seeds/demo/random";

// An invented city that is the same on every machine: `count` applicants, two to a place, everybody with 20 choices,
// two in five in a class that has a tenth of each category's places, categories wished for very unequally.

const CHOICES = 20;
const APPLICANTS_A_CATEGORY = 2000;

export type City = {
  labels: string[];
  code: Uint8Array;
  randomness: string;
  tier: Int32Array;
  points: Float64Array;
};

export function cityOf(count: number): City {
  const random = randomFrom(count);
  return {
    labels: Array.from({ length: count }, (_, row) => `2026-09-${String(row).padStart(7, "0")}`),
    code: Uint8Array.from({ length: 32 }, () => random.whole(0, 255)),
    randomness: "3.9.14.22.27.31.5./2.8.11.19.24.33.12./",
    tier: Int32Array.from({ length: count }, () => random.whole(1, 4)),
    points: Float64Array.from({ length: count }, () => random.whole(0, 100)),
  };
}

export function choicesOf(order: Uint32Array): ChoiceProblem {
  const count = order.length;
  const random = randomFrom(count + 1);
  const kinds = Math.max(CHOICES + 4, Math.round(count / APPLICANTS_A_CATEGORY));
  const places = Math.round(count / kinds / 2);
  const categories = Array.from({ length: kinds }, (_, index): ChoiceCategory => {
    const reserves = [1, 2].map((classBit) => ({ classBit, places: Math.floor(places / 10) }));
    const gender = index % 4 === 0 ? 1 : index % 4 === 1 ? 2 : 0;
    return {
      places,
      rentFen: random.whole(800, 3000) * 100,
      reserves,
      minGroup: 1,
      maxGroup: 2,
      gender,
      priority: null,
    };
  });
  return {
    order,
    choiceStart: Uint32Array.from({ length: count + 1 }, (_, row) => row * CHOICES),
    choiceCategory: unequal(random, count, kinds),
    group: Uint16Array.from({ length: count }, () => (random.chance(0.1) ? 2 : 1)),
    classes: Uint32Array.from({ length: count }, () => [0, 0, 0, 1, 2][random.whole(0, 4)] ?? 0),
    gender: Uint8Array.from({ length: count }, () => random.whole(1, 2)),
    maxRentFen: Float64Array.from({ length: count }, () => (random.chance(0.3) ? 200_000 : Number.POSITIVE_INFINITY)),
    anyOther: new Uint8Array(count),
    categories,
  };
}

/** `CHOICES` different numbers below `kinds` for everybody, low ones more often. */
function unequal(random: Random, count: number, kinds: number): Uint32Array {
  const lists = new Uint32Array(count * CHOICES);
  const named = new Int32Array(kinds).fill(-1);
  for (let row = 0; row < count; row++) {
    for (let at = 0; at < CHOICES; at++) {
      let kind = Math.floor(random.share() * random.share() * kinds);
      while (named[kind] === row) kind = (kind + 1) % kinds;
      named[kind] = row;
      lists[row * CHOICES + at] = kind;
    }
  }
  return lists;
}

/** As many units as applicants, four in five of whom live in one; everybody would rather have one of 5 others. */
export function exchangeIn(order: Uint32Array): ExchangeProblem {
  const count = order.length;
  const random = randomFrom(count + 2);
  const wished = 5;
  return {
    order,
    choiceStart: Uint32Array.from({ length: count + 1 }, (_, row) => row * wished),
    choiceUnit: Uint32Array.from({ length: count * wished }, () => random.whole(0, count - 1)),
    holds: Int32Array.from({ length: count }, (_, row) => (row % 5 === 0 ? -1 : row)),
    units: count,
  };
}
