import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { applicationForReview, type ReviewedApplication } from "#lib/applications/review";
import { mayEver } from "#lib/authorize";
import { Form, FormTextarea } from "#ui/form";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SubmitButton } from "#ui/submit-button";
import { Done } from "../../../../../done.tsx";
import { excludeAction, readmitAction } from "../actions.ts";
import { Entrant, History, People, Wishes } from "./parts.tsx";

/** One application with all that a reviewer needs, and while the roster may be mended the way to take it off. */
export default page<{ id: string; applicationId: string }>("application.list", async ({ actor, params, search }) => {
  const review = await applicationForReview(actor, params.id, params.applicationId);
  const { application, round } = review;
  const t = await getTranslations("roster.review");
  const desk = await getTranslations("operator.rounds");
  const locale = await getLocale();
  return (
    <>
      <PageHeader
        look="desk"
        title={application.receiptNo}
        eyebrow={nameIn(locale, round)}
        status={<StatusBadge kind="application" status={application.status} />}
        breadcrumbs={[
          { label: desk("title"), href: "/operator/rounds" },
          { label: round.code, href: `/operator/rounds/${round.id}?view=applications` },
        ]}
      />
      <Done texts="roster" notice={search.notice} />
      {application.status === "excluded" && (
        <Notice tone="red">{t("excludedFor", { reason: application.staffReason ?? "" })}</Notice>
      )}
      {application.source === "paper" && application.status !== "excluded" && (
        <Notice>{t("paperFor", { reason: application.staffReason ?? "–" })}</Notice>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 xl:grid-cols-2">
        <div>
          <People review={review} />
          <Entrant review={review} />
          {mayEver(actor, "application.exclude") && <Mending review={review} />}
        </div>
        <div>
          <Wishes review={review} />
          <History review={review} />
        </div>
      </div>
    </>
  );
});

async function Mending({ review: { application, round, mendable } }: { review: ReviewedApplication }) {
  const t = await getTranslations("roster.review");
  const ids = { roundId: round.id, applicationId: application.id };
  if (!mendable || application.status === "withdrawn") return null;
  if (application.status === "excluded") {
    return (
      <Section title={t("readmitTitle")} lead={t("readmitLead")}>
        <Form action={readmitAction} hidden={ids}>
          <SubmitButton tone="quiet">{t("readmit")}</SubmitButton>
        </Form>
      </Section>
    );
  }
  return (
    <Section title={t("excludeTitle")} lead={t("excludeLead")}>
      <Form action={excludeAction} hidden={ids}>
        <FormTextarea name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={500} rows={3} />
        <SubmitButton tone="danger">{t("exclude")}</SubmitButton>
      </Form>
    </Section>
  );
}
