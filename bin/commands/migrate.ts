import { parseArgs } from "node:util";
import { database } from "#db/client";
import { databasePlace } from "../failures.ts";

/** Applies the migrations that are missing; doing it twice, or in two processes at once, changes nothing more. */
export async function run(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  await (await database()).migrate();
  process.stdout.write(`The database at ${databasePlace()} is up to date.\n`);
}
