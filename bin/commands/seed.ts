import { parseArgs } from "node:util";
import { database } from "#db/client";
import { env } from "#lib/env";
import { loadComplex } from "#lib/inventory/commands";
import { seedDemo } from "#seeds/demo";
import { readComplexSeed } from "#seeds/wutong";
import { databasePlace, Failed, failedBy, UsageError } from "../failures.ts";
import { progressOn } from "../progress.ts";

/** Brings the database up to date and fills it; what has been filled already is left alone. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { seed: { type: "string" }, scale: { type: "string" } },
    allowPositionals: true,
  });
  const [what = "demo", ...more] = positionals;
  if (more.length > 0 || !["demo", "complex"].includes(what))
    throw new UsageError(`there is no seed "${positionals.join(" ")}"`);
  const seed = numberOf("--seed", values.seed, (given) => Number.isSafeInteger(given) && given >= 0);
  const scale = numberOf("--scale", values.scale, (given) => given > 0 && given <= 1);
  const { demo } = env();
  if (what === "demo" && !demo)
    throw new Failed(
      "The demo's people are invented and anybody may sign in as them, so they go only into a database of the demo mode.\n" +
        'Set WUTONG_DEMO=1 and a local WUTONG_URL, or load only the buildings: "wutong seed complex".',
    );
  await (await database()).migrate();
  const now = new Date();
  if (what === "complex") {
    const loaded = await loadComplex(readComplexSeed(), { now });
    if (!loaded.ok) throw failedBy(loaded);
    process.stdout.write(`${loaded.unitCount} units ${loaded.loaded ? "are loaded" : "were loaded before"}.\n`);
    return;
  }
  const started = performance.now();
  const result = await seedDemo({ now, progress: progressOn(process.stderr), seed, scale });
  if (!result.seeded) {
    if (result.why !== "seeded-before") throw new Failed(result.message);
    process.stdout.write(`${result.message}\n`);
    return;
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`The demo is in ${databasePlace()} (${seconds} s): ${JSON.stringify(result.counts)}\n`);
}

function numberOf(name: string, given: string | undefined, fits: (value: number) => boolean): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (given.trim() === "" || !fits(value)) throw new UsageError(`${name} ${given} is not a number that fits`);
  return value;
}
