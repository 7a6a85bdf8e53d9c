import { useTranslations } from "next-intl";
import type { UnitMeter } from "#lib/meters/queries";
import { usedText } from "#lib/meters/rules-tariff";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Money } from "#ui/money";
import { Table } from "#ui/table";

/** What a meter showed, the latest first, with what was used since the reading before and whether it is charged. */
export function ReadingsTable({ meter }: { meter: UnitMeter }) {
  const t = useTranslations("charges.unit");
  return (
    <Table
      caption={t("readingsOf", { serial: meter.serialNo })}
      captionHidden
      dense
      rows={meter.readings}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("noReadings")} />}
      columns={[
        { key: "readOn", header: t("readOn"), heading: true, cell: (row) => <Day on={row.readOn} look="numeric" /> },
        { key: "value", header: t("value"), numeric: true, cell: (row) => usedText(row.valueHundredths) },
        {
          key: "used",
          header: t("used"),
          numeric: true,
          cell: (row) => (row.usedHundredths === null ? "–" : usedText(row.usedHundredths)),
        },
        {
          key: "charged",
          header: t("charged"),
          numeric: true,
          cell: (row) =>
            row.amountFen === null ? (
              t(row.first ? "first" : "notCharged")
            ) : (
              <Money fen={row.amountFen} size="sm" exact />
            ),
        },
        {
          key: "source",
          header: t("source"),
          cell: (row) => (
            <>
              {t(`sources.${row.source}`)}
              {row.acceptedReason && <span className="block text-muted">{row.acceptedReason}</span>}
            </>
          ),
        },
      ]}
    />
  );
}
