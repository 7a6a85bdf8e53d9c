/** A row with the line of the file it begins on, from 1. */
export type CsvRow = { line: number; cells: string[] };

/**
 * The rows of a CSV text (RFC 4180; line ends of any kind). `openQuoteLine` is where a quote was opened and never
 * closed, null where all is well.
 */
export function parseCsv(text: string, delimiter: string): { rows: CsvRow[]; openQuoteLine: number | null } {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let [rowLine, quoteLine] = [1, 1];
  const endCell = () => {
    cells.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    if (cells.some((one) => one.trim() !== "")) rows.push({ line: rowLine, cells });
    cells = [];
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === "\n" || (char === "\r" && text[at + 1] !== "\n")) line++;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (char === '"' && cell.trim() === "") {
      cell = "";
      quoted = true;
      quoteLine = line;
    } else if (char === delimiter) endCell();
    else if (char === "\n" || char === "\r") {
      if (char === "\r" && text[at + 1] === "\n") continue;
      endRow();
      rowLine = line;
    } else cell += char;
  }
  endRow();
  return { rows, openQuoteLine: quoted ? quoteLine : null };
}

/** What spreadsheets would run as a formula is kept as text by an apostrophe (OWASP: CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** A CSV text that spreadsheets open as it is meant: with a byte order mark, cells quoted where needed, none a formula. */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): string {
  const lines = rows.map((row) => row.map(csvCell).join(","));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function csvCell(value: string | number): string {
  // A number is our own and no formula, even below zero.
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
