import { reader, transaction } from "#db/client";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { arrearsRows } from "../billing/arrears.ts";
import { dayAt, type Month } from "../days.ts";
import { NotFound } from "../errors.ts";
import type { SheetCell } from "../sheets.ts";
import { monthSummary, partSums } from "./figures.ts";
import { monthRows, schemesOfMonth } from "./month-rows.ts";
import {
  type Dimension,
  type Figure,
  figureOf,
  figuresIn,
  type MonthRow,
  type Named,
  partFen,
  sumsOf,
} from "./rules-figures.ts";
import { foldSmall } from "./rules-net-rent.ts";
import { settlementMonth } from "./settlement-month.ts";

type Rows = SheetCell[][];
type Given = {
  /** The reader's choice between the two names of a thing. */
  name: (named: Named) => string;
  /** What a person outside every class is called, and a row that nobody decided. */
  noClass: string;
  now: Date;
};

/** Every export leaves a row in the audit log: who took how many rows of what. */
export const noteExport = (actor: Actor, entity: string, entityId: string, rows: number, now: Date): Promise<void> =>
  transaction((tx) => audit(tx, actor, "sheet.export", entity, entityId, now, { rows }));

const fen = (amount: number): SheetCell => ({ fen: amount });

const lineFigures: readonly Figure[] = [
  "subsidy",
  "offset",
  "surplus",
  "kept",
  "drawn",
  "net",
  "other",
  "paid",
  "expected",
  "open",
];

/** The lines of a batch, or of a whole month: who lives where and what was decided, with one column for each part. */
async function linesOf(rows: readonly MonthRow[], month: Month, { name, noClass }: Given) {
  const parts = partSums(rows, await schemesOfMonth(await reader(), month));
  const shown = figuresIn(sumsOf(rows)).filter((one) => lineFigures.includes(one));
  return {
    parts: parts.map((one) => name(one.part)),
    figures: shown,
    rows: rows.map((row): SheetCell[] => [
      row.billNo,
      name(row.building),
      row.roomNo,
      name(row.roomType),
      row.personName,
      row.decision?.class ? name(row.decision.class) : noClass,
      fen(row.rentFen),
      ...parts.map((one) => fen(partFen(row, one.ref))),
      ...shown.map((one) => fen(figureOf(row, one))),
    ]),
  };
}

/** Settlement lines of one batch. Throws NotFound. */
export async function settlementExport(actor: Actor, id: string, given: Given) {
  authorize(actor, "settlement.view");
  const db = await reader();
  const { month, sequence } = await settlementMonth(db, id);
  const rows = (await monthRows(db, month)).filter((row) => row.decision?.settlementId === id);
  await noteExport(actor, "settlement", id, rows.length, given.now);
  return { month, sequence, ...(await linesOf(rows, month, given)) };
}

/** A month: what it comes to beside the month before, its splits, its parts, and every line. Throws NotFound. */
export async function monthExport(actor: Actor, month: Month, given: Given) {
  const summary = await monthSummary(actor, month);
  const lines = await linesOf(await monthRows(await reader(), month), month, given);
  await noteExport(actor, "month", month, lines.rows.length, given.now);
  const figures = figuresIn(summary.sums, summary.before);
  const groups = (dimension: Dimension, nameOf: (row: MonthRow) => string): Rows =>
    summary.groups[dimension].map(({ first, sums }) => [
      nameOf(first),
      sums.people,
      sums.granted,
      ...figures.map((one) => fen(sums[one])),
    ]);
  return {
    figures,
    sums: figures.map((one): { figure: Figure; cells: SheetCell[] } => ({
      figure: one,
      cells: [fen(summary.sums[one]), summary.before ? fen(summary.before[one]) : null],
    })),
    people: [summary.sums.people, summary.before?.people ?? null] as SheetCell[],
    class: groups("class", (row) => (row.decision?.class ? given.name(row.decision.class) : given.noClass)),
    type: groups("type", (row) => given.name(row.roomType)),
    building: groups("building", (row) => given.name(row.building)),
    parts: summary.parts.map((one): SheetCell[] => [
      given.name(one.scheme),
      given.name(one.part),
      one.people,
      fen(one.amountFen),
    ]),
    lines,
  };
}

/** Net rents as they may leave the office: small groups folded. Throws NotFound for a month without bills. */
export async function netRentExport(actor: Actor, month: Month, given: Given & { folded: string }) {
  authorize(actor, "figures.view");
  const rows = await monthRows(await reader(), month);
  if (rows.length === 0) throw new NotFound();
  const { shown, folded } = foldSmall(rows);
  await noteExport(actor, "netRent", month, shown.length, given.now);
  const cells = (spread: NonNullable<typeof folded>): SheetCell[] => [
    spread.people,
    ...(["rentMean", "low", "q1", "median", "q3", "high", "mean"] as const).map((mark) => fen(spread[`${mark}Fen`])),
  ];
  return [
    ...shown.map((group) => [
      group.class ? given.name(group.class) : given.noClass,
      given.name(group.type),
      ...cells(group.spread),
    ]),
    ...(folded ? [[given.folded, null, ...cells(folded)]] : []),
  ];
}

/** Who is behind with what, by age, the largest debt first. */
export async function arrearsExport(actor: Actor, { now }: Pick<Given, "now">): Promise<Rows> {
  authorize(actor, "bill.list");
  const rows = await arrearsRows({}, dayAt(now));
  await noteExport(actor, "arrears", dayAt(now), rows.length, now);
  return rows.map((row) => [
    row.personName,
    row.leaseNo,
    `${row.buildingNo}-${row.roomNo}`,
    row.bills,
    row.since,
    ...[row.to30, row.to60, row.to90, row.over90, row.totalFen].map(fen),
  ]);
}
