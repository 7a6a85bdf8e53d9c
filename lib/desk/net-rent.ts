import { reader } from "#db/client";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Month } from "../days.ts";
import { billedMonths } from "./figures.ts";
import { monthRows } from "./month-rows.ts";
import { allInBooks, type Named, NONE } from "./rules-figures.ts";
import { foldSmall, netRentGroups, type Spread, spreadOf, withRent } from "./rules-net-rent.ts";

/** Months that the trend shows, the chosen one last. */
const TREND = 6;

export type NetRentTrend = { class: (Named & { id: string }) | null; months: Record<Month, Spread> };

/** Net rents of one month by class and room type, all together, and by class over the months before. */
export async function netRents(actor: Actor, month: Month) {
  authorize(actor, "figures.view");
  const db = await reader();
  const months = (await billedMonths(actor)).filter((one) => one <= month).slice(0, TREND);
  const trend = new Map<string, NetRentTrend>();
  for (const one of months.toReversed()) {
    const rows = withRent(await monthRows(db, one));
    for (const [id, its] of Map.groupBy(rows, (row) => row.decision?.class?.id ?? NONE)) {
      const spread = spreadOf(its);
      const known = trend.get(id) ?? { class: its[0]?.decision?.class ?? null, months: {} };
      if (spread) trend.set(id, { ...known, months: { ...known.months, [one]: spread } });
    }
  }
  const rows = await monthRows(db, month);
  const groups = netRentGroups(rows);
  const order = [...new Set(groups.map((group) => group.class?.id ?? NONE))];
  return {
    month,
    groups,
    outside: foldSmall(rows),
    all: spreadOf(withRent(rows)),
    inBooks: allInBooks(rows),
    months: months.toReversed(),
    trend: order.flatMap((id) => trend.get(id) ?? []),
  };
}
export type NetRents = Awaited<ReturnType<typeof netRents>>;
