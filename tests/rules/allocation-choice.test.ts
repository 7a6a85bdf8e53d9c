import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Applicant,
  type Category,
  type ChoosableUnit,
  serialDictatorship,
  unitsForAssignments,
} from "#lib/allocation/choice";

const ids = ["single", "double", "suite", "loft"];
const round = fc
  .record({
    applicants: fc.array(fc.record({ choices: fc.shuffledSubarray(ids, { minLength: 0 }), anyOther: fc.boolean() }), {
      maxLength: 14,
    }),
    places: fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }),
    seed: fc.array(fc.nat(), { minLength: 14, maxLength: 14 }),
  })
  .map(({ applicants, places, seed }) => ({
    applicants: applicants.map((wishes, index): Applicant => ({ id: `A${index + 1}`, ...wishes })),
    categories: ids.map((id, index): Category => ({ id, places: places[index] ?? 0 })),
    order: applicants
      .map((_, index) => index)
      .sort((a, b) => (seed[a] ?? 0) - (seed[b] ?? 0) || a - b)
      .map((index) => `A${index + 1}`),
  }));

type Round = { applicants: Applicant[]; categories: Category[]; order: string[] };
const holdsFor = (holds: (given: Round) => void) => fc.assert(fc.property(round, holds), { numRuns: 500 });
const run = ({ order, applicants, categories }: Round) => serialDictatorship(order, applicants, categories);
const wishesOf = ({ choices, anyOther }: Applicant) =>
  anyOther ? [...choices, ...ids.filter((id) => !choices.includes(id))] : [...choices];
/** Lower is better; having nothing is worse than any wish. */
const satisfaction = (wishes: string[], category: string | null) =>
  category === null ? wishes.length : wishes.indexOf(category);

describe("the choice", () => {
  test("in the order of the draw everybody takes the best of their list that is left", () => {
    const result = serialDictatorship(
      ["c", "a", "b", "d"],
      [
        { id: "a", choices: ["single", "double"] },
        { id: "b", choices: ["single"] },
        { id: "c", choices: ["single"] },
        { id: "d", choices: ["single"], anyOther: true },
      ],
      [
        { id: "single", places: 1 },
        { id: "double", places: 1 },
        { id: "loft", places: 1 },
      ],
    );
    expect(result.assignments).toEqual([
      { id: "c", rank: 1, category: "single", choice: 1 },
      { id: "a", rank: 2, category: "double", choice: 2 },
      { id: "b", rank: 3, category: null, choice: null },
      { id: "d", rank: 4, category: "loft", choice: null },
    ]);
    expect(result.waiting).toEqual([
      { category: "single", ids: ["a", "b", "d"] },
      { category: "double", ids: [] },
      { category: "loft", ids: [] },
    ]);
  });

  test("with one common order and no reserve a=X b=X c=Y, as the precedence example has it", () => {
    const choices = ["X", "Y"];
    const result = serialDictatorship(
      ["a", "b", "c"],
      ["a", "b", "c"].map((id) => ({ id, choices })),
      [
        { id: "X", places: 2 },
        { id: "Y", places: 1 },
      ],
    );
    expect(result.assignments.map(({ category }) => category)).toEqual(["X", "X", "Y"]);
  });

  test("nobody prefers a category that still has a place or gave one to a later rank", () =>
    holdsFor((given) => {
      const { assignments } = run(given);
      for (const mine of assignments) {
        const applicant = given.applicants.find(({ id }) => id === mine.id);
        const wishes = applicant ? wishesOf(applicant) : [];
        for (const better of wishes.slice(0, satisfaction(wishes, mine.category))) {
          const holders = assignments.filter(({ category }) => category === better);
          const places = given.categories.find(({ id }) => id === better)?.places;
          expect(holders.length).toBe(places);
          expect(holders.every(({ rank }) => rank < mine.rank)).toBe(true);
        }
      }
    }));

  test("no place is given twice and nobody gets what they did not ask for", () =>
    holdsFor((given) => {
      const { assignments } = run(given);
      expect(assignments.map(({ id }) => id)).toEqual(given.order);
      for (const { id, places } of given.categories)
        expect(assignments.filter(({ category }) => category === id).length).toBeLessThanOrEqual(places);
      for (const { id, category, choice } of assignments) {
        const applicant = given.applicants.find((one) => one.id === id);
        if (choice !== null) expect(applicant?.choices[choice - 1]).toBe(category);
        else if (category !== null) expect(applicant).toMatchObject({ anyOther: true });
      }
    }));

  test("the waiting list of a category holds, by rank, everybody who would rather have it", () =>
    holdsFor((given) => {
      const { assignments, waiting } = run(given);
      for (const { category, ids: waitingIds } of waiting) {
        const expected = assignments.filter((mine) => {
          const applicant = given.applicants.find(({ id }) => id === mine.id);
          if (!applicant) return false;
          if (mine.category === null) return wishesOf(applicant).includes(category);
          const own = applicant.choices.indexOf(category);
          return own >= 0 && (mine.choice === null || own < mine.choice - 1);
        });
        expect(waitingIds).toEqual(expected.map(({ id }) => id));
      }
    }));

  test("the rows may come in any order", () =>
    holdsFor((given) => {
      expect(run({ ...given, applicants: given.applicants.toReversed() })).toEqual(run(given));
    }));

  test("a better draw with unchanged wishes never hurts", () => {
    fc.assert(
      fc.property(round, fc.nat(), (given, pick) => {
        fc.pre(given.order.length > 1);
        const index = 1 + (pick % (given.order.length - 1));
        const id = given.order[index] ?? "";
        const earlier = given.order.filter((one) => one !== id).toSpliced(pick % (index + 1), 0, id);
        const applicant = given.applicants.find((one) => one.id === id);
        const wishes = applicant ? wishesOf(applicant) : [];
        const got = (order: string[]) =>
          run({ ...given, order }).assignments.find((one) => one.id === id)?.category ?? null;
        expect(satisfaction(wishes, got(earlier))).toBeLessThanOrEqual(satisfaction(wishes, got(given.order)));
      }),
      { numRuns: 500 },
    );
  });

  test("no list but the true one serves anybody better", () => {
    const other = fc.record({ choices: fc.shuffledSubarray(ids, { minLength: 0 }), anyOther: fc.boolean() });
    fc.assert(
      fc.property(round, fc.nat(), other, (given, pick, lie) => {
        fc.pre(given.applicants.length > 0);
        const truth = given.applicants[pick % given.applicants.length];
        if (!truth) return;
        const wishes = wishesOf(truth);
        const got = (applicants: Applicant[]) =>
          run({ ...given, applicants }).assignments.find(({ id }) => id === truth.id)?.category ?? null;
        const lied = got(given.applicants.map((one) => (one === truth ? { ...lie, id: truth.id } : one)));
        const value = lied !== null && !wishes.includes(lied) ? wishes.length : satisfaction(wishes, lied);
        expect(satisfaction(wishes, got(given.applicants))).toBeLessThanOrEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test("an order that misses somebody, an unknown category and negative places are broken invariants", () => {
    const single = [{ id: "single", places: 1 }];
    const a = { id: "a", choices: ["single"] };
    expect(() => serialDictatorship([], [a], single)).toThrow("every applicant once");
    expect(() => serialDictatorship(["a", "a"], [a], single)).toThrow("every applicant once");
    expect(() => serialDictatorship(["b"], [a], single)).toThrow("unknown applicant");
    expect(() => serialDictatorship(["a"], [{ id: "a", choices: ["villa"] }], single)).toThrow("unknown category");
    expect(() => serialDictatorship(["a"], [a], [{ id: "single", places: -1 }])).toThrow("places");
  });
});

describe("the units of a category", () => {
  const unit = (id: string, buildingNo: number, floor: number, roomNo: string): ChoosableUnit => ({
    id,
    buildingNo,
    floor,
    roomNo,
  });

  test("they go out by rank: building number first, high floors before low ones, then room number", () => {
    const units = [
      unit("u1", 10, 6, "601"),
      unit("u2", 2, 3, "302"),
      unit("u3", 2, 11, "1101"),
      unit("u4", 2, 3, "301"),
    ];
    const assignments = ["e", "d", "c", "b", "a"].map((id, index) => ({
      id,
      rank: 5 - index,
      category: id === "c" ? null : "single",
      choice: id === "c" ? null : 1,
    }));
    const given = unitsForAssignments(assignments, new Map([["single", units]]));
    expect(given.map(({ id, unitId }) => `${id}:${unitId}`)).toEqual(["a:u3", "b:u4", "d:u2", "e:u1"]);
  });

  test("the same rows shuffled give the same units, and none goes out twice", () => {
    const units = Array.from({ length: 20 }, (_, i) => unit(`u${i}`, 1 + (i % 3), 1 + (i % 4), `${i % 5}01`));
    const assignments = units.slice(0, 15).map((_, i) => ({ id: `A${i}`, rank: i + 1, category: "x", choice: 1 }));
    const expected = unitsForAssignments(assignments, new Map([["x", units]]));
    expect(new Set(expected.map(({ unitId }) => unitId)).size).toBe(15);
    const shuffled = fc.tuple(
      fc.shuffledSubarray(units, { minLength: 20 }),
      fc.shuffledSubarray(assignments, { minLength: 15 }),
    );
    fc.assert(
      fc.property(shuffled, ([u, a]) => {
        expect(unitsForAssignments(a, new Map([["x", u]]))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test("a category with fewer units than places given is a broken invariant", () => {
    const assignment = { id: "a", rank: 1, category: "single", choice: 1 };
    expect(() => unitsForAssignments([assignment], new Map())).toThrow("fewer units");
  });
});
