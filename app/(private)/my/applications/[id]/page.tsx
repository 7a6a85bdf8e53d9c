import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { outcomeFor } from "#lib/applications/outcome";
import { type ApplicationView, applicationFor } from "#lib/applications/queries";
import { myWaiting } from "#lib/offers/queries";
import { ButtonLink } from "#ui/button";
import { Instant } from "#ui/instant";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SummaryList } from "#ui/summary-list";
import { Timeline } from "#ui/timeline";
import { Done } from "../../../done.tsx";
import { myPage } from "../../my-page.ts";
import { instantText } from "../../texts.ts";
import { termItems, wishesText } from "../wish-summary.tsx";
import { timelineOf } from "./timeline.tsx";
import { Together } from "./together.tsx";
import { Why } from "./why.tsx";

export default myPage<{ id: string }>("application.view", async ({ actor, params, search }) => {
  const application = await applicationFor(actor, params.id);
  const outcome = await outcomeFor(actor, params.id);
  const waits = outcome ? (await myWaiting(actor)).filter(({ applicationId }) => applicationId === params.id) : [];
  const t = await getTranslations("my.application");
  const list = await getTranslations("my.applications");
  const locale = await getLocale();
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        breadcrumbs={[{ href: "/my/applications", label: list("title") }]}
        eyebrow={nameIn(locale, application.round)}
        title={t("title")}
        status={<StatusBadge kind="application" status={application.progress} />}
      />
      <Done texts="my" notice={search.notice} />
      {application.exclusionReason !== null && <Excluded application={application} />}
      <div className="grid gap-1 rounded-lg bg-green-100 px-5 py-6 text-center text-green-700">
        <p className="text-sm">{t("receipt")}</p>
        <p className="tabular break-words font-semibold text-xl sm:text-2xl">{application.receiptNo}</p>
        <p className="text-sm">{t("receiptKeep")}</p>
      </div>
      {outcome && <Why outcome={outcome} offer={application.offer} leads={application.leads} waits={waits} />}
      <Section title={t("what")}>
        <Timeline items={await timelineOf(application)} />
        <Actions application={application} />
      </Section>
      <Together application={application} />
      <Section title={t("choices")}>
        <Wishes application={application} />
      </Section>
    </div>
  );
});

async function Excluded({ application }: { application: ApplicationView }) {
  const t = await getTranslations("applications.excluded");
  return (
    <div className="pb-6">
      <Notice
        tone="red"
        title={t("title")}
        action={
          <ButtonLink href={`/my/rounds/${application.round.id}/objection`} tone="quiet">
            {t("object")}
          </ButtonLink>
        }
      >
        {t("reason", { reason: application.exclusionReason ?? "" })}
      </Notice>
    </div>
  );
}

async function Wishes({ application }: { application: ApplicationView }) {
  const t = await getTranslations("my.application");
  const check = await getTranslations("applications.check");
  const locale = await getLocale();
  const chosen = application.choices.flatMap(({ category }) => category ?? []);
  const withWishes = application.round.mechanism === "choice";
  return (
    <SummaryList
      items={[
        ...(withWishes
          ? [{ label: check("choices", { count: chosen.length }), value: wishesText(chosen, locale) }]
          : []),
        ...(withWishes ? await termItems(application.terms) : []),
        ...(application.source === "paper" ? [{ label: check("source"), value: check("paper") }] : []),
        { label: t("sentAt"), value: <Instant at={application.submittedAt} /> },
        ...(application.updatedAt > application.submittedAt
          ? [{ label: t("updatedAt"), value: <Instant at={application.updatedAt} /> }]
          : []),
      ]}
    />
  );
}

async function Actions({ application }: { application: ApplicationView }) {
  const t = await getTranslations("my.application");
  const choosing = await getTranslations("choosing.home");
  const group = await getTranslations("applications.group");
  const waiting = await getTranslations("waiting");
  const locale = await getLocale();
  const { id, round, offer, canChange, progress, leads } = application;
  return (
    <div className="grid gap-3">
      {canChange && leads && (
        <p className="text-muted text-sm">{t("untilClose", { date: instantText(locale, round.closesAt) })}</p>
      )}
      <div className="flex flex-wrap gap-3">
        {round.mechanism === "live" && round.status === "offering" && (
          <ButtonLink href={`/my/choosing/${round.id}`}>{choosing("open")}</ButtonLink>
        )}
        {offer && <ButtonLink href={`/my/offers/${offer.id}`}>{t("seeOffer")}</ButtonLink>}
        {canChange && leads && round.mechanism !== "exchange" && (
          <ButtonLink href={`/my/applications/new/${round.id}`} tone="quiet">
            {progress === "withdrawn" ? t("restore") : t("edit")}
          </ButtonLink>
        )}
        {canChange && leads && progress !== "withdrawn" && (
          <ButtonLink href={`/my/applications/${id}/withdraw`} tone="quiet">
            {t("withdraw")}
          </ButtonLink>
        )}
        {canChange && !leads && (
          <ButtonLink href={`/my/applications/${id}/leave`} tone="quiet">
            {group("leave")}
          </ButtonLink>
        )}
        {round.publishedAt && (
          <ButtonLink href="/my/waiting" tone="quiet">
            {waiting("title")}
          </ButtonLink>
        )}
        {round.publishedAt && application.place === null && (
          <ButtonLink href={`/rounds/${round.code}`} tone="quiet">
            {t("results")}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
