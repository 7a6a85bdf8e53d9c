import { getTranslations } from "next-intl/server";
import { Form, FormText } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { findGroupAction } from "../applications/actions.ts";
import { myPage } from "../my-page.ts";

/** For whoever was told a code and got no link. */
export default myPage("application.join", async () => {
  const t = await getTranslations("applications.join");
  const list = await getTranslations("my.applications");
  return (
    <div className="mx-auto max-w-form">
      <PageHeader
        breadcrumbs={[{ href: "/my/applications", label: list("title") }]}
        title={t("codeTitle")}
        lead={t("codeLead")}
      />
      <Form action={findGroupAction}>
        <FormText
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          width="md"
        />
        <SubmitButton size="lg" wide>
          {t("codeGo")}
        </SubmitButton>
      </Form>
    </div>
  );
});
