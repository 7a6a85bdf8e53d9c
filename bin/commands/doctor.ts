import { parseArgs } from "node:util";
import { database, type HealthFact } from "#db/client";
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
  process.stdout.write(`       the database is at ${databasePlace()}\n`);
  if (answers) await look("ledger", ledgerFacts);

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
