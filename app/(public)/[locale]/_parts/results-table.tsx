import { useTranslations } from "next-intl";
import type { publicResults } from "#lib/rounds/public";
import { Table } from "#ui/table";

type Row = NonNullable<Awaited<ReturnType<typeof publicResults>>>["rows"][number];

/** Results by receipt number: rank, key and the room type that came of it. */
export function ResultsTable({ rows, locale }: { rows: readonly Row[]; locale: string }) {
  const t = useTranslations("public.results");
  const typeOf = (row: Row) => (locale === "en" ? row.nameEn : row.nameZh);
  return (
    <Table
      caption={t("caption")}
      captionHidden
      rows={rows}
      rowKey={(row) => row.receiptNo}
      columns={[
        { key: "rank", header: t("rank"), numeric: true, cell: (row) => row.rank },
        { key: "receiptNo", header: t("receiptNo"), heading: true, cell: (row) => row.receiptNo },
        {
          key: "type",
          header: t("type"),
          cell: (row) => typeOf(row) ?? <span className="text-muted">{t("waiting")}</span>,
        },
        {
          key: "choice",
          header: t("choice"),
          wideOnly: true,
          cell: (row) => (row.choice ? t("choiceNo", { no: row.choice }) : row.roomTypeId ? t("anyOther") : "—"),
        },
        {
          key: "key",
          header: t("key"),
          wideOnly: true,
          cell: (row) => (
            <code className="font-mono text-muted text-xs" title={row.key}>
              {row.key.slice(0, 16)}…
            </code>
          ),
        },
      ]}
    />
  );
}
