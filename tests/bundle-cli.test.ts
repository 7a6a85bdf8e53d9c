import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { wutong } from "#tests/support/command-line";

// Each test starts processes of its own.
vi.setConfig({ testTimeout: 30_000 });

const ROUND = "docs/examples/round.json";
const RESULT = "docs/examples/result.json";
const UNITS = "docs/examples/units.json";
const folder = mkdtempSync(join(tmpdir(), "wutong-bundle-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const changed = (source: string, from: string, to: string): string => {
  const text = readFileSync(source, "utf8");
  if (!text.includes(from)) throw new Error(`${source} has no ${from}`);
  return text.replace(from, to);
};

describe("draw", () => {
  test("it prints the result and nothing else, without settings or a database", async () => {
    const { code, out, err } = await wutong(["draw", ROUND]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toEqual(JSON.parse(readFileSync(RESULT, "utf8")));
  });

  test("it reads standard input", async () => {
    const [piped, named] = await Promise.all([
      wutong(["draw", "-"], readFileSync(ROUND, "utf8")),
      wutong(["draw", ROUND]),
    ]);
    expect(piped).toEqual(named);
  });

  test("a file is found from where npm was called", async () => {
    file("here.json", readFileSync(ROUND, "utf8"));
    expect(await wutong(["draw", "here.json"], "", folder)).toMatchObject({ code: 0, err: "" });
  });

  test("bad input is one line a problem with its path, and nothing on standard output", async () => {
    const round = JSON.parse(readFileSync(ROUND, "utf8"));
    round.categories[0].places = -1;
    round.applicants[2].choices[1] = "b99\nb98";
    round.applicants[3].id = "SQ-0001";
    round.draw.code = "5346f";
    const { code, out, err } = await wutong(["draw", file("bad.json", JSON.stringify(round))]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err.split("\n").map((line) => line.split(": ")[0])).toEqual([
      "$.draw.code",
      "$.categories[0].places",
      "$.applicants[2].choices[1]",
      "$.applicants[3].id",
      "",
    ]);
  });

  test("a hundred problems are enough; the rest are counted", async () => {
    const applicants = Array.from({ length: 150 }, (_, i) => ({ id: `A${i}`, choices: ["?"] }));
    const round = { ...JSON.parse(readFileSync(ROUND, "utf8")), categories: [], applicants };
    const { code, err } = await wutong(["draw", "-"], JSON.stringify(round));
    expect(code).toBe(2);
    expect(err.trimEnd().split("\n")).toHaveLength(101);
    expect(err).toContain("and 50 more problems");
  });

  test.each([
    ["nothing at all", ""],
    ["half a file", '{ "format": '],
    ["another language", "format: wutong/round@1\nround: 1"],
  ])("%s is not JSON", async (_, text) => {
    const { code, out, err } = await wutong(["draw", "-"], text);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^\$: standard input is not JSON: [^\n]+\n$/);
  });

  test("a file that is missing, a folder and bytes that are no text are named in one line", async () => {
    const bytes = join(folder, "bytes.json");
    writeFileSync(bytes, Uint8Array.of(0x7b, 0xff, 0xfe));
    for (const [path, words] of [
      [join(folder, "none.json"), "there is no such file"],
      [folder, "it is a folder"],
      [bytes, "not UTF-8"],
    ] as const) {
      const { code, out, err } = await wutong(["draw", path]);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err.trimEnd()).toContain(words);
      expect(err.trimEnd()).not.toContain("\n");
    }
  });

  test("a wrong call is told how to call it", async () => {
    for (const args of [["draw"], ["draw", ROUND, RESULT], ["draw", "--fast", ROUND], ["verify", ROUND]]) {
      const { code, out, err } = await wutong(args);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain(`Usage: wutong ${args[0]} FILE`);
    }
    expect((await wutong(["verify", "-", "-"])).err).toContain("Only one file");
  });
});

describe("verify", () => {
  test("what draw gave is identical, in whatever way it is written", async () => {
    const { out } = await wutong(["draw", ROUND]);
    const drawn = file("drawn.json", out);
    expect(await wutong(["verify", ROUND, drawn])).toEqual({ code: 0, out: "identical\n", err: "" });
    expect(await wutong(["verify", ROUND, "-"], JSON.stringify(JSON.parse(out)))).toMatchObject({ code: 0 });
    expect(await wutong(["verify", "-", RESULT], readFileSync(ROUND, "utf8"))).toMatchObject({ code: 0 });
  });

  test("a result that was changed is shown with path, expected and found", async () => {
    const robbed = file("robbed.json", changed(RESULT, '"category": "b03-single", "choice": 1', '"category": null'));
    const { code, out, err } = await wutong(["verify", ROUND, robbed]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toBe(
      '$.assignments[0].category: expected "b03-single", found null\n$.assignments[0].choice: expected 1, found nothing\n',
    );
  });

  test("a round that was changed no longer fits the result", async () => {
    const other = file("other.json", changed(ROUND, "1.7.9.12.20.33./4./", "1.7.9.12.20.33./5./"));
    const { code, out } = await wutong(["verify", other, RESULT]);
    expect(code).toBe(1);
    expect(out).toContain("$.order[0].key: expected");
    const later = file("later.json", changed(ROUND, '"points": 70', '"points": 71'));
    expect((await wutong(["verify", later, RESULT])).out).toContain("$.roster.sha256: expected");
  });

  test("a result of lists in lists, thousands deep, is only another difference", async () => {
    const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
    for (const text of [deep, changed(RESULT, '"wutong/result@1"', deep)]) {
      const { code, out, err } = await wutong(["verify", ROUND, "-"], text);
      expect({ code, err }).toEqual({ code: 1, err: "" });
      expect(out).toContain("found a list");
    }
  });

  test("twenty differences are enough", async () => {
    const { code, out } = await wutong(["verify", ROUND, "-"], JSON.stringify({ order: Array(50).fill(1) }));
    expect(code).toBe(1);
    expect(out.trimEnd().split("\n")).toHaveLength(21);
  });

  test("a bad round or result is bad input, not a difference", async () => {
    const bad = file("unlike.json", '{"format":"wutong/round@2"}');
    expect(await wutong(["verify", bad, RESULT])).toMatchObject({ code: 2, out: "" });
    expect(await wutong(["verify", ROUND, "-"], "identical")).toMatchObject({ code: 2, out: "" });
    expect(await wutong(["verify", ROUND, join(folder, "none")])).toMatchObject({ code: 2, out: "" });
  });
});

describe("units and hashes", () => {
  test("units that follow from the round are identical, one given to somebody else is shown", async () => {
    expect(await wutong(["verify", ROUND, RESULT, UNITS])).toEqual({ code: 0, out: "identical\n", err: "" });
    const robbed = file(
      "units.json",
      changed(UNITS, '"place":"b07-1203"', '"place":"b07-1103"').replace(
        '"category":"b07-double","place":"b07-1103"',
        '"category":"b07-double","place":"b07-1203"',
      ),
    );
    const { code, out, err } = await wutong(["verify", ROUND, RESULT, robbed]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toContain('$.given[3].place: expected "b07-1103", found "b07-1203"');
  });

  test("the hashes are those of the result and the pages, drawn or not", async () => {
    const { draw: _, ...frozen } = JSON.parse(readFileSync(ROUND, "utf8"));
    const { sha256, count } = JSON.parse(readFileSync(RESULT, "utf8")).roster;
    const drawn = await wutong(["hashes", ROUND, UNITS]);
    expect(drawn).toMatchObject({ code: 0, err: "" });
    expect(drawn.out).toMatch(
      /^terms {3}[0-9a-f]{64}\nroster {2}[0-9a-f]{64} {2}8 applicants\nunits {3}[0-9a-f]{64}\n$/,
    );
    expect(drawn.out).toContain(`roster  ${sha256}  ${count} applicants`);
    expect(await wutong(["hashes", "-", UNITS], JSON.stringify(frozen))).toEqual(drawn);
  });

  test("units that are no units, and one file too many, are bad input", async () => {
    expect(await wutong(["verify", ROUND, RESULT, ROUND])).toMatchObject({ code: 2, out: "" });
    const other = file("other-units.json", changed(UNITS, '"round": "', '"round": "other-'));
    const foreign = await wutong(["hashes", ROUND, other]);
    expect([foreign.code, foreign.out]).toEqual([2, ""]);
    expect(foreign.err).toMatch(/other-units\.json \$\.round: expected /);
    const { code, err } = await wutong(["hashes", ROUND, UNITS, UNITS]);
    expect([code, err]).toEqual([2, "Usage: wutong hashes FILE [UNITS]\n"]);
  });
});

test("help names the commands", async () => {
  const { code, out } = await wutong(["help"]);
  expect(code).toBe(0);
  for (const usage of ["  draw FILE", "  verify FILE RESULT [UNITS]", "  hashes FILE [UNITS]"])
    expect(out).toContain(usage);
});
