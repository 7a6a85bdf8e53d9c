import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assertFen, parseYuan, roundHalfUp, splitFen, yuanText } from "#lib/money";

const total = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const weights = fc
  .array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 12 })
  .filter((w) => w.some((one) => one > 0));

describe("a sum is split so that the parts make the whole", () => {
  // Worked examples: MONEY §5.
  test("1003 fen over 49:51 is 491 and 512", () => {
    expect(splitFen(1003, [49, 51])).toEqual([491, 512]);
  });

  test("100.00 over three equal parts is 33.33, 33.34, 33.33: the middle one takes the rounding", () => {
    expect(splitFen(10000, [1, 1, 1])).toEqual([3333, 3334, 3333]);
  });

  test("a negative sum splits as the mirror of the positive one", () => {
    expect(splitFen(-1003, [49, 51])).toEqual([-491, -512]);
    fc.assert(
      fc.property(total, weights, (fen, w) => {
        expect(splitFen(-fen, w)).toEqual(splitFen(fen, w).map((part) => (part === 0 ? 0 : -part)));
      }),
    );
  });

  test("the parts of any sum are whole fen, make the sum, and lie within one fen of the exact share", () => {
    fc.assert(
      fc.property(total, weights, (fen, w) => {
        const parts = splitFen(fen, w);
        const sum = w.reduce((a, b) => a + b, 0);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(fen);
        for (const [index, part] of parts.entries()) {
          expect(Number.isSafeInteger(part)).toBe(true);
          expect(Math.abs(part - (fen * (w[index] ?? 0)) / sum)).toBeLessThanOrEqual(1 + 1e-6);
        }
      }),
    );
  });

  test("a weight of nothing takes nothing", () => {
    expect(splitFen(1000, [0, 1, 0])).toEqual([0, 1000, 0]);
  });

  test("no weights, negative weights, broken weights and broken fen are errors", () => {
    for (const wrong of [[], [0, 0], [-1, 2], [0.5, 0.5], [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]]) {
      expect(() => splitFen(100, wrong)).toThrow("weights");
    }
    expect(() => splitFen(0.5, [1])).toThrow("whole fen");
  });
});

describe("amounts round half up, once", () => {
  test("a half goes up, what lies below goes down", () => {
    expect([0.5, 1.5, 2.4999, -0.5, -1.5, -1.51].map(roundHalfUp)).toEqual([1, 2, 2, 0, -1, -2]);
  });

  test("the largest number below a half still rounds down", () => {
    expect(roundHalfUp(0.49999999999999994)).toBe(0);
  });

  test("nothing is never a negative nothing", () => {
    expect(Object.is(roundHalfUp(-0.2), 0)).toBe(true);
  });
});

describe("amounts are written and read in yuan", () => {
  test("fen are written only where there are any", () => {
    expect([145000, 145050, 5, 0, -15001].map(yuanText)).toEqual(["1450", "1450.50", "0.05", "0", "-150.01"]);
  });

  test("what is written is read back", () => {
    fc.assert(fc.property(fc.nat({ max: 99_999_999_999 }), (fen) => parseYuan(yuanText(fen)) === fen));
  });

  test("one decimal means tenths of a yuan", () => {
    expect(parseYuan(" 1450.5 ")).toBe(145050);
  });

  test("what is no amount is no amount", () => {
    for (const text of ["", "-1", "1,450", "1.234", "1e3", "１", "abc", ".5", "1."]) expect(parseYuan(text)).toBeNull();
  });
});

test("broken fen are caught by name", () => {
  expect(assertFen(1)).toBe(1);
  for (const wrong of [0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    expect(() => assertFen(wrong, "rentFen")).toThrow("rentFen");
  }
});
