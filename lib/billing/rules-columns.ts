import { type Day, isDay } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";

/** Exports keep numbers as text by `="…"`, an apostrophe or a tab; full-width letters are the same letters. */
export const cleanCell = (text: string): string =>
  text
    .normalize("NFKC")
    .trim()
    .replace(/^="(.*)"$/, "$1")
    .replace(/^'/, "")
    .trim();

/** A day as banks write it: 2026-11-05, 2026/11/5, 2026.11.05, 20261105, 2026年11月5日, each with or without a time. */
export function readDay(text: string): Day | null {
  const match =
    /^(\d{4})(\d{2})(\d{2})(?:[ T]?\d{2}:?\d{2}(?::?\d{2})?)?$/.exec(text) ??
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+[\d:.]+Z?)?$/.exec(text);
  if (!match) return null;
  const day = `${match[1]}-${match[2]?.padStart(2, "0")}-${match[3]?.padStart(2, "0")}`;
  return isDay(day) ? day : null;
}

/** The header as it is compared: without spaces, units in brackets and capitals. */
const plain = (header: string): string =>
  cleanCell(header)
    .replace(/[（(].*?[）)]/g, "")
    .replace(/[\s:：*]+/g, " ")
    .trim()
    .toLowerCase();

/** Lists begin with a few lines about where they come from: so far the row of headers is looked for. */
const HEADER_WITHIN = 20;
type Row = { line: number; cells: readonly string[] };

/**
 * Finds the row of headers of a list, and where each column is: `headers` holds every name by which a column is understood,
 * in the order in which they are preferred. Refuses `columns-missing`: `missing` are the columns that the likeliest row
 * (`line`) lacks, each with its names.
 */
export function findColumns<C extends string>(
  rows: readonly Row[],
  headers: Readonly<Record<C, readonly string[]>>,
  required: readonly C[],
): Decision<{ at: number; found: Partial<Record<C, number[]>> }> {
  let best: { at: number; found: Partial<Record<C, number[]>>; count: number } = { at: 0, found: {}, count: -1 };
  for (const [at, row] of rows.slice(0, HEADER_WITHIN).entries()) {
    const found = columnsIn(row.cells, headers);
    const count = required.filter((column) => found[column]).length;
    if (count > best.count) best = { at, found, count };
  }
  const missing = required.filter((column) => !best.found[column]);
  if (missing.length === 0) return grant({ at: best.at, found: best.found });
  return refuse("columns-missing", {
    line: rows[best.at]?.line ?? 1,
    missing: missing.map((column) => headers[column].join("/")).join("；"),
  });
}

/** The columns that a row of headers names; of several that are understood alike, the one preferred comes first. */
function columnsIn<C extends string>(
  cells: readonly string[],
  headers: Readonly<Record<C, readonly string[]>>,
): Partial<Record<C, number[]>> {
  const found: Partial<Record<C, number[]>> = {};
  for (const [column, names] of Object.entries(headers) as [C, readonly string[]][]) {
    for (const name of names) {
      for (const [index, cell] of cells.entries()) {
        if (plain(cell) === name) found[column] = [...(found[column] ?? []), index];
      }
    }
  }
  return found;
}
