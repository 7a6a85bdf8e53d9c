import { useTranslations } from "next-intl";
import type { ReadingRowView } from "#lib/meters/import-queries";
import { usedText } from "#lib/meters/rules-tariff";
import { Day } from "#ui/day";
import { type Column, Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { RowResult } from "./row-result.tsx";

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
            <TextLink href={`/operator/meters/waiting/${row.id}`} look="row" wrap="no">
              {t("decide")}
              <span className="sr-only"> {row.serialNo}</span>
            </TextLink>
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
                <TextLink href={`/operator/units/${row.unitId}/meters`} look="row" wrap="no">
                  {row.buildingNo}-{row.roomNo}
                </TextLink>
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
