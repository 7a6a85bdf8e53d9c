import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { payoutFor } from "#lib/payouts/queries";
import { Day } from "#ui/day";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SummaryList } from "#ui/summary-list";
import { TextLink } from "#ui/text-link";
import { Done } from "../../../done.tsx";
import { PayoutTable } from "../_parts/payout-table.tsx";
import { Next } from "./next.tsx";

type Payout = Awaited<ReturnType<typeof payoutFor>>;

export default page<{ id: string }>("payout.list", async ({ actor, params, search }) => {
  const t = await getTranslations("payouts");
  const payout = await payoutFor(actor, params.id);
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("title"), href: "/officer/payouts" }]}
        title={payout.payoutNo}
        status={<StatusBadge kind="payout" status={payout.status} />}
      />
      <Done texts="payouts" notice={search.notice} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Facts payout={payout} />
        {actor.role === "officer" && <Next payout={payout} />}
      </div>
      {payout.attempts.length > 1 && (
        <Section title={t("attempts")}>
          <PayoutTable rows={payout.attempts} caption={t("attempts")} />
        </Section>
      )}
    </>
  );
});

async function Facts({ payout }: { payout: Payout }) {
  const t = await getTranslations("payouts");
  const { batch, file, offsetId } = payout;
  const of = batch
    ? [
        {
          label: t("of"),
          value: (
            <TextLink
              href={offsetId ? `/officer/settlements/${batch.id}/${offsetId}` : `/officer/settlements/${batch.id}`}
              look="small"
            >
              <MonthText month={batch.month} /> {t("batch", { sequence: batch.sequence })}
            </TextLink>
          ),
        },
      ]
    : [{ label: t("of"), value: t("ofCorrection") }];
  return (
    <SummaryList
      items={[
        {
          label: t("person"),
          value: (
            <TextLink href={`/officer/people/${payout.personId}`} look="small">
              {payout.personName}
            </TextLink>
          ),
        },
        { label: t("room"), value: `${payout.buildingNo}-${payout.roomNo}` },
        ...of,
        { label: t("amount"), value: <Money fen={payout.amountFen} size="lg" /> },
        {
          label: t("account"),
          value: payout.lastFour
            ? [payout.bankName, payout.holderName, `…${payout.lastFour}`].join(" ")
            : payout.accountNow
              ? t("accountNow", { lastFour: payout.accountNow })
              : t("noAccount"),
        },
        ...(payout.sentAt && file
          ? [
              {
                label: t("sent"),
                value: (
                  <>
                    <Instant at={payout.sentAt} look="short" />{" "}
                    <TextLink href={`/officer/payouts/files/${file.id}`} look="small">
                      {file.fileNo}
                    </TextLink>
                  </>
                ),
              },
            ]
          : []),
        ...(payout.paidOn
          ? [{ label: t("paid"), value: <Happened on={payout.paidOn} what={payout.reference} /> }]
          : []),
        ...(payout.returnedOn
          ? [{ label: t("returned"), value: <Happened on={payout.returnedOn} what={payout.returnReason} /> }]
          : []),
      ]}
    />
  );
}

const Happened = ({ on, what }: { on: string; what: string | null }) => (
  <>
    <Day on={on} /> · {what}
  </>
);
