import fc from "fast-check";
import type { Round, RoundApplicant, RoundCategory } from "#lib/allocation/bundle";
import { hexOf, utf8 } from "#lib/allocation/digest";
import { chainFrom, commitmentOf } from "#lib/allocation/draw";

// Small round bundles with everything in them, as a file would hold them.

const secret = utf8("a secret of the tests");
export const CHAIN = {
  commitment: commitmentOf(secret, 32),
  code: hexOf(chainFrom(secret, 32)[31] ?? new Uint8Array()),
};

const names = ["s", "d", "l", "x"];
const applicant = fc.record({
  choices: fc.shuffledSubarray(names),
  anyOther: fc.boolean(),
  tier: fc.option(fc.integer({ min: 1, max: 3 })),
  points: fc.option(fc.integer({ min: 0, max: 5 })),
  group: fc.constantFrom(1, 1, 2, 3),
  gender: fc.constantFrom("female" as const, "male" as const, null),
  classes: fc.shuffledSubarray(["doctor", "master"]),
  maxRentFen: fc.option(fc.integer({ min: 1, max: 4 })),
});
const reserves = fc.constantFrom(
  [],
  [{ class: "doctor", places: 1 }],
  [{ class: "master", places: 2 }],
  [
    { class: "master", places: 1 },
    { class: "doctor", places: 1 },
  ],
);
const category = reserves.chain((reserved) =>
  fc.record({
    places: fc.integer({ min: reserved.reduce((sum, { places }) => sum + places, 0), max: 3 }),
    rentFen: fc.option(fc.integer({ min: 1, max: 4 })),
    reserves: fc.constant(reserved),
    minGroup: fc.constantFrom(null, null, 2),
    maxGroup: fc.constantFrom(null, null, 2),
    gender: fc.constantFrom(null, null, "female" as const),
    priority: fc.oneof(fc.constant<number[]>([]), fc.constant<number[]>([]), fc.shuffledSubarray([0, 1, 2, 3, 4, 5])),
  }),
);

export const choiceBundles: fc.Arbitrary<Round> = fc
  .tuple(fc.array(applicant, { minLength: 1, maxLength: 14 }), fc.array(category, { minLength: 4, maxLength: 4 }))
  .map(([applicants, categories]) => ({
    format: "wutong/round@1" as const,
    round: "2026-09",
    rules: "2026-1",
    mechanism: "choice" as const,
    draw: { ...CHAIN, randomness: "1.2.3./" },
    categories: categories.map(
      ({ priority, ...one }, index): RoundCategory => ({
        id: names[index] ?? "",
        ...one,
        priority: priority.filter((row) => row < applicants.length).map((row) => `A${row}`),
      }),
    ),
    applicants: applicants.map((one, index): RoundApplicant => ({ id: `A${index}`, ...one })),
  }));
