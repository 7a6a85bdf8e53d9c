import type { Writer } from "#db/client";
import { dayAt, type Month, monthOf } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import { closedMonths } from "../ledger/periods.ts";
import { chargeUses, openUses, type UseCharge, workOut } from "../meters/charging.ts";
import { chargeDeposits } from "./deposits.ts";
import { chargeLateFees } from "./late-fees.ts";
import type { MonthLease } from "./month-leases.ts";

/**
 * What a run of a month charges beside the rent. Readings and late days belong to no month of their own: they go on the
 * bills of the running month or a later one, never on those of one that is over or closed.
 */
export type MonthCharges = { running: boolean; uses: UseCharge[] };

/** What is to be charged beside the rent, before anything is written. Refuses `tariff-no-value`. */
export async function chargesOf(tx: Writer, month: Month, now: Date): Promise<Decision<MonthCharges>> {
  const today = dayAt(now);
  const running = month >= monthOf(today) && !(await closedMonths(tx)).has(month);
  if (!running) return grant({ running, uses: [] });
  const worked = await workOut(tx, await openUses(tx, { upTo: today }));
  return worked.ok ? grant({ running, uses: worked.charges }) : worked;
}

/** Writes them: deposits of the leases whose rent is billed first, what was used, what was late. */
export async function writeCharges(
  tx: Writer,
  { running, uses }: MonthCharges,
  { month, leases, by, now }: { month: Month; leases: readonly MonthLease[]; by: string; now: Date },
): Promise<void> {
  await chargeDeposits(tx, leases, month, { by, now });
  if (!running) return;
  await chargeUses(tx, uses, { month, by, now });
  await chargeLateFees(tx, month, { by, now });
}
