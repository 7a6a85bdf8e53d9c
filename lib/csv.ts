/** Cells that begin like this are run as formulas by spreadsheets, whatever a person typed there (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

function cellText(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as UTF-8 text with a byte order mark, so that spreadsheets read Chinese; lines end in CR LF (RFC 4180). */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("")}`;
