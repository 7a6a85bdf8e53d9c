import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { written } from "#i18n/written";
import { mayEver } from "#lib/authorize";
import { type BillView, billFor } from "#lib/billing/queries";
import { handMethods } from "#lib/billing/rules";
import { correctionsOfBill } from "#lib/corrections/bill-corrections";
import { dayAt } from "#lib/days";
import { NotFound } from "#lib/errors";
import { yuanText } from "#lib/money";
import { Card } from "#ui/card";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Form, FormCheckbox, FormSelect, FormText } from "#ui/form";
import { Money } from "#ui/money";
import { NetRentLine } from "#ui/net-rent-line";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { BillCorrections } from "../../../../bill-corrections.tsx";
import { BillLines } from "../../../../bill-lines.tsx";
import { netOfBill } from "../../../../bill-net.tsx";
import { Done } from "../../../../done.tsx";
import { recordPaymentAction } from "../../actions.ts";
import { HandCharge, TakeOff } from "./charge-forms.tsx";
import { WriteOff } from "./write-off.tsx";

export default page<{ month: string; billId: string }>("bill.list", async ({ actor, params, search }) => {
  const t = await getTranslations("operator.months");
  const charges = await getTranslations("charges");
  const locale = await getLocale();
  const english = locale === "en";
  const bill = await billFor(actor, params.billId);
  if (bill.month !== params.month) throw new NotFound();
  const stage = bill.subsidy?.stage ?? "expected";
  const here = `/operator/months/${bill.month}/${bill.id}`;
  const mayCharge = mayEver(actor, "charge.make");
  const off = mayCharge ? bill.lines.find((line) => line.id === search.off && line.open) : undefined;
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[
          { label: t("title"), href: "/operator/months" },
          { label: `${written(locale, { month: bill.month }).month}`, href: `/operator/months/${bill.month}` },
        ]}
        title={bill.billNo}
        status={<StatusBadge kind="bill" status={bill.status} />}
      />
      <Done texts="operator.months" notice={search.notice} />
      {bill.rentFen > 0 && (
        <Card>
          <NetRentLine
            theirs
            label={stage === "approved" ? t("tenantPays") : t("tenantPaysExpected")}
            net={netOfBill(bill)}
          />
          {stage !== "approved" && <p className="pt-3 text-amber-700 text-sm">{t("notYetNetted")}</p>}
        </Card>
      )}
      <div className="grid items-start gap-x-10">
        <Section title={t("bill")}>
          <SummaryList
            items={[
              { label: t("person"), value: bill.personName },
              { label: t("room"), value: `${english ? bill.buildingEn : bill.buildingZh} ${bill.roomNo}` },
              { label: t("leaseNo"), value: bill.leaseNo },
              {
                label: t("period"),
                value: (
                  <>
                    <Day on={bill.fromOn} look="numeric" /> – <Day on={bill.toOn} look="numeric" />
                  </>
                ),
              },
              { label: t("dueOn"), value: <Day on={bill.dueOn} /> },
              { label: t("paid"), value: <Money fen={bill.paidFen} /> },
              ...(bill.creditFen === 0
                ? []
                : [
                    {
                      label: bill.creditFen > 0 ? t("byCredit") : t("toCredit"),
                      value: <Money fen={Math.abs(bill.creditFen)} />,
                    },
                  ]),
              { label: t("due"), value: <Money fen={bill.dueFen} size="lg" /> },
            ]}
          />
        </Section>
      </div>
      <Section title={charges("lines.title")}>
        {off && <TakeOff line={off} month={bill.month} />}
        <BillLines bill={bill} off={mayCharge ? ({ id, open }) => (open ? `${here}?off=${id}` : null) : undefined} />
      </Section>
      <div className="grid items-start gap-x-10 lg:grid-cols-2">
        {mayEver(actor, "payment.record") && bill.dueFen > 0 && <Record bill={bill} />}
        {mayCharge && <HandCharge bill={bill} />}
      </div>
      <WriteOff actor={actor} bill={bill} />
      <BillCorrections corrections={await correctionsOfBill(actor, bill)} />
      <Payments bill={bill} />
    </>
  );
});

async function Record({ bill }: { bill: BillView }) {
  const t = await getTranslations("operator.months.record");
  const methods = await getTranslations("words.paymentMethods");
  return (
    <Section title={t("title")} lead={t("lead")}>
      <Form
        action={recordPaymentAction}
        hidden={{ billId: bill.id, month: bill.month }}
        className="grid max-w-form gap-5"
      >
        <FormText
          name="amountFen"
          label={t("amount")}
          defaultValue={yuanText(bill.dueFen)}
          inputMode="decimal"
          suffix={t("yuan")}
          width="md"
        />
        <FormText name="paidOn" type="date" label={t("paidOn")} defaultValue={dayAt(new Date())} width="md" />
        <FormSelect
          name="method"
          label={t("method")}
          placeholder
          options={handMethods.map((one) => ({ value: one, label: methods(one) }))}
        />
        <FormText name="reference" label={t("reference")} hint={t("referenceHint")} maxLength={80} autoComplete="off" />
        <FormCheckbox name="rest" value="credit" label={t("rest")} hint={t("restHint")} />
        <SubmitButton>{t("submit")}</SubmitButton>
      </Form>
    </Section>
  );
}

async function Payments({ bill }: { bill: BillView }) {
  const t = await getTranslations("operator.months");
  const methods = await getTranslations("words.paymentMethods");
  return (
    <Section title={t("payments")}>
      <Table
        caption={t("payments")}
        captionHidden
        rows={bill.payments}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t("noPayments")} />}
        columns={[
          { key: "paidOn", header: t("record.paidOn"), heading: true, cell: (row) => <Day on={row.paidOn} /> },
          { key: "amount", header: t("record.amount"), numeric: true, cell: (row) => <Money fen={row.amountFen} /> },
          { key: "method", header: t("record.method"), cell: (row) => methods(row.method) },
          {
            key: "reference",
            header: t("record.reference"),
            cell: (row) => <span className="break-all">{row.reference}</span>,
          },
          {
            key: "credit",
            header: t("credited"),
            numeric: true,
            cell: (row) => (row.creditFen > 0 ? <Money fen={row.creditFen} size="sm" /> : "—"),
          },
          {
            key: "receipt",
            header: t("receipt"),
            cell: (row) => (
              <TextLink href={`/operator/payments/receipts/${row.id}`} look="row">
                {t("receipt")}
              </TextLink>
            ),
          },
        ]}
      />
    </Section>
  );
}
