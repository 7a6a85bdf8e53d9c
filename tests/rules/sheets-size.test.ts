import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** As many lines as the complex has beds, with more columns than any sheet here has. */
const MAKE = `
import { xlsxOf } from "#lib/sheets";
const row = (at) => ["ZD" + at, "3栋", "0101", "单人间", "某人" + at, "硕士", ...Array.from({ length: 20 }, (_, n) => ({ fen: at * 100 + n }))];
const head = row(0).map((_, at) => "列" + at);
const rows = Array.from({ length: 3500 }, (_, at) => row(at));
const xlsx = await xlsxOf([{ name: "明细", head, rows }]);
console.log(xlsx.length);
`;

test("a sheet of 3,500 lines is written within 128 MB of heap", () => {
  const done = spawnSync(process.execPath, ["--max-old-space-size=128", "--input-type=module", "--eval", MAKE], {
    encoding: "utf8",
  });
  expect(done.stderr.replace(/.*(?:Warning|--trace).*\n?/g, "")).toBe("");
  expect(Number(done.stdout)).toBeGreaterThan(100_000);
}, 60_000);
