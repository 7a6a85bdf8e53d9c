import { useTranslations } from "next-intl";
import type { unitsFor } from "#lib/inventory/queries";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { UnitStatusBadge } from "#ui/unit-status-badge";
import { StatusReason } from "./status-reason.tsx";

type Row = Awaited<ReturnType<typeof unitsFor>>["rows"][number];

/** Units with their type, rent and status. */
export function UnitsTable({ rows, locale }: { rows: readonly Row[]; locale: string }) {
  const t = useTranslations("operator.units");
  const en = locale === "en";
  return (
    <Table
      dense
      caption={t("title")}
      captionHidden
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "unit",
          header: t("unit"),
          heading: true,
          cell: (row) => (
            <TextLink href={`/operator/units/${row.id}`} look="small">
              {en ? row.buildingEn : row.buildingZh} {row.roomNo}
            </TextLink>
          ),
        },
        { key: "type", header: t("type"), cell: (row) => (en ? row.typeEn : row.typeZh) },
        { key: "area", header: t("area"), numeric: true, wideOnly: true, cell: (row) => `${row.areaM2} m²` },
        { key: "beds", header: t("beds"), numeric: true, wideOnly: true, cell: (row) => row.beds },
        {
          key: "rent",
          header: t("rent"),
          numeric: true,
          cell: (row) => <Money fen={row.rentFen} size="sm" unit="month" />,
        },
        { key: "status", header: t("status"), cell: (row) => <UnitStatusBadge status={row.status} /> },
        { key: "reason", header: t("reason"), wideOnly: true, cell: (row) => <StatusReason unit={row} /> },
        { key: "since", header: t("since"), wideOnly: true, cell: (row) => <Instant at={row.statusAt} look="short" /> },
      ]}
    />
  );
}
