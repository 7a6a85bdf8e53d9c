import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { misfitOf, neverFits } from "#lib/applications/rules-fit";
import { highestRentWithin, type NetOfRent } from "#lib/applications/rules-limit";

/** What somebody with a subsidy of so much pays of a rent. */
const netsOf = (rents: readonly number[], subsidyFen: number): NetOfRent[] =>
  rents.map((rentFen) => ({ rentFen, dueFen: Math.max(0, rentFen - subsidyFen) }));

describe("a highest net rent", () => {
  // 1000, 1450 and 1900 yuan against a master's 1100: 0, 350 and 800 (FIELD: 2).
  const master = netsOf([190000, 100000, 145000], 110000);

  test("becomes the highest rent that costs no more: a master who would pay 350 gets rooms of 1450", () => {
    expect(highestRentWithin(master, 35000)).toEqual({ ok: true, maxRentFen: 145000 });
    expect(highestRentWithin(master, 79999)).toEqual({ ok: true, maxRentFen: 145000 });
    expect(highestRentWithin(master, 80000)).toEqual({ ok: true, maxRentFen: 190000 });
    expect(highestRentWithin(master, 0)).toEqual({ ok: true, maxRentFen: 100000 });
  });

  test("none is no limit", () => {
    expect(highestRentWithin(master, null)).toEqual({ ok: true, maxRentFen: null });
  });

  test("below everything is refused with the least that could be paid", () => {
    const without = netsOf([100000, 145000], 0);
    expect(highestRentWithin(without, 99999)).toEqual({
      ok: false,
      reason: "limit-below-all",
      values: { lowest: "1000" },
    });
  });

  test("lets through exactly the rents whose net is within it, whatever the rents and the subsidy", () => {
    const rents = fc.uniqueArray(fc.integer({ min: 1, max: 500_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rents, fc.nat(300_000), fc.nat(500_000), (all, subsidyFen, limitFen) => {
        const nets = netsOf(all, subsidyFen);
        const decision = highestRentWithin(nets, limitFen);
        const within = nets.filter(({ dueFen }) => dueFen <= limitFen).map(({ rentFen }) => rentFen);
        expect(decision.ok).toBe(within.length > 0);
        if (!decision.ok) return;
        const through = all.filter((rentFen) => rentFen <= (decision.maxRentFen ?? 0));
        expect(through.sort()).toEqual(within.sort());
      }),
      { numRuns: 500 },
    );
  });

  test("never lets through what costs more, even where a dearer room would cost less", () => {
    const odd = [
      { rentFen: 100000, dueFen: 20000 },
      { rentFen: 120000, dueFen: 60000 },
      { rentFen: 140000, dueFen: 10000 },
    ];
    expect(highestRentWithin(odd, 30000)).toEqual({ ok: true, maxRentFen: 100000 });
  });
});

describe("what fits whom", () => {
  const whole = { gender: null, minGroup: 1, maxGroup: 2 };
  const womensBed = { gender: "female" as const, minGroup: 1, maxGroup: 1 };

  test("a bed for women takes no man, and no group", () => {
    expect(misfitOf(womensBed, { size: 1, gender: "female" })).toBeNull();
    expect(misfitOf(womensBed, { size: 1, gender: "male" })).toEqual({ why: "gender" });
    expect(misfitOf(womensBed, { size: 1, gender: null })).toEqual({ why: "gender" });
    expect(misfitOf(womensBed, { size: 2, gender: "female" })).toEqual({ why: "too-many", most: 1 });
  });

  test("a whole room takes a group of both genders up to its size", () => {
    expect(misfitOf(whole, { size: 2, gender: null })).toBeNull();
    expect(misfitOf(whole, { size: 3, gender: null })).toEqual({ why: "too-many", most: 2 });
    expect(misfitOf({ ...whole, minGroup: 2 }, { size: 1, gender: "male" })).toEqual({ why: "too-few", least: 2 });
  });

  test("what a larger or smaller group would change is not never", () => {
    expect(neverFits(womensBed, "male", 4)).toBe(true);
    expect(neverFits(womensBed, "female", 4)).toBe(false);
    expect(neverFits({ ...whole, minGroup: 2 }, "male", 4)).toBe(false);
    expect(neverFits({ ...whole, minGroup: 2 }, "male", 1)).toBe(true);
  });
});
