import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { type ClawbackView, clawbackFor } from "#lib/corrections/clawback-queries";
import { Instant } from "#ui/instant";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SummaryList } from "#ui/summary-list";
import { TextLink } from "#ui/text-link";
import { ClawbackMonths, ClawbackMoves } from "../../../clawback-tables.tsx";
import { Done } from "../../../done.tsx";
import { DecidePlan, Plan, WriteOff } from "./forms.tsx";

export default page<{ id: string }>("clawback.list", async ({ actor, params, search }) => {
  const t = await getTranslations("corrections.clawback");
  const clawback = await clawbackFor(actor, params.id);
  const officer = actor.role === "officer";
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("all"), href: "/officer/clawbacks" }]}
        eyebrow={clawback.clawbackNo}
        title={clawback.personName}
        status={<StatusBadge kind="clawback" status={clawback.status} />}
      />
      <Done texts="corrections.clawback" notice={search.notice} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        {clawback.status === "claimed" && clawback.decidedReason && (
          <Notice tone="amber" title={t("sentBack")}>
            {clawback.decidedReason}
          </Notice>
        )}
        <KeyFigures
          figures={[
            { label: t("amount"), value: <Money fen={clawback.amountFen} size="lg" /> },
            { label: t("moved"), value: <Money fen={clawback.movedFen} size="lg" /> },
            { label: t("rest"), value: <Money fen={clawback.restFen} size="lg" /> },
          ]}
        />
        {officer && <DecidePlan clawback={clawback} />}
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 lg:grid-cols-2">
          <div className="grid grid-cols-[minmax(0,1fr)]">
            <Ground clawback={clawback} />
            <Section title={t("moves")}>
              <ClawbackMoves clawback={clawback} />
            </Section>
          </div>
          {officer && clawback.status !== "settled" && (
            <div className="grid grid-cols-[minmax(0,1fr)]">
              <Plan clawback={clawback} />
              <WriteOff clawback={clawback} own={clawback.writeOff?.madeBy === actor.userId} />
            </div>
          )}
        </div>
      </div>
    </>
  );
});

async function Ground({ clawback }: { clawback: ClawbackView }) {
  const t = await getTranslations("corrections.clawback");
  const { correction } = clawback;
  const planned = clawback.status !== "claimed";
  return (
    <Section title={t("ground")}>
      <SummaryList
        items={[
          { label: t("lease"), value: clawback.leaseNo },
          ...(correction
            ? [
                {
                  label: t("correction"),
                  value: (
                    <TextLink href={`/officer/corrections/${correction.id}`} look="small">
                      {correction.no}
                    </TextLink>
                  ),
                },
                { label: t("why"), value: correction.reason },
              ]
            : []),
          ...(planned
            ? [
                { label: t("limit"), value: <Money fen={clawback.monthlyLimitFen} unit="month" /> },
                { label: t("from"), value: <MonthText month={clawback.fromMonth} /> },
                { label: t("planReason"), value: clawback.reason },
                {
                  label: t("maker"),
                  value: (
                    <>
                      {clawback.maker} · <Instant at={clawback.madeAt} look="short" />
                    </>
                  ),
                },
              ]
            : []),
          ...(clawback.decider && planned ? [{ label: t("decider"), value: clawback.decider }] : []),
        ]}
      />
      {correction && <ClawbackMonths months={correction.months} />}
    </Section>
  );
}
