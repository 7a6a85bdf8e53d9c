import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Round, RoundApplicant, RoundCategory } from "#lib/allocation/bundle";
import { runRound } from "#lib/allocation/bundle-run";
import { type Chooser, cutoffsOf, type ExplainedCategory, explainChoices } from "#lib/allocation/explain";
import { choiceBundles } from "#tests/support/choice-bundles";

// A thousand cases and more take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const roundOf = (categories: RoundCategory[], applicants: RoundApplicant[]): Round => ({
  format: "wutong/round@1",
  round: "2026-09",
  mechanism: "choice",
  order: applicants.map(({ id }) => id),
  categories,
  applicants,
});

/** What everybody is told, and what everybody got. */
function explained(round: Round) {
  const { result } = runRound(round);
  const cutoffs = cutoffsOf(round, result);
  const categories = round.categories.map((category, index) => ({
    ...category,
    ...cutoffs[index],
  })) as ExplainedCategory[];
  const rankOf = new Map(result.order.map(({ id, rank }) => [id, rank]));
  const gotOf = new Map(result.assignments.map(({ id, category }) => [id, category]));
  const chooserOf = (one: RoundApplicant): Chooser => ({
    rank: rankOf.get(one.id) ?? 0,
    classes: one.classes ?? [],
    group: one.group ?? 1,
    gender: one.gender ?? null,
    maxRentFen: one.maxRentFen ?? null,
    choices: one.choices,
    got: gotOf.get(one.id) ?? null,
    placeIn: new Map(
      round.categories.flatMap(({ id, priority }) => {
        const index = (priority ?? []).indexOf(one.id);
        return index < 0 ? [] : [[id, index + 1] as const];
      }),
    ),
  });
  const told = round.applicants.map((applicant) => {
    const chooser = chooserOf(applicant);
    return { applicant, chooser, choices: explainChoices(chooser, categories) };
  });
  return { result, cutoffs, categories, told, gotOf, rankOf };
}
const toldTo = (round: Round, id: string) =>
  explained(round).told.find(({ applicant }) => applicant.id === id)?.choices;

describe("what an applicant is told", () => {
  const people = (count: number, given: Partial<RoundApplicant> = {}): RoundApplicant[] =>
    Array.from({ length: count }, (_, index) => ({ id: `A${index + 1}`, choices: ["s", "d"], ...given }));

  test("the last rank that got in, what was got, and that something ranked before was got", () => {
    const round = roundOf(
      [
        { id: "s", places: 2 },
        { id: "d", places: 5 },
      ],
      people(3),
    );
    expect(toldTo(round, "A3")).toEqual([
      { category: "s", outcome: "full", lastRank: 2, class: null },
      { category: "d", outcome: "got" },
    ]);
    expect(toldTo(round, "A1")).toEqual([
      { category: "s", outcome: "got" },
      { category: "d", outcome: "better" },
    ]);
  });

  test("a class member who got in later is no contradiction: only the places open to the reader count", () => {
    const [a, b, c] = people(3, { choices: ["s"] }) as [RoundApplicant, RoundApplicant, RoundApplicant];
    const round = roundOf(
      [{ id: "s", places: 2, reserves: [{ class: "doctor", places: 1 }] }],
      [a, b, { ...c, classes: ["doctor"] }],
    );
    expect(toldTo(round, "A2")).toEqual([{ category: "s", outcome: "full", lastRank: 1, class: null }]);
    expect(explained(round).cutoffs).toEqual([
      {
        category: "s",
        places: 2,
        given: 2,
        first: 0,
        cutoffs: [
          { class: "doctor", places: 1, lastRank: 3 },
          { class: null, places: 1, lastRank: 1 },
        ],
      },
    ]);
  });

  test("where every place went to a class, its name is told and no rank", () => {
    const [a, b] = people(2, { choices: ["s"] }) as [RoundApplicant, RoundApplicant];
    const reserves = [{ class: "doctor", places: 1 }];
    const round = roundOf([{ id: "s", places: 1, reserves }], [a, { ...b, classes: ["doctor"] }]);
    expect(toldTo(round, "A1")).toEqual([{ category: "s", outcome: "reserved", classes: ["doctor"] }]);
  });

  test("what does not fit is told before the rank: group, gender, rent, no places, own priority", () => {
    const one = { id: "A1", choices: ["flat", "bed", "women", "dear", "none", "own"], group: 2, maxRentFen: 100 };
    const round = roundOf(
      [
        { id: "flat", places: 1, minGroup: 3 },
        { id: "bed", places: 1, maxGroup: 1 },
        { id: "women", places: 1, gender: "female" },
        { id: "dear", places: 1, rentFen: 101 },
        { id: "none", places: 0 },
        { id: "own", places: 1, priority: ["A2"] },
      ],
      [one, { id: "A2", choices: ["own"] }],
    );
    expect(toldTo(round, "A1")?.map(({ category: _, ...why }) => why)).toEqual([
      { outcome: "group-too-small", minGroup: 3 },
      { outcome: "group-too-large", maxGroup: 1 },
      { outcome: "gender" },
      { outcome: "rent", rentFen: 101 },
      { outcome: "no-places" },
      { outcome: "own-priority", place: null },
    ]);
  });

  test("an own order: who is not in it reads the last rank behind it, or that it took all; who is in it, their place", () => {
    const round = (places: number): Round =>
      roundOf([{ id: "s", places, priority: ["A4", "A5"] }], people(5, { choices: ["s"] }));
    expect(toldTo(round(3), "A1")).toEqual([{ category: "s", outcome: "got" }]);
    expect(toldTo(round(3), "A2")).toEqual([{ category: "s", outcome: "full", lastRank: 1, class: null }]);
    expect(toldTo(round(2), "A1")).toEqual([{ category: "s", outcome: "own-priority", place: null }]);
    expect(toldTo(round(1), "A4")).toEqual([{ category: "s", outcome: "got" }]);
    expect(toldTo(round(1), "A5")).toEqual([{ category: "s", outcome: "own-priority", place: 2 }]);
    expect(explained(round(3)).cutoffs[0]).toMatchObject({ first: 2, cutoffs: [{ lastRank: 1 }] });
  });

  test("an own order beside a reserve: places of another's class are no places that the order took", () => {
    const reserves = [{ class: "doctor", places: 1 }];
    const [a, b, c] = people(3, { choices: ["s"] }) as [RoundApplicant, RoundApplicant, RoundApplicant];
    const round = roundOf(
      [{ id: "s", places: 1, reserves, priority: ["A3"] }],
      [a, { ...b, classes: ["doctor"] }, { ...c, classes: ["doctor"] }],
    );
    expect(toldTo(round, "A1")).toEqual([{ category: "s", outcome: "reserved", classes: ["doctor"] }]);
    expect(toldTo(round, "A2")).toEqual([{ category: "s", outcome: "own-priority", place: null }]);
  });

  test("cutoffs of another draw are noticed", () => {
    const someone = { rank: 1, classes: [], group: 1, gender: null, maxRentFen: null, choices: ["s"], got: null };
    const chooser = { ...someone, placeIn: new Map() };
    const category = { category: "s", places: 2, given: 1, first: 0 };
    const open = { class: null, places: 2, lastRank: 5 };
    expect(() => explainChoices(chooser, [])).toThrow("of the round");
    expect(() => explainChoices(chooser, [{ ...category, cutoffs: [open] }])).toThrow("a place is left");
    expect(() => explainChoices(chooser, [{ ...category, given: 2, cutoffs: [open] }])).toThrow("ranks behind");
    const nobody = { class: null, places: 2, lastRank: null };
    expect(() => explainChoices(chooser, [{ ...category, given: 2, cutoffs: [nobody] }])).toThrow("puts first");
  });
});

describe("on every round", () => {
  const always = (holds: (told: ReturnType<typeof explained>, round: Round) => void) =>
    fc.assert(
      fc.property(choiceBundles, (round) => holds(explained(round), round)),
      { numRuns: 1000 },
    );

  test("no explanation contradicts the order: whoever is told a rank stands behind it and behind all on open places", () => {
    always(({ told, cutoffs, gotOf, rankOf }) => {
      for (const { chooser, choices } of told)
        for (const choice of choices) {
          if (choice.outcome !== "full") continue;
          expect(choice.lastRank).toBeLessThan(chooser.rank);
          const holders = [...gotOf].flatMap(([id, got]) => (got === choice.category ? [rankOf.get(id)] : []));
          expect(holders).toContain(choice.lastRank);
          const open = cutoffs
            .find(({ category }) => category === choice.category)
            ?.cutoffs.filter((one) => one.class === null || chooser.classes.includes(one.class));
          for (const { lastRank } of open ?? []) expect(lastRank ?? 0).toBeLessThanOrEqual(choice.lastRank);
        }
    });
  });

  test("got and better are told of what was got and what stands behind it, and of nothing else", () => {
    always(({ told }) => {
      for (const { chooser, choices } of told) {
        const place = chooser.choices.indexOf(chooser.got ?? "");
        expect(choices.map(({ category }) => category)).toEqual(chooser.choices);
        expect(choices.map(({ outcome }) => outcome === "got")).toEqual(choices.map((_, index) => index === place));
        for (const [index, { outcome }] of choices.entries())
          expect(outcome === "better").toBe(place >= 0 && index > place);
      }
    });
  });

  test("whoever is told that an own order took all the places stands behind all who have those that were open to them", () => {
    let seen = 0;
    always(({ told, gotOf }, round) => {
      for (const { applicant, choices } of told)
        for (const choice of choices) {
          if (choice.outcome !== "own-priority") continue;
          seen += 1;
          const { priority, reserves } = round.categories.find(({ id }) => id === choice.category) as RoundCategory;
          expect(choice.place).toBe((priority ?? []).indexOf(applicant.id) + 1 || null);
          const others = (reserves ?? []).filter(({ class: name }) => !applicant.classes?.includes(name));
          const holders = [...gotOf].flatMap(([id, got]) => (got === choice.category ? [id] : []));
          const ahead = holders.filter((id) => {
            const place = (priority ?? []).indexOf(id) + 1;
            return place > 0 && place < (choice.place ?? Number.POSITIVE_INFINITY);
          });
          // Only on places that are kept for a class of others can somebody live who does not come before them.
          expect(holders.length - ahead.length).toBeLessThanOrEqual(
            others.reduce((sum, { places }) => sum + places, 0),
          );
        }
    });
    expect(seen).toBeGreaterThan(20);
  });

  test("a reason that is not the rank is true of the applicant and the category", () => {
    always(({ told, categories, cutoffs }) => {
      for (const { chooser, choices } of told)
        for (const choice of choices) {
          const category = categories.find((one) => one.category === choice.category) as ExplainedCategory;
          const { minGroup, maxGroup, gender, rentFen } = category;
          if (choice.outcome === "group-too-small") expect(chooser.group).toBeLessThan(minGroup ?? 0);
          if (choice.outcome === "group-too-large") expect(chooser.group).toBeGreaterThan(maxGroup ?? 99);
          if (choice.outcome === "gender") expect(chooser.gender).not.toBe(gender);
          if (choice.outcome === "rent") expect(rentFen ?? 0).toBeGreaterThan(chooser.maxRentFen ?? 99);
          if (choice.outcome === "no-places") expect(category.places).toBe(0);
          if (choice.outcome === "own-priority") expect(category.first).toBeGreaterThan(0);
          if (choice.outcome !== "reserved") continue;
          const open = cutoffs.find((one) => one.category === choice.category)?.cutoffs.at(-1);
          expect(open).toMatchObject({ class: null, places: 0 });
          expect(choice.classes.filter((name) => chooser.classes.includes(name))).toEqual([]);
        }
    });
  });

  test("the places of the classes and the open ones are all places, and nobody is counted twice", () => {
    always(({ cutoffs, gotOf }) => {
      for (const { category, places, given, cutoffs: kinds } of cutoffs) {
        expect(kinds.reduce((sum, kind) => sum + kind.places, 0)).toBe(places);
        expect([...gotOf.values()].filter((got) => got === category).length).toBe(given);
      }
    });
  });
});
