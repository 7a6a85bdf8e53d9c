import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { budgetMoves, ledgerDecisions, ledgerProposals, settlements, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { dayAt, type Month, monthOf } from "../days.ts";
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

export async function fundYears(db: Reader, year: number, names: ReadonlyMap<string, FundName>): Promise<FundYear[]> {
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

export const unnamed = (id: string): FundName => ({ id, nameZh: id, nameEn: id });
