import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Round, RoundApplicant, RoundCategory } from "#lib/allocation/bundle";
import { readRound } from "#lib/allocation/bundle-form";
import { differencesOf, type RoundResult, resultText } from "#lib/allocation/bundle-result";
import { runRound } from "#lib/allocation/bundle-run";
import { hexOf, utf8 } from "#lib/allocation/digest";
import { chainFrom } from "#lib/allocation/draw";
import { drawByHand } from "#tests/support/draw-by-hand";
import { serialByHand } from "#tests/support/serial-by-hand";

// A thousand cases and more take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const json = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
const code = hexOf(chainFrom(utf8("a secret of the tests"), 32)[31] ?? new Uint8Array());

/** A round of a few fields, read as a file would be. */
function read(fields: object): Round {
  const reading = readRound({ format: "wutong/round@1", round: "2026-09", mechanism: "choice", ...fields });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.round;
}
const resultOf = (fields: object): RoundResult => runRound(read(fields)).result;
const got = ({ assignments }: RoundResult) =>
  Object.fromEntries(assignments.map(({ id, category, choice }) => [id, category && `${category} ${choice}`]));

describe("the example of the documentation", () => {
  test("its result is what its round gives", () => {
    const reading = readRound(json("docs/examples/round.json"));
    expect(reading.ok && runRound(reading.round).result).toEqual(json("docs/examples/result.json"));
  });

  test("the roster, the keys and the commitment are as the page says, with nothing but hashes", () => {
    const page = readFileSync("docs/round-bundle.md", "utf8");
    const hex = /^(53512d3130[0-9a-f]+)\n([0-9a-f]+)$/m.exec(page);
    const bytes = Buffer.from(`${hex?.[1]}${hex?.[2]}`, "hex");
    expect(page).toContain(`these ${bytes.length} bytes`);
    expect(page).toContain(createHash("sha256").update(bytes).digest("hex"));
    const applicants = [...page.matchAll(/^\{ "id".*\}$/gm)].map(([line]) => JSON.parse(line));
    const ids = ["single", "double"].map((id) => ({ id, places: 1 }));
    const { roster } = resultOf({ order: ["SQ-10", "SQ-2"], categories: ids, applicants });
    expect(roster).toEqual({ sha256: createHash("sha256").update(bytes).digest("hex"), count: 2 });

    const { draw } = json("docs/examples/round.json") as Round;
    const key = Buffer.from(draw?.code ?? "", "hex");
    expect(createHash("sha256").update(key).digest("hex")).toBe(draw?.commitment);
    const prk = createHmac("sha256", key)
      .update(draw?.randomness ?? "")
      .digest();
    const first = createHmac("sha256", prk).update("SQ-0001\u0001").digest("hex");
    for (const value of [draw?.code, draw?.randomness, prk.toString("hex"), first]) expect(page).toContain(value);
    expect((json("docs/examples/result.json") as RoundResult).order[0]).toEqual({ id: "SQ-0001", rank: 1, key: first });
  });
});

describe("the order", () => {
  const categories = [{ id: "s", places: 1 }];
  const draw = { code, randomness: "1.2.3./" };
  const applicantsOf = (rows: Partial<RoundApplicant>[]) =>
    rows.map((row, i) => ({ id: `A${i}`, choices: [], ...row }));

  test("it is that of the draw, with every key", () => {
    const applicants = applicantsOf(Array.from({ length: 20 }, () => ({})));
    const drawn = drawByHand(
      Buffer.from(code, "hex"),
      draw.randomness,
      applicants.map(({ id }) => id),
    );
    expect(resultOf({ draw, categories, applicants }).order).toEqual(
      drawn.map(({ label, rank, key }) => ({ id: label, rank, key })),
    );
  });

  test("tier comes first, then points, and whoever has none comes last of all", () => {
    const rows = [
      { tier: 2 },
      { tier: 1, points: 3 },
      { tier: 1, points: 80.5 },
      { points: 99 },
      { tier: 1 },
      { tier: -1 },
    ];
    const { order } = resultOf({ draw, categories, applicants: applicantsOf(rows) });
    expect(order.map(({ id }) => id)).toEqual(["A5", "A2", "A1", "A4", "A0", "A3"]);
  });

  test("an order that was given stands as it is, without keys", () => {
    const applicants = applicantsOf([{ tier: 9 }, { tier: 1, points: 3 }]);
    const { order } = resultOf({ order: ["A0", "A1"], categories, applicants });
    expect(order).toEqual([
      { id: "A0", rank: 1 },
      { id: "A1", rank: 2 },
    ]);
  });
});

describe("the choice", () => {
  test("the precedence example: a reserve nobody claims goes to the next by priority, not to a second pass", () => {
    const choices = ["X", "Y"];
    const result = resultOf({
      order: ["a", "b", "c"],
      categories: [
        { id: "X", places: 2, reserves: [{ class: "doctor", places: 1 }] },
        { id: "Y", places: 1 },
      ],
      applicants: ["a", "b", "c"].map((id) => ({ id, choices })),
    });
    expect(got(result)).toEqual({ a: "X 1", b: "X 1", c: "Y 2" });
    expect(result.waiting).toEqual([
      { category: "X", ids: ["c"] },
      { category: "Y", ids: [] },
    ]);
  });

  test("reserves, own priority, group, gender and rent are those of the bundle", () => {
    const categories: RoundCategory[] = [
      { id: "single", places: 1, rentFen: 145000, reserves: [{ class: "doctor", places: 1 }], maxGroup: 1 },
      { id: "women", places: 1, gender: "female" },
      { id: "flat", places: 1, minGroup: 2, priority: ["pair2"] },
    ];
    const applicants: RoundApplicant[] = [
      { id: "man", gender: "male", choices: ["women", "single"] },
      { id: "poor", choices: ["single"], maxRentFen: 144999 },
      { id: "alone", gender: "female", choices: ["flat", "women"] },
      { id: "pair1", group: 2, choices: ["single", "flat"] },
      { id: "pair2", group: 2, choices: ["flat"] },
      { id: "doctor", classes: ["doctor"], choices: ["single"], maxRentFen: 145000 },
    ];
    const result = resultOf({ order: applicants.map(({ id }) => id), categories, applicants });
    const given = { man: null, poor: null, alone: "women 2", pair1: null, pair2: "flat 1", doctor: "single 1" };
    expect(got(result)).toEqual(given);
    expect(result.waiting).toEqual([
      { category: "single", ids: ["man"] },
      { category: "women", ids: [] },
      { category: "flat", ids: ["pair1"] },
    ]);
  });

  test("a place by anything else has no number of choice, and its holder waits for all that was chosen", () => {
    const categories = ["a", "b", "c"].map((id) => ({ id, places: 1 }));
    const applicants = [
      { id: "1", choices: ["a"] },
      { id: "2", choices: ["a"], anyOther: true },
      { id: "3", choices: ["b"], anyOther: true },
      { id: "4", choices: [], anyOther: true },
    ];
    const result = resultOf({ order: ["1", "2", "3", "4"], categories, applicants });
    expect(got(result)).toEqual({ 1: "a 1", 2: "b null", 3: "c null", 4: null });
    expect(result.waiting.map(({ ids }) => ids.join())).toEqual(["2,4", "3,4", "4"]);
  });

  test("a waiting list is in the category's own priority", () => {
    const categories = [{ id: "a", places: 1, priority: ["4", "3"] }];
    const applicants = ["1", "2", "3", "4"].map((id) => ({ id, choices: ["a"] }));
    const { waiting } = resultOf({ order: ["2", "1", "3", "4"], categories, applicants });
    expect(waiting).toEqual([{ category: "a", ids: ["3", "2", "1"] }]);
  });
});

describe("the exchange", () => {
  const categories = ["u1", "u2", "u3", "u4"].map((id) => ({ id, places: 1 }));
  const exchange = (applicants: RoundApplicant[], order = applicants.map(({ id }) => id)) =>
    runRound(read({ mechanism: "exchange", order, categories, applicants }));

  test("two tenants trade, a chain follows a vacant unit, and a newcomer gets what is left", () => {
    const { result, moves } = exchange([
      { id: "new", choices: ["u3", "u1"] },
      { id: "a", choices: ["u2"], holds: "u1" },
      { id: "b", choices: ["u1"], holds: "u2" },
      { id: "c", choices: ["u4"], holds: "u3" },
    ]);
    expect(got(result)).toEqual({ new: "u3 1", a: "u2 1", b: "u1 1", c: "u4 1" });
    expect(moves).toEqual([
      { kind: "chain", ids: ["new", "c"] },
      { kind: "loop", ids: ["a", "b"] },
    ]);
  });

  test("the own unit ends a tenant's list; who stays waits for what they would rather have", () => {
    const { result } = exchange([
      { id: "a", choices: ["u2"], holds: "u1" },
      { id: "b", choices: ["u2", "u1"], holds: "u2" },
      { id: "c", choices: ["u1", "u3"], holds: "u3" },
    ]);
    expect(got(result)).toEqual({ a: "u1 2", b: "u2 1", c: "u3 2" });
    expect(result.waiting.map(({ ids }) => ids.join())).toEqual(["c", "a", "", ""]);
  });

  test("rent, group and gender bar a unit, but never the own one", () => {
    const barred = [{ ...categories[0], rentFen: 200 }, { ...categories[1], gender: "female" }, ...categories.slice(2)];
    const applicants = [
      { id: "a", choices: ["u2", "u3"], gender: "male", holds: "u1", maxRentFen: 100 },
      { id: "b", choices: ["u1"], maxRentFen: 100 },
      { id: "c", choices: [], anyOther: true, gender: "female" },
    ];
    const { result } = runRound(
      read({ mechanism: "exchange", order: ["a", "b", "c"], categories: barred, applicants }),
    );
    expect(got(result)).toEqual({ a: "u3 2", b: null, c: "u1 null" });
  });
});

describe("every round", () => {
  const names = ["s", "d", "l", "x"];
  const applicant = fc.record({
    choices: fc.shuffledSubarray(names),
    anyOther: fc.boolean(),
    tier: fc.option(fc.integer({ min: 1, max: 3 })),
    points: fc.option(fc.integer({ min: 0, max: 5 })),
    group: fc.integer({ min: 1, max: 2 }),
    gender: fc.constantFrom("female", "male", null),
    classes: fc.shuffledSubarray(["doctor", "master"]),
    maxRentFen: fc.option(fc.integer({ min: 1, max: 4 })),
  });
  const category = fc.record({
    places: fc.integer({ min: 2, max: 4 }),
    rentFen: fc.option(fc.integer({ min: 1, max: 4 })),
    reserves: fc.constantFrom([], [{ class: "doctor", places: 1 }], [{ class: "master", places: 2 }]),
    gender: fc.constantFrom(null, null, "female"),
    priority: fc.constantFrom([], ["A0"]),
  });
  const rounds = fc
    .tuple(fc.array(applicant, { minLength: 1, maxLength: 12 }), fc.array(category, { minLength: 4, maxLength: 4 }))
    .map(([applicants, categories]) => ({
      draw: { code, randomness: "4.5./" },
      categories: categories.map((one, i) => ({ id: names[i], ...one })),
      applicants: applicants.map((one, i) => ({ id: `A${i}`, ...one })),
    }));
  const always = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void) =>
    fc.assert(fc.property(arbitrary, holds), { numRuns: 1000 });

  test("shuffled rows and a second run give identical bytes", () => {
    const shuffled = rounds.chain((round) => {
      const count = round.applicants.length;
      return fc.tuple(
        fc.constant(round),
        fc.shuffledSubarray(round.applicants, { minLength: count, maxLength: count }),
      );
    });
    always(shuffled, ([round, applicants]) => {
      const bytes = resultText(resultOf(round));
      expect(resultText(resultOf({ ...round, applicants }))).toBe(bytes);
      expect(differencesOf(resultOf(round), JSON.parse(bytes), 20)).toEqual([]);
    });
  });

  test("removing an applicant leaves the order of the others", () => {
    always(rounds, (round) => {
      const categories = round.categories.map((one) => ({ ...one, priority: [] }));
      const rest = { ...round, categories, applicants: round.applicants.slice(1) };
      const left = resultOf(round).order.filter(({ id }) => id !== "A0");
      expect(resultOf(rest).order.map(({ id, key }) => [id, key])).toEqual(left.map(({ id, key }) => [id, key]));
    });
  });

  test("without reserves, priorities and conditions it is what serial dictatorship gives, waiting lists included", () => {
    always(rounds, ({ draw, applicants, categories }) => {
      const plain = {
        draw,
        applicants: applicants.map(({ id, choices, anyOther }) => ({ id, choices, anyOther })),
        categories: categories.map(({ places }, i) => ({ id: names[i] ?? "", places: places - 2 })),
      };
      const result = resultOf(plain);
      const order = result.order.map(({ id }) => id);
      const simple = serialByHand(order, plain.applicants, plain.categories);
      expect(result.assignments).toEqual(simple.assignments);
      expect(result.waiting).toEqual(simple.waiting);
    });
  });
});

test("differences name path, expected and found, whatever the order of keys", () => {
  const round = { a: [{ id: "x", rank: 1 }, { id: "y" }], b: null };
  expect(differencesOf(round, { b: null, a: [{ rank: 1, id: "x" }, { id: "y" }] }, 9)).toEqual([]);
  expect(differencesOf(round, { a: [{ id: "x", rank: "1", key: 0 }], b: {}, "c d": 1 }, 9)).toEqual([
    { path: "$.a[0].rank", expected: 1, found: "1" },
    { path: "$.a[0].key", expected: undefined, found: 0 },
    { path: "$.a[1]", expected: { id: "y" }, found: undefined },
    { path: "$.b", expected: null, found: {} },
    { path: '$["c d"]', expected: undefined, found: 1 },
  ]);
  expect(differencesOf(round, {}, 1)).toHaveLength(1);
});
