import Database from "better-sqlite3";
import pg from "pg";

/** One month's rows by table, in an order that the references and the ledger's triggers allow. */
export type Rows = { table: string; columns: string[]; values: unknown[][] }[];

/** The least that any program must do for a month: the same rows into the same tables, in one transaction. */
export type Floor = {
  rowsOf(month: string): Promise<Rows>;
  /** inserts into the copy; gives milliseconds */
  insert(rows: Rows): Promise<number>;
  close(): Promise<void>;
};

const OF_MONTH: [table: string, where: (month: string) => string][] = [
  ["ledger_legs", (month) => `entry_id in (select id from ledger_entries where month = ${month})`],
  ["ledger_entries", (month) => `month = ${month}`],
  ["bills", (month) => `month = ${month}`],
  ["settlements", (month) => `month = ${month}`],
  ["offsets", (month) => `month = ${month}`],
  ["offset_parts", (month) => `offset_id in (select id from offsets where month = ${month})`],
];

const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");

/** Prepared statements of better-sqlite3, as durable as the product writes: WAL, synchronous=FULL. */
export function sqliteFloor(source: string, copy: string): Floor {
  const from = new Database(source, { readonly: true });
  const to = new Database(copy);
  to.pragma("journal_mode = WAL");
  to.pragma("synchronous = FULL");
  to.pragma("foreign_keys = ON");
  return {
    async rowsOf(month) {
      return OF_MONTH.map(([table, where]) => {
        const read = from.prepare(`select * from ${table} where ${where("?")}`);
        const columns = read.columns().map((column) => column.name);
        return { table, columns, values: read.raw().all(month) as unknown[][] };
      });
    },
    async insert(rows) {
      const started = performance.now();
      to.exec("BEGIN IMMEDIATE");
      for (const { table, columns, values } of rows) {
        const insert = to.prepare(`insert into ${table} (${list(columns)}) values (${columns.map(() => "?").join()})`);
        for (const row of values) insert.run(row);
      }
      to.exec("COMMIT");
      return performance.now() - started;
    },
    async close() {
      from.close();
      to.close();
    },
  };
}

const ROWS_A_STATEMENT = 1000;
const JSON_TYPES = [114, 3802];

/** Inserts of many rows each. JSON stays the text it is, so that nothing is parsed or written anew. */
export async function postgresFloor(source: string, copy: string): Promise<Floor> {
  const types: pg.CustomTypesConfig = {
    getTypeParser: (oid: number) => (JSON_TYPES.includes(oid) ? (text: string) => text : pg.types.getTypeParser(oid)),
  };
  const [from, to] = [new pg.Client({ connectionString: source, types }), new pg.Client({ connectionString: copy })];
  await Promise.all([from.connect(), to.connect()]);
  return {
    async rowsOf(month) {
      const rows: Rows = [];
      for (const [table, where] of OF_MONTH) {
        const text = `select * from ${table} where ${where("$1")}`;
        const read = await from.query<unknown[]>({ text, values: [month], rowMode: "array" });
        rows.push({ table, columns: read.fields.map((field) => field.name), values: read.rows });
      }
      return rows;
    },
    async insert(rows) {
      const started = performance.now();
      await to.query("begin isolation level serializable");
      for (const { table, columns, values } of rows) {
        for (let at = 0; at < values.length; at += ROWS_A_STATEMENT) {
          const chunk = values.slice(at, at + ROWS_A_STATEMENT);
          const places = chunk.map((row, r) => `(${row.map((_, c) => `$${r * columns.length + c + 1}`).join()})`);
          await to.query(`insert into ${table} (${list(columns)}) values ${places.join()}`, chunk.flat());
        }
      }
      await to.query("commit");
      return performance.now() - started;
    },
    close: async () => void (await Promise.all([from.end(), to.end()])),
  };
}
