import { getTranslations } from "next-intl/server";
import type { Listed, OrderOfCategory } from "#lib/rounds/priority-desk";
import type { RoundCategory, RoundView } from "#lib/rounds/queries";
import { PRIORITY_REASON_MOST } from "#lib/rounds/rules-priority";
import { Form, FormTextarea } from "#ui/form";
import { Notice } from "#ui/notice";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { setPriorityAction } from "../../actions.ts";

type Props = { round: RoundView; category: RoundCategory; order: OrderOfCategory };

/** The order of one category: the form that sets it, and who stands in it now. */
export async function Order({ round, category, order }: Props) {
  const t = await getTranslations("priority.desk");
  const { reason, listed, dropped } = order;
  const hidden = { roundId: round.id, categoryId: category.id };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 gap-y-6 xl:grid-cols-2">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        {dropped.length > 0 && (
          <Notice tone="amber" title={t("dropped", { count: dropped.length })}>
            {t("droppedText", { receiptNos: dropped.join(", ") })}
          </Notice>
        )}
        <Form action={setPriorityAction} hidden={hidden} className="grid max-w-form grid-cols-[minmax(0,1fr)] gap-6">
          <FormTextarea
            name="receipts"
            label={t("receipts")}
            hint={t("receiptsHint")}
            rows={12}
            defaultValue={listed.map(({ receiptNo }) => receiptNo).join("\n")}
          />
          <FormTextarea
            name="reason"
            label={t("reason")}
            hint={t("reasonHint")}
            rows={3}
            maxLength={PRIORITY_REASON_MOST}
            defaultValue={reason ?? ""}
          />
          <SubmitButton>{t("save")}</SubmitButton>
        </Form>
      </div>
      {reason !== null && (
        <Section title={t("now")} lead={t("nowLead", { count: listed.length })}>
          {listed.length > 0 && <Whom roundId={round.id} listed={listed} />}
          <Form
            action={setPriorityAction}
            hidden={{ ...hidden, receipts: "", reason: "" }}
            className="flex flex-wrap items-center gap-x-4 gap-y-2"
          >
            <SubmitButton tone="danger">{t("remove")}</SubmitButton>
            <p className="text-muted text-sm">{t("removeText")}</p>
          </Form>
        </Section>
      )}
    </div>
  );
}

async function Whom({ roundId, listed }: { roundId: string; listed: readonly Listed[] }) {
  const t = await getTranslations("priority.desk");
  const rows = listed.map((one, index) => ({ ...one, place: index + 1 }));
  return (
    <Table
      dense
      caption={t("now")}
      captionHidden
      rows={rows}
      rowKey={(row) => row.receiptNo}
      columns={[
        { key: "place", header: t("place"), numeric: true, cell: (row) => row.place },
        {
          key: "receiptNo",
          header: t("receiptNo"),
          heading: true,
          cell: (row) => (
            <TextLink href={`/operator/rounds/${roundId}/applications/${row.applicationId}`}>{row.receiptNo}</TextLink>
          ),
        },
        { key: "name", header: t("name"), cell: (row) => row.name },
        { key: "employer", header: t("employer"), cell: (row) => row.employerName ?? "–" },
        { key: "persons", header: t("persons"), numeric: true, cell: (row) => row.size },
      ]}
    />
  );
}
