import { addMonths, type Month, monthsBetween } from "../days.ts";
import type { Fen } from "../money.ts";

/**
 * What the latest month that was decided would go on to cost, month for month: people who are granted the same, by fund,
 * and for how many further months each has something left (null: no end).
 */
export type Carried = { shares: ReadonlyMap<string, Fen>; left: number | null };

/** `approved`: in the books; `waiting`: decided, for the officers; `expected`: carried on from the latest month. */
export type ForecastMonth = { month: Month; approvedFen: Fen; waitingFen: Fen; expectedFen: Fen; sumFen: Fen };
export type Forecast = {
  months: ForecastMonth[];
  totalFen: Fen;
  /** The first month with which more is needed than was appropriated; null where it suffices or nothing was. */
  runsOutIn: Month | null;
  level: "unkept" | "fine" | "tight" | "short";
};

/** Above this share of the year's budget it is tight: our own setting. */
const TIGHT_PERCENT = 90;

/**
 * A fund's year: months that were decided as they were, the months after the latest one as that one carried on for
 * whoever has months left. Nobody joins, nobody leaves, and what a person gets stays as it is: that is all it knows.
 */
export function forecastYear(
  fund: string,
  year: number,
  given: {
    approved: ReadonlyMap<Month, Fen>;
    waiting: ReadonlyMap<Month, Fen>;
    latest: Month | null;
    carried: readonly Carried[];
    budget: { kept: boolean; appropriatedFen: Fen };
  },
): Forecast {
  const { approved, waiting, latest, carried, budget } = given;
  let sumFen = 0;
  const months = Array.from({ length: 12 }, (_, index): ForecastMonth => {
    const month = addMonths(`${year}-01`, index);
    const ahead = latest === null ? 0 : monthsBetween(latest, month);
    const expectedFen = ahead > 0 ? carriedFen(fund, carried, ahead) : 0;
    const [approvedFen, waitingFen] = [approved.get(month) ?? 0, waiting.get(month) ?? 0];
    sumFen += approvedFen + waitingFen + expectedFen;
    return { month, approvedFen, waitingFen, expectedFen, sumFen };
  });
  const totalFen = sumFen;
  const { kept, appropriatedFen } = budget;
  if (!kept) return { months, totalFen, runsOutIn: null, level: "unkept" };
  const runsOutIn = months.find((one) => one.sumFen > appropriatedFen)?.month ?? null;
  const tight = totalFen * 100 > appropriatedFen * TIGHT_PERCENT;
  return { months, totalFen, runsOutIn, level: runsOutIn ? "short" : tight ? "tight" : "fine" };
}

/** What the latest month costs a fund `ahead` months later. */
export const carriedFen = (fund: string, carried: readonly Carried[], ahead: number): Fen =>
  carried.reduce((sum, { shares, left }) => (left === null || left >= ahead ? sum + (shares.get(fund) ?? 0) : sum), 0);
