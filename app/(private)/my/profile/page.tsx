import { Landmark } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { profileFor } from "#lib/people/queries";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Done } from "../../done.tsx";
import { myPage } from "../my-page.ts";
import { ProfileAnswers } from "./answers.tsx";
import { profileSteps } from "./steps.ts";

export default myPage("profile.view", async ({ actor, search }) => {
  const view = await profileFor(actor, actor.personId);
  const t = await getTranslations("my.profile");
  const first = profileSteps.find(({ fields }) => fields.some((field) => view.missing.includes(field)));
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={t("title")} lead={t("lead")} />
      <Done texts="my" notice={search.notice} />
      <div className="grid gap-8">
        {view.issues.length > 0 && <Notice tone="red">{t("issues", { count: view.issues.length })}</Notice>}
        {first && (
          <Notice
            tone="amber"
            title={t("incomplete", { count: view.missing.length })}
            action={<ButtonLink href={`/my/profile/${first.step}`}>{t(`steps.${first.step}`)}</ButtonLink>}
          />
        )}
        {view.complete && (
          <Notice
            tone="green"
            action={
              <ButtonLink href="/my/applications" tone="quiet">
                {t("toApply")}
              </ButtonLink>
            }
          >
            {t("complete")}
          </Notice>
        )}
        <ProfileAnswers view={view} heading="h2" />
        <ButtonLink href="/my/account-number" tone="quiet" icon={<Landmark aria-hidden size={18} />}>
          {t("toAccount")}
        </ButtonLink>
      </div>
    </div>
  );
});
