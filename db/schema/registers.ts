import { sql } from "drizzle-orm";
import { choice, count, day, fen, id, index, instant, json, primaryKey, table, text, uniqueIndex } from "../columns.ts";
import { importFormats, importStatuses } from "./billing.ts";
import { people } from "./people.ts";

export const registerNames = ["socialInsurance", "degrees", "homes"] as const;

/**
 * A list from a public register (social insurance, degrees, homes), as it was read in; the file itself is not kept.
 * `unknown` are people of the list whom nobody here knows: they are counted, and nothing of them is kept.
 */
export const registerImports = table(
  "register_imports",
  {
    id: id(),
    register: choice(registerNames).notNull(),
    fileName: text().notNull(),
    fileHash: text().notNull(),
    format: choice(importFormats).notNull().default("csv"),
    /** `utf-8`, `utf-8-bom` or `gb18030`; null for spreadsheets. */
    encoding: text(),
    /** The day of which the register speaks. */
    asOf: day().notNull(),
    rows: count().notNull(),
    unknown: count().notNull().default(0),
    changed: count().notNull(),
    status: choice(importStatuses).notNull().default("preview"),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
    confirmedBy: text(),
    confirmedAt: instant(),
  },
  (one) => [
    uniqueIndex("register_imports_one_per_file").on(one.fileHash).where(sql`status <> 'discarded'`),
    index("register_imports_by_register").on(one.register, one.asOf),
  ],
);

/** `differs`: the name of the list is another than ours, so nothing of the row counts; `stale`: the person changed since. */
export const registerRowStates = ["change", "same", "differs", "wrong", "applied", "stale"] as const;
export type RegisterChange = { field: string; before: string | null; after: string | null };

/** What a list would change of one person whom we know; and rows that cannot be read, with the end of their number only. */
export const registerRows = table(
  "register_rows",
  {
    id: id(),
    importId: text()
      .notNull()
      .references(() => registerImports.id),
    line: count().notNull(),
    personId: text().references(() => people.id),
    /** The last four of the ID number, for staff who mend the list. */
    lastFour: text().notNull(),
    state: choice(registerRowStates).notNull(),
    /** A key of the refusals: why it is wrong. */
    reason: text().notNull(),
    reasonValues: json<Record<string, string | number>>().notNull(),
    changes: json<RegisterChange[]>().notNull(),
    /** The version of the person that the changes were worked out from. */
    version: count().notNull(),
  },
  (row) => [uniqueIndex("register_rows_one_per_line").on(row.importId, row.line)],
);

/** What a register said of a person, append-only by triggers: field, what stood before and after. */
export const registerFacts = table(
  "register_facts",
  {
    id: id(),
    importId: text()
      .notNull()
      .references(() => registerImports.id),
    personId: text()
      .notNull()
      .references(() => people.id),
    field: text().notNull(),
    before: text(),
    after: text(),
    at: instant().notNull(),
  },
  (fact) => [index("register_facts_by_person").on(fact.personId)],
);

export const findingStates = ["found", "seen"] as const;

/** 免申即享: people whom the monthly run found to have become eligible without applying. */
export const findings = table(
  "findings",
  {
    personId: text()
      .notNull()
      .references(() => people.id),
    month: text().notNull(),
    state: choice(findingStates).notNull(),
    /** Of the parts that are new, for the month. */
    subsidyFen: fen().notNull(),
    parts: json<string[]>().notNull(),
    /** Codes of the conditions (`scheme/part:code`) that were not met when last decided and are now; none: decided for the first time. */
    became: json<string[]>().notNull(),
    foundAt: instant().notNull(),
    toldAt: instant(),
    seenBy: text(),
    seenAt: instant(),
  },
  (one) => [primaryKey({ columns: [one.personId, one.month] }), index("findings_by_state").on(one.state)],
);
