import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { budgetOf, type FundYear } from "#lib/budget/queries";
import { dayAt } from "#lib/days";
import { EmptyState } from "#ui/empty-state";
import { Folded } from "#ui/folded";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { Table } from "#ui/table";
import { TabsNav } from "#ui/tabs-nav";
import { TextLink } from "#ui/text-link";
import { Done } from "../../done.tsx";
import { Level } from "./_parts/level.tsx";
import { Propose } from "./_parts/propose.tsx";
import { Waiting } from "./_parts/waiting.tsx";
import { ChartLegend, YearChart } from "./_parts/year-chart.tsx";

export default page("budget.view", async ({ actor, search }) => {
  const t = await getTranslations("budget");
  const english = (await getLocale()) === "en";
  const here = Number(dayAt(new Date()).slice(0, 4));
  const asked = Number(search.year);
  const year = Number.isInteger(asked) && asked > 1999 && asked < 2100 ? asked : here;
  const budget = await budgetOf(actor, { year });
  const officer = actor.role === "officer";
  const shown = budget.funds.filter((fund) => fund.kept || fund.forecast.totalFen > 0);
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      <Done texts="budget" notice={search.notice} />
      {budget.waiting.length > 0 && (
        <Section title={t("waiting")}>
          <Waiting waiting={budget.waiting} userId={officer ? actor.userId : null} />
        </Section>
      )}
      <TabsNav
        label={t("years")}
        tabs={budget.years.map((one) => ({
          href: `/officer/budget?year=${one}`,
          label: t("yearOf", { year: String(one) }),
          current: one === year,
        }))}
      />
      <Section title={t("funds")} lead={t("fundsLead")}>
        {shown.length === 0 ? <EmptyState title={t("empty")} /> : <Funds funds={shown} year={year} />}
      </Section>
      {shown.map((fund) => (
        <Section key={fund.id} title={english ? fund.nameEn : fund.nameZh} actions={<Level forecast={fund.forecast} />}>
          <YearChart fund={fund} />
          <ChartLegend />
        </Section>
      ))}
      {shown.length > 0 && (
        <Folded title={t("howTitle")}>
          <ul className="grid max-w-prose list-disc gap-1 pl-6 text-muted">
            {(["decided", "carried", "used", "notKnown", "tight"] as const).map((one) => (
              <li key={one}>{t(`how.${one}`)}</li>
            ))}
          </ul>
        </Folded>
      )}
      {officer && (
        <Section title={t("enter")} lead={t("enterLead")}>
          <Propose funds={budget.names} year={year} />
        </Section>
      )}
    </>
  );
});

async function Funds({ funds, year }: { funds: readonly FundYear[]; year: number }) {
  const t = await getTranslations("budget");
  const english = (await getLocale()) === "en";
  const money = (fen: number) => <Money fen={fen} size="sm" />;
  return (
    <Table
      caption={t("funds")}
      captionHidden
      rows={funds}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "fund",
          header: t("fund"),
          heading: true,
          cell: (row) => (
            <TextLink href={`/officer/budget/${year}/${row.id}`} look="row">
              {english ? row.nameEn : row.nameZh}
            </TextLink>
          ),
        },
        {
          key: "appropriated",
          header: t("appropriated"),
          numeric: true,
          cell: (row) => (row.kept ? money(row.appropriatedFen) : "—"),
        },
        {
          key: "committed",
          header: t("committed"),
          numeric: true,
          cell: (row) => money(row.committedFen - row.spentFen),
        },
        { key: "spent", header: t("spent"), numeric: true, cell: (row) => money(row.spentFen) },
        {
          key: "available",
          header: t("available"),
          numeric: true,
          cell: (row) => (row.kept ? money(row.availableFen) : "—"),
        },
        { key: "forecast", header: t("forecast"), numeric: true, cell: (row) => money(row.forecast.totalFen) },
        { key: "level", header: t("level"), cell: (row) => <Level forecast={row.forecast} /> },
      ]}
    />
  );
}
