import type { Round } from "#lib/allocation/bundle";
import { hexOf } from "#lib/allocation/digest";
import { commitmentOf, revealAt } from "#lib/allocation/draw";
import { type Place, UNITS_FORMAT, type UnitsPlan } from "#lib/allocation/units";
import { randomFrom } from "#seeds/demo/random";
import { choicesOf, cityOf } from "./allocation-city.ts";

const CLASSES = ["doctor", "master"];
const CHAIN_LENGTH = 32;

/** The invented city as a round bundle. */
export function roundOf(count: number): Round {
  const { labels, code: secret, randomness, tier, points } = cityOf(count);
  const revealed = revealAt(secret, CHAIN_LENGTH, 1);
  if (!revealed.ok) throw new Error("the first link is always there");
  const { choiceStart, choiceCategory, categories, ...rows } = choicesOf(new Uint32Array(count));
  const idOf = (category: number) => `b${String(category).padStart(3, "0")}`;
  return {
    format: "wutong/round@1",
    round: "2026-09",
    rules: "1",
    mechanism: "choice",
    draw: { commitment: commitmentOf(secret, CHAIN_LENGTH), code: hexOf(revealed.code), randomness },
    categories: categories.map(({ places, rentFen, reserves, minGroup, maxGroup, gender }, index) => ({
      id: idOf(index),
      places,
      rentFen,
      reserves: reserves.map((reserve) => ({ class: CLASSES[reserve.classBit - 1] ?? "", places: reserve.places })),
      minGroup,
      maxGroup,
      gender: gender === 0 ? null : genderOf(gender),
    })),
    applicants: labels.map((id, row) => ({
      id,
      tier: tier[row],
      points: points[row],
      group: rows.group[row],
      gender: genderOf(rows.gender[row]),
      classes: CLASSES.filter((_, index) => ((rows.classes[row] ?? 0) & (1 << index)) !== 0),
      choices: Array.from(choiceCategory.subarray(choiceStart[row], choiceStart[row + 1]), idOf),
      maxRentFen: Number.isFinite(rows.maxRentFen[row]) ? rows.maxRentFen[row] : null,
    })),
  };
}

const genderOf = (gender: number | undefined) => (gender === 1 ? "female" : "male");

/** A tower for each category, ten rooms a floor, and a floor wish of two in three. */
export function unitsOf(round: Round): UnitsPlan {
  const random = randomFrom(round.applicants.length + 3);
  const categories = round.categories.map(({ id, places }, building) => ({
    id,
    places: Array.from({ length: places }, (_, at): Place => {
      const floor = 1 + Math.floor(at / 10);
      const roomNo = `${floor}${String(1 + (at % 10)).padStart(2, "0")}`;
      return { id: `${id}-${roomNo}`, buildingNo: building + 1, floor, roomNo, bed: 0 };
    }),
  }));
  const wishes = round.applicants.map(({ id }) => ({ id, floor: random.pick(["high", "low", null] as const) }));
  return { format: UNITS_FORMAT, round: round.round, categories, wishes };
}
