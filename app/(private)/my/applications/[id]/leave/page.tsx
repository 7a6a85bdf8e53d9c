import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { applicationFor } from "#lib/applications/queries";
import { ButtonLink } from "#ui/button";
import { Form } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { myPage } from "../../../my-page.ts";
import { instantText } from "../../../texts.ts";
import { leaveAction } from "../../actions.ts";

export default myPage<{ id: string }>("application.leave", async ({ actor, params }) => {
  const application = await applicationFor(actor, params.id);
  const back = `/my/applications/${application.id}`;
  if (application.leads || !application.canChange) redirect(back);
  const t = await getTranslations("applications.group");
  const title = await getTranslations("my.application");
  const date = instantText(await getLocale(), application.round.closesAt);
  return (
    <div className="mx-auto max-w-form">
      <PageHeader
        breadcrumbs={[{ href: back, label: title("title") }]}
        title={t("leaveTitle")}
        lead={t("leaveText", { date })}
      />
      <Form action={leaveAction} hidden={{ applicationId: application.id }}>
        <div className="flex flex-wrap gap-3">
          <SubmitButton tone="danger" wide>
            {t("leaveConfirm")}
          </SubmitButton>
          <ButtonLink href={back} tone="quiet" wide>
            {t("leaveBack")}
          </ButtonLink>
        </div>
      </Form>
    </div>
  );
});
