import { choice, count, day, id, index, instant, json, primaryKey, table, text, uniqueIndex } from "../columns.ts";
import { people } from "./people.ts";

/** A list from a public register (social insurance, degrees, homes), as it was read in. */
export const registerImports = table(
  "register_imports",
  {
    id: id(),
    register: text().notNull(),
    fileName: text().notNull(),
    fileHash: text().notNull(),
    asOf: day().notNull(),
    rows: count().notNull(),
    changed: count().notNull(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
  },
  (one) => [uniqueIndex("register_imports_one_per_file").on(one.fileHash)],
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
    subsidyFen: count().notNull(),
    parts: json<string[]>().notNull(),
    /** Codes of the conditions that were not met the month before and are now. */
    became: json<string[]>().notNull(),
    foundAt: instant().notNull(),
    toldAt: instant(),
    seenBy: text(),
    seenAt: instant(),
  },
  (one) => [primaryKey({ columns: [one.personId, one.month] }), index("findings_by_state").on(one.state)],
);
