import type { Writer } from "#db/client";
import { yuanText } from "../money.ts";
import { tellEach } from "../notices/commands.ts";
import type { ClawbackRow } from "./claims.ts";
import type { Posted } from "./posting.ts";
import type { Settled } from "./rules-difference.ts";

/**
 * Tells each person what a correction came to for them: from and to which month, why, what they get back, what is charged and
 * what is claimed. Whoever's amounts are the same is not told.
 */
export async function tellCorrected(
  tx: Writer,
  correction: { correctionNo: string; reason: string },
  posted: readonly Posted[],
  at: Date,
): Promise<void> {
  const notices = [...Map.groupBy(posted, ({ line }) => line.personId)].flatMap(([personId, its]) => {
    const news = newsOf(its.map(({ settled }) => settled));
    if (news === null) return [];
    const months = [...new Set(its.map(({ line }) => line.month))].toSorted();
    const span = { months: months.length, fromMonth: months[0] ?? "", toMonth: months.at(-1) ?? "" };
    const { correctionNo: no, reason } = correction;
    return [{ personId, ...news, values: { ...valuesOf(its), ...span, no, reason }, at }];
  });
  await tellEach(tx, notices);
}

const sum = (its: readonly Settled[], pick: (one: Settled) => number): number =>
  its.reduce((total, one) => total + pick(one), 0);

/** What matters most to the person: that they owe, that they get, or only that a month was decided otherwise. */
function newsOf(its: readonly Settled[]): { kind: string } | null {
  if (sum(its, (one) => one.claimFen - one.setOffFen) > 0) return { kind: "correction-claimed" };
  if (sum(its, (one) => one.chargeFen) > 0) return { kind: "correction-charged" };
  if (sum(its, (one) => one.creditFen + one.payoutFen) > 0) return { kind: "correction-credited" };
  const moved = its.some((one) => one.rentFen !== 0 || one.subsidyFen !== 0);
  return moved ? { kind: "correction-changed" } : null;
}

function valuesOf(posted: readonly Posted[]) {
  const its = posted.map(({ settled }) => settled);
  return {
    claim: yuanText(sum(its, (one) => one.claimFen - one.setOffFen)),
    charge: yuanText(sum(its, (one) => one.chargeFen)),
    credit: yuanText(sum(its, (one) => one.creditFen + one.payoutFen)),
  };
}

/** Tells those whose clawback has nothing left to bill. */
export async function tellSettled(
  tx: Writer,
  rows: readonly ClawbackRow[],
  settled: readonly string[],
  at: Date,
): Promise<void> {
  const notices = rows
    .filter(({ id }) => settled.includes(id))
    .map(({ personId, clawbackNo, amountFen }) => {
      return { personId, kind: "clawback-settled", values: { no: clawbackNo, amount: yuanText(amountFen) }, at };
    });
  await tellEach(tx, notices);
}
