import { parseArgs } from "node:util";
import { database } from "#db/client";
import { readEnv } from "#lib/env";
import { buildOnce } from "./build.ts";
import { checkDatabaseUrl, databasePlace, explain, Failed } from "./failures.ts";
import { needPort, portOf } from "./ports.ts";
import { serve } from "./serve.ts";
import { loadSettings } from "./settings.ts";

// Serves the product on the settings of the environment: npm start -- [--port 3000] [--host 0.0.0.0]
try {
  const { values } = parseArgs({
    options: { port: { type: "string", default: "3000" }, host: { type: "string", default: "localhost" } },
  });
  const port = portOf(values.port);
  loadSettings();
  readEnv(process.env);
  checkDatabaseUrl();
  await needPort(port, values.host);
  await needMigrated();
  buildOnce();
  process.exitCode = await serve(port, values.host).ended;
} catch (error) {
  console.error(explain(error) ?? error);
  process.exitCode = 1;
}

/** A server must not meet a database of another version: says what to run instead of failing page by page. */
async function needMigrated() {
  const db = await database();
  const facts = await db.health().finally(() => db.close());
  const bad = facts.find((fact) => !fact.ok);
  if (bad?.name === "migrations") {
    throw new Failed(`The database at ${databasePlace()} is not up to date. Run: npm run -s wutong -- migrate`);
  }
  if (bad) throw new Failed(`The database at ${databasePlace()} is not fit for use: ${bad.name} is ${bad.detail}`);
}
