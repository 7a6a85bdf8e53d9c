import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { Form, FormRadio, FormText } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { createStaffAction } from "../../actions.ts";

const ROLES = ["operator", "officer", "admin", "auditor"] as const;

export default page("staff.create", async () => {
  const t = await getTranslations("admin.staff");
  const words = await getTranslations("words.roles");
  const roles = ROLES.map((role) => ({ value: role, label: words(role), hint: t(`roles.${role}`) }));
  return (
    <>
      <PageHeader
        look="desk"
        title={t("newTitle")}
        lead={t("newLead")}
        breadcrumbs={[{ label: t("title"), href: "/admin" }]}
      />
      <Form action={createStaffAction} className="grid max-w-form gap-6">
        <FormText name="name" label={t("name")} autoComplete="off" width="md" maxLength={60} />
        <FormText name="email" label={t("email")} hint={t("emailHint")} type="email" autoComplete="off" />
        <FormRadio name="role" label={t("role")} hint={t("roleHint")} options={roles} />
        <FormText
          name="password"
          label={t("password")}
          hint={t("passwordHint")}
          type="password"
          autoComplete="new-password"
        />
        <div>
          <SubmitButton>{t("create")}</SubmitButton>
        </div>
      </Form>
    </>
  );
});
