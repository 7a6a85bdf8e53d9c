import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { Form, FormText } from "#ui/form";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { changePasswordAction } from "./actions.ts";

export default page("password.change", async ({ search }) => {
  const t = await getTranslations("signIn.account");
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      {search.notice === "password-changed" && (
        <div className="pb-6">
          <Notice tone="green" live>
            {t("done")}
          </Notice>
        </div>
      )}
      <Form action={changePasswordAction} className="grid max-w-form gap-6">
        <FormText name="password" label={t("password")} type="password" autoComplete="current-password" />
        <FormText
          name="newPassword"
          label={t("newPassword")}
          hint={t("newPasswordHint")}
          type="password"
          autoComplete="new-password"
        />
        <div>
          <SubmitButton>{t("submit")}</SubmitButton>
        </div>
      </Form>
    </>
  );
});
