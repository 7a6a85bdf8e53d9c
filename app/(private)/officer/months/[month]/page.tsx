import { FileSpreadsheet, FileText, Waypoints } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import type { Exceptions } from "#lib/desk/changes";
import { type MonthSummary, monthSummary } from "#lib/desk/figures";
import { ButtonLink } from "#ui/button";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { GroupTable } from "../../_parts/group-table.tsx";
import { linesHref } from "../../_parts/lines-href.ts";
import { MonthFigures } from "../../_parts/month-figures.tsx";

export default page<{ month: string }>("figures.view", async ({ actor, params }) => {
  const t = await getTranslations("desk.month");
  const months = await getTranslations("desk.months");
  const locale = await getLocale();
  const summary = await monthSummary(actor, params.month);
  const { month, sums, groups } = summary;
  const base = `/officer/months/${month}`;
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: months("title"), href: "/officer/months" }]}
        title={t("title", written(locale, { month }))}
        actions={
          <>
            <ButtonLink href={`${base}/flow`} tone="quiet" size="sm" icon={<Waypoints aria-hidden size={18} />}>
              {t("flow")}
            </ButtonLink>
            <ButtonLink
              href={`${base}/report/export`}
              plain
              tone="quiet"
              size="sm"
              icon={<FileText aria-hidden size={18} />}
            >
              {t("report")}
            </ButtonLink>
            <ButtonLink
              href={`${base}/export`}
              plain
              tone="quiet"
              size="sm"
              icon={<FileSpreadsheet aria-hidden size={18} />}
            >
              {t("sheet")}
            </ButtonLink>
            <ButtonLink
              href="/officer/arrears/export"
              plain
              tone="quiet"
              size="sm"
              icon={<FileSpreadsheet aria-hidden size={18} />}
            >
              {t("arrears")}
            </ButtonLink>
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        {!summary.inBooks && <Notice tone="amber">{t("waiting")}</Notice>}
        <MonthFigures summary={summary} />
      </div>
      <Section title={t("exceptions")}>
        <ExceptionList month={month} exceptions={summary.exceptions} />
        {summary.corrected.lines > 0 && (
          <p>
            <TextLink look="row" href="/officer/corrections">
              {t("corrected", { count: summary.corrected.lines })}
            </TextLink>{" "}
            <Money fen={summary.corrected.subsidyFen} size="sm" always />
          </p>
        )}
      </Section>
      <Section title={t("parts")}>
        <Parts summary={summary} />
      </Section>
      {(["batch", "class", "type", "building"] as const)
        .filter((by) => groups[by].length > 1 || by === "class")
        .map((by) => (
          <div key={by} className="py-3">
            <GroupTable month={month} by={by} groups={groups[by]} sums={sums} />
          </div>
        ))}
    </>
  );
});

async function ExceptionList({ month, exceptions }: { month: string; exceptions: Exceptions }) {
  const t = await getTranslations("desk.month");
  const kinds = (["new", "more", "less", "stopped", "gone"] as const).filter((kind) => exceptions[kind] > 0);
  if (kinds.length === 0) return <p className="text-muted">{t("exceptionsNone")}</p>;
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1">
      {kinds.map((kind) => (
        <li key={kind}>
          {kind === "gone" ? (
            t("exception.gone", { count: exceptions.gone })
          ) : (
            <TextLink look="row" href={linesHref(month, { change: kind, by: "people" })}>
              {t(`exception.${kind}`, { count: exceptions[kind] })}
            </TextLink>
          )}
        </li>
      ))}
    </ul>
  );
}

async function Parts({ summary }: { summary: MonthSummary }) {
  const t = await getTranslations("desk.month");
  const figure = await getTranslations("desk.figures");
  const locale = await getLocale();
  const { month, parts, sums } = summary;
  return (
    <Table
      caption={t("parts")}
      captionHidden
      dense
      rows={parts}
      rowKey={(row) => row.ref}
      columns={[
        {
          key: "part",
          header: t("part"),
          heading: true,
          cell: (row) => (
            <TextLink look="row" href={linesHref(month, { part: row.ref, by: "class" })}>
              {nameIn(locale, row.scheme)} · {nameIn(locale, row.part)}
            </TextLink>
          ),
        },
        {
          key: "people",
          header: figure("people"),
          numeric: true,
          cell: (row) => (
            <TextLink look="row" href={linesHref(month, { part: row.ref, by: "people" })}>
              {row.people}
            </TextLink>
          ),
        },
        {
          key: "amount",
          header: figure("subsidy"),
          numeric: true,
          cell: (row) => (
            <TextLink look="row" href={linesHref(month, { part: row.ref, by: "class" })}>
              <Money fen={row.amountFen} size="sm" />
            </TextLink>
          ),
        },
      ]}
      totals={{ part: t("sum"), amount: <Money fen={sums.subsidy} size="sm" /> }}
    />
  );
}
