import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { fundOfYear } from "#lib/budget/fund-queries";
import type { ForecastMonth } from "#lib/budget/rules-forecast";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { Level } from "../../_parts/level.tsx";
import { ChartLegend, YearChart } from "../../_parts/year-chart.tsx";

type Fund = Awaited<ReturnType<typeof fundOfYear>>;
const small = (fen: number) => <Money fen={fen} size="sm" />;
const some = (fen: number) => (fen === 0 ? "—" : small(fen));

export default page<{ year: string; fund: string }>("budget.view", async ({ actor, params }) => {
  const t = await getTranslations("budget");
  const english = (await getLocale()) === "en";
  const fund = await fundOfYear(actor, { year: Number(params.year), fund: decodeURIComponent(params.fund) });
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("title"), href: `/officer/budget?year=${fund.year}` }]}
        title={t("fundOfYear", { fund: english ? fund.nameEn : fund.nameZh, year: String(fund.year) })}
        status={<Level forecast={fund.forecast} />}
      />
      <KeyFigures
        figures={[
          { label: t("appropriated"), value: fund.kept ? <Money fen={fund.appropriatedFen} size="lg" /> : "—" },
          { label: t("committed"), value: <Money fen={fund.committedFen - fund.spentFen} size="lg" /> },
          { label: t("spent"), value: <Money fen={fund.spentFen} size="lg" /> },
          {
            label: t("available"),
            value: fund.kept ? <Money fen={fund.availableFen} size="lg" /> : "—",
            tone: fund.availableFen < 0 ? "red" : "green",
          },
          { label: t("forecast"), value: <Money fen={fund.forecast.totalFen} size="lg" /> },
        ]}
      />
      <Section title={t("byMonth")}>
        <YearChart fund={fund} />
        <ChartLegend />
        <Months fund={fund} />
      </Section>
      <Section title={t("batches")} lead={t("batchesLead")}>
        <Batches fund={fund} />
      </Section>
      <Section title={t("moves")} lead={fund.moreMoves > 0 ? t("moreMoves", { count: fund.moreMoves }) : undefined}>
        <Moves fund={fund} />
      </Section>
    </>
  );
});

async function Months({ fund }: { fund: Fund }) {
  const t = await getTranslations("budget");
  const used = fund.forecast.months;
  return (
    <Table
      caption={t("byMonth")}
      captionHidden
      dense
      rows={used}
      rowKey={(row: ForecastMonth) => row.month}
      columns={[
        { key: "month", header: t("month"), heading: true, cell: (row) => <MonthText month={row.month} /> },
        { key: "approved", header: t("legend.approved"), numeric: true, cell: (row) => some(row.approvedFen) },
        { key: "waiting", header: t("legend.waiting"), numeric: true, cell: (row) => some(row.waitingFen) },
        { key: "expected", header: t("legend.expected"), numeric: true, cell: (row) => some(row.expectedFen) },
        { key: "sum", header: t("soFar"), numeric: true, cell: (row) => small(row.sumFen) },
        {
          key: "left",
          header: t("leftOver"),
          numeric: true,
          cell: (row) => (fund.kept ? small(fund.appropriatedFen - row.sumFen) : "—"),
        },
      ]}
    />
  );
}

async function Batches({ fund }: { fund: Fund }) {
  const t = await getTranslations("budget");
  return (
    <Table
      caption={t("batches")}
      captionHidden
      dense
      rows={fund.batches}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("noBatches")} />}
      columns={[
        {
          key: "batch",
          header: t("batch"),
          heading: true,
          cell: (row) => (
            <TextLink href={`/officer/settlements/${row.id}`} look="row" wrap="no">
              <MonthText month={row.month} /> {t("batchNo", { sequence: row.sequence })}
            </TextLink>
          ),
        },
        {
          key: "status",
          header: t("status"),
          cell: (row) => row.status && <StatusBadge kind="settlement" status={row.status} />,
        },
        { key: "committed", header: t("takenUp"), numeric: true, cell: (row) => small(row.committedFen) },
        { key: "spent", header: t("spent"), numeric: true, cell: (row) => small(row.spentFen) },
        { key: "over", header: t("over"), cell: (row) => row.overReason || "—" },
      ]}
    />
  );
}

async function Moves({ fund }: { fund: Fund }) {
  const t = await getTranslations("budget");
  return (
    <Table
      caption={t("moves")}
      captionHidden
      dense
      rows={fund.moves}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("noMoves")} />}
      columns={[
        { key: "at", header: t("when"), cell: (row) => <Instant at={row.movedAt} look="short" /> },
        { key: "kind", header: t("kind"), heading: true, cell: (row) => t(`kinds.${row.kind}`) },
        { key: "month", header: t("month"), cell: (row) => <MonthText month={row.month} /> },
        {
          key: "amount",
          header: t("amount"),
          numeric: true,
          cell: (row) => <Money fen={row.amountFen} size="sm" always />,
        },
        {
          key: "by",
          header: t("maker"),
          cell: (row) => [row.maker ?? t("system"), row.approver].filter(Boolean).join(" → "),
        },
        {
          key: "reason",
          header: t("reason"),
          cell: (row) =>
            row.correctionId ? (
              <TextLink href={`/officer/corrections/${row.correctionId}`} look="row">
                {t("correction")}
              </TextLink>
            ) : (
              row.reason || "—"
            ),
        },
      ]}
    />
  );
}
