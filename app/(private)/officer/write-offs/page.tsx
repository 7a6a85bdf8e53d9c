import { Stamp } from "lucide-react";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { type WriteOffView, writeOffList } from "#lib/corrections/write-off-queries";
import { Card } from "#ui/card";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Folded } from "#ui/folded";
import { Form, FormTextarea } from "#ui/form";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { Done } from "../../done.tsx";
import { CorrectionTabs } from "../_parts/correction-tabs.tsx";
import { approveWriteOffAction, rejectWriteOffAction } from "./actions.ts";

export default page("writeOff.list", async ({ actor, search }) => {
  const t = await getTranslations("corrections.writeOffs");
  const rows = await writeOffList(actor);
  const waiting = rows.filter((row) => row.status === "waiting");
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      <CorrectionTabs at="write-offs" />
      <Done texts="corrections.writeOffs" notice={search.notice} />
      <Section title={t("waiting")}>
        {waiting.length === 0 ? (
          <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
        ) : (
          <div className="grid items-start gap-4 xl:grid-cols-2">
            {waiting.map((row) => (
              <Waiting key={row.id} row={row} />
            ))}
          </div>
        )}
      </Section>
      <Section title={t("decided")}>
        <Decided rows={rows.filter((row) => row.status !== "waiting")} />
      </Section>
    </>
  );
});

function Waiting({ row }: { row: WriteOffView }) {
  const t = useTranslations("corrections.writeOffs");
  return (
    <Card>
      <div className="grid gap-4">
        <SummaryList
          items={[
            { label: t("person"), value: `${row.personName ?? ""} · ${row.buildingNo}-${row.roomNo}` },
            {
              label: t("bill"),
              value: (
                <>
                  {row.billNo} · <MonthText month={row.month} />
                </>
              ),
            },
            { label: t("dueOn"), value: <Day on={row.dueOn} /> },
            { label: t("left"), value: <Money fen={row.leftFen} /> },
            { label: t("amount"), value: <Money fen={row.amountFen} size="lg" /> },
            { label: t("reason"), value: row.reason },
            {
              label: t("maker"),
              value: (
                <>
                  {row.maker ?? row.madeBy} · <Instant at={row.madeAt} look="short" />
                </>
              ),
            },
          ]}
        />
        {row.mine ? (
          <>
            <Form action={approveWriteOffAction} hidden={{ writeOffId: row.id }} className="grid gap-4">
              <SubmitButton icon={<Stamp aria-hidden size={18} />}>{t("approve")}</SubmitButton>
            </Form>
            <Folded look="below" title={t("rejectTitle")}>
              <Form
                action={rejectWriteOffAction}
                of={row.id}
                hidden={{ writeOffId: row.id }}
                className="grid gap-4 pb-2"
              >
                <FormTextarea name="reason" label={t("rejectReason")} rows={2} maxLength={300} />
                <SubmitButton tone="quiet">{t("reject")}</SubmitButton>
              </Form>
            </Folded>
          </>
        ) : (
          <Notice tone="blue">{t("another")}</Notice>
        )}
      </div>
    </Card>
  );
}

function Decided({ rows }: { rows: readonly WriteOffView[] }) {
  const t = useTranslations("corrections.writeOffs");
  return (
    <Table
      caption={t("decided")}
      captionHidden
      dense
      rows={rows}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("noneDecided")} />}
      columns={[
        { key: "bill", header: t("bill"), heading: true, cell: (row) => row.billNo },
        { key: "person", header: t("person"), cell: (row) => row.personName },
        { key: "amount", header: t("amount"), numeric: true, cell: (row) => <Money fen={row.amountFen} size="sm" /> },
        { key: "reason", header: t("reason"), cell: (row) => row.reason },
        {
          key: "decidedAt",
          header: t("decidedAt"),
          cell: (row) => row.decidedAt && <Instant at={row.decidedAt} look="short" />,
        },
        {
          key: "result",
          header: t("result"),
          cell: (row) => (row.status === "rejected" ? t("rejected", { reason: row.rejectedFor ?? "" }) : t("written")),
        },
      ]}
    />
  );
}
