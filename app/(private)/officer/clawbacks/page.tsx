import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { clawbackList } from "#lib/corrections/clawback-queries";
import { Badge } from "#ui/badge";
import { EmptyState } from "#ui/empty-state";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { PageHeader } from "#ui/page-header";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { CorrectionTabs } from "../_parts/correction-tabs.tsx";

export default page("clawback.list", async ({ actor }) => {
  const t = await getTranslations("corrections.clawbacks");
  const clawbacks = await clawbackList(actor);
  const open = clawbacks.filter((one) => one.status !== "settled");
  const sum = (pick: (one: (typeof clawbacks)[number]) => number) => open.reduce((total, one) => total + pick(one), 0);
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      <CorrectionTabs at="clawbacks" />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <KeyFigures
          figures={[
            { label: t("open"), value: open.length },
            { label: t("rest"), value: <Money fen={sum((one) => one.restFen)} size="lg" /> },
            { label: t("back"), value: <Money fen={sum((one) => one.amountFen - one.restFen)} size="lg" /> },
            { label: t("withoutPlan"), value: open.filter((one) => one.status === "claimed").length },
          ]}
        />
        <Table
          caption={t("title")}
          captionHidden
          dense
          rows={clawbacks}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
          columns={[
            {
              key: "no",
              header: t("no"),
              heading: true,
              cell: (row) => (
                <TextLink href={`/officer/clawbacks/${row.id}`} look="row" wrap="no">
                  {row.clawbackNo}
                </TextLink>
              ),
            },
            {
              key: "person",
              header: t("person"),
              cell: (row) => (
                <span className="inline-flex flex-wrap items-center gap-1.5">
                  {row.personName}
                  {row.left && <Badge tone="grey">{t("left")}</Badge>}
                </span>
              ),
            },
            {
              key: "amount",
              header: t("amount"),
              numeric: true,
              cell: (row) => <Money fen={row.amountFen} size="sm" />,
            },
            { key: "rest", header: t("rest"), numeric: true, cell: (row) => <Money fen={row.restFen} size="sm" /> },
            {
              key: "limit",
              header: t("limit"),
              numeric: true,
              cell: (row) => (row.status === "claimed" ? "—" : <Money fen={row.monthlyLimitFen} size="sm" />),
            },
            {
              key: "from",
              header: t("from"),
              cell: (row) => (row.status === "claimed" ? "—" : <MonthText month={row.fromMonth} />),
            },
            {
              key: "status",
              header: t("status"),
              cell: (row) => (
                <span className="flex flex-wrap justify-end gap-1.5 sm:justify-start">
                  <StatusBadge kind="clawback" status={row.status} />
                  {row.mine && <Badge tone="amber">{t("yours")}</Badge>}
                </span>
              ),
            },
          ]}
        />
      </div>
    </>
  );
});
