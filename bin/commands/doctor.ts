import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { database, type HealthFact } from "#db/client";
import { dialect } from "#db/dialect";
import { migrationsFolder } from "#db/migrations";
import { BadEnvironment, readEnv } from "#lib/env";
import { ledgerFacts } from "#lib/ledger/queries";
import { databasePlace, explain, Failed } from "../failures.ts";

const OLDEST_NODE = 24;

/** Looks at everything a running product stands on and says of each what it found; fails when one thing is wrong. */
export async function run(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const facts: HealthFact[] = [];
  const look = async (name: string, find: () => HealthFact[] | Promise<HealthFact[]>) => {
    const found = await Promise.resolve()
      .then(find)
      .catch((error: unknown) => [{ name, ok: false, detail: explain(error) ?? String(error) }]);
    for (const fact of found) {
      facts.push(fact);
      process.stdout.write(
        `${fact.ok ? "ok    " : "WRONG "} ${fact.name}: ${fact.detail.replaceAll("\n", "\n       ")}\n`,
      );
    }
    return found.every((fact) => fact.ok);
  };

  await look("node", nodeVersion);
  await look("settings", settings);
  const answers = await look("database", async () => (await database()).health());
  if (answers) {
    process.stdout.write(`       the database is at ${databasePlace()}\n`);
    if (await look("migrations", migrations)) await look("ledger", ledgerFacts);
  }
  const wrong = facts.filter((fact) => !fact.ok);
  if (wrong.length > 0) throw new Failed(`${wrong.length} of ${facts.length} checks found something wrong.`);
  process.stdout.write(`All ${facts.length} checks are fine.\n`);
}

function nodeVersion(): HealthFact[] {
  const major = Number(process.versions.node.split(".")[0]);
  return [
    { name: "node", ok: major >= OLDEST_NODE, detail: `${process.versions.node} (needs ${OLDEST_NODE} or newer)` },
  ];
}

function settings(): HealthFact[] {
  try {
    const { origin, demo } = readEnv(process.env);
    return [{ name: "settings", ok: true, detail: `${origin}${demo ? ", demo mode" : ""}` }];
  } catch (error) {
    if (!(error instanceof BadEnvironment)) throw error;
    return [{ name: "settings", ok: false, detail: error.message }];
  }
}

/** Migrations on disk against those the database has: the time of each is its name in both. */
async function migrations(): Promise<HealthFact[]> {
  const journal: { entries: { tag: string; when: number }[] } = JSON.parse(
    readFileSync(join(migrationsFolder(dialect), "meta/_journal.json"), "utf8"),
  );
  const table = dialect === "postgres" ? sql`drizzle.__drizzle_migrations` : sql`__drizzle_migrations`;
  const { reader } = await database();
  const rows = await reader.select({ at: sql<number>`created_at`.mapWith(Number) }).from(table);
  const applied = new Set(rows.map((row) => row.at));
  const missing = journal.entries.filter((entry) => !applied.has(entry.when)).map((entry) => entry.tag);
  const known = new Set(journal.entries.map((entry) => entry.when));
  const foreign = [...applied].filter((at) => !known.has(at)).length;
  const problems = [
    ...(missing.length > 0 ? [`missing: ${missing.join(", ")}; run "wutong migrate"`] : []),
    ...(foreign > 0 ? [`${foreign} from a newer version than this one`] : []),
  ];
  const detail = problems.join("; ") || `${journal.entries.length} of ${journal.entries.length} applied`;
  return [{ name: "migrations", ok: problems.length === 0, detail }];
}
