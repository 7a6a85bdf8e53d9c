import { readSheet } from "read-excel-file/universal";
import { type CsvRow, parseCsv } from "./csv.ts";
import { type Decision, grant, refuse } from "./errors.ts";
import { kindOf } from "./uploads.ts";
import { unpackedBytes } from "./zip-size.ts";

/** How large a list may be, as a file and in rows. */
export const TABLE_BYTES = 5 * 1024 * 1024;
export const TABLE_ROWS = 20_000;
/** A few lines about the account may stand above the list. */
const ROWS_ABOVE = 20;
/** What a spreadsheet of five megabytes may unpack to. */
const UNPACKED_BYTES = 100 * 1024 * 1024;

export type Encoding = "utf-8" | "utf-8-bom" | "gb18030";
export type TableFile = {
  format: "csv" | "xlsx";
  /** How the text was written, null for spreadsheets. */
  encoding: Encoding | null;
  /** Every row that is not empty, with its line. */
  rows: CsvRow[];
};

/**
 * Reads a list that somebody uploaded by what is in it, not by its name: CSV in UTF-8 (with or without a mark) or GBK,
 * or xlsx. Refuses `file-empty`, `file-too-large` (`megabytes`), `file-old-excel`, `file-not-spreadsheet`,
 * `file-broken`, `file-encoding-unknown`, `file-encoding-ambiguous`, `file-quote-open` (`line`), `file-too-many-rows` (`most`).
 */
export async function readTableFile(bytes: Uint8Array): Promise<Decision<TableFile>> {
  if (bytes.length === 0) return refuse("file-empty");
  if (bytes.length > TABLE_BYTES) return refuse("file-too-large", { megabytes: TABLE_BYTES / 1024 / 1024 });
  const kind = kindOf(bytes);
  if (kind === "ole") return refuse("file-old-excel");
  if (kind !== "zip" && kind !== "text") return refuse("file-not-spreadsheet");
  const read = kind === "zip" ? await readXlsx(bytes) : readText(bytes);
  if (read.ok && read.rows.length > TABLE_ROWS + ROWS_ABOVE) return refuse("file-too-many-rows", { most: TABLE_ROWS });
  return read;
}

/** The byte order mark by which a text says that it is UTF-8. */
const MARK = [0xef, 0xbb, 0xbf];

async function readXlsx(bytes: Uint8Array): Promise<Decision<TableFile>> {
  const unpacked = unpackedBytes(bytes);
  if (unpacked === null) return refuse("file-broken");
  if (unpacked > UNPACKED_BYTES) return refuse("file-too-large", { megabytes: TABLE_BYTES / 1024 / 1024 });
  try {
    const sheet = await readSheet(new Uint8Array(bytes).buffer);
    const rows = sheet.map((cells, index) => ({ line: index + 1, cells: cells.map(cellText) }));
    return grant({
      format: "xlsx" as const,
      encoding: null,
      rows: rows.filter(({ cells }) => cells.some((text) => text.trim() !== "")),
    });
  } catch {
    // Whatever the reader stumbles over, it is no spreadsheet that can be read.
    return refuse("file-broken");
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== "number") return String(value);
  // More than fifteen digits were rounded when they were kept as a number: written so that it shows.
  if (Math.abs(value) >= 1e15) return value.toExponential();
  // A sum such as 1450.1 is kept as 1450.0999999999999: ten decimals say what was meant.
  return String(Number(value.toFixed(10)));
}

function readText(bytes: Uint8Array): Decision<TableFile> {
  const marked = MARK.every((byte, at) => bytes[at] === byte);
  const utf8 = decode("utf-8", bytes);
  if (marked) return utf8 === null ? refuse("file-encoding-unknown") : tableOf(utf8, "utf-8-bom");
  const gbk = decode("gb18030", bytes);
  if (utf8 === null) return gbk === null ? refuse("file-encoding-unknown") : tableOf(gbk, "gb18030");
  if (gbk !== null && gbk !== utf8 && isOddText(utf8) && hasChinese(gbk)) return refuse("file-encoding-ambiguous");
  return tableOf(utf8, "utf-8");
}

function decode(encoding: "utf-8" | "gb18030", bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
/** Beyond plain letters there are only signs that no bank writes: short Chinese in GBK can pass for UTF-8 (联通). */
const isOddText = (text: string): boolean =>
  /[^\p{ASCII}]/u.test(text) && !/[\p{Script=Han}\u3000-\u303f\uff00-\uffef¥]/u.test(text);

function tableOf(text: string, encoding: Encoding): Decision<TableFile> {
  const delimiter = (text.match(/\t/g)?.length ?? 0) > (text.match(/,/g)?.length ?? 0) ? "\t" : ",";
  const { rows, openQuoteLine } = parseCsv(text, delimiter);
  if (openQuoteLine !== null) return refuse("file-quote-open", { line: openQuoteLine });
  return grant({ format: "csv" as const, encoding, rows });
}
