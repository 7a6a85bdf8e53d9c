import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { offsetChoices } from "#lib/leases/authorising";
import { myLease } from "#lib/leases/queries";
import { ButtonLink } from "#ui/button";
import { Form, FormRadio } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { myPage } from "../../my-page.ts";
import { chooseOffsetAction } from "./actions.ts";

/** Straight against the rent or paid out: the tenant's own choice, signed here and changed here. */
export default myPage("lease.chooseOffset", async ({ actor }) => {
  const t = await getTranslations("my.lease");
  const support = await getTranslations("my.lease.support");
  const lease = await myLease(actor);
  const mine = lease?.tenants.find((tenant) => tenant.personId === actor.personId);
  if (!lease || !mine || lease.status === "ended") redirect("/my/lease");
  const standing = mine.offsetMode === "directOffset" && mine.authorisedAt ? "directOffset" : "cashToPerson";
  return (
    <div className="mx-auto max-w-form">
      <PageHeader
        breadcrumbs={[{ label: t("title"), href: "/my/lease" }]}
        title={support("title")}
        lead={support("lead")}
      />
      <Form action={chooseOffsetAction} hidden={{ leaseId: lease.id }}>
        <FormRadio
          name="choice"
          label={t("mode")}
          defaultValue={standing}
          options={offsetChoices.map((value) => ({ value, label: support(value), hint: support(`${value}Hint`) }))}
        />
        <div className="flex flex-wrap gap-3">
          <SubmitButton wide>{support("submit")}</SubmitButton>
          <ButtonLink href="/my/lease" tone="quiet" wide>
            {support("back")}
          </ButtonLink>
        </div>
      </Form>
    </div>
  );
});
