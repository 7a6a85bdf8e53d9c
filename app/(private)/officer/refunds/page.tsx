import { Stamp } from "lucide-react";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { type RefundView, refundsFor } from "#lib/billing/refund-queries";
import { yuanText } from "#lib/money";
import { Card } from "#ui/card";
import { EmptyState } from "#ui/empty-state";
import { Folded } from "#ui/folded";
import { Form, FormText, FormTextarea } from "#ui/form";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { Done } from "../../done.tsx";
import { approveRefundAction, rejectRefundAction } from "./actions.ts";

export default page("refund.list", async ({ actor, search }) => {
  const t = await getTranslations("officer.refunds");
  const refunds = await refundsFor(actor);
  const waiting = refunds.filter((refund) => refund.status === "waiting");
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      <Done texts="officer.refunds" notice={search.notice} />
      <Section title={t("waiting")}>
        {waiting.length === 0 ? (
          <EmptyState title={t("none")} />
        ) : (
          <div className="grid items-start gap-4 xl:grid-cols-2">
            {waiting.map((refund) => (
              <Waiting
                key={refund.id}
                refund={refund}
                may={mayEver(actor, "refund.decide") && refund.madeBy !== actor.userId}
              />
            ))}
          </div>
        )}
      </Section>
      <Section title={t("decided")}>
        <Decided refunds={refunds.filter((refund) => refund.status !== "waiting")} />
      </Section>
    </>
  );
});

function Waiting({ refund, may }: { refund: RefundView; may: boolean }) {
  const t = useTranslations("officer.refunds");
  return (
    <Card>
      <div className="grid gap-4">
        <SummaryList
          items={[
            { label: t("person"), value: refund.personName },
            { label: t("amount"), value: <Money fen={refund.amountFen} size="lg" /> },
            { label: t("reason"), value: refund.reason },
            { label: t("maker"), value: refund.maker ?? refund.madeBy },
            { label: t("madeAt"), value: <Instant at={refund.madeAt} look="short" /> },
          ]}
        />
        {may && (
          <>
            <Form action={approveRefundAction} of={refund.id} hidden={{ refundId: refund.id }} className="grid gap-4">
              <FormText
                name="amountFen"
                label={t("approveAmount")}
                hint={t("approveHint")}
                defaultValue={yuanText(refund.amountFen)}
                inputMode="decimal"
                suffix={t("yuan")}
                width="md"
              />
              <SubmitButton icon={<Stamp aria-hidden size={18} />}>{t("approve")}</SubmitButton>
            </Form>
            <Folded look="below" title={t("rejectTitle")}>
              <Form
                action={rejectRefundAction}
                of={refund.id}
                hidden={{ refundId: refund.id }}
                className="grid gap-4 pb-2"
              >
                <FormTextarea name="reason" label={t("rejectReason")} hint={t("rejectHint")} rows={2} maxLength={200} />
                <SubmitButton tone="quiet">{t("reject")}</SubmitButton>
              </Form>
            </Folded>
          </>
        )}
      </div>
    </Card>
  );
}

function Decided({ refunds }: { refunds: readonly RefundView[] }) {
  const t = useTranslations("officer.refunds");
  const result = (row: RefundView) =>
    row.status === "rejected"
      ? t("rejected", { reason: row.rejectedFor ?? "" })
      : [
          t("paid", { amount: yuanText(row.paidFen) }),
          ...(row.releasedFen ? [t("released", { amount: yuanText(row.releasedFen) })] : []),
        ].join(" · ");
  return (
    <Table
      caption={t("decided")}
      captionHidden
      dense
      rows={refunds}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("noneDecided")} />}
      columns={[
        { key: "person", header: t("person"), heading: true, cell: (row) => row.personName },
        { key: "amount", header: t("amount"), numeric: true, cell: (row) => <Money fen={row.amountFen} size="sm" /> },
        { key: "reason", header: t("reason"), cell: (row) => row.reason },
        {
          key: "decidedAt",
          header: t("decidedAt"),
          cell: (row) => row.decidedAt && <Instant at={row.decidedAt} look="short" />,
        },
        { key: "result", header: t("result"), cell: result },
      ]}
    />
  );
}
