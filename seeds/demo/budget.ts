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

/** ILLUSTRATIVE: at the first month of a year in the demo, so many months' worth of it are appropriated. */
export async function appropriateYear(calendar: Calendar, month: Month): Promise<void> {
  const year = budgetYear(month);
  const first = calendar.months.find((one) => budgetYear(one) === year);
  if (first !== month) return;
  for (const [fund, fen] of await costOf(month))
    await enter(calendar, month, fund, rounded(fen * BUDGET_MONTHS.year), `示例预〔${year}〕1号`);
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
    const more = {
      appropriationId: newId(),
      fund,
      year,
      amountFen: rounded(fen),
      reason: `示例预〔${year}〕12号（追加）`,
    };
    await granted("a supplement", proposeAppropriation(firstOfficer, more, { now: calendar.at(month, 2, 9) }));
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
