import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import { checkSubmission } from "#lib/applications/queries";
import type { Refusal } from "#lib/errors";
import { profileFor } from "#lib/people/queries";
import { ButtonLink } from "#ui/button";
import { Form, FormCheckbox } from "#ui/form";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { myPage } from "../../../../my-page.ts";
import { ProfileAnswers } from "../../../../profile/answers.tsx";
import { submitAction } from "../../../actions.ts";
import { draftFields, draftQuery, wishesOfDraft } from "../../../draft.ts";
import { termItems, wishesText } from "../../../wish-summary.tsx";
import { ApplySteps } from "../apply-steps.tsx";
import { readyToApply } from "../ready.tsx";

export default myPage<{ roundId: string }>("application.submit", async ({ actor, params, search }) => {
  const ready = await readyToApply(actor, params.roundId, search);
  if (!ready.ready) return ready.instead;
  const { round, categories, draft, party, applicationId } = ready;
  const live = round.mechanism === "live";
  const query = draftQuery(draft, categories);
  const list = `/my/applications/new/${round.id}?${query}`;
  const more = `/my/applications/new/${round.id}/more?${query}`;
  if (!live && draft.choices.length === 0) redirect(list);
  const wishes = wishesOfDraft(round.id, draft);
  const decision = await checkSubmission(actor, wishes);
  const view = await profileFor(actor, actor.personId);
  const t = await getTranslations("applications.check");
  const locale = await getLocale();
  const limit = wishes.maxNetRentFen;
  const chosen = draft.choices.flatMap((id) => categories.find((category) => category.id === id) ?? []);
  return (
    <div className="mx-auto grid max-w-prose grid-cols-[minmax(0,1fr)] gap-6">
      <ApplySteps current={2} hrefs={live ? [] : [list, more]} />
      <div>
        <PageHeader title={t("title")} lead={t("lead")} />
        {!decision.ok && <Refused refusal={decision} href={decision.problems ? more : list} />}
        {decision.ok && decision.outcome === "unchanged" && <Notice>{t("unchanged")}</Notice>}
        {limit !== null && chosen.some(({ net }) => net.dueFen > limit) && (
          <Notice tone="amber">
            {t("aboveLimit", { count: chosen.filter(({ net }) => net.dueFen > limit).length })}
          </Notice>
        )}
        <Section title={t("wishes")} lead={live ? t("live") : undefined}>
          <SummaryList
            items={[
              { label: t("round"), value: nameIn(locale, round) },
              ...(party.size > 1 ? [{ label: t("group"), value: t("groupValue", { count: party.size }) }] : []),
              ...(live
                ? []
                : [
                    {
                      label: t("choices", { count: chosen.length }),
                      value: wishesText(chosen, locale),
                      changeHref: list,
                    },
                    ...(await termItems(wishes, more)),
                  ]),
            ]}
          />
        </Section>
        <Section title={t("about")}>
          <ProfileAnswers view={view} heading="h3" back={`/my/applications/new/${round.id}/check?${query}`} />
        </Section>
        {decision.ok && (
          <Section title={t("declarationTitle")}>
            <Form action={submitAction} hidden={draftFields(round.id, draft)}>
              <FormCheckbox name="declaration" value="yes" label={t("declaration")} />
              <div className="flex flex-wrap gap-3">
                <SubmitButton size="lg" wide>
                  {applicationId ? t("sendAgain") : t("send")}
                </SubmitButton>
                <ButtonLink href={live ? "/my/applications" : more} tone="quiet" size="lg" wide>
                  {t("back")}
                </ButtonLink>
              </div>
            </Form>
          </Section>
        )}
      </div>
    </div>
  );
});

/** An address that somebody changed, or something that has changed meanwhile: said here, and mended where it belongs. */
async function Refused({ refusal, href }: { refusal: Refusal; href: string }) {
  const t = await getTranslations("applications.check");
  const refusals = await getTranslations("refusals");
  const locale = await getLocale();
  const { reason, values } = refusal.problems?.[0] ?? refusal;
  return (
    <Notice
      tone="red"
      action={
        <ButtonLink href={href} tone="quiet">
          {t("mend")}
        </ButtonLink>
      }
    >
      {textOf(refusals, reason, written(locale, values))}
    </Notice>
  );
}
