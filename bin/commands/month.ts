import { parseArgs } from "node:util";
import { system } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { isMonth } from "#lib/days";
import { failedBy, UsageError } from "../failures.ts";

/** Runs one month as the system does. */
export async function run(args: string[]): Promise<void> {
  const [month, ...more] = parseArgs({ args, options: {}, allowPositionals: true }).positionals;
  if (month === undefined || more.length > 0) throw new UsageError("month needs one month, as 2026-09");
  if (!isMonth(month)) throw new UsageError(`"${month}" is not a month; write it as 2026-09`);
  const started = performance.now();
  const ran = await runMonth(system, month, { now: new Date() });
  if (!ran.ok) throw failedBy(ran);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { newBills, decided, settlementIds } = ran;
  process.stdout.write(
    `${month}: ${newBills} new bills, ${decided} subsidies decided, ${settlementIds.length} batches wait for the officers (${seconds} s)\n`,
  );
}
