import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReadingRowView } from "#lib/meters/import-queries";
import { usedText } from "#lib/meters/rules-tariff";
import { Day } from "#ui/day";
import { type Column, Table } from "#ui/table";
import { RowResult } from "./row-result.tsx";

const link =
  "inline-flex min-h-11 items-center whitespace-nowrap text-green-700 underline underline-offset-4 sm:min-h-0";

/** Rows of a list of readings with what became of each; `deciding` leads from each to where somebody says why. */
export function RowsTable({
  rows,
  caption,
  deciding,
}: {
  rows: readonly ReadingRowView[];
  caption: string;
  deciding?: boolean;
}) {
  const t = useTranslations("charges.meters");
  const kinds = useTranslations("charges.meterKinds");
  const decide: Column<ReadingRowView>[] = deciding
    ? [
        {
          key: "decide",
          header: t("decide"),
          cell: (row) => (
            <Link href={`/operator/meters/waiting/${row.id}`} className={link}>
              {t("decide")}
              <span className="sr-only"> {row.serialNo}</span>
            </Link>
          ),
        },
      ]
    : [];
  return (
    <Table
      caption={caption}
      dense
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "line", header: t("line"), numeric: true, cell: (row) => row.line },
        {
          key: "serial",
          header: t("serial"),
          heading: true,
          cell: (row) => <span className="break-all">{row.serialNo || "–"}</span>,
        },
        {
          key: "unit",
          header: t("unit"),
          cell: (row) =>
            row.unitId && row.kind ? (
              <>
                {kinds(row.kind)}{" "}
                <Link href={`/operator/units/${row.unitId}/meters`} className={link}>
                  {row.buildingNo}-{row.roomNo}
                </Link>
              </>
            ) : (
              "–"
            ),
        },
        {
          key: "readOn",
          header: t("readOn"),
          cell: (row) => (row.readOn ? <Day on={row.readOn} look="numeric" /> : "–"),
        },
        {
          key: "value",
          header: t("value"),
          numeric: true,
          cell: (row) => (row.valueHundredths === null ? "–" : usedText(row.valueHundredths)),
        },
        { key: "result", header: t("result"), cell: (row) => <RowResult row={row} /> },
        ...decide,
      ]}
    />
  );
}
