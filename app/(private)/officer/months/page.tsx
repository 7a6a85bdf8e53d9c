import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { monthList } from "#lib/desk/figures";
import { EmptyState } from "#ui/empty-state";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { PageHeader } from "#ui/page-header";
import { Table } from "#ui/table";
import { FigureLink } from "../_parts/figure-link.tsx";
import { linesHref } from "../_parts/lines-href.ts";

export default page("figures.view", async ({ actor }) => {
  const t = await getTranslations("desk.months");
  const figure = await getTranslations("desk.figures");
  const months = await monthList(actor);
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      <Table
        caption={t("title")}
        captionHidden
        dense
        rows={months}
        rowKey={(row) => row.month}
        empty={<EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
        columns={[
          {
            key: "month",
            header: t("month"),
            heading: true,
            cell: (row) => (
              <FigureLink href={`/officer/months/${row.month}`}>
                <MonthText month={row.month} />
              </FigureLink>
            ),
          },
          {
            key: "people",
            header: figure("people"),
            numeric: true,
            cell: (row) => <FigureLink href={linesHref(row.month, { by: "people" })}>{row.people}</FigureLink>,
          },
          {
            key: "rent",
            header: figure("rent"),
            numeric: true,
            cell: (row) => (
              <FigureLink href={linesHref(row.month, { figure: "rent" })}>
                <Money fen={row.rentFen} size="sm" />
              </FigureLink>
            ),
          },
          {
            key: "netted",
            header: figure("netted"),
            numeric: true,
            short: false,
            cell: (row) => (
              <FigureLink href={linesHref(row.month, { figure: "netted" })}>
                <Money fen={row.nettedFen} size="sm" />
              </FigureLink>
            ),
          },
          {
            key: "paid",
            header: figure("paid"),
            numeric: true,
            cell: (row) => (
              <FigureLink href={linesHref(row.month, { figure: "paid" })}>
                <Money fen={row.paidFen} size="sm" />
              </FigureLink>
            ),
          },
        ]}
      />
    </>
  );
});
