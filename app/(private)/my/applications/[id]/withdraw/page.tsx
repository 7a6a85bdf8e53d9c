import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { applicationFor } from "#lib/applications/queries";
import { ButtonLink } from "#ui/button";
import { Form } from "#ui/form";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { myPage } from "../../../my-page.ts";
import { instantText } from "../../../texts.ts";
import { withdrawAction } from "../../actions.ts";

export default myPage<{ id: string }>("application.withdraw", async ({ actor, params }) => {
  const application = await applicationFor(actor, params.id);
  const back = `/my/applications/${application.id}`;
  if (!application.leads || !application.canChange || application.progress === "withdrawn") redirect(back);
  const t = await getTranslations("my.application");
  const group = await getTranslations("applications.group");
  const date = instantText(await getLocale(), application.round.closesAt);
  return (
    <div className="mx-auto max-w-form">
      <PageHeader
        breadcrumbs={[{ href: back, label: t("title") }]}
        title={t("withdrawTitle")}
        lead={t("withdrawText", { date, receiptNo: application.receiptNo })}
      />
      {application.people.length > 1 && (
        <div className="pb-6">
          <Notice tone="amber">{group("withdraw", { count: application.people.length - 1 })}</Notice>
        </div>
      )}
      <Form action={withdrawAction} hidden={{ applicationId: application.id }}>
        <div className="flex flex-wrap gap-3">
          <SubmitButton tone="danger" wide>
            {t("withdrawConfirm")}
          </SubmitButton>
          <ButtonLink href={back} tone="quiet" wide>
            {t("withdrawBack")}
          </ButtonLink>
        </div>
      </Form>
    </div>
  );
});
