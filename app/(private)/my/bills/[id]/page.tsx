import { getLocale, getTranslations } from "next-intl/server";
import { type BillView, billFor } from "#lib/billing/queries";
import { correctionsOfBill } from "#lib/corrections/bill-corrections";
import { billTimeline } from "#lib/subsidy/timeline";
import { Card } from "#ui/card";
import { Day } from "#ui/day";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { NetRentLine } from "#ui/net-rent-line";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { PrintButton } from "#ui/print-button";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SummaryList } from "#ui/summary-list";
import { TextLink } from "#ui/text-link";
import { BillCorrections } from "../../../bill-corrections.tsx";
import { BillLines } from "../../../bill-lines.tsx";
import { netOfBill } from "../../../bill-net.tsx";
import { MoneyTimeline } from "../../../money-timeline.tsx";
import { myPage } from "../../my-page.ts";
import { WhyNot } from "./why-not.tsx";

export default myPage<{ id: string }>("bill.view", async ({ actor, params }) => {
  const t = await getTranslations("my.bills");
  const charges = await getTranslations("charges");
  const english = (await getLocale()) === "en";
  const bill = await billFor(actor, params.id);
  const { subsidy } = bill;
  const approved = subsidy?.stage === "approved";
  const supported = isSupported(bill);
  const timeline = await billTimeline(actor, bill);
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        breadcrumbs={[{ label: t("title"), href: "/my/bills" }]}
        eyebrow={`${english ? bill.buildingEn : bill.buildingZh} ${bill.roomNo} · ${english ? bill.roomTypeEn : bill.roomTypeZh}`}
        title={
          <>
            <MonthText month={bill.month} /> {t("bill")}
          </>
        }
        status={<StatusBadge kind="bill" status={bill.status} />}
        actions={<PrintButton>{charges("print")}</PrintButton>}
      />
      {bill.rentFen > 0 && (
        <Card>
          <p className="pb-3 text-muted text-sm">
            {supported ? (approved ? t("approvedLead") : t("expectedLead")) : t("noSubsidyLead")}
          </p>
          <NetRentLine label={approved || !supported ? t("yours") : t("yoursExpected")} net={netOfBill(bill)} />
        </Card>
      )}
      <Section title={charges("lines.title")}>
        <BillLines bill={bill} />
      </Section>
      <ToPay bill={bill} />
      {timeline && timeline.steps.length > 0 && (
        <Section title={t("progress")} lead={approved ? undefined : t("progressLead")}>
          <MoneyTimeline timeline={timeline} />
        </Section>
      )}
      <BillCorrections corrections={await correctionsOfBill(actor, bill)} />
      {subsidy && <WhyNot subsidy={subsidy} month={bill.month} />}
      <Section title={t("details")}>
        <SummaryList
          items={[
            { label: t("tenant"), value: bill.personName },
            { label: t("billNo"), value: bill.billNo },
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
          ]}
        />
      </Section>
    </div>
  );
});

/** Granted something this month, or helped by what earlier months kept. */
const isSupported = ({ subsidy }: BillView) => subsidy !== null && (subsidy.eligible || subsidy.carriedFen < 0);

/** What the tenant has to find: the support that is worked out counts already, approved or not. */
const dueFenOf = (bill: BillView) => bill.subsidy?.expectedDueFen ?? bill.dueFen;

async function ToPay({ bill }: { bill: BillView }) {
  const t = await getTranslations("my.bills");
  const methods = await getTranslations("words.paymentMethods");
  const waits = isSupported(bill) && bill.subsidy?.stage !== "approved";
  const due = dueFenOf(bill);
  return (
    <Section title={t("payment")}>
      {bill.status === "overdue" && due > 0 && (
        <Notice tone="red" title={t("overdue")}>
          {t("overdueText")}
        </Notice>
      )}
      <SummaryList
        items={[
          ...bill.payments.map((payment) => ({
            label: methods(payment.method),
            value: (
              <>
                <Money fen={payment.amountFen} /> · <Day on={payment.paidOn} /> ·{" "}
                <TextLink href={`/my/receipts/${payment.id}`} look="small">
                  {t("receipt")}
                </TextLink>
              </>
            ),
          })),
          ...(bill.creditFen === 0
            ? []
            : [
                {
                  label: bill.creditFen > 0 ? t("byCredit") : t("toCredit"),
                  value: <Money fen={Math.abs(bill.creditFen)} />,
                },
              ]),
          {
            label: waits ? t("leftExpected") : t("left"),
            value: (
              <>
                <Money fen={due} size="lg" />
                {due > 0 && (
                  <span className="text-muted text-sm">
                    {" "}
                    · {t("payBy")} <Day on={bill.dueOn} />
                  </span>
                )}
              </>
            ),
          },
        ]}
      />
      {waits && bill.dueFen !== due && <p className="text-muted text-sm">{t("waitText")}</p>}
    </Section>
  );
}
