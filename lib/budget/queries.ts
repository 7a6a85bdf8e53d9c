import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { budgetMoves, ledgerDecisions, ledgerProposals, settlements, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { dayAt, type Month, monthOf } from "../days.ts";
import { NotFound } from "../errors.ts";
import { appropriationIn } from "../ledger/rules-finance.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import { carriedOn } from "./carried.ts";
import { type FundName, fundsKnown } from "./funds.ts";
import { sumsOfYear } from "./moves.ts";
import { availableFen, type FundSums, nothing } from "./rules.ts";
import { type Forecast, forecastYear } from "./rules-forecast.ts";
import { sharesOf } from "./shares.ts";

export type FundYear = FundName & FundSums & { availableFen: Fen; forecast: Forecast };

/** A year's budget by fund: what was granted, taken up, spent, what is left, and where the year is heading. */
export async function budgetOf(actor: Actor, { year, now = new Date() }: { year: number; now?: Date }) {
  authorize(actor, "budget.view");
  const db = await reader();
  const names = await fundsKnown(db, monthOf(dayAt(now)));
  const funds = await fundYears(db, year, names);
  const years = await db.selectDistinct({ year: budgetMoves.year }).from(budgetMoves);
  const here = Number(dayAt(now).slice(0, 4));
  return {
    year,
    years: [...new Set([here, here + 1, year, ...years.map((row) => row.year)])].toSorted((a, b) => b - a),
    funds,
    names: [...names.values()],
    waiting: await waitingAppropriations(db, names),
  };
}

async function fundYears(db: Reader, year: number, names: ReadonlyMap<string, FundName>): Promise<FundYear[]> {
  const sums = await sumsOfYear(db, year);
  const approved = await approvedByMonth(db, year);
  const waiting = await waitingByMonth(db, year);
  const { latest, carried } = await carriedOn(db);
  return [...names.values()].map((fund) => {
    const its = sums.get(fund.id) ?? nothing;
    const forecast = forecastYear(fund.id, year, {
      approved: approved.get(fund.id) ?? new Map(),
      waiting: waiting.get(fund.id) ?? new Map(),
      latest,
      carried,
      budget: its,
    });
    return { ...fund, ...its, availableFen: availableFen(its), forecast };
  });
}

type ByMonth = Map<string, Map<Month, Fen>>;

function add(sums: ByMonth, fund: string, month: Month, fen: Fen): void {
  const its = sums.get(fund) ?? new Map<Month, Fen>();
  its.set(month, (its.get(month) ?? 0) + fen);
  sums.set(fund, its);
}

/** What was taken up of each fund, by the month it is for. */
async function approvedByMonth(db: Reader, year: number): Promise<ByMonth> {
  const rows = await db
    .select({ fund: budgetMoves.fund, month: budgetMoves.month, fen: sumFen(budgetMoves.amountFen) })
    .from(budgetMoves)
    .where(and(eq(budgetMoves.year, year), eq(budgetMoves.kind, "committed")))
    .groupBy(budgetMoves.fund, budgetMoves.month);
  const sums: ByMonth = new Map();
  for (const { fund, month, fen } of rows) add(sums, fund, month, fen);
  return sums;
}

/** What batches that wait for the officers would take up. */
async function waitingByMonth(db: Reader, year: number): Promise<ByMonth> {
  const batches = await db
    .select()
    .from(settlements)
    .where(and(inArray(settlements.status, ["draft", "checked"]), sql`${settlements.month} like ${`${year}-%`}`));
  const sums: ByMonth = new Map();
  for (const batch of batches) for (const [fund, fen] of await sharesOf(db, batch)) add(sums, fund, batch.month, fen);
  return sums;
}

export type WaitingAppropriation = Awaited<ReturnType<typeof waitingAppropriations>>[number];

async function waitingAppropriations(db: Reader, names: ReadonlyMap<string, FundName>) {
  const rows = await db
    .select({ proposal: ledgerProposals, maker: users.name })
    .from(ledgerProposals)
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, ledgerProposals.id))
    .leftJoin(users, eq(users.id, ledgerProposals.madeBy))
    .where(and(eq(ledgerProposals.kind, "budget"), isNull(ledgerDecisions.proposalId)))
    .orderBy(asc(ledgerProposals.id));
  return rows.map(({ proposal, maker }) => {
    const { id, reason, madeBy, madeAt } = proposal;
    const { fund, ...said } = appropriationIn(proposal.legs as Parameters<typeof appropriationIn>[0]);
    return { id, reason, madeBy, madeAt, maker, fund: names.get(fund) ?? unnamed(fund), ...said };
  });
}

const unnamed = (id: string): FundName => ({ id, nameZh: id, nameEn: id });

/** How many appropriations this officer can decide: those that wait and are not their own. */
export async function appropriationsToDecide(actor: Actor): Promise<number> {
  authorize(actor, "budget.view");
  const rows = await (await reader())
    .select({ madeBy: ledgerProposals.madeBy })
    .from(ledgerProposals)
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, ledgerProposals.id))
    .where(and(eq(ledgerProposals.kind, "budget"), isNull(ledgerDecisions.proposalId)));
  return actor.role === "officer" ? rows.filter((row) => row.madeBy !== actor.userId).length : 0;
}

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
    moves: moves.slice(0, MOVES_SHOWN).map(({ move, maker }) => ({ ...move, maker })),
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
