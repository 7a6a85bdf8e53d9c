import { getTranslations } from "next-intl/server";
import { type ClawbackView, clawbackFor } from "#lib/corrections/clawback-queries";
import { instalmentsOf } from "#lib/corrections/rules-clawback";
import { newId } from "#lib/ids";
import { yuanText } from "#lib/money";
import { Card } from "#ui/card";
import { Form, FormText } from "#ui/form";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { ClawbackMonths, ClawbackMoves } from "../../../clawback-tables.tsx";
import { myPage } from "../../my-page.ts";
import { payNowAction } from "../actions.ts";

export default myPage<{ id: string }>("clawback.view", async ({ actor, params, search }) => {
  const t = await getTranslations("corrections.mine");
  const clawback = await clawbackFor(actor, params.id);
  const { correction, status } = clawback;
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        breadcrumbs={[
          { label: t("bills"), href: "/my/bills" },
          { label: t("title"), href: "/my/clawbacks" },
        ]}
        title={clawback.clawbackNo}
        status={<StatusBadge kind="clawback" status={status} />}
      />
      {search.notice === "billed" && (
        <Notice tone="green" live>
          {t("billed")}
        </Notice>
      )}
      <Card>
        <p className="text-muted text-sm">{t("rest")}</p>
        <Money fen={clawback.restFen} size="display" />
        <p className="pt-2 text-muted">{t(`states.${status}`)}</p>
      </Card>
      {(status === "running" || status === "proposed") && <Plan clawback={clawback} />}
      {correction && (
        <Section title={t("why")} lead={correction.reason}>
          <SummaryList items={[{ label: t("correction"), value: correction.no }]} />
          <ClawbackMonths months={correction.months} />
        </Section>
      )}
      <Section title={t("objection")}>
        <p>{t("objectionText", { no: correction?.no ?? clawback.clawbackNo })}</p>
      </Section>
      {status !== "settled" && <PayNow clawback={clawback} />}
      <Section title={t("moves")}>
        <ClawbackMoves clawback={clawback} />
      </Section>
    </div>
  );
});

async function Plan({ clawback }: { clawback: ClawbackView }) {
  const t = await getTranslations("corrections.mine");
  const instalments = instalmentsOf(clawback.restFen, clawback);
  return (
    <Section title={clawback.status === "running" ? t("plan") : t("planProposed")} lead={clawback.reason}>
      <SummaryList
        items={[
          { label: t("from"), value: <MonthText month={clawback.fromMonth} /> },
          { label: t("limit"), value: <Money fen={clawback.monthlyLimitFen} unit="month" /> },
          ...instalments.map(({ fen, months }, index) => ({
            label: index === 0 ? t("instalments") : t("last"),
            value: (
              <>
                {t("times", { count: months })} <Money fen={fen} />
              </>
            ),
          })),
        ]}
      />
    </Section>
  );
}

async function PayNow({ clawback }: { clawback: ClawbackView }) {
  const t = await getTranslations("corrections.mine");
  return (
    <Section title={t("payNow")} lead={t("payNowLead")}>
      <Form
        action={payNowAction}
        hidden={{ clawbackId: clawback.id, lineId: newId() }}
        className="grid max-w-form gap-5"
      >
        <FormText
          name="amountFen"
          label={t("payAmount")}
          defaultValue={yuanText(clawback.restFen)}
          inputMode="decimal"
          suffix={t("yuan")}
          width="md"
        />
        <SubmitButton tone="quiet">{t("paySubmit")}</SubmitButton>
      </Form>
    </Section>
  );
}
