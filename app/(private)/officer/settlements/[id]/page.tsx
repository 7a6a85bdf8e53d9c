import { FileSpreadsheet } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { budgetsFor } from "#lib/budget/fund-queries";
import type { Figure } from "#lib/desk/rules-figures";
import { settlementMoney } from "#lib/payouts/money";
import { filterTexts, lineFilterOf } from "#lib/subsidy/forms";
import { settlementFilters, settlementFor } from "#lib/subsidy/queries";
import { inBooks } from "#lib/subsidy/rules-settlement";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
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
import { linesHref } from "../../_parts/lines-href.ts";
import { Decide, SendBack } from "./decide.tsx";
import { Filters } from "./filters.tsx";
import { Funding } from "./funding.tsx";
import { Holding } from "./holding.tsx";
import { Residents } from "./residents.tsx";

type Settlement = Awaited<ReturnType<typeof settlementFor>>;

export default page<{ id: string }>("settlement.view", async ({ actor, params, search }) => {
  const t = await getTranslations("officer.settlement");
  const sheet = await getTranslations("desk.month");
  const filter = lineFilterOf(search);
  const settlement = await settlementFor(actor, params.id, { ...filter, page: Number(search.page) || 1 });
  const href = (change: Record<string, string | number>) =>
    `/officer/settlements/${params.id}?${new URLSearchParams(
      Object.entries({ ...filterTexts(filter), ...change })
        .filter(([, value]) => value !== "" && value !== "all")
        .map(([key, value]) => [key, String(value)]),
    )}`;
  const booked = inBooks(settlement.status);
  const officer = actor.role === "officer";
  const budgets = booked ? [] : await budgetsFor(actor, params.id);
  const money = booked ? await settlementMoney(actor, params.id) : null;
  const holds = officer && settlement.status === "draft" && mayEver(actor, "settlement.hold");
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("all"), href: "/officer/settlements" }]}
        title={
          <>
            <MonthText month={settlement.month} /> {t("title", { sequence: settlement.sequence })}
          </>
        }
        status={<StatusBadge kind="settlement" status={settlement.status} />}
        actions={
          <ButtonLink
            href={`/officer/settlements/${params.id}/export`}
            plain
            tone="quiet"
            size="sm"
            icon={<FileSpreadsheet aria-hidden size={18} />}
          >
            {sheet("lines")}
          </ButtonLink>
        }
      />
      <Done texts="officer.settlement" notice={search.notice} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        {settlement.held > 0 && (
          <Notice tone="amber" title={t("heldTitle", { count: settlement.held })}>
            {t("heldText")}
          </Notice>
        )}
        {settlement.returned && (
          <Notice tone="amber" title={t("returned")}>
            {settlement.returned.reason}
          </Notice>
        )}
        <Figures settlement={settlement} />
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <Costs settlement={settlement} />
          <Signatures settlement={settlement} />
        </div>
        <Decide settlement={settlement} budgets={budgets} officer={officer} />
        {officer && <SendBack settlement={settlement} />}
      </div>
      {money && money.funds.length > 0 && <Funding settlementId={params.id} money={money} officer={officer} />}
      <Section title={t("residents")} lead={t("residentsLead")}>
        <Filters settlement={settlement} filter={filter} />
        <TabsNav
          label={t("residents")}
          tabs={settlementFilters.map((one) => ({
            href: href({ filter: one, page: "" }),
            label: t(`filters.${one}`),
            count: settlement.counts[one],
            current: one === (filter.view ?? "all"),
          }))}
        />
        {holds && settlement.found > 0 ? (
          <Holding settlement={settlement} filter={filter}>
            <Residents settlement={settlement} ticks />
          </Holding>
        ) : (
          <Residents settlement={settlement} />
        )}
        <Pagination page={settlement.page} pages={settlement.pages} href={(at) => href({ page: at })} />
      </Section>
    </>
  );
});

async function Figures({ settlement }: { settlement: Settlement }) {
  const t = await getTranslations("officer.settlement");
  const { totals, changes, month, id } = settlement;
  const lines = (figure?: Figure) => linesHref(month, { batch: id, figure, by: figure ? "class" : "people" });
  const changed = (["new", "more", "less", "stopped"] as const).filter((one) => changes[one] > 0);
  return (
    <>
      <KeyFigures
        wide
        figures={[
          {
            label: t("people"),
            value: totals.people,
            hint: t("eligibleOf", { count: totals.eligible }),
            href: lines(),
          },
          {
            label: t("rent"),
            value: <Money fen={totals.rentFen} size="lg" />,
            href: lines("rent"),
            hint: (
              <>
                {t("due")} <Money fen={totals.dueFen} size="sm" />
              </>
            ),
          },
          {
            label: t("subsidy"),
            value: <Money fen={totals.subsidyFen} size="lg" />,
            href: lines("subsidy"),
            tone: "green",
          },
          { label: t("offset"), value: <Money fen={totals.offsetFen} size="lg" />, href: lines("offset") },
          { label: t("surplus"), value: <Money fen={totals.surplusFen} size="lg" />, href: lines("surplus") },
          ...(["kept", "drawn"] as const)
            .filter((one) => totals[`${one}Fen`] > 0)
            .map((one) => ({
              label: t(one),
              value: <Money fen={totals[`${one}Fen`]} size="lg" />,
              href: lines(one),
            })),
        ]}
      />
      <p className="text-sm">
        <span className="text-muted">{t("against")}</span>{" "}
        {[
          ...changed.map((one) => t("changeCount", { change: t(`changes.${one}`), count: changes[one] })),
          ...(changes.left > 0 ? [t("leftCount", { count: changes.left })] : []),
        ].join(" · ") || t("noChange")}
      </p>
    </>
  );
}

async function Costs({ settlement }: { settlement: Settlement }) {
  const t = await getTranslations("officer.settlement");
  const english = (await getLocale()) === "en";
  const { parts } = settlement;
  const sum = (part: string) => settlement.byClass.reduce((total, row) => total + (row.parts[part] ?? 0), 0);
  return (
    <Table
      caption={t("costs")}
      rows={settlement.byClass}
      rowKey={(row) => row.id}
      columns={[
        { key: "class", header: t("class"), heading: true, cell: (row) => (english ? row.nameEn : row.nameZh) },
        { key: "people", header: t("people"), numeric: true, cell: (row) => row.people },
        ...parts.map((part) => ({
          key: `part-${part.id}`,
          header: english ? part.nameEn : part.nameZh,
          numeric: true,
          cell: (row: Settlement["byClass"][number]) => <Money fen={row.parts[part.id] ?? 0} />,
        })),
        { key: "sum", header: t("subsidy"), numeric: true, cell: (row) => <Money fen={row.subsidyFen} /> },
      ]}
      totals={{
        class: t("sum"),
        people: settlement.totals.eligible,
        ...Object.fromEntries(parts.map((part) => [`part-${part.id}`, <Money key={part.id} fen={sum(part.id)} />])),
        sum: <Money fen={settlement.totals.subsidyFen} />,
      }}
    />
  );
}

async function Signatures({ settlement }: { settlement: Settlement }) {
  const t = await getTranslations("officer.settlement.steps");
  const { names, madeBy, madeAt, checkedAt, approvedAt, status } = settlement;
  const { fundedOn, fundedReference, disbursedAt, closedAt } = settlement;
  const after = ["posted", "funded", "disbursed", "closed"].indexOf(status);
  const stateAt = (step: number) => (after >= step ? "done" : after === step - 1 ? "current" : "future");
  const later = [
    {
      id: "funded",
      title: t("funded"),
      at: fundedOn && <Day on={fundedOn} />,
      body: fundedReference ?? t("fundedBody"),
      state: stateAt(1),
    },
    {
      id: "disbursed",
      title: t("disbursed"),
      at: disbursedAt && <Instant at={disbursedAt} look="short" />,
      body: t("disbursedBody"),
      state: stateAt(2),
    },
    {
      id: "closed",
      title: t("closed"),
      at: closedAt && <Instant at={closedAt} look="short" />,
      body: t("closedBody"),
      state: stateAt(3),
    },
  ] as const;
  const system = madeBy === "system" ? t("system") : names.madeBy;
  return (
    <Timeline
      items={[
        { id: "made", title: t("made"), at: <Instant at={madeAt} look="short" />, body: system, state: "done" },
        {
          id: "checked",
          title: t("checked"),
          at: checkedAt && <Instant at={checkedAt} look="short" />,
          body: names.checkedBy ?? t("checkedBody"),
          state: status === "draft" ? "current" : "done",
        },
        {
          id: "posted",
          title: t("posted"),
          at: approvedAt && <Instant at={approvedAt} look="short" />,
          body: names.approvedBy ?? t("postedBody"),
          state: inBooks(status) ? "done" : status === "checked" ? "current" : "future",
        },
        ...(settlement.totals.subsidyFen > 0 ? later : []),
      ]}
    />
  );
}
