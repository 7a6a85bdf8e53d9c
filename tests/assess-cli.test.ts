import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { wutong } from "#tests/support/command-line";
import { everyCondition } from "#tests/support/scheme-people";

// Each test starts processes of its own.
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), "wutong-assess-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const one = (id: string, facts: object = {}, more: object = {}) => ({
  id,
  month: "2026-09",
  rentFen: 145000,
  person: { ...everyCondition, ...facts },
  ...more,
});
const asked = (cases: unknown, scheme: unknown = "changzhou") => JSON.stringify({ scheme, cases });
const assess = (cases: unknown, scheme?: unknown) => wutong(["assess", "-"], asked(cases, scheme));
const paths = (err: string) =>
  err
    .trimEnd()
    .split("\n")
    .map((line) => line.split(": ")[0]);

describe("a single room of 1450 yuan in Changzhou", () => {
  test("a doctor pays 0 and gets 150, a master 350, a bachelor 650; technicians alike", async () => {
    const { code, out, err } = await assess([
      one("doctor", { degree: "doctor" }),
      one("master"),
      one("senior", { degree: "associate", skill: "seniorTechnician", fullTimeDegree: false }),
      one("bachelor", { degree: "bachelor" }),
      one("technician", { degree: null, skill: "technician", fullTimeDegree: false }),
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const amounts = (id: string, subsidyFen: number, surplusFen: number, dueFen: number) => ({
      id,
      subsidyFen,
      offsetFen: subsidyFen - surplusFen,
      surplusFen,
      dueFen,
    });
    expect(JSON.parse(out).map(({ parts: _, ...rest }: { parts: unknown }) => rest)).toEqual([
      amounts("doctor", 160000, 15000, 0),
      amounts("master", 110000, 0, 35000),
      amounts("senior", 110000, 0, 35000),
      amounts("bachelor", 80000, 0, 65000),
      amounts("technician", 80000, 0, 65000),
    ]);
  });

  test("each part says what it grants and every reason with its clause, one case a line", async () => {
    const { out } = await assess([one("a", { leaseRegistered: false }), one("b")]);
    const lines = out.trimEnd().split("\n");
    expect(lines).toHaveLength(4);
    const [decided] = JSON.parse(out);
    expect(Object.keys(decided)).toEqual(["id", "parts", "subsidyFen", "offsetFen", "surplusFen", "dueFen"]);
    expect(decided.parts.map(({ part, amountFen, eligible }: never) => [part, amountFen, eligible])).toEqual([
      ["living", 50000, true],
      ["rent", 0, false],
    ]);
    expect(decided.parts[1].reasons).toHaveLength(12);
    expect(decided.parts[1].reasons.at(-1)).toEqual({
      code: "lease-registered",
      passed: false,
      actual: false,
      required: true,
      reference: "常政办发〔2021〕21号 租房资助·办理租赁合同备案",
    });
  });

  test("nothing before the seventh insured month, and nothing once the months are used up", async () => {
    const before2023 = { graduatedOn: "2022-06-30", recruitedOn: "2022-12-31" };
    const { out } = await assess([
      one("sixth", { insuredMonths: 5 }),
      one("seventh", { insuredMonths: 6 }),
      one("35", {}, { monthsUsed: { living: 35, rent: 35 } }),
      one("36", {}, { monthsUsed: { living: 36, rent: 36 } }),
      one("23", before2023, { monthsUsed: { living: 23, rent: 23 } }),
      one("24", before2023, { monthsUsed: { living: 24, rent: 24 } }),
      one("rent only", {}, { monthsUsed: { living: 36 } }),
    ]);
    const subsidies = JSON.parse(out).map((decided: { subsidyFen: number }) => decided.subsidyFen);
    expect(subsidies).toEqual([0, 110000, 110000, 0, 110000, 0, 60000]);
  });

  test("no cases are an empty list", async () => {
    expect(await assess([])).toEqual({ code: 0, out: "[]\n", err: "" });
  });
});

describe("what is wrong is said by path, one line each, with nothing on standard output", () => {
  const refused = async (text: string) => {
    const { code, out, err } = await wutong(["assess", "-"], text);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err.endsWith("\n")).toBe(true);
    return err;
  };

  test("unknown, missing and wrong facts", async () => {
    const { leaseRegistered: _, ...incomplete } = everyCondition;
    const err = await refused(
      asked([
        { ...one("a"), person: incomplete },
        one("b", { salary: 1, "home town": "x" }),
        one("c", { degree: "phd", fullTimeDegree: "yes", insuredMonths: 2.5, birthDate: "1999-02-30" }),
        one("d", { ownsLocalHome: null, employerKind: null, insuredMonths: -1, skill: false }),
      ]),
    );
    expect(paths(err)).toEqual([
      "$.cases[0].person.leaseRegistered",
      "$.cases[1].person.salary",
      '$.cases[1].person["home town"]',
      "$.cases[2].person.degree",
      "$.cases[2].person.fullTimeDegree",
      "$.cases[2].person.birthDate",
      "$.cases[2].person.insuredMonths",
      "$.cases[3].person.skill",
      "$.cases[3].person.insuredMonths",
      "$.cases[3].person.employerKind",
      "$.cases[3].person.ownsLocalHome",
    ]);
    expect(err).toContain('$.cases[2].person.degree: must be one of "doctor", "master"');
    expect(err).toContain("$.cases[0].person.leaseRegistered: is missing: true or false");
  });

  test("months, rents, ids and months used", async () => {
    const err = await refused(
      asked([
        one("a", {}, { month: "2026-13", rentFen: -1 }),
        one("a", {}, { rentFen: 0.5, monthsUsed: { food: 1, rent: -1, living: "3" } }),
        { ...one("c", {}, { rentFen: "145000", monthsUsed: [] }), note: "x" },
        { id: 7, person: [] },
        null,
      ]),
    );
    expect(paths(err)).toEqual([
      "$.cases[0].month",
      "$.cases[0].rentFen",
      "$.cases[1].id",
      "$.cases[1].rentFen",
      "$.cases[1].monthsUsed.food",
      "$.cases[1].monthsUsed.rent",
      "$.cases[1].monthsUsed.living",
      "$.cases[2].note",
      "$.cases[2].rentFen",
      "$.cases[2].monthsUsed",
      "$.cases[3].id",
      "$.cases[3].month",
      "$.cases[3].rentFen",
      "$.cases[3].person",
      "$.cases[4]",
    ]);
  });

  test("a month for which the scheme holds no value", async () => {
    const err = await refused(asked([one("a"), one("b", {}, { month: "2021-03" })]));
    expect(err).toBe("$.cases[1].month: scheme changzhou has no value of living-amount on 2021-03-01\n");
  });

  test.each([
    ["no JSON", "{", /^\$: standard input is not JSON: /],
    ["nothing", "", /^\$: standard input is not JSON: /],
    ["a list", "[]", /^\$: must be an object with scheme and cases/],
    ["no scheme", '{"cases":[]}', /^\$\.scheme: is missing: a scheme \(changzhou, /],
    [
      "a scheme that is none",
      '{"scheme":"atlantis","cases":[]}',
      /^\$\.scheme: there is no scheme .*"atlantis"; the schemes are changzhou, /,
    ],
    ["a number as scheme", '{"scheme":1,"cases":[]}', /^\$\.scheme: must be a text/],
    ["no cases", '{"scheme":"changzhou"}', /^\$\.cases: is missing: a list of cases/],
    [
      "a field too many",
      '{"scheme":"changzhou","cases":[],"month":1}',
      /^\$\.month: is not known here; allowed are scheme, cases/,
    ],
  ])("%s", async (_, text, expected) => {
    const err = await refused(text);
    expect(err).toMatch(expected);
    expect(err.trimEnd()).not.toContain("\n");
  });

  test("a hundred problems are enough; the rest are counted", async () => {
    const err = await refused(asked(Array.from({ length: 150 }, (_, index) => one(`${index}`, { salary: 1 }))));
    expect(err.trimEnd().split("\n")).toHaveLength(101);
    expect(err).toContain("and 50 more problems");
  });

  test("a wrong call is told how to call it", async () => {
    const calls = [["assess"], ["assess", "a", "b"], ["assess", "--fast", "a"]];
    for (const { code, out, err } of await Promise.all(calls.map((args) => wutong(args)))) {
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain("Usage: wutong assess FILE");
    }
    const missing = await wutong(["assess", join(folder, "none.json")]);
    expect(missing).toMatchObject({ code: 2, out: "" });
    expect(missing.err).toContain("there is no such file");
  });
});

describe("a scheme of one's own", () => {
  const scheme = readFileSync("docs/examples/scheme.json", "utf8");
  const cases = JSON.parse(readFileSync("docs/examples/cases.json", "utf8")).cases;
  mkdirSync(join(folder, "meiling"));
  writeFileSync(join(folder, "meiling/scheme.json"), scheme);
  const from = (file: string, name: string) => {
    writeFileSync(join(folder, file), asked(cases, name));
    return wutong(["assess", file], "", folder);
  };

  test("is a file or a folder, from where npm was called; the example of the guide runs", async () => {
    const [guide, byFile, byFolder] = await Promise.all([
      wutong(["assess", "docs/examples/cases.json"]),
      from("file.json", "meiling/scheme.json"),
      from("folder.json", "./meiling/"),
    ]);
    expect(guide).toMatchObject({ code: 0, err: "" });
    expect(byFile).toEqual(guide);
    expect(byFolder).toEqual(guide);
    expect(JSON.parse(guide.out).map((decided: { dueFen: number }) => decided.dueFen)).toEqual([23515, 100000]);
  });

  test("that is wrong is told with its file, path and what is allowed", async () => {
    const wrong = JSON.parse(scheme);
    wrong.parameters[1].values[0].to = "2026-01-01";
    wrong.funders[0].percent = 50;
    writeFileSync(join(folder, "wrong.json"), JSON.stringify(wrong));
    expect(await from("a.json", "wrong.json")).toEqual({
      code: 2,
      out: "",
      err: "wrong.json: $.parameters[1].values[1].from: overlaps or precedes the value before it\nwrong.json: $.funders: shares must make 100 percent\n",
    });
    writeFileSync(join(folder, "wrong.json"), "{");
    expect((await from("a.json", "wrong.json")).err).toMatch(/^wrong\.json: \$: .* is not JSON: [^\n]+\n$/);
    mkdirSync(join(folder, "empty"));
    expect((await from("a.json", "empty")).err).toMatch(
      /^empty\/scheme\.json cannot be read: there is no such file\n$/,
    );
  });

  test("a surplus that is carried is asked for and told", async () => {
    const carried = { ...JSON.parse(scheme), surplus: "carried" };
    writeFileSync(join(folder, "carried.json"), JSON.stringify(carried));
    const file = join(folder, "carried.json");
    const { out } = await assess([{ ...cases[0], rentFen: 20000, carriedFen: 500 }], file);
    expect(JSON.parse(out)[0]).toMatchObject({
      subsidyFen: 34000,
      offsetFen: 20000,
      surplusFen: 0,
      dueFen: 0,
      carriedFen: 14500,
    });
    expect((await assess([one("a", {}, { carriedFen: 1 })])).err).toMatch(
      /^\$\.cases\[0\]\.carriedFen: is not known here/,
    );
  });
});

test("help names the command", async () => {
  const { code, out } = await wutong(["help"]);
  expect(code).toBe(0);
  expect(out).toContain("  assess FILE");
});
