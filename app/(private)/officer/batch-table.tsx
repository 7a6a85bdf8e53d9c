import { useTranslations } from "next-intl";
import type { settlementList } from "#lib/subsidy/queries";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { linesHref } from "./_parts/lines-href.ts";

export type BatchRow = Awaited<ReturnType<typeof settlementList>>[number];

/** Batches with their sums; the month leads to the batch. */
export function BatchTable({ batches, caption }: { batches: readonly BatchRow[]; caption: string }) {
  const t = useTranslations("officer.settlements");
  const sum = (row: BatchRow, figure: "subsidy" | "offset" | "surplus" | "kept" | "drawn") => (
    <TextLink look="row" href={linesHref(row.month, { batch: row.id, figure, by: "class" })}>
      <Money fen={row[`${figure}Fen`]} size="sm" />
    </TextLink>
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
            <TextLink href={`/officer/settlements/${row.id}`} look="row" wrap="no">
              <MonthText month={row.month} />
              {t("sequence", { sequence: row.sequence })}
            </TextLink>
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
            <TextLink look="row" href={linesHref(row.month, { batch: row.id, by: "people" })}>
              {row.people}
            </TextLink>
          ),
        },
        {
          key: "granted",
          header: t("granted"),
          numeric: true,
          cell: (row) => (
            <TextLink look="row" href={linesHref(row.month, { batch: row.id, granted: true, by: "people" })}>
              {row.granted}
            </TextLink>
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
        ...(["kept", "drawn"] as const)
          .filter((one) => batches.some((row) => row[`${one}Fen`] > 0))
          .map((one) => ({ key: one, header: t(one), numeric: true, cell: (row: BatchRow) => sum(row, one) })),
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
