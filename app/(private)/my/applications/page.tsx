import { FileText } from "lucide-react";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { myApplications, type OpenRound, openRoundsFor } from "#lib/applications/queries";
import { profileFor } from "#lib/people/queries";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { Done } from "../../done.tsx";
import { myPage } from "../my-page.ts";
import { dayText, instantText } from "../texts.ts";

export default myPage("application.submit", async ({ actor, search }) => {
  const t = await getTranslations("my.applications");
  const locale = await getLocale();
  const rounds = await openRoundsFor(actor);
  const sent = await myApplications(actor);
  const { complete } = await profileFor(actor, actor.personId);
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={t("title")} />
      <Done texts="my" notice={search.notice} />
      <Section
        title={t("open")}
        actions={
          <ButtonLink href="/my/groups" tone="link">
            {t("haveCode")}
          </ButtonLink>
        }
      >
        {rounds.length === 0 ? (
          <p className="text-muted">{t("openNone")}</p>
        ) : (
          <ul className="divide-y divide-line border-line border-y">
            {rounds.map((round) => (
              <RoundLine key={round.id} round={round} complete={complete} />
            ))}
          </ul>
        )}
      </Section>
      <Section title={t("mine")}>
        {sent.length === 0 ? (
          <EmptyState title={t("empty")} icon={<FileText aria-hidden size={32} />}>
            {t("emptyText")}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line border-line border-y">
            {sent.map((application) => (
              <li
                key={application.id}
                className="relative flex items-center justify-between gap-4 py-3 hover:bg-sunken"
              >
                <div className="min-w-0">
                  <Link
                    href={`/my/applications/${application.id}`}
                    className="tabular font-medium text-green-700 underline underline-offset-4 after:absolute after:inset-0"
                  >
                    {application.receiptNo}
                  </Link>
                  <p className="text-muted text-sm">
                    {nameIn(locale, application.round)} · <Instant at={application.submittedAt} look="short" />
                    {application.people.length > 1 && ` · ${t("group", { count: application.people.length })}`}
                  </p>
                </div>
                <StatusBadge kind="application" status={application.progress} />
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
});

async function RoundLine({ round, complete }: { round: OpenRound; complete: boolean }) {
  const t = await getTranslations("my.applications");
  const locale = await getLocale();
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 py-4">
      <div className="grid min-w-0 gap-0.5">
        <h3 className="font-medium">{nameIn(locale, round)}</h3>
        <p className="text-muted text-sm">
          {t("units", { count: round.unitCount })} · {t("moveIn", { date: dayText(locale, round.moveInOn) })}
        </p>
        <p className="font-medium text-sm">
          {round.open
            ? t("closes", { date: instantText(locale, round.closesAt) })
            : t("opens", { date: instantText(locale, round.opensAt) })}
        </p>
      </div>
      {round.applicationId ? (
        <ButtonLink href={`/my/applications/${round.applicationId}`} tone="quiet">
          {t("see")}
        </ButtonLink>
      ) : !complete ? (
        <ButtonLink href="/my/profile" tone="quiet">
          {t("needProfile")}
        </ButtonLink>
      ) : round.open ? (
        <ButtonLink href={`/my/applications/new/${round.id}`}>{t("apply")}</ButtonLink>
      ) : null}
    </li>
  );
}
