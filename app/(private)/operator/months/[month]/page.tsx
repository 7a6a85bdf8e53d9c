import { RefreshCw, Search } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { type MonthSummary, monthSummary } from "#lib/billing/months";
import { type BillFilter, billFilters, billsFor } from "#lib/billing/queries";
import { isMonth } from "#lib/days";
import { NotFound } from "#lib/errors";
import { Button } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { TextField } from "#ui/field";
import { Form } from "#ui/form";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { TabsNav } from "#ui/tabs-nav";
import { Done } from "../../../done.tsx";
import { runMonthAction } from "../actions.ts";
import { BillTable } from "./bill-table.tsx";

export default page<{ month: string }>("bill.list", async ({ actor, params, search }) => {
  const { month } = params;
  if (!isMonth(month)) throw new NotFound();
  const t = await getTranslations("operator.months");
  const filter = billFilters.find((one) => one === search.filter);
  const q = search.q ?? "";
  const summary = await monthSummary(actor, month);
  const bills = await billsFor(actor, month, { q, filter, page: Number(search.page) || 1 });
  const href = (change: { filter?: BillFilter | ""; page?: number }) => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries({ q, filter, ...change })) if (value) query.set(key, String(value));
    return `/operator/months/${month}?${query}`;
  };
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("title"), href: "/operator/months" }]}
        title={<MonthText month={month} />}
        actions={mayEver(actor, "month.run") && summary.bills > 0 && <RunAgain month={month} />}
      />
      <Done texts="operator.months" notice={search.notice} />
      {summary.bills === 0 ? (
        <EmptyState title={t("notBilled")}>{t("notBilledText")}</EmptyState>
      ) : (
        <>
          <Figures summary={summary} />
          <Section
            title={t("bills")}
            actions={
              <form method="get" className="flex items-end gap-2">
                {filter && <input type="hidden" name="filter" value={filter} />}
                <TextField name="q" type="search" label={t("find")} defaultValue={q} width="md" />
                <Button type="submit" tone="quiet" icon={<Search aria-hidden size={18} />}>
                  {t("search")}
                </Button>
              </form>
            }
          >
            <TabsNav
              label={t("bills")}
              tabs={[
                { href: href({ filter: "", page: 0 }), label: t("filters.all"), current: !filter },
                ...billFilters.map((one) => ({
                  href: href({ filter: one, page: 0 }),
                  label: t(`filters.${one}`),
                  current: one === filter,
                })),
              ]}
            />
            <BillTable bills={bills} month={month} />
            <Pagination page={bills.page} pages={bills.pages} href={(at) => href({ page: at })} />
          </Section>
        </>
      )}
    </>
  );
});

async function Figures({ summary }: { summary: MonthSummary }) {
  const t = await getTranslations("operator.months");
  return (
    <KeyFigures
      figures={[
        { label: t("bills"), value: summary.bills, hint: t("paidBills", { count: summary.paidBills }) },
        {
          label: t("rent"),
          value: <Money fen={summary.billedFen} size="lg" />,
          hint: summary.otherFen !== 0 && (
            <>
              {t("otherHint")} <Money fen={summary.otherFen} size="sm" />
            </>
          ),
        },
        {
          label: t("offset"),
          value: <Money fen={summary.subsidisedFen} size="lg" />,
          tone: "green",
          hint: summary.expectedFen > 0 && (
            <>
              {t("expected")} <Money fen={summary.expectedFen} size="sm" />
            </>
          ),
        },
        { label: t("paid"), value: <Money fen={summary.paidFen} size="lg" /> },
        {
          label: t("due"),
          value: <Money fen={summary.dueFen} size="lg" />,
          hint: t("overdueHint", { count: summary.overdueBills }),
          tone: summary.overdueBills > 0 ? "red" : undefined,
        },
      ]}
    />
  );
}

async function RunAgain({ month }: { month: string }) {
  const t = await getTranslations("operator.months");
  return (
    <Form action={runMonthAction} hidden={{ month }} className="grid gap-2">
      <SubmitButton tone="quiet" icon={<RefreshCw aria-hidden size={18} />} pendingLabel={t("running")}>
        {t("runAgain")}
      </SubmitButton>
    </Form>
  );
}
