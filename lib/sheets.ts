import writeExcelFile, { type Cell, type Row } from "write-excel-file/node";
import { writeCsv } from "./csv.ts";
import { type Fen, yuanExact } from "./money.ts";

/** A text, a number, or money (shown in yuan with two decimals). */
export type SheetCell = string | number | { fen: Fen } | null;
/** One table to take away. `name` is the tab's, `widths` in characters, by column. */
export type Sheet = {
  name: string;
  head: readonly string[];
  rows: readonly (readonly SheetCell[])[];
  widths?: readonly number[];
};

/** The sheet as a CSV that spreadsheets open as it is meant: with a byte order mark, no cell a formula. */
export const csvOf = ({ head, rows }: Sheet): string => writeCsv([head, ...rows.map((row) => row.map(csvCell))]);

const csvCell = (cell: SheetCell): string | number => {
  if (cell === null) return "";
  return typeof cell === "object" ? yuanExact(cell.fen) : cell;
};

/** The sheets as an xlsx file, with their heads kept in sight. Texts stay texts, so none is ever run as a formula. */
export async function xlsxOf(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const made = sheets.map(({ name, head, rows, widths }) => ({
    sheet: tabName(name),
    data: [head.map(headCell), ...rows.map((row): Row => row.map(bodyCell))],
    columns: head.map((text, at) => ({ width: widths?.[at] ?? Math.max(10, text.length * 2 + 2) })),
    stickyRowsCount: 1,
  }));
  return new Uint8Array(await writeExcelFile(made).toBuffer());
}

const headCell = (text: string): Cell => ({ type: String, value: plain(text), fontWeight: "bold" });

function bodyCell(cell: SheetCell): Cell {
  if (cell === null || cell === "") return null;
  if (typeof cell === "object") return { type: Number, value: cell.fen / 100, format: "0.00" };
  if (typeof cell === "number") return { type: Number, value: cell };
  // The format of a text: long digits stay digits, and nothing is worked out from it.
  return { type: String, value: plain(cell), format: "@" };
}

/** Without the characters that no XML may hold. */
const plain = (text: string): string => {
  const free = text.replace(/[^\P{Cc}\t\n\r]/gu, "");
  // The writer looks texts up in a plain object, which has words of its own ("constructor").
  return free in Object.prototype ? `${free} ` : free;
};
/** Excel takes 31 letters and none of these. */
const tabName = (name: string): string =>
  plain(name)
    .replace(/[\\/?*[\]:]/g, " ")
    .slice(0, 31);
