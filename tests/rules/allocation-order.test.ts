import { hkdfSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { bytesOf, hexOf, utf8 } from "#lib/allocation/digest";
import { KEY_BYTES, keyAt, keysOf, orderByKey } from "#lib/allocation/keys";
import { commonOrder } from "#lib/allocation/order";
import { drawByHand } from "#tests/support/draw-by-hand";

// A thousand cases and more take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const always = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void, numRuns = 1000) =>
  fc.assert(
    fc.property(arbitrary, (value) => void holds(value)),
    { numRuns },
  );

const codes = fc.uint8Array({ minLength: 1, maxLength: 100 });
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: "binary-ascii", maxLength: 300 }),
  fc.constantFrom("", "签2026-000017", "🏠", "\ud800", "a".repeat(53), "a".repeat(54), "a".repeat(55), "é".repeat(27)),
);
const hexRows = (keys: Uint8Array) =>
  Array.from({ length: keys.length / KEY_BYTES }, (_, row) => hexOf(keyAt(keys, row)));
const drawn = fc.record({
  code: codes,
  labels: fc
    .uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), {
      minLength: 1,
      maxLength: 12,
      selector: (label) => label.normalize("NFC"),
    })
    .map((labels) => labels.map((label) => `A${label}Z`)),
});

describe("keys", () => {
  test("labels of any length and script get the keys that HKDF-SHA256 gives", () => {
    always(
      fc.tuple(codes, fc.string(), fc.array(anyText, { minLength: 1, maxLength: 5 })),
      ([code, randomness, labels]) => {
        const expected = labels.map((label) =>
          Buffer.from(hkdfSync("sha256", utf8(randomness), code, utf8(label), 32)),
        );
        expect(hexRows(keysOf(code, randomness, labels))).toEqual(expected.map((key) => key.toString("hex")));
      },
    );
  });

  test("every length of a label from 0 to 300 bytes is right, in whatever order they come", () => {
    const code = utf8("code");
    const lengths = [...Array(301).keys()].map((length) => (length * 211) % 301);
    const labels = lengths.map((length) => "x".repeat(length));
    const expected = labels.map((label) => Buffer.from(hkdfSync("sha256", "1./", code, label, 32)).toString("hex"));
    expect(hexRows(keysOf(code, "1./", labels))).toEqual(expected);
  });

  test("keys and order are those of the published draw", () => {
    always(drawn, ({ code, labels }) => {
      const keys = keysOf(code, "1.2.3./", labels);
      const published = drawByHand(code, "1.2.3./", labels);
      expect([...orderByKey(keys)].map((row) => labels[row])).toEqual(published.map(({ label }) => label));
      expect([...orderByKey(keys)].map((row) => hexOf(keyAt(keys, row)))).toEqual(published.map(({ key }) => key));
    });
  });

  test("keys that begin alike are compared to their last byte, equal ones stay as they stood", () => {
    const alike = fc.array(fc.array(fc.constantFrom(0, 255), { minLength: 2, maxLength: 2 }), { maxLength: 20 });
    always(alike, (rows) => {
      const keys = new Uint8Array(rows.length * KEY_BYTES);
      for (const [row, ends] of rows.entries()) keys.set(ends, row * KEY_BYTES + 30);
      const hex = hexRows(keys);
      const expected = [...rows.keys()].sort((a, b) =>
        (hex[a] ?? "") < (hex[b] ?? "") ? -1 : hex[a] === hex[b] ? a - b : 1,
      );
      expect([...orderByKey(keys)]).toEqual(expected);
    });
  });
});

type Row = { tier: number; points: number; key: string };
const points = fc.oneof(
  fc.constantFrom(0, -0, 80, 80.5, 90, -10, 1e-310, Number.POSITIVE_INFINITY),
  fc.double({ noNaN: true }),
);
const rowsOf = fc.array(
  fc.record({
    tier: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    points,
    key: fc.uint8Array({ minLength: KEY_BYTES, maxLength: KEY_BYTES }).map(hexOf),
  }),
  { maxLength: 30 },
);
const orderOf = (rows: readonly Row[], using: { tier: boolean; points: boolean }) =>
  commonOrder({
    count: rows.length,
    tier: using.tier ? Int32Array.from(rows, (row) => row.tier) : null,
    points: using.points ? Float64Array.from(rows, (row) => row.points) : null,
    keys: bytesOf(rows.map(({ key }) => key).join("")) ?? new Uint8Array(),
    given: null,
  });
const both = { tier: true, points: true };

describe("the common order", () => {
  test("a lower tier comes first, then more points, then the draw; each can be left out", () => {
    always(fc.tuple(rowsOf, fc.boolean(), fc.boolean()), ([rows, tier, withPoints]) => {
      const expected = [...rows.keys()].sort((a, b) => {
        const [one, other] = [rows[a], rows[b]];
        if (!one || !other) return 0;
        if (tier && one.tier !== other.tier) return one.tier - other.tier;
        if (withPoints && one.points !== other.points) return one.points > other.points ? -1 : 1;
        return one.key === other.key ? a - b : one.key < other.key ? -1 : 1;
      });
      expect([...orderOf(rows, { tier, points: withPoints })]).toEqual(expected);
    });
  });

  test("6 shuffled rows and a second run give the same order, byte for byte", () => {
    const shuffled = drawn.chain(({ code, labels }) =>
      fc.tuple(fc.constant(code), fc.constant(labels), fc.shuffledSubarray(labels, { minLength: labels.length })),
    );
    always(shuffled, ([code, labels, others]) => {
      const order = (given: string[]) => [...orderByKey(keysOf(code, "4.2./", given))].map((row) => given[row]);
      expect(order(others)).toEqual(order(labels));
      expect(keysOf(code, "4.2./", labels)).toEqual(keysOf(code, "4.2./", labels));
    });
  });

  test("7 without one label, the others keep their order", () => {
    const removed = drawn.chain(({ code, labels }) =>
      fc.tuple(
        fc.constant(code),
        fc.constant(labels),
        fc.nat(labels.length - 1),
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 24, maxLength: 24 }),
      ),
    );
    always(removed, ([code, labels, gone, facts]) => {
      const order = (rows: number[]) => {
        const named = rows.map((row) => labels[row] ?? "");
        const keys = keysOf(code, "4.2./", named);
        const tier = Int32Array.from(rows, (row) => facts[row] ?? 0);
        const points = Float64Array.from(rows, (row) => facts[row + 12] ?? 0);
        return [...commonOrder({ count: rows.length, tier, points, keys, given: null })].map((row) => named[row]);
      };
      const all = [...labels.keys()];
      expect(order(all.toSpliced(gone, 1))).toEqual(order(all).filter((label) => label !== labels[gone]));
    });
  });

  test("an order given from outside is taken as it is, and must name everybody once", () => {
    const given =
      (...rows: number[]) =>
      () =>
        commonOrder({
          count: 3,
          tier: Int32Array.of(1, 2, 3),
          points: null,
          keys: null,
          given: Uint32Array.from(rows),
        });
    expect([...given(2, 0, 1)()]).toEqual([2, 0, 1]);
    expect(given(2, 0)).toThrow("every applicant");
    expect(given(2, 0, 0)).toThrow("each applicant once");
    expect(given(2, 0, 3)).toThrow("each applicant once");
  });

  test("points that are no number, and an order with neither keys nor a list, are refused", () => {
    expect(() => orderOf([{ tier: 0, points: Number.NaN, key: "00".repeat(KEY_BYTES) }], both)).toThrow("a number");
    expect(() => commonOrder({ count: 1, tier: null, points: null, keys: null, given: null })).toThrow("needs a key");
  });
});
