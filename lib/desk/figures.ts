import { count, desc, gt } from "drizzle-orm";
import { reader } from "#db/client";
import { bills } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { addMonths, type Month } from "../days.ts";
import { NotFound } from "../errors.ts";
import { partName } from "../subsidy/rules-plan.ts";
import type { Scheme } from "../subsidy/scheme.ts";
import { sumFen } from "../sums.ts";
import { type Corrected, correctedIn, countsOf, type Exception, type Exceptions, exceptionsIn } from "./changes.ts";
import { monthRows, schemesOfMonth } from "./month-rows.ts";
import {
  allInBooks,
  type Dimension,
  type Group,
  groupBy,
  type MonthRow,
  type Named,
  type Narrowed,
  narrow,
  nextDimension,
  partFen,
  type Sums,
  sumsOf,
} from "./rules-figures.ts";

export const LINES_PER_PAGE = 50;

/** The billed months, the latest first. */
export async function billedMonths(actor: Actor): Promise<Month[]> {
  authorize(actor, "figures.view");
  const rows = await (await reader())
    .select({ month: bills.month })
    .from(bills)
    .where(gt(bills.rentFen, 0))
    .groupBy(bills.month)
    .orderBy(desc(bills.month));
  return rows.map((row) => row.month);
}

export type PartSum = { ref: string; scheme: Named; part: Named; people: number; amountFen: number };
export type MonthSummary = {
  month: Month;
  sums: Sums;
  /** The month before; null where it was not billed. */
  before: Sums | null;
  parts: PartSum[];
  inBooks: boolean;
  exceptions: Exceptions;
  /** Past months that were decided again and whose difference is booked in this one; the month's own sums are without it. */
  corrected: Corrected;
  /** By class, room type and building. */
  groups: Record<Dimension, Group[]>;
};
/** What a month comes to, by everything it can be split by, beside the month before. Throws NotFound for a month without bills. */
export async function monthSummary(actor: Actor, month: Month): Promise<MonthSummary> {
  authorize(actor, "figures.view");
  const db = await reader();
  const rows = await monthRows(db, month);
  if (rows.length === 0) throw new NotFound();
  const before = await monthRows(db, addMonths(month, -1));
  return {
    month,
    sums: sumsOf(rows),
    before: before.length > 0 ? sumsOf(before) : null,
    parts: partSums(rows, await schemesOfMonth(db, month)),
    inBooks: allInBooks(rows),
    exceptions: countsOf(exceptionsIn(before, rows)),
    corrected: await correctedIn(db, month),
    groups: {
      batch: groupBy(rows, "batch"),
      class: groupBy(rows, "class"),
      type: groupBy(rows, "type"),
      building: groupBy(rows, "building"),
    },
  };
}

/** What each part of each scheme granted, in the order in which the schemes name their parts. */
export function partSums(rows: readonly MonthRow[], schemes: readonly Scheme[]): PartSum[] {
  return schemes.flatMap((scheme) =>
    scheme.parts.flatMap((part): PartSum[] => {
      const ref = partName(scheme.id, part.id);
      const its = rows.filter((row) => partFen(row, ref) > 0);
      if (its.length === 0) return [];
      return [
        {
          ref,
          scheme: { nameZh: scheme.nameZh, nameEn: scheme.nameEn },
          part: { nameZh: part.nameZh, nameEn: part.nameEn },
          people: its.length,
          amountFen: its.reduce((sum, row) => sum + partFen(row, ref), 0),
        },
      ];
    }),
  );
}

export type LinesAsk = Narrowed & { change?: Exception; by?: Dimension | "people"; page?: number };

/** The rows behind a figure: in groups that lead further, or person by person. Their sum is that figure. */
export async function monthLines(actor: Actor, month: Month, { by, page = 1, ...ask }: LinesAsk) {
  authorize(actor, "figures.view");
  const db = await reader();
  const all = await monthRows(db, month);
  const changed = ask.change && exceptionsIn(await monthRows(db, addMonths(month, -1)), all)[ask.change];
  const rows = narrow(all, ask).filter((row) => !changed || changed.has(row.personId));
  const dimension = by ?? nextDimension(ask) ?? "people";
  const pages = Math.max(1, Math.ceil(rows.length / LINES_PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  const { part } = ask;
  return {
    month,
    by: dimension,
    sums: sumsOf(rows),
    partFen: part ? rows.reduce((sum, row) => sum + partFen(row, part), 0) : null,
    parts: partSums(all, await schemesOfMonth(db, month)),
    /** One row for each key that is asked for, to name it. */
    named: Object.fromEntries(
      (["batch", "class", "type", "building"] as const).map((one) => [
        one,
        all.find((row) => ask[one] !== undefined && narrow([row], { [one]: ask[one] }).length > 0) ?? null,
      ]),
    ) as Record<Dimension, MonthRow | null>,
    groups: dimension === "people" ? [] : groupBy(rows, dimension),
    rows: dimension === "people" ? rows.slice((at - 1) * LINES_PER_PAGE, at * LINES_PER_PAGE) : [],
    found: rows.length,
    page: at,
    pages,
  };
}
export type MonthLines = Awaited<ReturnType<typeof monthLines>>;

/** Sums of every billed month, for the list of months. */
export async function monthList(actor: Actor) {
  authorize(actor, "figures.view");
  const rows = await (await reader())
    .select({
      month: bills.month,
      people: count(),
      rentFen: sumFen(bills.rentFen),
      nettedFen: sumFen(bills.offsetFen),
      paidFen: sumFen(bills.paidFen),
    })
    .from(bills)
    .groupBy(bills.month)
    .having(gt(sumFen(bills.rentFen), 0))
    .orderBy(desc(bills.month));
  return rows;
}
