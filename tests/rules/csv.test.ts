import fc from "fast-check";
import { expect, test } from "vitest";
import { csvOf } from "#lib/csv";

test("a sheet begins with a byte order mark and its lines end in CR LF", () => {
  expect(
    csvOf([
      ["位次", "姓名"],
      ["1", "张*"],
    ]),
  ).toBe("\uFEFF位次,姓名\r\n1,张*\r\n");
});

test("a cell that a spreadsheet would run as a formula is text", () => {
  for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
    const [line = ""] = csvOf([[`${start}HYPERLINK("x")`]])
      .slice(1)
      .split("\r\n");
    expect(line.replace(/^"/, "").startsWith("'"), JSON.stringify(start)).toBe(true);
  }
});

/** Reads a sheet back by RFC 4180. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

test("whatever stands in a cell is read back as it was, but for the mark before a formula", () => {
  const table = fc.array(
    fc.array(fc.string({ unit: fc.constantFrom(..."a张\",\r\n=-@'\t"), maxLength: 6 }), { minLength: 1, maxLength: 4 }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(table, (rows) => {
      const read = parsed(csvOf(rows)).map((row) =>
        row.map((cell) => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)),
      );
      expect(read).toEqual(rows.map((row) => row.map((cell) => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell))));
    }),
    { numRuns: 1000 },
  );
});
