import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "#ui/empty-state";
import { classes } from "#ui/tone";
import { pairsOf } from "./table-pairs.ts";

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Right-aligned, tabular digits. */
  numeric?: boolean;
  /** Takes half a line on phones where its neighbour does too: as numbers do, unless it is said otherwise. */
  short?: boolean;
  /** The cell that names the row (a row header); usually the first. */
  heading?: boolean;
  /** Left out on phones. */
  wideOnly?: boolean;
  /** Where a press on the header leads; the state of sorting lives in the address. */
  sortHref?: string;
  sorted?: "ascending" | "descending";
};

export type TableProps<Row> = {
  /** What the table holds; read out, and shown above it unless `captionHidden`. */
  caption: ReactNode;
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Shown in place of the table when there are no rows. */
  empty?: ReactNode;
  /** Desks: closer rows; on phones two short cells share a line. */
  dense?: boolean;
  /** Cells of a last row of sums, by column key. */
  totals?: Record<string, ReactNode>;
};

function Header<Row>({ column }: { column: Column<Row> }) {
  if (!column.sortHref) return column.header;
  const Arrow = column.sorted === "ascending" ? ArrowUp : column.sorted === "descending" ? ArrowDown : ArrowUpDown;
  return (
    <Link href={column.sortHref} className="inline-flex items-center gap-1 hover:text-green-700">
      {column.header}
      <Arrow aria-hidden size={14} />
    </Link>
  );
}

const none: ReadonlySet<string> = new Set();

/** A frame that may need scrolling sideways takes the focus, so that the arrow keys reach its columns. */
const scrollable = { tabIndex: 0 };

/** On phones each row is a block with its labels; from 640 px a table that scrolls within its frame. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, captionHidden, columns, rows, rowKey, empty, dense, totals } = props;
  const t = useTranslations("ui.table");
  if (rows.length === 0) return empty ?? <EmptyState title={t("empty")} />;
  const pad = dense ? "sm:px-3 sm:py-1.5" : "sm:px-4 sm:py-3";
  const halves = dense ? pairsOf(columns) : none;
  const halvesOfTotals = dense ? pairsOf(columns.filter(({ key }) => totals && key in totals)) : none;
  const block = dense ? "grid grid-cols-2 items-baseline gap-x-4" : "block";
  return (
    <div
      {...(columns.length > 6 ? scrollable : {})}
      className="max-w-full sm:overflow-x-auto sm:rounded-lg sm:border sm:border-line sm:bg-surface"
    >
      <table className={classes("block w-full border-collapse text-left sm:table", dense && "text-sm")}>
        <caption
          className={captionHidden ? "sr-only" : "block pb-2 text-left font-medium sm:table-caption sm:px-4 sm:pt-3"}
        >
          {caption}
        </caption>
        <thead className="sr-only sm:not-sr-only sm:table-header-group">
          <tr className="border-line border-b bg-sunken text-muted text-sm">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                aria-sort={column.sorted}
                className={classes("whitespace-nowrap font-medium", pad, column.numeric && "text-right")}
              >
                <Header column={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="grid gap-3 sm:table-row-group">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={classes(
                block,
                "rounded-lg border border-line bg-surface p-4 sm:table-row sm:rounded-none sm:border-0 sm:border-line sm:border-b sm:p-0 sm:last:border-b-0 sm:hover:bg-sunken",
              )}
            >
              {columns.map((column) => (
                <Cell key={column.key} column={column} pad={pad} half={halves.has(column.key)}>
                  {column.cell(row)}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
        {totals && (
          <tfoot className="mt-3 block sm:table-footer-group">
            <tr
              className={classes(
                block,
                "rounded-lg border border-line bg-sunken p-4 font-semibold sm:table-row sm:border-0 sm:border-line sm:border-t",
              )}
            >
              {columns.map((column) => (
                <Cell
                  key={column.key}
                  column={{ ...column, heading: false }}
                  pad={pad}
                  half={halvesOfTotals.has(column.key)}
                  bare={!(column.key in totals)}
                >
                  {totals[column.key]}
                </Cell>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

type CellProps<Row> = { column: Column<Row>; pad: string; half: boolean; bare?: boolean; children: ReactNode };

function Cell<Row>({ column, pad, half, bare, children }: CellProps<Row>) {
  const className = classes(
    "items-baseline justify-between py-1 text-left font-normal sm:table-cell",
    half ? "flex-wrap gap-x-2" : "col-span-full gap-4",
    column.wideOnly || bare ? "hidden" : "flex",
    pad,
    column.numeric && "tabular sm:text-right",
    column.heading && "font-medium",
  );
  const label = (
    <span
      aria-hidden
      className={classes(
        "font-normal text-muted text-sm sm:hidden",
        half ? "min-w-0 wrap-anywhere" : "max-w-1/2 shrink-0",
      )}
    >
      {column.header}
    </span>
  );
  const Tag = column.heading ? "th" : "td";
  return (
    <Tag scope={column.heading ? "row" : undefined} className={className}>
      {label}
      <span className={classes("min-w-0 text-right sm:[text-align:inherit]", half && "ml-auto")}>{children}</span>
    </Tag>
  );
}
