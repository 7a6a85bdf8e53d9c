import { getTranslations } from "next-intl/server";
import { myAccount } from "#lib/payouts/accounts";
import { myPayouts } from "#lib/payouts/money";
import { Day } from "#ui/day";
import { Form, FormText } from "#ui/form";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { Done } from "../../done.tsx";
import { myPage } from "../my-page.ts";
import { saveAccountAction } from "./actions.ts";

type Mine = Awaited<ReturnType<typeof myPayouts>>;

export default myPage("account.view", async ({ actor, search }) => {
  const t = await getTranslations("my.account");
  const { account, personName } = await myAccount(actor);
  const mine = await myPayouts(actor);
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={t("title")} lead={t("lead")} />
      <Done texts="my" notice={search.notice} />
      <div className="grid gap-8">
        {mine.account === "none" && <Notice tone="amber">{t("needed")}</Notice>}
        {mine.account === "mend" && <Notice tone="red">{t("mend")}</Notice>}
        {account && (
          <SummaryList
            items={[
              { label: t("holder"), value: account.holderName },
              { label: t("bank"), value: account.bankName },
              {
                label: t("number"),
                value: <span className="tabular">{t("ends", { lastFour: account.lastFour })}</span>,
              },
              { label: t("since"), value: <Instant at={account.updatedAt} look="short" /> },
            ]}
          />
        )}
        <Section title={account ? t("change") : t("tell")} lead={t("private")}>
          {personName === null ? (
            <Notice tone="amber">{t("nameFirst")}</Notice>
          ) : (
            <Form action={saveAccountAction}>
              <FormText
                name="holderName"
                label={t("holder")}
                hint={t("holderHint")}
                defaultValue={personName}
                autoComplete="off"
                maxLength={60}
              />
              <FormText name="bankName" label={t("bank")} hint={t("bankHint")} autoComplete="off" maxLength={60} />
              <FormText
                name="accountNo"
                label={t("number")}
                hint={t("numberHint")}
                inputMode="numeric"
                autoComplete="off"
                spellCheck={false}
                maxLength={40}
              />
              <SubmitButton wide>{t("save")}</SubmitButton>
            </Form>
          )}
        </Section>
        {mine.payouts.length > 0 && <Payouts mine={mine} />}
      </div>
    </div>
  );
});

async function Payouts({ mine }: { mine: Mine }) {
  const t = await getTranslations("my.account");
  return (
    <Section title={t("payouts")}>
      <Table
        caption={t("payouts")}
        captionHidden
        dense
        rows={mine.payouts}
        rowKey={(row) => `${row.month} ${row.offsetId} ${row.attempt}`}
        columns={[
          { key: "month", header: t("month"), heading: true, cell: (row) => <MonthText month={row.month} /> },
          { key: "amount", header: t("amount"), numeric: true, cell: (row) => <Money fen={row.amountFen} size="sm" /> },
          { key: "status", header: t("status"), cell: (row) => <StatusBadge kind="payout" status={row.status} /> },
          {
            key: "when",
            header: t("when"),
            cell: (row) => {
              const on = row.returnedOn ?? row.paidOn;
              return on ? <Day on={on} look="short" /> : row.sentAt ? <Instant at={row.sentAt} look="short" /> : "—";
            },
          },
          {
            key: "why",
            header: t("why"),
            cell: (row) => row.returnReason ?? (row.lastFour ? `…${row.lastFour}` : "—"),
          },
        ]}
      />
    </Section>
  );
}
