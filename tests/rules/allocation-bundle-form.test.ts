import { expect, test } from "vitest";
import { readFrozenRound, readRound } from "#lib/allocation/bundle-form";
import { hexOf, utf8 } from "#lib/allocation/digest";
import { chainFrom, commitmentOf } from "#lib/allocation/draw";

const secret = utf8("a secret of the tests");
const code = hexOf(chainFrom(secret, 32)[31] ?? new Uint8Array());
const good = {
  format: "wutong/round@1",
  round: "2026-09",
  mechanism: "choice",
  order: ["A1", "A2"],
  categories: [
    { id: "s", places: 2 },
    { id: "d", places: 1 },
  ],
  applicants: [
    { id: "A1", choices: ["s", "d"] },
    { id: "A2", choices: [] },
  ],
};
const [single, double] = good.categories;
const [first, second] = good.applicants;
const categoryWith = (fields: object) => ({ categories: [single, { ...double, ...fields }] });
const applicantWith = (fields: object) => ({ applicants: [first, { ...second, ...fields }] });
const drawWith = (fields: object) => ({ order: undefined, draw: { code, randomness: "1./", ...fields } });
const exchangeWith = (unit: object, holds: string[]) => ({
  mechanism: "exchange",
  categories: [
    { id: "s", places: 1 },
    { id: "d", places: 1, ...unit },
  ],
  applicants: [first, second].map((one, i) => ({ ...one, holds: holds[i] })),
});
const linesOf = (value: unknown) => {
  const reading = readRound(value);
  return reading.ok ? [] : reading.problems.map(({ path, problem }) => `${path} ${problem}`);
};

test("the same without the fault is good", () => {
  expect(linesOf(good)).toEqual([]);
  for (const fields of [drawWith({}), drawWith({ commitment: commitmentOf(secret, 32) })])
    expect(linesOf({ ...good, ...fields })).toEqual([]);
  expect(linesOf({ ...good, ...exchangeWith({}, ["s", "d"]) })).toEqual([]);
  expect(linesOf({ ...good, ...applicantWith({ tier: null, classes: null, anyOther: null }) })).toEqual([]);
});

test.each<[string, object]>([
  ["$.format must be", { format: "wutong/round@2" }],
  ["$.round is missing", { round: undefined }],
  ["$.round must be a text", { round: 5 }],
  ["$.mechanism must be", { mechanism: "lottery" }],
  ["$.ordre is not a field", { ordre: [] }],
  ['$["a b"] is not a field', { "a b": 1 }],
  ["$.__proto__ is not a field", JSON.parse('{"__proto__":1}')],
  ['$ must have "draw" or "order"', { order: undefined }],
  ["$.order cannot stand beside", { draw: { code, randomness: "1./" } }],
  ['$.order misses "A2"', { order: ["A1"] }],
  ['$.order[2] names the unknown applicant "A3"', { order: ["A1", "A2", "A3"] }],
  ['$.order[1] names the applicant "A1" twice', { order: ["A1", "A1", "A2"] }],
  ["$.order must be a list", { order: "A1" }],
  ["$.draw must be an object", { order: undefined, draw: "abc" }],
  ["$.draw.code must be whole bytes in hex", drawWith({ code: "abc" })],
  ["$.draw.code must be whole bytes in hex", drawWith({ code: "zz" })],
  ["$.draw.code is missing", drawWith({ code: undefined })],
  ["$.draw.randomness must not be empty", drawWith({ randomness: "" })],
  ["$.draw.commitment must be 32 bytes", drawWith({ commitment: "abcd" })],
  ["$.draw.commitment is not reached", drawWith({ commitment: "00".repeat(32) })],
  ["$.draw.commitment is the code itself", drawWith({ commitment: code.toUpperCase() })],
  ["$.draw.seed is not a field", drawWith({ seed: 1 })],
  ["$.categories is missing", { categories: undefined, applicants: [], order: [] }],
  ["$.categories must be a list", { categories: {}, applicants: [], order: [] }],
  ["$.categories[2] must be an object", { categories: [single, double, "x"] }],
  ['$.categories[1].id "s" is there already', { ...categoryWith({ id: "s" }), applicants: [], order: [] }],
  ["$.categories[1].id is missing", { ...categoryWith({ id: undefined }), applicants: [], order: [] }],
  ["$.categories[1].places must be a whole number of at least 0", categoryWith({ places: -1 })],
  ["$.categories[1].places must be a whole number", categoryWith({ places: 1.5 })],
  ["$.categories[1].places must be a whole number", categoryWith({ places: "1" })],
  ["$.categories[1].places is missing", categoryWith({ places: undefined })],
  ["$.categories[1].rentFen must be a whole number", categoryWith({ rentFen: -5 })],
  ["$.categories[1].gender must be", categoryWith({ gender: "women" })],
  ["$.categories[1].minGroup is above maxGroup: 3 > 2", categoryWith({ minGroup: 3, maxGroup: 2 })],
  ["$.categories[1].maxGroup must be a whole number", categoryWith({ maxGroup: 0 })],
  ["$.categories[1].reserves are above the places: 2 > 1", categoryWith({ reserves: [{ class: "a", places: 2 }] })],
  ["$.categories[1].reserves[0].places must be", categoryWith({ reserves: [{ class: "a", places: -1 }] })],
  ["$.categories[1].reserves[0].class is missing", categoryWith({ reserves: [{ places: 1 }] })],
  ["$.categories[1].reserves must be a list", categoryWith({ reserves: {} })],
  ['$.categories[1].priority[0] names the unknown applicant "A9"', categoryWith({ priority: ["A9"] })],
  ['$.categories[1].priority[1] names the applicant "A1" twice', categoryWith({ priority: ["A1", "A1"] })],
  ["$.applicants must be a list", { applicants: 3, order: [] }],
  ['$.applicants[1].id "A1" is there already', { ...applicantWith({ id: "A1" }), order: ["A1"] }],
  ["$.applicants[1].id must have no tab", { ...applicantWith({ id: "A,2" }), order: ["A1", "A,2"] }],
  ["$.applicants[1].id must have no white space", { ...applicantWith({ id: " A2" }), order: ["A1", " A2"] }],
  ["$.applicants[1].id must be valid Unicode", { ...applicantWith({ id: "\ud800" }), order: ["A1", "\ud800"] }],
  ["$.applicants[1].choices is missing", applicantWith({ choices: undefined })],
  ["$.applicants[1].choices must be a list", applicantWith({ choices: "s" })],
  ['$.applicants[1].choices[1] names the unknown category "q"', applicantWith({ choices: ["s", "q"] })],
  ['$.applicants[1].choices[1] names the category "s" twice', applicantWith({ choices: ["s", "s"] })],
  ["$.applicants[1].choices[0] must be a text", applicantWith({ choices: [1] })],
  ["$.applicants[1].tier must be a whole number", applicantWith({ tier: 1.5 })],
  ["$.applicants[1].points must be a number", applicantWith({ points: "80" })],
  ["$.applicants[1].group must be a whole number of at least 1", applicantWith({ group: 0 })],
  ["$.applicants[1].gender must be", applicantWith({ gender: "f" })],
  ["$.applicants[1].classes must be a list", applicantWith({ classes: "doctor" })],
  ["$.applicants[1].anyOther must be true or false", applicantWith({ anyOther: 1 })],
  ["$.applicants[1].maxRentFen must be a whole number", applicantWith({ maxRentFen: 0.5 })],
  ["$.applicants[1].name is not a field", applicantWith({ name: "张三" })],
  ['$.applicants[1].holds names the unit "s", as $.applicants[0].holds', exchangeWith({}, ["s", "s"])],
  ['$.applicants[0].holds names the unknown unit "q"', exchangeWith({}, ["q"])],
  ["$.categories[1].places must be 1, not 2", exchangeWith({ places: 2 }, [])],
  ["$.categories[1].reserves has no meaning", exchangeWith({ reserves: [{ class: "a", places: 1 }] }, [])],
  ["$.categories[1].priority has no meaning", exchangeWith({ priority: ["A1"] }, [])],
])("%s", (expected, fields) => {
  const given = JSON.parse(JSON.stringify({ ...good, ...fields }));
  if (Object.hasOwn(fields, "__proto__")) Object.defineProperty(given, "__proto__", { value: 1, enumerable: true });
  const lines = linesOf(given);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.startsWith(expected), lines[0]).toBe(true);
});

test("a frozen round is the same without draw and order, and must have neither", () => {
  const { order: _, ...frozen } = good;
  expect(readFrozenRound(frozen)).toEqual({ ok: true, round: frozen });
  const problems = (value: unknown) => {
    const reading = readFrozenRound(value);
    return reading.ok ? [] : reading.problems.map(({ path }) => path);
  };
  expect(problems(good)).toEqual(["$.order"]);
  expect(problems({ ...frozen, ...drawWith({}), order: undefined, categories: [{ id: "s", places: -1 }] })).toContain(
    "$.draw",
  );
});

test.each([[null], ["text"], [[]], [7]])("%j is no round", (value) => {
  expect(linesOf(value)).toEqual([expect.stringMatching(/^\$ must be an object/)]);
});

test("a name is in Unicode NFC: in another form it would be the same on the roster and another in the draw", () => {
  const applicants = ["\u00e9", "e\u0301"].map((id) => ({ id, choices: [] }));
  expect(linesOf({ ...good, applicants, order: ["\u00e9", "e\u0301"] })).toEqual([
    "$.applicants[1].id must be in Unicode NFC",
  ]);
  expect(linesOf({ ...good, ...applicantWith({ classes: ["e\u0301"] }) })).toEqual([
    "$.applicants[1].classes[0] must be in Unicode NFC",
  ]);
});

test("what is shown of a wrong value stays on its line and reads from left to right", () => {
  const [line] = linesOf({ ...good, format: "a\u2028b\u202ec\u001b" });
  expect(line).toContain('"a\\u2028b\\u202ec\\u001b"');
  expect(linesOf({ ...good, ...applicantWith({ points: Number.POSITIVE_INFINITY }) })[0]).toContain("not Infinity");
});

test("all problems are named, a hundred at most, and all are counted", () => {
  const applicants = Array.from({ length: 400 }, (_, i) => ({ id: `A${i}`, choices: ["?"] }));
  const reading = readRound({ ...good, order: applicants.map(({ id }) => id), applicants });
  expect(!reading.ok && [reading.problems.length, reading.count]).toEqual([100, 400]);
});

test("more classes with reserves than an applicant can hold are refused", () => {
  const classesOf = (count: number) =>
    categoryWith({ places: 40, reserves: Array.from({ length: count }, (_, i) => ({ class: `c${i}`, places: 1 })) });
  expect(linesOf({ ...good, ...classesOf(32) })).toEqual([]);
  expect(linesOf({ ...good, ...classesOf(33) })).toEqual([expect.stringContaining("reserves[32].class")]);
});
