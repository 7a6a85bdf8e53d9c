import { cleanCell, findColumns, readDay } from "../billing/rules-columns.ts";
import type { Day } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import { parseReading } from "./rules-tariff.ts";

/** What a list of readings must say, and the headers by which it is understood. */
export const readingHeaders = {
  serialNo: [
    "表号",
    "表具编号",
    "电表号",
    "水表号",
    "气表号",
    "表计编号",
    "设备编号",
    "serial no",
    "serial",
    "meter no",
    "meter",
  ],
  readOn: ["抄表日期", "抄表时间", "抄见日期", "日期", "read on", "reading date", "date"],
  value: ["读数", "本次读数", "本期读数", "表底数", "止码", "抄表数", "reading", "value"],
} as const;
export type ReadingColumn = keyof typeof readingHeaders;
const columns = ["serialNo", "readOn", "value"] as const satisfies ReadingColumn[];
export type ReadingColumns = Record<ReadingColumn, number>;
type Row = { line: number; cells: readonly string[] };

/** Finds the row of headers. Refuses `columns-missing`. */
export function findReadingColumns(rows: readonly Row[]): Decision<{ at: number; columns: ReadingColumns }> {
  const header = findColumns<ReadingColumn>(rows, readingHeaders, columns);
  if (!header.ok) return header;
  const of = (column: ReadingColumn): number => header.found[column]?.[0] ?? 0;
  return grant({ at: header.at, columns: { serialNo: of("serialNo"), readOn: of("readOn"), value: of("value") } });
}

export type ReadingLine = { line: number; serialNo: string } & (
  | { ok: true; readOn: Day; valueHundredths: number }
  | { ok: false; reason: string; readOn: Day | null; valueHundredths: number | null }
);

/** One line of the list. Wrong: `reading-without-serial`, `row-date-wrong`, `reading-value-wrong`. */
export function readReadingLine(row: Row, at: ReadingColumns): ReadingLine {
  const cell = (column: ReadingColumn) => cleanCell(row.cells[at[column]] ?? "");
  const serialNo = cell("serialNo").toUpperCase().slice(0, 40);
  const [readOn, valueHundredths] = [readDay(cell("readOn")), parseReading(cell("value"))];
  const said = { line: row.line, serialNo };
  const not = (reason: string): ReadingLine => ({ ...said, ok: false, reason, readOn, valueHundredths });
  if (serialNo === "") return not("reading-without-serial");
  if (readOn === null) return not("row-date-wrong");
  if (valueHundredths === null) return not("reading-value-wrong");
  return { ...said, ok: true, readOn, valueHundredths };
}
