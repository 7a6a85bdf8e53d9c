import { asc, eq } from "drizzle-orm";
import { type Reader, reader, transaction } from "#db/client";
import { complexes, settlements } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { arrearsRows } from "../billing/arrears.ts";
import { arrearAges } from "../billing/rules-arrears.ts";
import { budgetOf } from "../budget/queries.ts";
import { budgetYear } from "../budget/rules.ts";
import { dayAt, type Month } from "../days.ts";
import { NotFound } from "../errors.ts";
import type { Fen } from "../money.ts";
import type { Scheme } from "../subsidy/scheme.ts";
import { namesOf, signers } from "../subsidy/signers.ts";
import { monthSummary } from "./figures.ts";
import { monthRows, schemesOfMonth } from "./month-rows.ts";
import { type MonthRow, type Named, NONE, partFen } from "./rules-figures.ts";
import { fundsOf } from "./rules-flow.ts";
import { foldSmall } from "./rules-net-rent.ts";

/**
 * Everything the month's report says, in one reading; an audit row says who took it. Net rents are folded as for outside:
 * a report is handed on. Throws NotFound for a month without bills.
 */
export async function monthReport(actor: Actor, month: Month, { now }: { now: Date }) {
  authorize(actor, "figures.view");
  const db = await reader();
  const summary = await monthSummary(actor, month);
  const rows = await monthRows(db, month);
  const schemes = await schemesOfMonth(db, month);
  const [complex] = await db.select().from(complexes).orderBy(asc(complexes.id)).limit(1);
  if (!complex) throw new NotFound();
  await transaction((tx) => audit(tx, actor, "sheet.export", "report", month, now, { rows: rows.length }));
  return {
    month,
    complex: { nameZh: complex.nameZh, nameEn: complex.nameEn },
    summary,
    classes: classParts(
      rows,
      summary.parts.map((one) => one.ref),
    ),
    funds: fundSums(rows, schemes),
    budget: await budgetOf(actor, { year: budgetYear(month), now }),
    refused: refusals(rows),
    netRent: foldSmall(rows),
    arrears: await arrearsByAge(now),
    batches: await batchesOf(db, month),
    schemes: schemes.map(({ nameZh, nameEn, version, documents }) => ({ nameZh, nameEn, version, documents })),
  };
}
export type MonthReport = Awaited<ReturnType<typeof monthReport>>;

export type ClassRow = { class: Named | null; people: number; granted: number; parts: Fen[]; subsidyFen: Fen };

/** Each class with what every part granted it, in the order of `refs`. */
function classParts(rows: readonly MonthRow[], refs: readonly string[]): ClassRow[] {
  const groups = Map.groupBy(rows, (row) => row.decision?.class?.id ?? NONE);
  return [...groups.values()]
    .map((its) => ({
      class: its[0]?.decision?.class ?? null,
      people: its.length,
      granted: its.filter((row) => (row.decision?.subsidyFen ?? 0) > 0).length,
      parts: refs.map((ref) => its.reduce((sum, row) => sum + partFen(row, ref), 0)),
      subsidyFen: its.reduce((sum, row) => sum + (row.decision?.subsidyFen ?? 0), 0),
    }))
    .sort((a, b) => b.subsidyFen - a.subsidyFen);
}

export type FundRow = { scheme: Named; fund: Named; percent: number; amountFen: Fen };

/** What each fund bears of each scheme, line by line as the budget has it. */
const fundSums = (rows: readonly MonthRow[], schemes: readonly Scheme[]): FundRow[] =>
  schemes.flatMap((scheme) => {
    const borne = fundsOf(rows, scheme);
    return scheme.funders.map((fund) => ({ scheme, fund, percent: fund.percent, amountFen: borne.get(fund.id) ?? 0 }));
  });

/** How many people got nothing at all this month. */
const refusals = (rows: readonly MonthRow[]): number =>
  rows.filter((row) => row.decision !== null && row.decision.subsidyFen === 0).length;

async function arrearsByAge(now: Date) {
  const rows = await arrearsRows({}, dayAt(now));
  return {
    on: dayAt(now),
    people: rows.length,
    ages: arrearAges.map((age) => ({
      age,
      people: rows.filter((row) => row[age] > 0).length,
      amountFen: rows.reduce((sum, row) => sum + row[age], 0),
    })),
    totalFen: rows.reduce((sum, row) => sum + row.totalFen, 0),
  };
}

async function batchesOf(db: Reader, month: Month) {
  const batches = await db
    .select()
    .from(settlements)
    .where(eq(settlements.month, month))
    .orderBy(asc(settlements.sequence));
  const names = await namesOf(
    db,
    batches.flatMap((row) => [row.madeBy, row.checkedBy, row.approvedBy]),
  );
  return batches.map((batch) => ({
    sequence: batch.sequence,
    status: batch.status,
    contentHash: batch.contentHash,
    approvedAt: batch.approvedAt,
    ...signers(batch, names),
  }));
}
