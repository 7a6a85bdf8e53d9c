import { CalendarPlus } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { monthSummaries, nextMonth } from "#lib/billing/months";
import { Card } from "#ui/card";
import { EmptyState } from "#ui/empty-state";
import { Form, FormText } from "#ui/form";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { runMonthAction } from "./actions.ts";

export default page("bill.list", async ({ actor }) => {
  const t = await getTranslations("operator.months");
  const months = await monthSummaries(actor);
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      {mayEver(actor, "month.run") && <RunMonth month={await nextMonth(actor)} />}
      <Section title={t("billed")}>
        <Table
          caption={t("billed")}
          captionHidden
          rows={months}
          rowKey={(row) => row.month}
          empty={<EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
          columns={[
            {
              key: "month",
              header: t("month"),
              heading: true,
              cell: (row) => (
                <TextLink href={`/operator/months/${row.month}`} look="row">
                  <MonthText month={row.month} />
                </TextLink>
              ),
            },
            { key: "bills", header: t("bills"), numeric: true, cell: (row) => row.bills },
            { key: "rent", header: t("rent"), numeric: true, cell: (row) => <Money fen={row.billedFen} /> },
            { key: "offset", header: t("offset"), numeric: true, cell: (row) => <Money fen={row.subsidisedFen} /> },
            { key: "expected", header: t("expected"), numeric: true, cell: (row) => <Money fen={row.expectedFen} /> },
            { key: "paid", header: t("paid"), numeric: true, cell: (row) => <Money fen={row.paidFen} /> },
            { key: "due", header: t("due"), numeric: true, cell: (row) => <Money fen={row.dueFen} /> },
            { key: "overdue", header: t("overdueBills"), numeric: true, cell: (row) => row.overdueBills },
          ]}
        />
      </Section>
    </>
  );
});

async function RunMonth({ month }: { month: string }) {
  const t = await getTranslations("operator.months");
  return (
    <Card>
      <Form action={runMonthAction} className="grid justify-items-start gap-4">
        <div className="grid gap-1">
          <h2 className="font-semibold text-lg">{t("runTitle")}</h2>
          <p className="max-w-prose text-muted">{t("runText")}</p>
        </div>
        <FormText name="month" type="month" label={t("month")} hint={t("monthHint")} defaultValue={month} width="md" />
        <SubmitButton icon={<CalendarPlus aria-hidden size={18} />} pendingLabel={t("running")}>
          {t("run")}
        </SubmitButton>
      </Form>
    </Card>
  );
}
