import { getTranslations } from "next-intl/server";
import type { DeskWaiting } from "#lib/exchange/desk";
import { Section } from "#ui/section";
import { Table } from "#ui/table";

/** Applications that do not stand yet, since somebody on the lease has not agreed. */
export async function Waiting({ rows }: { rows: readonly DeskWaiting[] }) {
  const t = await getTranslations("exchange.desk");
  const words = await getTranslations("words");
  if (rows.length === 0) return null;
  return (
    <Section title={t("waitingTitle")} lead={t("waitingLead")}>
      <Table
        dense
        caption={t("waitingTitle")}
        captionHidden
        rows={rows}
        rowKey={(row) => row.receiptNo}
        columns={[
          { key: "receiptNo", header: t("columns.receiptNo"), heading: true, cell: (row) => row.receiptNo },
          {
            key: "place",
            header: t("columns.place"),
            cell: ({ place }) => `${place.buildingNo}-${place.roomNo}${place.bed === 0 ? "" : `-${place.bed}`}`,
          },
          { key: "missing", header: t("columns.missing"), cell: (row) => row.missing.join(words("listSeparator")) },
        ]}
      />
    </Section>
  );
}
