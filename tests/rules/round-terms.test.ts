import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  categoryId,
  decideReserves,
  placeId,
  placeOfId,
  placeRentFen,
  placesAndCategories,
} from "#lib/rounds/rules-places";
import {
  classNames,
  type EntrantFacts,
  entrantOf,
  TIERS_BY_DEGREE,
  termsProblems,
  USUAL_POINTS,
  USUAL_TERMS,
} from "#lib/rounds/rules-terms";

const master: EntrantFacts = { degree: "master", skill: null, gender: "female", insuredMonths: 13 };
const doctor: EntrantFacts = { degree: "doctor", skill: null, gender: "male", insuredMonths: 3 };
const technician: EntrantFacts = { degree: null, skill: "technician", gender: "male", insuredMonths: 40 };
const ranked = { tiers: TIERS_BY_DEGREE, points: USUAL_POINTS };

describe("what the roster says of an applicant", () => {
  test("without tiers and points there are none", () => {
    expect(entrantOf([master], { tiers: null, points: [] })).toEqual({
      tier: null,
      points: null,
      group: 1,
      gender: "female",
      classes: ["master"],
    });
  });

  test("a degree has its tier and its points, and each insured month one point up to twenty-four", () => {
    expect(entrantOf([master], ranked)).toMatchObject({ tier: 2, points: 53 });
    expect(entrantOf([doctor], ranked)).toMatchObject({ tier: 1, points: 63 });
    expect(entrantOf([technician], ranked)).toMatchObject({ tier: 3, points: 44 });
  });

  test("whoever is in no named class comes after all tiers", () => {
    const associate = { ...master, degree: "associate", insuredMonths: null };
    expect(entrantOf([associate], ranked)).toMatchObject({ tier: 4, points: 10 });
  });

  test("a group stands where its last member would, shares only common classes and has a gender only if all have it", () => {
    expect(entrantOf([doctor, master], ranked)).toEqual({
      tier: 2,
      points: 53,
      group: 2,
      gender: null,
      classes: [],
    });
    expect(entrantOf([doctor, { ...doctor, insuredMonths: 24 }], ranked)).toMatchObject({
      points: 63,
      gender: "male",
      classes: ["doctor"],
    });
  });

  test("nobody in a group ranks better by it than alone", () => {
    const person = fc.record({
      degree: fc.constantFrom(null, ...classNames.slice(0, 5)),
      skill: fc.constantFrom(null, "seniorTechnician", "technician"),
      gender: fc.constantFrom("female" as const, "male" as const),
      insuredMonths: fc.option(fc.nat(60)),
    });
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 4 }), (group) => {
        const together = entrantOf(group, ranked);
        for (const one of group) {
          const alone = entrantOf([one], ranked);
          expect(together.tier).toBeGreaterThanOrEqual(alone.tier ?? 0);
          expect(together.points).toBeLessThanOrEqual(alone.points ?? 0);
          expect(together.classes.every((name) => alone.classes.includes(name))).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("the terms of a round", () => {
  test("the usual ones are in order, and each number is kept within its bounds", () => {
    expect(termsProblems(USUAL_TERMS)).toEqual([]);
    const wrong = {
      ...USUAL_TERMS,
      largestGroup: 5,
      refusalsOut: 0,
      rosterNoticeDays: 31,
      resultsNoticeDays: 1.5,
      waitlistMonths: -1,
      objectionContact: " ",
    };
    expect(termsProblems(wrong).map(({ field }) => field)).toEqual([
      "largestGroup",
      "refusalsOut",
      "rosterNoticeDays",
      "resultsNoticeDays",
      "waitlistMonths",
      "objectionContact",
    ]);
  });

  test("a window of live choosing fits into a day", () => {
    const choosing = {
      startsOn: "2026-12-24",
      fromHour: 9,
      toHour: 10,
      turnMinutes: 90,
      turnSize: 1,
      holdMinutes: 10,
      missed: "end" as const,
    };
    expect(termsProblems({ ...USUAL_TERMS, choosing }).map(({ field }) => field)).toEqual(["turnMinutes"]);
    const reversed = { ...choosing, fromHour: 17, toHour: 9, turnMinutes: 10 };
    expect(termsProblems({ ...USUAL_TERMS, choosing: reversed }).map(({ field }) => field)).toContain("choosingToHour");
  });
});

describe("places", () => {
  const types = new Map([
    ["single", { id: "single", beds: 1, rentFen: 145000 }],
    ["triple", { id: "triple", beds: 3, rentFen: 260000 }],
  ]);

  test("a whole unit is one place, by the bed it is one for each bed, and categories count them", () => {
    const { places, categories } = placesAndCategories(
      [
        { unitId: "b03-0501", buildingId: "b03", roomTypeId: "single", mode: "whole", beds: null },
        { unitId: "b03-0601", buildingId: "b03", roomTypeId: "triple", mode: "female", beds: null },
        { unitId: "b03-0602", buildingId: "b03", roomTypeId: "triple", mode: "whole", beds: null },
      ],
      types,
    );
    expect(places.map(placeId)).toEqual(["b03-0501", "b03-0601:1", "b03-0601:2", "b03-0601:3", "b03-0602"]);
    expect(categories).toMatchObject([
      { id: "b03-single", byBed: false, gender: null, maxGroup: 1, places: 1, rentFen: 145000 },
      { id: "b03-triple", byBed: false, gender: null, maxGroup: 3, places: 1, rentFen: 260000 },
      { id: "b03-triple-f", byBed: true, gender: "female", maxGroup: 1, places: 3, rentFen: 86667 },
    ]);
    expect(categoryId("b03", "triple", "male")).toBe("b03-triple-m");
  });

  test("the beds of a room cost together what the room does", () => {
    const beds = [1, 2, 3].map((bed) => placeRentFen(260000, 3, bed));
    expect(beds.reduce((sum, fen) => sum + fen, 0)).toBe(260000);
    expect(placeRentFen(260000, 3, 0)).toBe(260000);
  });

  test("a place and its id are the same thing", () => {
    for (const place of [
      { unitId: "b03-0501", bed: 0 },
      { unitId: "b11-1204", bed: 4 },
    ])
      expect(placeOfId(placeId(place))).toEqual(place);
  });

  test("reserves name known classes, each once, together at most the places", () => {
    const decide = (...reserves: { class: string; places: number }[]) => decideReserves(5, reserves, classNames);
    expect(decide({ class: "doctor", places: 2 }, { class: "master", places: 0 })).toEqual({
      ok: true,
      reserves: [{ class: "doctor", places: 2 }],
    });
    expect(decide({ class: "doctor", places: 3 }, { class: "master", places: 3 })).toMatchObject({
      reason: "round-reserves-above-places",
      values: { reserved: 6, places: 5 },
    });
    expect(decide({ class: "king", places: 1 })).toMatchObject({ reason: "round-reserve-class-unknown" });
    expect(decide({ class: "doctor", places: 1 }, { class: "doctor", places: 1 })).toMatchObject({
      reason: "round-reserve-class-twice",
    });
    for (const places of [-1, 1.5])
      expect(decide({ class: "doctor", places })).toMatchObject({ reason: "round-reserve-not-whole" });
  });
});
