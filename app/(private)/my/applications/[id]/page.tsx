import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { type ApplicationView, applicationFor } from "#lib/applications/queries";
import { ButtonLink } from "#ui/button";
import { Instant } from "#ui/instant";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SummaryList } from "#ui/summary-list";
import { Timeline } from "#ui/timeline";
import { Done } from "../../done.tsx";
import { myPage } from "../../my-page.ts";
import { instantText } from "../../texts.ts";
import { timelineOf } from "./timeline.tsx";

export default myPage<{ id: string }>("application.view", async ({ actor, params, search }) => {
  const application = await applicationFor(actor, params.id);
  const t = await getTranslations("my.application");
  const apply = await getTranslations("my.apply");
  const list = await getTranslations("my.applications");
  const locale = await getLocale();
  const { round, place } = application;
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        breadcrumbs={[{ href: "/my/applications", label: list("title") }]}
        eyebrow={nameIn(locale, round)}
        title={t("title")}
        status={<StatusBadge kind="application" status={application.progress} />}
      />
      <Done notice={search.notice} />
      <div className="grid gap-1 rounded-lg bg-green-100 px-5 py-6 text-center text-green-700">
        <p className="text-sm">{t("receipt")}</p>
        <p className="tabular break-words font-semibold text-xl sm:text-2xl">{application.receiptNo}</p>
        <p className="text-sm">{t("receiptKeep")}</p>
      </div>
      <Section title={t("what")}>
        <Timeline items={await timelineOf(application)} />
        <Actions application={application} />
      </Section>
      <Section title={t("choices")}>
        <SummaryList
          items={[
            ...application.choices.map((choice, index) => ({
              label: apply("choice", { n: String(index + 1) }),
              value: nameIn(locale, choice),
            })),
            { label: t("anyOther"), value: application.anyOther ? apply("anyOtherYes") : apply("anyOtherNo") },
            ...(place ? [{ label: t("place"), value: t("placeOf", place) }] : []),
            { label: t("sentAt"), value: <Instant at={application.submittedAt} /> },
            ...(application.updatedAt > application.submittedAt
              ? [{ label: t("updatedAt"), value: <Instant at={application.updatedAt} /> }]
              : []),
          ]}
        />
      </Section>
    </div>
  );
});

async function Actions({ application }: { application: ApplicationView }) {
  const t = await getTranslations("my.application");
  const choosing = await getTranslations("choosing.home");
  const locale = await getLocale();
  const { id, round, offer, canChange, progress } = application;
  const edit = `/my/applications/new/${round.id}`;
  return (
    <div className="grid gap-3">
      {canChange && (
        <p className="text-muted text-sm">{t("untilClose", { date: instantText(locale, round.closesAt) })}</p>
      )}
      <div className="flex flex-wrap gap-3">
        {round.mechanism === "live" && round.status === "offering" && (
          <ButtonLink href={`/my/choosing/${round.id}`}>{choosing("open")}</ButtonLink>
        )}
        {offer && <ButtonLink href={`/my/offers/${offer.id}`}>{t("seeOffer")}</ButtonLink>}
        {canChange && (
          <ButtonLink href={edit} tone="quiet">
            {progress === "withdrawn" ? t("restore") : t("edit")}
          </ButtonLink>
        )}
        {canChange && progress !== "withdrawn" && (
          <ButtonLink href={`/my/applications/${id}/withdraw`} tone="quiet">
            {t("withdraw")}
          </ButtonLink>
        )}
        {round.publishedAt && (
          <ButtonLink href={`/rounds/${round.code}`} tone="quiet">
            {t("results")}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
