import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { type BankRowView, bankRowFor } from "#lib/billing/bank-queries";
import { Button, ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { TextField } from "#ui/field";
import { Form, FormText } from "#ui/form";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { RowReason } from "../../_parts/row-result.tsx";
import { dismissRowAction, matchRowAction } from "../../actions.ts";

type Candidates = Awaited<ReturnType<typeof bankRowFor>>["candidates"];

export default page<{ id: string }>("payment.list", async ({ actor, params, search }) => {
  const t = await getTranslations("operator.payments");
  const { row, q, candidates } = await bankRowFor(actor, params.id, search.q);
  const open = row.state === "waiting" && mayEver(actor, "bank.match");
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("tabs.waiting"), href: "/operator/payments/waiting" }]}
        title={t("match.title")}
      />
      <div className="grid items-start gap-x-10 lg:grid-cols-[24rem_minmax(0,1fr)]">
        <Section title={t("match.facts")}>
          <Facts row={row} />
        </Section>
        {open ? (
          <Section title={t("match.candidates")} lead={t("match.rest")}>
            <form method="get" className="flex flex-wrap items-end gap-2">
              <TextField name="q" type="search" label={t("match.find")} defaultValue={q} width="md" />
              <Button type="submit" tone="quiet" icon={<Search aria-hidden size={18} />}>
                {t("match.search")}
              </Button>
            </form>
            <CandidateTable rowId={row.id} candidates={candidates} />
          </Section>
        ) : (
          <Section title={t("match.candidates")}>
            <Notice tone="blue" title={t("match.settled")}>
              <RowReason row={row} />
            </Notice>
            {row.paymentId && (
              <ButtonLink href={`/operator/payments/receipts/${row.paymentId}`} tone="quiet">
                {t("match.seeReceipt")}
              </ButtonLink>
            )}
          </Section>
        )}
      </div>
      {open && <Dismiss rowId={row.id} />}
    </>
  );
});

function Facts({ row }: { row: BankRowView }) {
  const t = useTranslations("operator.payments");
  return (
    <SummaryList
      items={[
        { label: t("row.amount"), value: <Money fen={row.amountFen ?? 0} size="lg" exact /> },
        { label: t("row.paidOn"), value: row.paidOn ? <Day on={row.paidOn} /> : t("row.unread") },
        { label: t("row.payer"), value: row.payerName || t("row.unread") },
        { label: t("row.note"), value: <span className="break-words">{row.note || t("row.unread")}</span> },
        { label: t("row.transactionNo"), value: <span className="break-all">{row.transactionNo}</span> },
        { label: t("match.why"), value: <RowReason row={row} /> },
      ]}
    />
  );
}

function CandidateTable({ rowId, candidates }: { rowId: string; candidates: Candidates }) {
  const t = useTranslations("operator.payments.match");
  const row = useTranslations("operator.payments.row");
  return (
    <Table
      caption={t("candidates")}
      captionHidden
      dense
      rows={candidates}
      rowKey={(bill) => bill.id}
      empty={<EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
      columns={[
        { key: "bill", header: row("bill"), heading: true, cell: (bill) => bill.billNo },
        { key: "month", header: t("month"), cell: (bill) => <MonthText month={bill.month} /> },
        { key: "person", header: t("person"), cell: (bill) => bill.personName },
        { key: "room", header: t("room"), cell: (bill) => `${bill.buildingNo}-${bill.roomNo}` },
        {
          key: "due",
          header: t("due"),
          numeric: true,
          cell: (bill) => <Money fen={Math.max(0, bill.dueFen)} size="sm" />,
        },
        {
          key: "choose",
          header: t("choose"),
          cell: (bill) => (
            <Form action={matchRowAction} hidden={{ rowId, billNo: bill.billNo }} className="grid gap-2">
              <SubmitButton tone="quiet" size="sm">
                {t("choose")}
                <span className="sr-only"> {t("chooseFor", { bill: bill.billNo })}</span>
              </SubmitButton>
            </Form>
          ),
        },
      ]}
    />
  );
}

function Dismiss({ rowId }: { rowId: string }) {
  const t = useTranslations("operator.payments.match");
  return (
    <Section title={t("dismiss")} lead={t("dismissText")}>
      <Form action={dismissRowAction} hidden={{ rowId }} className="grid max-w-form gap-4">
        <FormText name="why" label={t("why2")} maxLength={200} autoComplete="off" />
        <SubmitButton tone="quiet">{t("dismissSubmit")}</SubmitButton>
      </Form>
    </Section>
  );
}
