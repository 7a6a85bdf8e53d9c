import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { type CreditHolder, creditHolders, type RefundView, refundsFor } from "#lib/billing/refund-queries";
import { newId } from "#lib/ids";
import { yuanText } from "#lib/money";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { Card } from "#ui/card";
import { EmptyState } from "#ui/empty-state";
import { Form, FormText } from "#ui/form";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { Table } from "#ui/table";
import { Done } from "../../../done.tsx";
import { PaymentTabs } from "../_parts/payment-tabs.tsx";
import { proposeRefundAction } from "../actions.ts";

const tones = { waiting: "amber", paid: "green", rejected: "grey" } as const;

export default page("payment.list", async ({ actor, search }) => {
  const t = await getTranslations("operator.payments");
  const holders = await creditHolders(actor);
  const may = mayEver(actor, "refund.propose");
  const chosen = may ? holders.find((one) => one.personId === search.person) : undefined;
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("credit.lead")} />
      <PaymentTabs current="credit" />
      <Done texts="operator.payments" notice={search.notice} />
      {chosen && <Propose holder={chosen} />}
      <Section title={t("credit.holders")}>
        <Holders holders={holders} may={may} />
      </Section>
      <Section title={t("credit.refunds")}>
        <Refunds refunds={await refundsFor(actor)} />
      </Section>
    </>
  );
});

function Holders({ holders, may }: { holders: readonly CreditHolder[]; may: boolean }) {
  const t = useTranslations("operator.payments.credit");
  return (
    <Table
      caption={t("holders")}
      captionHidden
      dense
      rows={holders}
      rowKey={(row) => row.personId}
      empty={<EmptyState title={t("noHolders")} />}
      columns={[
        { key: "person", header: t("person"), heading: true, cell: (row) => row.personName },
        { key: "room", header: t("room"), cell: (row) => row.room },
        {
          key: "available",
          header: t("available"),
          numeric: true,
          cell: (row) => <Money fen={row.availableFen} size="sm" />,
        },
        ...(may
          ? [
              {
                key: "refund",
                header: t("propose"),
                cell: (row: CreditHolder) => (
                  <ButtonLink
                    href={`/operator/payments/credit?person=${row.personId}`}
                    tone="quiet"
                    size="sm"
                    icon={<Undo2 aria-hidden size={16} />}
                  >
                    {t("propose")}
                    <span className="sr-only"> {row.personName}</span>
                  </ButtonLink>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function Propose({ holder }: { holder: CreditHolder }) {
  const t = useTranslations("operator.payments.credit");
  return (
    <Card>
      <Form
        action={proposeRefundAction}
        hidden={{ refundId: newId(), personId: holder.personId }}
        className="grid max-w-form gap-4"
      >
        <h2 className="font-semibold text-lg">{t("proposeFor", { person: holder.personName })}</h2>
        <FormText
          name="amountFen"
          label={t("amount")}
          defaultValue={yuanText(holder.availableFen)}
          inputMode="decimal"
          suffix={t("yuan")}
          width="md"
        />
        <FormText name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={200} autoComplete="off" />
        <div className="flex flex-wrap gap-3">
          <SubmitButton>{t("submit")}</SubmitButton>
          <ButtonLink href="/operator/payments/credit" tone="quiet">
            {t("cancel")}
          </ButtonLink>
        </div>
      </Form>
    </Card>
  );
}

function Refunds({ refunds }: { refunds: readonly RefundView[] }) {
  const t = useTranslations("operator.payments.credit");
  return (
    <Table
      caption={t("refunds")}
      captionHidden
      dense
      rows={refunds}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("noRefunds")} />}
      columns={[
        { key: "person", header: t("person"), heading: true, cell: (row) => row.personName },
        { key: "amount", header: t("amount"), numeric: true, cell: (row) => <Money fen={row.amountFen} size="sm" /> },
        { key: "reason", header: t("reason"), cell: (row) => row.reason },
        { key: "madeAt", header: t("madeAt"), cell: (row) => <Instant at={row.madeAt} look="short" /> },
        {
          key: "decidedAt",
          header: t("decidedAt"),
          cell: (row) => (row.decidedAt ? <Instant at={row.decidedAt} look="short" /> : "—"),
        },
        {
          key: "status",
          header: t("status"),
          cell: (row) => (
            <span className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 sm:justify-start">
              <Badge tone={tones[row.status]}>{t(`statuses.${row.status}`)}</Badge>
              {row.status === "paid" && row.paidFen < row.amountFen && (
                <span className="text-muted text-sm">{t("paidPart", { amount: yuanText(row.paidFen) })}</span>
              )}
              {row.status === "rejected" && <span className="text-muted text-sm">{row.rejectedFor}</span>}
            </span>
          ),
        },
      ]}
    />
  );
}
