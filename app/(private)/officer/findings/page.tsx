import { Eye, Sparkles } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import { mayEver } from "#lib/authorize";
import type { Month } from "#lib/days";
import { type FindingRow, findingMonths, findingsFor } from "#lib/registers/seeing";
import { EmptyState } from "#ui/empty-state";
import { Form } from "#ui/form";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { Table } from "#ui/table";
import { TabsNav } from "#ui/tabs-nav";
import { TextLink } from "#ui/text-link";
import { Done } from "../../done.tsx";
import { seeFindingsAction } from "../registers/actions.ts";

/** Months to choose from. */
const MONTHS = 12;
const SHOWN = 50;

export default page("finding.list", async ({ actor, search }) => {
  const t = await getTranslations("desk.registers");
  const locale = await getLocale();
  const months = await findingMonths(actor);
  const month = months.find((one) => one.month === search.month)?.month ?? months[0]?.month;
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("title"), href: "/officer/registers" }]}
        title={t("findings")}
        lead={t("findingsLead")}
      />
      <Done texts="desk.registers" notice={search.notice} />
      {months.length === 0 && (
        <EmptyState icon={<Sparkles aria-hidden size={28} />} title={t("findingsNone")}>
          {t("findingsNoneText")}
        </EmptyState>
      )}
      {month && (
        <>
          <TabsNav
            label={t("month")}
            tabs={months.slice(0, MONTHS).map((one) => ({
              href: `/officer/findings?month=${one.month}`,
              label: `${written(locale, { month: one.month }).month}`,
              count: one.people,
              current: one.month === month,
            }))}
          />
          <Found
            month={month}
            rows={await findingsFor(actor, month)}
            page={Number(search.page) || 1}
            may={mayEver(actor, "finding.see")}
          />
        </>
      )}
    </>
  );
});

async function Found(props: { month: Month; rows: FindingRow[]; page: number; may: boolean }) {
  const { month, rows, may } = props;
  const pages = Math.max(1, Math.ceil(rows.length / SHOWN));
  const at = Math.min(Math.max(1, props.page), pages);
  const t = await getTranslations("desk.registers");
  const conditions = await getTranslations("words.conditions");
  const modes = await getTranslations("words.offsetModes");
  const unseen = rows.filter((row) => row.finding.state === "found");
  const becameOf = (codes: readonly string[]) =>
    [...new Set(codes.map((code) => textOf(conditions, `${code.split(":")[1]}.title`)))].join("、");
  return (
    <Section
      title={<MonthText month={month} />}
      actions={
        may &&
        unseen.length > 0 && (
          <Form action={seeFindingsAction} hidden={{ month }} className="grid">
            {unseen.map((row) => (
              <input key={row.finding.personId} type="hidden" name="personId" value={row.finding.personId} />
            ))}
            <SubmitButton tone="quiet" icon={<Eye aria-hidden size={18} />}>
              {t("seeAll")}
            </SubmitButton>
          </Form>
        )
      }
    >
      <Table
        caption={t("findings")}
        captionHidden
        dense
        rows={rows.slice((at - 1) * SHOWN, at * SHOWN)}
        rowKey={(row) => row.finding.personId}
        columns={[
          { key: "room", header: t("room"), cell: (row) => `${row.buildingNo}-${row.roomNo}` },
          {
            key: "person",
            header: t("person"),
            heading: true,
            cell: (row) => (
              <TextLink look="row" href={`/officer/people/${row.finding.personId}`}>
                {row.personName}
              </TextLink>
            ),
          },
          {
            key: "amount",
            header: t("amount"),
            numeric: true,
            cell: (row) => (
              <TextLink look="row" href={`/officer/settlements/${row.settlementId}/${row.offsetId}`}>
                <Money fen={row.finding.subsidyFen} size="sm" />
              </TextLink>
            ),
          },
          {
            key: "became",
            header: t("became"),
            cell: (row) => becameOf(row.finding.became) || t("first"),
          },
          { key: "mode", header: t("mode"), cell: (row) => modes(row.mode) },
          {
            key: "state",
            header: t("state"),
            cell: (row) => (row.finding.state === "seen" ? t("seen", { name: row.seenByName ?? "" }) : t("unseen")),
          },
        ]}
      />
      <Pagination page={at} pages={pages} href={(to) => `/officer/findings?month=${month}&page=${to}`} />
    </Section>
  );
}
