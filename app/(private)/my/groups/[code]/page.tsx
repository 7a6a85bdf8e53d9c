import { Unlink } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import { categoryNameIn, nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import { type Invitation, invitationFor } from "#lib/applications/invitations";
import type { Refusal } from "#lib/errors";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { Form, FormCheckbox } from "#ui/form";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { joinAction } from "../../applications/actions.ts";
import { termItems } from "../../applications/wish-summary.tsx";
import { myPage } from "../../my-page.ts";
import { instantText } from "../../texts.ts";

/** What a code invites to: whose group it is, what it wishes for, and what joining means; then the signature. */
export default myPage<{ code: string }>("application.join", async ({ actor, params }) => {
  const code = decodeURIComponent(params.code);
  const invitation = await invitationFor(actor, code);
  const t = await getTranslations("applications.join");
  const list = await getTranslations("my.applications");
  const locale = await getLocale();
  const breadcrumbs = [{ href: "/my/applications", label: list("title") }];
  if (!invitation) return <NoSuchCode />;
  const { leader, round, size, largestGroup, decision } = invitation;
  const joined = decision.ok && decision.outcome === "unchanged";
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        breadcrumbs={breadcrumbs}
        eyebrow={`${nameIn(locale, round)} · ${list("closes", { date: instantText(locale, round.closesAt) })}`}
        title={t("title", { name: leader })}
        lead={t("lead", { count: size, most: largestGroup })}
      />
      {joined && (
        <Notice
          tone="green"
          action={
            <ButtonLink href={`/my/applications/${invitation.applicationId}`} tone="quiet">
              {t("see")}
            </ButtonLink>
          }
        >
          {t("joined")}
        </Notice>
      )}
      {!decision.ok && <Refused refusal={decision} invitation={invitation} />}
      <Section title={t("wishes")} lead={t("wishesLead")}>
        <Wishes invitation={invitation} />
        <SummaryList items={await termItems(invitation.terms)} />
      </Section>
      <Section title={t("means")}>
        <ul className="grid list-disc gap-2 pl-5">
          {(["one", "rank", "lease", "subsidy", "seen", "leave"] as const).map((key) => (
            <li key={key}>{t(`meaning.${key}`)}</li>
          ))}
        </ul>
      </Section>
      {decision.ok && !joined && (
        <Section title={t("sign")}>
          <Form action={joinAction} hidden={{ code }}>
            <FormCheckbox name="consent" value="yes" label={t("consent")} />
            <FormCheckbox name="authorised" value="yes" label={t("authorise")} hint={t("authoriseHint")} />
            <SubmitButton size="lg" wide>
              {t("join")}
            </SubmitButton>
          </Form>
        </Section>
      )}
    </div>
  );
});

async function NoSuchCode() {
  const t = await getTranslations("applications.join");
  const refusals = await getTranslations("refusals");
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={t("noneTitle")} />
      <EmptyState
        title={t("none")}
        icon={<Unlink aria-hidden size={32} />}
        action={
          <ButtonLink href="/my/groups" tone="quiet">
            {t("type")}
          </ButtonLink>
        }
      >
        {refusals("group-code-unknown")}
      </EmptyState>
    </div>
  );
}

async function Refused({ refusal, invitation }: { refusal: Refusal; invitation: Invitation }) {
  const t = await getTranslations("applications.join");
  const refusals = await getTranslations("refusals");
  const locale = await getLocale();
  const own = invitation.ownApplicationId;
  const way =
    refusal.reason === "group-own" ? (
      <ButtonLink href={`/my/applications/${invitation.applicationId}`} tone="quiet">
        {t("see")}
      </ButtonLink>
    ) : refusal.reason === "group-own-application" && own ? (
      <ButtonLink href={`/my/applications/${own}/withdraw`} tone="quiet">
        {t("withdrawOwn")}
      </ButtonLink>
    ) : refusal.reason === "profile-incomplete" ? (
      <ButtonLink href="/my/profile" tone="quiet">
        {t("profile")}
      </ButtonLink>
    ) : undefined;
  return (
    <Notice tone="amber" action={way}>
      {textOf(refusals, refusal.reason, written(locale, refusal.values))}
    </Notice>
  );
}

async function Wishes({ invitation }: { invitation: Invitation }) {
  const t = await getTranslations("applications.join");
  const locale = await getLocale();
  if (invitation.choices.length === 0) return <p className="text-muted">{t("noWishes")}</p>;
  return (
    <ol className="divide-y divide-line border-line border-y">
      {invitation.choices.map((category, index) => (
        <li key={category.id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2.5">
          <p className="font-medium">
            {index + 1}. {categoryNameIn(locale, category)}
          </p>
          <p>
            <span className="text-muted text-sm">{t("together")} </span>
            <Money fen={category.net.dueFen} unit="month" />
          </p>
        </li>
      ))}
    </ol>
  );
}
