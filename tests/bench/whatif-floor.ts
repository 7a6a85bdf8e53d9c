import pg from "pg";
import { dialect } from "#db/dialect";

// The least that any program must do for a what-if: read the rows as they lie there, then compare a dozen numbers a person
// and month and add up two amounts, on bare typed arrays and without the product's code.

const TABLES = ["people", "leases", "lease_tenants"] as const;

/** Reads every row of the tables that residents are made of, through the bare driver. */
export async function bareRead(url: string): Promise<{ read: () => Promise<number>; close: () => Promise<void> }> {
  if (dialect === "sqlite") {
    const { default: Database } = await import("better-sqlite3");
    const db = new Database(url, { readonly: true });
    const selects = TABLES.map((table) => db.prepare(`select * from ${table}`));
    return {
      read: async () => selects.reduce((sum, select) => sum + select.all().length, 0),
      close: async () => {
        db.close();
      },
    };
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    read: async () => {
      let rows = 0;
      for (const table of TABLES) rows += (await client.query(`select * from ${table}`)).rows.length;
      return rows;
    },
    close: () => client.end(),
  };
}

const CONDITIONS = 12;
const PARTS = 2;

/** Two courses of months: every person against twelve conditions for each of two parts, netted against the rent. */
export function bareCourses(people: number, months: number): number {
  const facts = Int32Array.from({ length: people * CONDITIONS }, (_, i) => i % 7);
  const required = new Int32Array(CONDITIONS);
  const amounts = Int32Array.of(80_000, 50_000, 30_000, 80_000, 60_000, 50_000);
  const rents = Int32Array.from({ length: people }, (_, i) => 60_000 + (i % 90) * 1000);
  let total = 0;
  for (let course = 0; course < 2; course++)
    for (let person = 0; person < people; person++)
      for (let month = 0; month < months; month++) {
        let subsidy = 0;
        for (let part = 0; part < PARTS; part++) {
          let met = 1;
          for (let at = 0; at < CONDITIONS; at++)
            met &= (facts[person * CONDITIONS + at] ?? 0) >= (required[at] ?? 0) ? 1 : 0;
          subsidy += met * (amounts[part * 3 + (person % 3)] ?? 0);
        }
        total += Math.min(subsidy, rents[person] ?? 0) + course + month;
      }
  return total;
}
