import fc from "fast-check";
import { expect, test } from "vitest";
import { csvOf, type Sheet, type SheetCell, xlsxOf } from "#lib/sheets";
import { readTableFile } from "#lib/table-file";

const sheet = (rows: SheetCell[][], head = ["编号", "姓名", "金额"]): Sheet => ({ name: "发放", head, rows });
const bytes = (text: string) => new TextEncoder().encode(text);

async function cellsOf(file: Uint8Array): Promise<string[][]> {
  const read = await readTableFile(file);
  if (!read.ok) throw new Error(read.reason);
  return read.rows.map((row) => row.cells);
}

test("money stands in yuan with two decimals, and is a number in a spreadsheet", async () => {
  const given = sheet([["FF-1", "某某", { fen: 15000 }]]);
  expect(csvOf(given)).toBe("\uFEFF编号,姓名,金额\r\nFF-1,某某,150.00\r\n");
  expect(await cellsOf(await xlsxOf([given]))).toEqual([
    ["编号", "姓名", "金额"],
    ["FF-1", "某某", "150"],
  ]);
});

test("a long number kept as a text loses none of its digits", async () => {
  const [, row] = await cellsOf(await xlsxOf([sheet([["0000001234567890123", "某", 1]])]));
  expect(row?.[0]).toBe("0000001234567890123");
});

test("no cell is a formula: in a CSV it begins with an apostrophe, in a spreadsheet it is a text", async () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"]) {
    expect(csvOf(sheet([[text, "", 1]]))).toContain(`'${text}`);
    const [, row] = await cellsOf(await xlsxOf([sheet([[text, "x", 1]])]));
    expect(row?.[0]?.trim()).toBe(text.trim());
  }
});

test("whatever texts a sheet holds, both files give them back", async () => {
  const unit = fc.constantFrom(..."aZ0=+-'<>&,;\"]", "中", "文", "é", "\n", "😀");
  const cell = fc.string({ unit, minLength: 1, maxLength: 12 }).map((text) => `x${text}x`);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), async (rows) => {
      const given = sheet(rows);
      expect((await cellsOf(await xlsxOf([given]))).slice(1)).toEqual(rows);
      const [, ...back] = await cellsOf(bytes(csvOf(given)));
      expect(back).toEqual(rows);
    }),
    { numRuns: 25 },
  );
});

test("a text that is a word of the language is a text like others", async () => {
  const given = [["constructor", "toString", "__proto__"]];
  const [, row] = await cellsOf(await xlsxOf([sheet(given)]));
  expect(row?.map((text) => text.trim())).toEqual(given[0]);
});

test("characters that no file may hold are left out, and a tab's name is cut to what Excel takes", async () => {
  const odd = { ...sheet([["a\u0000b\u0007", "x", 1]]), name: "2026/09:拨付[示例]*?".repeat(4) };
  const [, row] = await cellsOf(await xlsxOf([odd]));
  expect(row?.[0]).toBe("ab");
});
