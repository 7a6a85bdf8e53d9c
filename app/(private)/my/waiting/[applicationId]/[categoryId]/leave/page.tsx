import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { categoryNameIn } from "#i18n/names";
import { NotFound } from "#lib/errors";
import { myWaitIn } from "#lib/offers/queries";
import { ButtonLink } from "#ui/button";
import { Form } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { myPage } from "../../../../my-page.ts";
import { leaveWaitingAction } from "../../../actions.ts";
import { waitHref } from "../../../where.ts";

type Params = { applicationId: string; categoryId: string };

export default myPage<Params>("waiting.leave", async ({ actor, params }) => {
  const wait = await myWaitIn(actor, params.applicationId, params.categoryId);
  if (!wait?.leads) throw new NotFound();
  const back = waitHref(wait);
  if (wait.place === null) redirect(back);
  const t = await getTranslations("waiting");
  return (
    <div className="mx-auto max-w-form">
      <PageHeader
        breadcrumbs={[{ href: back, label: categoryNameIn(await getLocale(), wait.category) }]}
        title={t("leaveTitle")}
        lead={t("leaveText", { place: wait.place })}
      />
      <Form action={leaveWaitingAction} hidden={{ applicationId: wait.applicationId, categoryId: wait.category.id }}>
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
