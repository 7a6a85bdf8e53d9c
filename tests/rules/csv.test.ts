import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCsv, writeCsv } from "#lib/csv";

test("a sheet begins with a byte order mark and its lines end in CR LF", () => {
  expect(
    writeCsv([
      ["位次", "姓名"],
      ["1", "张*"],
    ]),
  ).toBe("\uFEFF位次,姓名\r\n1,张*\r\n");
});

test("a cell that a spreadsheet would run as a formula is text", () => {
  for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
    const [line = ""] = writeCsv([[`${start}HYPERLINK("x")`]])
      .slice(1)
      .split("\r\n");
    expect(line.replace(/^"/, "").startsWith("'"), JSON.stringify(start)).toBe(true);
  }
});

test("whatever stands in a cell is read back as it was, but for the mark before a formula", () => {
  const cell = fc.string({ unit: fc.constantFrom(..."a张\",\r\n=-@'\t"), maxLength: 6 });
  // A row of nothing but blanks is no row to a reader.
  const row = fc.array(cell, { maxLength: 3 }).map((cells) => ["x", ...cells]);
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
      const read = parseCsv(writeCsv(rows).slice(1), ",");
      expect(read.openQuoteLine).toBeNull();
      const marked = rows.map((cells) => cells.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)));
      expect(read.rows.map(({ cells }) => cells)).toEqual(marked);
    }),
    { numRuns: 1000 },
  );
});
