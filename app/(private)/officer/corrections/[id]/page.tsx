import { Download, Search } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { type CorrectionView, correctionFor } from "#lib/corrections/queries";
import { type LineFilter, lineFilters } from "#lib/corrections/view";
import { Button, buttonClass } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { TextField } from "#ui/field";
import { Instant } from "#ui/instant";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { TabsNav } from "#ui/tabs-nav";
import { Timeline } from "#ui/timeline";
import { Done } from "../../../done.tsx";
import { Decide } from "./decide.tsx";
import { Lines } from "./lines.tsx";
import { Said } from "./said.tsx";

const filterOf = (text: string | undefined): LineFilter => lineFilters.find((one) => one === text) ?? "all";

export default page<{ id: string }>("correction.view", async ({ actor, params, search }) => {
  const t = await getTranslations("corrections.one");
  const [filter, q] = [filterOf(search.filter), search.q ?? ""];
  const correction = await correctionFor(actor, params.id, { filter, q, page: Number(search.page) || 1 });
  const href = (change: Record<string, string | number>) =>
    `/officer/corrections/${params.id}?${new URLSearchParams(
      Object.entries({ filter, q, ...change })
        .filter(([, value]) => value !== "" && value !== "all")
        .map(([key, value]) => [key, String(value)]),
    )}`;
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("all"), href: "/officer/corrections" }]}
        title={correction.correctionNo}
        status={<StatusBadge kind="correction" status={correction.status} />}
      />
      <Done texts="corrections.one" notice={search.notice} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        {correction.status === "discarded" && (
          <Notice tone="amber" title={t("discarded")}>
            {correction.decidedReason}
          </Notice>
        )}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <Said correction={correction} />
          <Signatures correction={correction} />
        </div>
        <Figures correction={correction} />
        <Decide correction={correction} actor={actor} />
        <Sums correction={correction} />
      </div>
      <Section
        title={t("lines")}
        lead={t("linesLead")}
        actions={
          <>
            <form method="get" className="flex items-end gap-2">
              {filter !== "all" && <input type="hidden" name="filter" value={filter} />}
              <TextField name="q" type="search" label={t("find")} defaultValue={q} width="md" />
              <Button type="submit" tone="quiet" icon={<Search aria-hidden size={18} />}>
                {t("search")}
              </Button>
            </form>
            <a href={`/officer/corrections/${params.id}/export`} className={buttonClass({ tone: "quiet" })}>
              <Download aria-hidden size={18} />
              {t("export")}
            </a>
          </>
        }
      >
        <TabsNav
          label={t("lines")}
          tabs={lineFilters.map((one) => ({
            href: href({ filter: one, page: "" }),
            label: t(`filters.${one}`),
            count: correction.counts[one],
            current: one === filter,
          }))}
        />
        {correction.lines.length === 0 ? <EmptyState title={t("noLines")} /> : <Lines correction={correction} />}
        <Pagination page={correction.page} pages={correction.pages} href={(at) => href({ page: at })} />
      </Section>
    </>
  );
});

async function Figures({ correction }: { correction: CorrectionView }) {
  const t = await getTranslations("corrections.one");
  const { totals } = correction;
  const amounts = ["credit", "payout", "kept", "charge", "claim", "withheld", "unkept", "cleared"] as const;
  return (
    <KeyFigures
      figures={[
        { label: t("people"), value: totals.people, hint: t("monthsCount", { count: totals.months }) },
        { label: t("rent"), value: <Money fen={totals.rentFen} size="lg" always /> },
        { label: t("subsidy"), value: <Money fen={totals.subsidyFen} size="lg" always /> },
        ...amounts
          .filter((one) => totals[`${one}Fen`] !== 0)
          .map((one) => ({ label: t(`moves.${one}`), value: <Money fen={totals[`${one}Fen`]} size="lg" /> })),
      ]}
    />
  );
}

async function Sums({ correction }: { correction: CorrectionView }) {
  const t = await getTranslations("corrections.one");
  const english = (await getLocale()) === "en";
  type Sum = { people: number; rentFen: number; subsidyFen: number };
  const columns = [
    { key: "people", header: t("people"), numeric: true, cell: (row: Sum) => row.people },
    { key: "rent", header: t("rent"), numeric: true, cell: (row: Sum) => <Money fen={row.rentFen} size="sm" always /> },
    {
      key: "subsidy",
      header: t("subsidy"),
      numeric: true,
      cell: (row: Sum) => <Money fen={row.subsidyFen} size="sm" always />,
    },
  ];
  if (correction.totals.people < 2) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-2">
      <Table
        caption={t("byMonth")}
        dense
        rows={correction.byMonth}
        rowKey={(row) => row.month}
        columns={[
          { key: "month", header: t("month"), heading: true, cell: (row) => <MonthText month={row.month} /> },
          ...columns,
        ]}
      />
      <Table
        caption={t("byClass")}
        dense
        rows={correction.byClass}
        rowKey={(row) => row.key}
        columns={[
          {
            key: "class",
            header: t("class"),
            heading: true,
            cell: (row) => (english ? row.nameEn : row.nameZh) || t("noClass"),
          },
          ...columns,
        ]}
      />
    </div>
  );
}

async function Signatures({ correction }: { correction: CorrectionView }) {
  const t = await getTranslations("corrections.one.steps");
  const { maker, decider, madeAt, decidedAt, status } = correction;
  const decided = status !== "draft";
  return (
    <Timeline
      items={[
        { id: "made", title: t("made"), at: <Instant at={madeAt} look="short" />, body: maker, state: "done" },
        {
          id: "decided",
          title: status === "discarded" ? t("discarded") : t("posted"),
          at: decidedAt && <Instant at={decidedAt} look="short" />,
          body: decider ?? t("postedBody"),
          state: decided ? "done" : "current",
        },
      ]}
    />
  );
}
