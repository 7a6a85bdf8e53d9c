import type { Writer } from "#db/client";
import type { settlements } from "#db/schema";
import type { Day } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import type { Fen } from "../money.ts";
import { committedFor, moveBudget, sumsOfYear } from "./moves.ts";
import { budgetYear, decideCommitment } from "./rules.ts";
import { sharesOf } from "./shares.ts";

type Batch = typeof settlements.$inferSelect;
type By = { by: string; approvedBy?: string | null; now: Date };

/**
 * A batch that is approved takes up the budgets of its funds. Above what is available it needs `reason`: else refuses
 * `budget-exceeded`. In the caller's transaction.
 */
export async function commitBatch(
  tx: Writer,
  batch: Batch,
  reason: string,
  by: By,
): Promise<Decision<{ shares: Map<string, Fen>; over: Map<string, Fen> }>> {
  const year = budgetYear(batch.month);
  const shares = await sharesOf(tx, batch);
  const decision = decideCommitment(shares, await sumsOfYear(tx, year), reason);
  if (!decision.ok) return decision;
  const moves = [...shares].map(([fund, amountFen]) => ({
    key: `commit:${batch.id}:${fund}`,
    kind: "committed" as const,
    fund,
    year,
    month: batch.month,
    amountFen,
    settlementId: batch.id,
    reason: decision.over.has(fund) ? reason.trim() : "",
  }));
  await moveBudget(tx, moves, by);
  return grant({ shares, over: decision.over });
}

/** A fund has paid for a batch: what was committed is spent, and what of it was not needed is released. */
export async function spendOnBatch(
  tx: Writer,
  batch: Pick<Batch, "id" | "month">,
  paid: { fund: string; amountFen: Fen; on: Day },
  by: By,
): Promise<void> {
  const { fund, amountFen, on } = paid;
  const committedFen = (await committedFor(tx, batch.id)).get(fund) ?? 0;
  const said = { fund, year: budgetYear(batch.month), month: batch.month, settlementId: batch.id, on };
  await moveBudget(
    tx,
    [
      { ...said, key: `spend:${batch.id}:${fund}`, kind: "spent", amountFen },
      // Whatever was committed too little is made up for, whatever too much is given back.
      { ...said, key: `release:${batch.id}:${fund}`, kind: "committed", amountFen: amountFen - committedFen },
    ],
    by,
  );
}
