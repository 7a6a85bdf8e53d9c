import { and, desc, eq } from "drizzle-orm";
import { reader } from "#db/client";
import { budgetMoves, offsetParts, offsets, settlements, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { dayAt, type Month, monthOf } from "../days.ts";
import { NotFound } from "../errors.ts";
import type { Fen } from "../money.ts";
import { schemesOf } from "../subsidy/rules-plan.ts";
import { namesOf } from "../subsidy/signers.ts";
import { planAt } from "../subsidy/versions.ts";
import { type FundName, fundsKnown } from "./funds.ts";
import { sumsOfYear } from "./moves.ts";
import { fundYears, unnamed } from "./queries.ts";
import { availableFen, nothing } from "./rules.ts";
import { fundShares } from "./rules-shares.ts";
import { sharesOf } from "./shares.ts";

const MOVES_SHOWN = 200;

/** One fund of a year: its months with the batches that took something up, and every move. Throws NotFound. */
export async function fundOfYear(actor: Actor, given: { year: number; fund: string; now?: Date }) {
  authorize(actor, "budget.view");
  const { year, fund, now = new Date() } = given;
  const db = await reader();
  const name = (await fundsKnown(db, monthOf(dayAt(now)))).get(fund);
  if (!name || !Number.isInteger(year)) throw new NotFound();
  const [its] = await fundYears(db, year, new Map([[fund, name]]));
  if (!its) throw new NotFound();
  const moves = await db
    .select({ move: budgetMoves, maker: users.name, sequence: settlements.sequence, status: settlements.status })
    .from(budgetMoves)
    .leftJoin(users, eq(users.id, budgetMoves.madeBy))
    .leftJoin(settlements, eq(settlements.id, budgetMoves.settlementId))
    .where(and(eq(budgetMoves.year, year), eq(budgetMoves.fund, fund)))
    .orderBy(desc(budgetMoves.movedAt), desc(budgetMoves.id));
  const approvers = await namesOf(
    db,
    moves.map(({ move }) => move.approvedBy),
  );
  const batches = new Map<string, FundBatch>();
  for (const { move, sequence, status } of moves) {
    if (move.settlementId === null || move.kind === "appropriated") continue;
    const batch = batches.get(move.settlementId) ?? {
      id: move.settlementId,
      month: move.month,
      sequence: sequence ?? 0,
      status,
      committedFen: 0,
      spentFen: 0,
      overReason: "",
    };
    batch[`${move.kind}Fen`] += move.amountFen;
    batch.overReason ||= move.reason;
    batches.set(batch.id, batch);
  }
  return {
    ...its,
    year,
    batches: [...batches.values()].sort((a, b) =>
      a.month === b.month ? a.sequence - b.sequence : a.month < b.month ? -1 : 1,
    ),
    moves: moves.slice(0, MOVES_SHOWN).map(({ move, maker }) => ({
      ...move,
      maker,
      approver: approvers.get(move.approvedBy ?? "") ?? null,
    })),
    moreMoves: Math.max(0, moves.length - MOVES_SHOWN),
  };
}

export type FundBatch = {
  id: string;
  month: Month;
  sequence: number;
  status: (typeof settlements.$inferSelect)["status"] | null;
  committedFen: Fen;
  spentFen: Fen;
  /** Why it was approved though the budget did not suffice. */
  overReason: string;
};

/** What approving a batch would do to its funds: for its page while it waits. */
export async function budgetsFor(actor: Actor, settlementId: string) {
  authorize(actor, "budget.view");
  const db = await reader();
  const [batch] = await db.select().from(settlements).where(eq(settlements.id, settlementId));
  if (!batch) throw new NotFound();
  const year = Number(batch.month.slice(0, 4));
  const sums = await sumsOfYear(db, year);
  const names = await fundsKnown(db, batch.month);
  return [...(await sharesOf(db, batch))].map(([fund, shareFen]) => {
    const its = sums.get(fund) ?? nothing;
    const before = availableFen(its);
    return {
      fund: names.get(fund) ?? unnamed(fund),
      year,
      kept: its.kept,
      shareFen,
      beforeFen: before,
      afterFen: before - shareFen,
    };
  });
}

/** What each fund bears of one person's line of a batch: where the drill-down of a fund ends. Throws NotFound. */
export async function lineShares(
  actor: Actor,
  offsetId: string,
): Promise<{ fund: FundName; year: number; fen: Fen }[]> {
  authorize(actor, "budget.view");
  const db = await reader();
  const [line] = await db
    .select({ month: offsets.month, plan: settlements.plan, versions: settlements.versions })
    .from(offsets)
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(eq(offsets.id, offsetId));
  if (!line) throw new NotFound();
  const parts = await db.select().from(offsetParts).where(eq(offsetParts.offsetId, offsetId));
  const schemes = schemesOf(await planAt(db, line.plan, line.versions));
  const shares = fundShares(
    schemes,
    parts.map((part) => ({ ...part, lines: 1 })),
  );
  const names = await fundsKnown(db, line.month);
  const year = Number(line.month.slice(0, 4));
  return [...shares].map(([fund, fen]) => ({ fund: names.get(fund) ?? unnamed(fund), year, fen }));
}
