import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Round } from "#lib/allocation/bundle";
import { type RoundResult, resultText, rosterOf } from "#lib/allocation/bundle-result";
import { runRound } from "#lib/allocation/bundle-run";
import { termsHash } from "#lib/allocation/bundle-terms";
import { type CheckStepId, checkRound, type PublishedRound } from "#lib/allocation/check";
import { givePlaces, type Place, type UnitsFile, unitsHash, unitsText } from "#lib/allocation/units";
import { CHAIN, choiceBundles } from "#tests/support/choice-bundles";
import { anyMutation, type Mutation } from "#tests/support/mutations";

// A thousand cases and more take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

type Files = { bundle: Round; result: RoundResult; units: UnitsFile };

const placesOf = (id: string, count: number): Place[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${id}-${index}`,
    buildingNo: 1,
    floor: 1 + (index % 2),
    roomNo: `${id}${index}`,
    bed: 0,
  }));

/** The files of an honest round, and what was published before its draw. */
function honest(bundle: Round): { published: PublishedRound; files: Files } {
  const { result } = runRound(bundle);
  const plan = {
    format: "wutong/units@1" as const,
    round: bundle.round,
    categories: bundle.categories.map(({ id, places }) => ({ id, places: placesOf(id, places) })),
    wishes: bundle.applicants.map(({ id }, index) => ({ id, floor: index % 2 ? ("low" as const) : ("high" as const) })),
  };
  const units = { ...plan, given: givePlaces(plan, result.assignments) };
  const roster = rosterOf(bundle);
  const published = {
    commitment: CHAIN.commitment,
    chainLength: 32,
    rosterHash: roster.sha256,
    rosterCount: roster.count,
    unitsHash: unitsHash(plan),
    termsHash: termsHash(bundle),
  };
  return { published, files: { bundle, result, units } };
}
const check = (published: PublishedRound, { bundle, result, units }: { [F in keyof Files]: unknown }) =>
  checkRound(published, {
    bundle: JSON.stringify(bundle),
    result: JSON.stringify(result),
    units: JSON.stringify(units),
  });
const failedIn = (steps: ReturnType<typeof checkRound>) => steps.flatMap(({ id, passed }) => (passed ? [] : [id]));

const example = JSON.parse(readFileSync("docs/examples/round.json", "utf8")) as Round;
const exampleOf = (change: (files: Files) => object) => {
  const bundle = { ...example, draw: { ...CHAIN, randomness: "1.7.9./" } };
  const { published, files } = honest(bundle);
  return check(published, { ...files, ...change(files) });
};

describe("an honest round", () => {
  test("it passes every step, and each step says how much it compared", () => {
    const steps = exampleOf(() => ({}));
    const people = example.applicants.length;
    expect(steps.map(({ id, passed }) => [id, passed])).toEqual(
      ["files", "code", "terms", "roster", "keys", "order", "assignments", "waiting", "units"].map((id) => [id, true]),
    );
    expect(steps.map(({ count }) => count).slice(0, 7)).toEqual([
      3,
      1,
      example.categories.length,
      ...Array(4).fill(people),
    ]);
  });

  test("it passes whatever its size and kind, with its own text of result and units", () => {
    fc.assert(
      fc.property(choiceBundles, (bundle) => {
        const { published, files } = honest(bundle);
        const text = { result: resultText(files.result), units: unitsText(files.units) };
        expect(failedIn(checkRound(published, { bundle: JSON.stringify(bundle), ...text }))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test("the three examples of the documentation belong together, and the units are written as the page says", () => {
    const [bundle, result, units] = ["round", "result", "units"].map((name) =>
      readFileSync(`docs/examples/${name}.json`, "utf8"),
    ) as [string, string, string];
    const plan = JSON.parse(units) as UnitsFile;
    expect(unitsText(plan)).toBe(units);
    const published = {
      commitment: example.draw?.commitment ?? null,
      rosterHash: (JSON.parse(result) as RoundResult).roster.sha256,
      rosterCount: example.applicants.length,
      unitsHash: createHash("sha256")
        .update(unitsText({ ...plan, given: [] }))
        .digest("hex"),
    };
    expect(failedIn(checkRound(published, { bundle, result, units }))).toEqual([]);
  });

  test("the terms are hashed as the page says", () => {
    const categories = [
      { id: "s", places: 2, rentFen: 1, reserves: [{ class: "a", places: 1 }], maxGroup: null, priority: ["A"] },
      { id: "d", places: 0 },
    ];
    const terms = { format: "wutong/round@1", round: "R", rules: "1", mechanism: "choice", categories } as const;
    const lines = [
      '{"format":"wutong/round@1","round":"R","rules":"1","mechanism":"choice","categories":[',
      '  {"id":"s","places":2,"rentFen":1,"reserves":[{"class":"a","places":1}],"priority":["A"]},',
      '  {"id":"d","places":0}',
      "]}",
      "",
    ];
    expect(termsHash(terms)).toBe(createHash("sha256").update(lines.join("\n")).digest("hex"));
    const none = '{"format":"wutong/round@1","round":"R","mechanism":"choice","categories":[]}\n';
    expect(termsHash({ ...terms, rules: null, categories: [] })).toBe(createHash("sha256").update(none).digest("hex"));
  });

  test("an exchange, and an order decided elsewhere, are checked the same way", () => {
    const bundle: Round = {
      format: "wutong/round@1",
      round: "2026-09",
      mechanism: "exchange",
      order: ["a", "b"],
      categories: ["u1", "u2"].map((id) => ({ id, places: 1 })),
      applicants: [
        { id: "a", choices: ["u2"], holds: "u1" },
        { id: "b", choices: ["u1"], holds: "u2" },
      ],
    };
    const { published, files } = honest(bundle);
    expect(failedIn(check({ ...published, commitment: null }, files))).toEqual([]);
    expect(failedIn(check(published, files))).toEqual(["code"]);
    const texts = { bundle: JSON.stringify(bundle), result: JSON.stringify(files.result), units: null };
    const without = { ...published, commitment: null, unitsHash: null, termsHash: null };
    expect(checkRound(without, texts).map(({ id }) => id)).not.toContain("units");
    expect(failedIn(checkRound({ ...without, unitsHash: published.unitsHash }, texts))).toEqual(["units"]);
  });

  test("its steps are told as they begin, with the share of the work that is done", () => {
    const { published, files } = honest({ ...example, draw: { ...CHAIN, randomness: "1.7.9./" } });
    const told: [CheckStepId, number][] = [];
    const texts = { bundle: JSON.stringify(files.bundle), result: JSON.stringify(files.result), units: "{}" };
    checkRound(published, { ...texts, units: JSON.stringify(files.units) }, (...each) => told.push(each));
    expect(told.map(([id]) => id)).toEqual(checkRound(published, texts).map(({ id }) => id));
    const shares = told.map(([, share]) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect([shares[0], (shares.at(-1) ?? 1) < 1]).toEqual([0, true]);
  });
});

describe("what was changed is found, with path, expected and found", () => {
  test("a place given to somebody else", () => {
    const steps = exampleOf(({ result }) => ({
      result: { ...result, assignments: result.assignments.with(0, { id: "SQ-0001", category: null, choice: null }) },
    }));
    expect(failedIn(steps)).toEqual(["assignments"]);
    const [first] = steps.find(({ id }) => id === "assignments")?.differences ?? [];
    expect(first).toMatchObject({ file: "result", path: expect.stringMatching(/^\$\.assignments\[0\]\./) });
  });

  test("another code that leads nowhere, and one that is the commitment itself", () => {
    for (const code of ["00".repeat(32), CHAIN.commitment]) {
      const steps = exampleOf(({ bundle }) => ({ bundle: { ...bundle, draw: { ...bundle.draw, code } } }));
      expect(failedIn(steps).slice(0, 2)).toEqual(["code", "keys"]);
    }
  });

  test("an applicant added after the freeze, though the whole result was made anew", () => {
    const { published, files } = honest({ ...example, draw: { ...CHAIN, randomness: "1.7.9./" } });
    const count = files.bundle.applicants.length;
    const applicants = [...files.bundle.applicants, { id: "SQ-9999", choices: [] }];
    const again = honest({ ...files.bundle, applicants });
    const steps = check(published, again.files);
    expect(failedIn(steps)).toEqual(["roster", "units"]);
    expect(steps.find(({ id }) => id === "roster")?.differences).toMatchObject([
      { file: "bundle", path: "$.applicants (SHA-256)", expected: `"${published.rosterHash}"` },
      { file: "bundle", path: "$.applicants.length", expected: `${count}`, found: `${count + 1}` },
    ]);
  });

  test("a rent changed where nobody minds it, and a place more though the result was made anew", () => {
    const { published, files } = honest({ ...example, draw: { ...CHAIN, randomness: "1.7.9./" } });
    const [first, ...rest] = files.bundle.categories;
    if (!first) throw new Error("the example has categories");
    for (const change of [{ rentFen: (first.rentFen ?? 0) - 1 }, { places: first.places + 1 }])
      expect(
        failedIn(check(published, honest({ ...files.bundle, categories: [{ ...first, ...change }, ...rest] }).files)),
      ).toContain("terms");
  });

  test("a file that cannot be read ends the check: the other steps have not been made", () => {
    const { published, files } = honest({ ...example, draw: { ...CHAIN, randomness: "1.7.9./" } });
    const texts = { bundle: "<html>", result: JSON.stringify(files.result), units: null };
    const [step, ...others] = checkRound(published, texts);
    expect(step).toMatchObject({
      id: "files",
      passed: false,
      differences: [{ file: "bundle", path: "$", expected: null }],
    });
    expect(others.every(({ passed }) => passed === null)).toBe(true);
  });
});

/** Where a change must be found first; what makes a file unreadable, or names nobody, is found in `files`. */
const STEPS: [file: keyof Files, where: RegExp, steps: CheckStepId[]][] = [
  ["bundle", /^\$\.draw\.(?:code|commitment)/, ["code"]],
  ["bundle", /^\$\.draw$/, ["code"]],
  ["bundle", /^\$\.draw\.randomness/, ["keys"]],
  ["bundle", /^\$\.(?:round|rules|mechanism|categories)/, ["terms"]],
  ["bundle", /^\$\.applicants/, ["roster"]],
  ["result", /^\$\.roster/, ["roster"]],
  ["result", /^\$\.order\.\*\.key/, ["keys"]],
  ["result", /^\$\.order/, ["keys", "order"]],
  ["result", /^\$\.assignments/, ["assignments"]],
  ["result", /^\$\.waiting/, ["waiting"]],
  ["units", /^\$/, ["units"]],
];

/** What the format itself calls the same: other orders of rows, and what stands for nothing either way. */
function isSame(file: keyof Files, { where, what }: Mutation, before: unknown, after: unknown): boolean {
  const swapped = what === "swapped with the next";
  if (file === "bundle" && where === "$.draw.commitment" && what.includes("left out")) return true;
  if (file === "bundle" && where === "$.draw.commitment" && what.endsWith("made null")) return true;
  if (file === "bundle" && swapped && /^\$\.applicants\.\*(?:\.classes\.\*)?$/.test(where)) return true;
  if (file === "units" && swapped && !where.startsWith("$.given")) return true;
  return JSON.stringify(withoutNothing(before)) === JSON.stringify(withoutNothing(after));
}

/** Without nulls, empty lists of classes and `anyOther: false`. */
const withoutNothing = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner) =>
      inner === null || (key === "classes" && inner.length === 0) || (key === "anyOther" && inner === false)
        ? undefined
        : inner,
    ),
  );

describe("every single change of a field", () => {
  for (const file of ["bundle", "result", "units"] as const) {
    test(`of the ${file} is found, at the step it belongs to`, () => {
      const mutated = choiceBundles.chain((bundle) => {
        const { published, files } = honest(bundle);
        const plain = JSON.parse(JSON.stringify(files[file]));
        return fc.record({
          published: fc.constant(published),
          files: fc.constant(files),
          mutation: anyMutation(plain),
        });
      });
      fc.assert(
        fc.property(mutated, ({ published, files, mutation }) => {
          const changed = mutation.made();
          if (isSame(file, mutation, files[file], changed)) return;
          const [first] = failedIn(check(published, { ...files, [file]: changed }));
          const steps = STEPS.find(([of, where]) => of === file && where.test(mutation.where))?.[2] ?? [];
          expect([...steps, "files"], `${mutation.where} ${mutation.what}`).toContain(first);
        }),
        { numRuns: 1000 },
      );
    });
  }
});
