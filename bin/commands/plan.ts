import { parseArgs } from "node:util";
import { reader } from "#db/client";
import { system } from "#lib/actor";
import { planOfComplex } from "#lib/subsidy/in-force";
import { setPlan } from "#lib/subsidy/plans";
import { failedBy, UsageError } from "../failures.ts";

/** Prints the schemes that the complex pays by, or sets them. */
export async function run(args: string[]): Promise<void> {
  const [plan, ...more] = parseArgs({ args, options: {}, allowPositionals: true }).positionals;
  if (more.length > 0) throw new UsageError('plan needs one line, as "suzhou-sip+suzhou|wuxi"');
  if (plan === undefined) {
    const names = await planOfComplex(await reader());
    const steps = names.map((step) => (typeof step === "string" ? step : step.bestOf.join("|")));
    process.stdout.write(`${steps.join("+")}\n`);
    return;
  }
  const set = await setPlan(system, plan, { now: new Date() });
  if (!set.ok) throw failedBy(set);
  process.stdout.write(`months that are run from now on are decided by ${set.plan}\n`);
}
