import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { type PeriodRow, periodList } from "#lib/ledger/period-queries";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { Done } from "../../done.tsx";
import { NextMonth } from "./next-month.tsx";
import { Reopen } from "./reopen.tsx";

export default page("period.list", async ({ actor, search }) => {
  const t = await getTranslations("periods");
  const { rows, next } = await periodList(actor, { books: search.check === "1" });
  const officer = actor.role === "officer";
  const closed = rows.filter((row) => row.period?.status === "closed" && row.period.reopenedBy === null);
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      <Done texts="periods" notice={search.notice} />
      {next && (
        <Section
          title={
            <>
              {t("next")} <MonthText month={next.month} />
            </>
          }
          lead={t("nextLead")}
        >
          <NextMonth month={next.month} needs={next.needs} books={next.books} officer={officer} />
        </Section>
      )}
      <Section title={t("months")}>
        {rows.length === 0 ? <EmptyState title={t("empty")} /> : <Months rows={rows} caption={t("months")} />}
      </Section>
      {officer && closed.length > 0 && (
        <Section title={t("reopenTitle")} lead={t("reopenLead")}>
          <Reopen months={closed.filter((row) => row.period?.closedBy !== actor.userId).map((row) => row.month)} />
        </Section>
      )}
    </>
  );
});

async function Months({ rows, caption }: { rows: readonly PeriodRow[]; caption: string }) {
  const t = await getTranslations("periods");
  return (
    <Table
      caption={caption}
      captionHidden
      dense
      rows={rows}
      rowKey={(row) => row.month}
      columns={[
        { key: "month", header: t("month"), heading: true, cell: (row) => <MonthText month={row.month} /> },
        {
          key: "status",
          short: true,
          header: t("status"),
          cell: (row) => <StatusBadge kind="period" status={row.period?.status ?? "open"} />,
        },
        { key: "rent", header: t("rent"), numeric: true, cell: (row) => <Money fen={row.rentFen} size="sm" /> },
        { key: "offset", header: t("offset"), numeric: true, cell: (row) => <Money fen={row.offsetFen} size="sm" /> },
        {
          key: "batches",
          header: t("batches"),
          numeric: true,
          cell: (row) => t("posted", { posted: row.posted, all: row.batches }),
        },
        { key: "entries", header: t("entries"), numeric: true, cell: (row) => row.entries },
        { key: "late", header: t("late"), numeric: true, cell: (row) => row.lateEntries || "—" },
        { key: "who", header: t("history"), cell: (row) => <History row={row} /> },
      ]}
    />
  );
}

async function History({ row }: { row: PeriodRow }) {
  const t = await getTranslations("periods");
  const { period } = row;
  if (!period) return "—";
  return (
    <span className="grid gap-0.5 text-sm sm:text-left">
      <span>
        {t("closedBy", { name: period.closedByName })} <Instant at={period.closedAt} look="short" />
      </span>
      {period.reopenedAt && (
        <span className="text-muted">
          {t("reopenedBy", { name: period.reopenedByName ?? "", reason: period.reopenReason ?? "" })}{" "}
          <Instant at={period.reopenedAt} look="short" />
        </span>
      )}
    </span>
  );
}
