import Link from "next/link";
import { useTranslations } from "next-intl";
import type { settlementList } from "#lib/subsidy/queries";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { FigureLink } from "./_parts/figure-link.tsx";
import { linesHref } from "./_parts/lines-href.ts";

export type BatchRow = Awaited<ReturnType<typeof settlementList>>[number];

/** Batches with their sums; the month leads to the batch. */
export function BatchTable({ batches, caption }: { batches: readonly BatchRow[]; caption: string }) {
  const t = useTranslations("officer.settlements");
  const sum = (row: BatchRow, figure: "subsidy" | "offset" | "surplus") => (
    <FigureLink href={linesHref(row.month, { batch: row.id, figure, by: "class" })}>
      <Money fen={row[`${figure}Fen`]} size="sm" />
    </FigureLink>
  );
  return (
    <Table
      caption={caption}
      captionHidden
      dense
      rows={batches}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "month",
          header: t("month"),
          heading: true,
          cell: (row) => (
            <Link
              href={`/officer/settlements/${row.id}`}
              className="inline-flex min-h-11 items-center gap-1 whitespace-nowrap text-green-700 underline underline-offset-4 sm:min-h-0"
            >
              <MonthText month={row.month} />
              {t("sequence", { sequence: row.sequence })}
            </Link>
          ),
        },
        {
          key: "status",
          header: t("status"),
          short: true,
          cell: (row) => <StatusBadge kind="settlement" status={row.status} />,
        },
        {
          key: "people",
          header: t("people"),
          numeric: true,
          cell: (row) => (
            <FigureLink href={linesHref(row.month, { batch: row.id, by: "people" })}>{row.people}</FigureLink>
          ),
        },
        {
          key: "granted",
          header: t("granted"),
          numeric: true,
          cell: (row) => (
            <FigureLink href={linesHref(row.month, { batch: row.id, granted: true, by: "people" })}>
              {row.granted}
            </FigureLink>
          ),
        },
        {
          key: "subsidy",
          header: t("subsidy"),
          numeric: true,
          cell: (row) => sum(row, "subsidy"),
        },
        { key: "offset", header: t("offset"), numeric: true, cell: (row) => sum(row, "offset") },
        {
          key: "surplus",
          header: t("surplus"),
          numeric: true,
          cell: (row) => sum(row, "surplus"),
        },
        {
          key: "checkedBy",
          header: t("checkedBy"),
          wideOnly: true,
          cell: (row) => <Officer name={row.names.checkedBy} />,
        },
        {
          key: "approvedBy",
          header: t("approvedBy"),
          wideOnly: true,
          cell: (row) => <Officer name={row.names.approvedBy} />,
        },
      ]}
    />
  );
}

const Officer = ({ name }: { name: string | null | undefined }) => (
  <span className="whitespace-nowrap">{name ?? "—"}</span>
);
