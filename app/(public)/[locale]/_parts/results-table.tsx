import { useTranslations } from "next-intl";
import { categoryNameIn } from "#i18n/names";
import type { publicResults } from "#lib/rounds/public";
import { Table } from "#ui/table";

type Results = NonNullable<Awaited<ReturnType<typeof publicResults>>>;
type Row = Results["rows"][number];

/** Results by receipt number: rank, key and what came of it; in an exchange that is a place by its label. */
export function ResultsTable({ results, locale }: { results: Pick<Results, "rows" | "round">; locale: string }) {
  const t = useTranslations("public.results");
  const { rows, round } = results;
  const names = new Map(round.categories.map((category) => [category.id, categoryNameIn(locale, category)]));
  const typeOf = ({ categoryId }: Row) => (categoryId === null ? null : (names.get(categoryId) ?? categoryId));
  const nothing = round.mechanism === "live" ? t("chooses") : t("waiting");
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
          cell: (row) => typeOf(row) ?? <span className="text-muted">{nothing}</span>,
        },
        {
          key: "choice",
          header: t("choice"),
          wideOnly: true,
          cell: (row) => (row.choice ? t("choiceNo", { no: row.choice }) : row.categoryId ? t("anyOther") : "—"),
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
