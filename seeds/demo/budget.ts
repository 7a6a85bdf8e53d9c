import { eq } from "drizzle-orm";
import { reader } from "#db/client";
import { settlements } from "#db/schema";
import { approveAppropriation, proposeAppropriation } from "#lib/budget/appropriations";
import { sumsOfYear } from "#lib/budget/moves";
import { availableFen, budgetYear, nothing } from "#lib/budget/rules";
import { sharesOf } from "#lib/budget/shares";
import type { Month } from "#lib/days";
import { newId } from "#lib/ids";
import type { Fen } from "#lib/money";
import type { Calendar } from "./calendar.ts";
import { granted } from "./granted.ts";
import { BUDGET_MONTHS, BUDGET_ROUND_FEN } from "./settings.ts";
import { firstOfficer, secondOfficer } from "./staff.ts";

const rounded = (fen: Fen): Fen => Math.ceil(fen / BUDGET_ROUND_FEN) * BUDGET_ROUND_FEN;

/** What the draft batches of a month would cost each fund. */
async function costOf(month: Month): Promise<Map<string, Fen>> {
  const db = await reader();
  const batches = await db.select().from(settlements).where(eq(settlements.month, month));
  const sums = new Map<string, Fen>();
  for (const batch of batches)
    for (const [fund, fen] of await sharesOf(db, batch)) sums.set(fund, (sums.get(fund) ?? 0) + fen);
  return sums;
}

/**
 * ILLUSTRATIVE: the first time a fund pays in a year, so many months' worth of it are appropriated; where the year has
 * grown past that, it is raised before the month is approved.
 */
export async function appropriateYear(calendar: Calendar, month: Month): Promise<void> {
  const year = budgetYear(month);
  const sums = await sumsOfYear(await reader(), year);
  for (const [fund, fen] of await costOf(month)) {
    const its = sums.get(fund) ?? nothing;
    const [amountFen, number] = its.kept ? [fen * BUDGET_MONTHS.raise, 2] : [fen * BUDGET_MONTHS.year, 1];
    if (!its.kept || availableFen(its) < fen)
      await enter(calendar, month, fund, rounded(amountFen), `示例预〔${month}〕${number}号`);
  }
}

/**
 * ILLUSTRATIVE: before the running month the year's budget is brought to what was approved and a little more than another
 * month, so that the page shows a budget that runs out; a supplement waits for the second officer.
 */
export async function shortenYear(calendar: Calendar): Promise<void> {
  const { month, months } = calendar;
  const last = months.at(-2);
  if (last === undefined) return;
  const year = budgetYear(month);
  for (const [fund, fen] of await costOf(last)) {
    const its = (await sumsOfYear(await reader(), year)).get(fund) ?? nothing;
    const changeFen = rounded(fen * BUDGET_MONTHS.left) - availableFen(its);
    if (changeFen !== 0) await enter(calendar, month, fund, changeFen, `示例预〔${year}〕9号`);
    // With it the year lasts, growth included.
    const monthsLeft = 13 - Number(month.slice(5));
    const lackingFen = fen * (monthsLeft * BUDGET_MONTHS.growth - BUDGET_MONTHS.left);
    const more = { appropriationId: newId(), fund, year, amountFen: rounded(Math.max(lackingFen, BUDGET_ROUND_FEN)) };
    const proposed = proposeAppropriation(
      firstOfficer,
      { ...more, reason: `示例预〔${year}〕12号（追加）` },
      { now: calendar.at(month, 2, 9) },
    );
    await granted("a supplement", proposed);
  }
}

async function enter(calendar: Calendar, month: Month, fund: string, amountFen: Fen, reason: string): Promise<void> {
  const given = { appropriationId: newId(), fund, year: budgetYear(month), amountFen, reason };
  const proposed = await granted(
    "a budget",
    proposeAppropriation(firstOfficer, given, { now: calendar.at(month, 1, 9) }),
  );
  await granted(
    "posting a budget",
    approveAppropriation(secondOfficer, proposed.proposalId, { now: calendar.at(month, 1, 11) }),
  );
}
