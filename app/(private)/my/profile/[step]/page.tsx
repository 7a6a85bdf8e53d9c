import { getTranslations } from "next-intl/server";
import { NotFound } from "#lib/errors";
import { profileFor } from "#lib/people/queries";
import { Form } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { Stepper } from "#ui/stepper";
import { SubmitButton } from "#ui/submit-button";
import { TextLink } from "#ui/text-link";
import { myPage } from "../../my-page.ts";
import { saveEducationAction, saveHomeAction, saveIdentityAction, saveWorkAction } from "../actions.ts";
import { isProfileStep, nextMissing, profileSteps } from "../steps.ts";
import { EducationFields, HomeFields, IdentityFields, WorkFields } from "./fields.tsx";

const forms = {
  identity: { action: saveIdentityAction, Fields: IdentityFields },
  education: { action: saveEducationAction, Fields: EducationFields },
  work: { action: saveWorkAction, Fields: WorkFields },
  home: { action: saveHomeAction, Fields: HomeFields },
};

export default myPage<{ step: string }>("profile.save", async ({ actor, params, search }) => {
  const { step } = params;
  if (!isProfileStep(step)) throw new NotFound();
  const { profile, version, missing } = await profileFor(actor, actor.personId);
  const t = await getTranslations("my.profile");
  const { action, Fields } = forms[step];
  return (
    <div className="mx-auto grid max-w-form gap-6">
      <Stepper
        label={t("title")}
        current={profileSteps.findIndex((one) => one.step === step)}
        steps={profileSteps.map((one) => ({ label: t(`steps.${one.step}`), href: `/my/profile/${one.step}` }))}
      />
      <div>
        <PageHeader title={t(`steps.${step}`)} lead={t(`leads.${step}`)} />
        <Form action={action} hidden={{ version: String(version), back: search.back }}>
          <Fields profile={profile} />
          <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
            <SubmitButton size="lg" wide>
              {nextMissing(missing, step) ? t("saveNext") : t("save")}
            </SubmitButton>
            <TextLink
              href={search.back?.startsWith("/my/applications/new/") ? search.back : "/my/profile"}
              look="touch"
            >
              {missing.length > 0 ? t("later") : t("backToList")}
            </TextLink>
          </div>
        </Form>
      </div>
    </div>
  );
});
