import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { assess } from "#lib/subsidy/rules";
import { baseFacts } from "#lib/subsidy/rules-facts";
import { parseScheme } from "#lib/subsidy/scheme";
import { operators, schemeForm, schemeJsonSchema, units } from "#lib/subsidy/scheme-form";
import { readScheme, schemeNames } from "#seeds/schemes";

const read = (path: string) => readFileSync(path, "utf8");
const guide = read("docs/schemes.md");
const example = JSON.parse(read("docs/examples/scheme.json"));
const cases = JSON.parse(read("docs/examples/cases.json"));

describe("the guide to schemes", () => {
  const worked = guide.slice(guide.indexOf("## A worked example"), guide.indexOf("## `assess`"));
  const blocks = [...worked.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => JSON.parse(match[1] ?? ""));

  /** A whole value of the example, or some of an object's fields, or some of a list's entries. */
  const occurs = (wanted: unknown, tree: unknown): boolean => {
    if (isDeepStrictEqual(wanted, tree)) return true;
    if (typeof tree !== "object" || tree === null) return false;
    const within = (one: object) =>
      Object.entries(one).every(([key, value]) => isDeepStrictEqual(value, Reflect.get(tree, key)));
    if (Array.isArray(wanted)) {
      if (Array.isArray(tree) && wanted.every((one) => tree.some((other) => isDeepStrictEqual(one, other))))
        return true;
    } else if (!Array.isArray(tree) && typeof wanted === "object" && wanted !== null && within(wanted)) return true;
    return Object.values(tree).some((one) => occurs(wanted, one));
  };

  test("shows what stands in the example's file, and nothing else", () => {
    expect(blocks.length).toBe(8);
    for (const block of blocks) expect(occurs(block, example), JSON.stringify(block).slice(0, 80)).toBe(true);
    expect(occurs({ id: "rent-ceiling", unit: "months" }, example)).toBe(false);
  });

  test("gives the amounts and reasons that are worked out by hand", () => {
    const scheme = parseScheme(example);
    if (!scheme.ok) throw new Error(JSON.stringify(scheme));
    const decided = cases.cases.map((one: { month: string; rentFen: number; person: never; monthsUsed?: never }) =>
      assess(scheme.scheme, { ...one, facts: one.person, monthsUsed: one.monthsUsed ?? {} }),
    );
    expect(decided[0]).toMatchObject({ subsidyFen: 101535 + 20000, dueFen: 145050 - 121535 });
    const { subsidyFen, offsetFen, surplusFen, dueFen } = decided[0];
    expect(worked).toContain(JSON.stringify({ subsidyFen, offsetFen, surplusFen, dueFen }).slice(1, -1));
    const failed = decided[1].parts[0].reasons.filter((one: { passed: boolean }) => !one.passed);
    expect(failed).toHaveLength(1);
    const { part: _, said: _said, ...shown } = failed[0];
    expect(worked).toContain(JSON.stringify(shown));
  });

  test("names every field, unit, operator, measure and fact that the form knows", () => {
    const words = new Set(guide.match(/[A-Za-z$][\w/%-]*/g));
    const known = [...Object.keys(schemeForm.shape), ...units, ...operators, ...Object.keys(baseFacts)];
    const parts = Object.keys(schemeForm.shape.parts.element.shape);
    const conditions = Object.keys(schemeForm.shape.conditions.element.shape);
    const parameters = Object.keys(schemeForm.shape.parameters.element.shape);
    const missing = [...known, ...parts, ...conditions, ...parameters].filter(
      (word) => !words.has(word) && !guide.includes(`\`${word}\``),
    );
    expect(missing).toEqual([]);
  });

  test("lists every scheme that is here", () => {
    for (const name of schemeNames()) expect(guide).toContain(`| \`${name}\` |`);
  });
});

test("the JSON Schema for editors is what the form makes (npm run schema)", () => {
  expect(JSON.parse(read("seeds/schemes/scheme.schema.json"))).toEqual(JSON.parse(JSON.stringify(schemeJsonSchema())));
  for (const name of schemeNames()) {
    const file = JSON.parse(read(`seeds/schemes/${name}/scheme.json`));
    expect(file.$schema, name).toBe("../scheme.schema.json");
  }
});

test("every scheme cites a document and where it was read for each value, and claims nothing to be verified", () => {
  for (const scheme of schemeNames().map(readScheme)) {
    for (const document of scheme.documents) {
      expect(document, scheme.id).toMatchObject({ verified: false, verifiedOn: null });
      expect(document.readIn).toContain("chi-ga/city-subsidy-radar");
    }
    for (const { source } of scheme.parameters.flatMap((one) => one.values))
      expect(source, scheme.id).toMatchObject({ verified: false, verifiedOn: null });
  }
});
