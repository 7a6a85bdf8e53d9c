import { type Decision, grant, refuse } from "../errors.ts";
import { readTableFile, type TableFile } from "../table-file.ts";
import { FILE_ROWS } from "./rules.ts";
import { type Columns, findHeader } from "./rules-bank.ts";

/** `rows` are those below the headers, with their lines. */
export type BankFile = TableFile & { columns: Columns };

/**
 * Reads a bank's list of money that came in. Refuses what `readTableFile` does, and `file-without-rows`,
 * `file-too-many-rows` (`most`), `columns-missing`.
 */
export async function readBankFile(bytes: Uint8Array): Promise<Decision<BankFile>> {
  const read = await readTableFile(bytes);
  if (!read.ok) return read;
  const header = findHeader(read.rows);
  if (!header.ok) return header;
  const below = read.rows.slice(header.at + 1);
  if (below.length === 0) return refuse("file-without-rows");
  if (below.length > FILE_ROWS) return refuse("file-too-many-rows", { most: FILE_ROWS });
  const { format, encoding } = read;
  return grant({ format, encoding, columns: header.columns, rows: below });
}
