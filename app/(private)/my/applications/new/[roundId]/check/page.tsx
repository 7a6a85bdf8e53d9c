import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { checkSubmission, roundToApplyTo } from "#lib/applications/queries";
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
import { type Draft, draftQuery, readDraft } from "../../../draft.ts";
import { ApplySteps } from "../apply-steps.tsx";

export default myPage<{ roundId: string }>("application.submit", async ({ actor, params, search }) => {
  const { roundId } = params;
  const draft = readDraft(search);
  const change = `/my/applications/new/${roundId}${draft ? `?${draftQuery(draft)}` : ""}`;
  const { round, roomTypes, applicationId } = await roundToApplyTo(actor, roundId);
  if (draft === null) redirect(change);
  const decision = await checkSubmission(actor, { roundId, ...draft });
  // An address that somebody changed, or a round that has just closed: the first page says what is wrong.
  if (!decision.ok) redirect(change);
  const view = await profileFor(actor, actor.personId);
  const t = await getTranslations("my.apply");
  const locale = await getLocale();
  const typeName = (id: string) => {
    const type = roomTypes.find((one) => one.id === id);
    return type ? nameIn(locale, type) : id;
  };
  return (
    <div className="mx-auto grid max-w-prose gap-6">
      <ApplySteps current={1} chooseHref={change} />
      <div>
        <PageHeader title={t("checkTitle")} lead={t("checkLead")} />
        {decision.outcome === "unchanged" && <Notice>{t("unchanged")}</Notice>}
        <Section title={t("wishes")}>
          <SummaryList
            items={[
              { label: t("round"), value: nameIn(locale, round) },
              ...draft.choices.map((id, index) => ({
                label: t("choice", { n: String(index + 1) }),
                value: typeName(id),
                changeHref: `${change}#choice${index + 1}`,
              })),
              {
                label: t("anyOther"),
                value: draft.anyOther ? t("anyOtherYes") : t("anyOtherNo"),
                changeHref: `${change}#anyOther`,
              },
            ]}
          />
        </Section>
        <Section title={t("about")}>
          <ProfileAnswers
            view={view}
            heading="h3"
            back={`/my/applications/new/${roundId}/check?${draftQuery(draft)}`}
          />
        </Section>
        <Section title={t("declarationTitle")}>
          <Form action={submitAction} hidden={hiddenOf(roundId, draft)}>
            <FormCheckbox name="declaration" value="yes" label={t("declaration")} />
            <div className="flex flex-wrap gap-3">
              <SubmitButton size="lg" wide>
                {applicationId ? t("sendAgain") : t("send")}
              </SubmitButton>
              <ButtonLink href={change} tone="quiet" size="lg" wide>
                {t("back")}
              </ButtonLink>
            </div>
          </Form>
        </Section>
      </div>
    </div>
  );
});

const hiddenOf = (roundId: string, { choices, anyOther }: Draft): Record<string, string | undefined> => ({
  roundId,
  ...Object.fromEntries(choices.map((id, index) => [`choice${index + 1}`, id])),
  anyOther: anyOther ? "yes" : undefined,
});
