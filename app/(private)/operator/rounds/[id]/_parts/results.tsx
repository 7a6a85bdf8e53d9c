import { getLocale, getTranslations } from "next-intl/server";
import type { Actor } from "#lib/actor";
import type { RoundView } from "#lib/rounds/queries";
import { type ResultLine, resultsOf } from "#lib/rounds/tables";
import { EmptyState } from "#ui/empty-state";
import { Pagination } from "#ui/pagination";
import { Table } from "#ui/table";
import { SearchForm } from "../../../_parts/search-form.tsx";
import { categoryName, viewHref } from "./names.ts";

type Props = { actor: Actor; round: RoundView; page: number; query: string };

export async function Results({ actor, round, page, query }: Props) {
  const t = await getTranslations("operator.rounds.results");
  const s = await getTranslations("operator.rounds.search");
  const u = await getTranslations("operator.rounds.units");
  const locale = await getLocale();
  if (!round.draw) return <EmptyState title={t("empty")} />;
  const found = await resultsOf(actor, round.id, { page, query });
  const choice = (row: ResultLine) =>
    row.choice !== null ? t("choiceNo", { choice: row.choice }) : row.categoryId ? t("adjusted") : "–";
  return (
    <>
      <SearchForm
        label={s("results")}
        submit={s("submit")}
        clear={s("clear")}
        query={query}
        clearHref={viewHref(round.id, "results")}
        keep={{ view: "results" }}
      />
      <Table
        dense
        caption={t("caption")}
        captionHidden
        rows={found.rows}
        rowKey={(row) => row.receiptNo}
        columns={[
          { key: "rank", header: t("rank"), numeric: true, cell: (row) => row.rank },
          { key: "receiptNo", header: t("receiptNo"), heading: true, cell: (row) => row.receiptNo },
          { key: "name", header: t("name"), cell: (row) => row.name },
          {
            key: "type",
            header: t("type"),
            cell: (row) =>
              row.categoryId ? (
                categoryName(round.categories, locale, row.categoryId)
              ) : (
                <span className="text-muted">{t("none")}</span>
              ),
          },
          { key: "choice", header: t("choice"), cell: choice },
          {
            key: "unit",
            header: t("unit"),
            cell: (row) =>
              row.roomNo && row.buildingNo
                ? u(row.bed ? "bed" : "room", { building: row.buildingNo, roomNo: row.roomNo, bed: row.bed ?? 0 })
                : "–",
          },
          {
            key: "key",
            header: t("key"),
            cell: (row) => <code className="break-all text-muted text-xs">{row.key}</code>,
          },
        ]}
      />
      <Pagination page={found.page} pages={found.pages} href={(to) => viewHref(round.id, "results", query, to)} />
    </>
  );
}
