import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { offerFor } from "#lib/offers/queries";
import { ButtonLink } from "#ui/button";
import { Form, FormTextarea } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { myPage } from "../../../my-page.ts";
import { declineOfferAction } from "../../actions.ts";

export default myPage<{ id: string }>("offer.decline", async ({ actor, params }) => {
  const offer = await offerFor(actor, params.id);
  const back = `/my/offers/${offer.id}`;
  if (offer.status !== "open") redirect(back);
  const t = await getTranslations("my.offer");
  const place = t("place", { building: nameIn(await getLocale(), offer.building), roomNo: offer.unit.roomNo });
  return (
    <div className="mx-auto max-w-form">
      <PageHeader breadcrumbs={[{ href: back, label: place }]} title={t("declineTitle")} lead={t("declineText")} />
      <Form action={declineOfferAction} hidden={{ offerId: offer.id }}>
        <FormTextarea name="reason" label={t("reason")} hint={t("reasonHint")} rows={3} maxLength={500} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton tone="danger" wide>
            {t("declineConfirm")}
          </SubmitButton>
          <ButtonLink href={back} tone="quiet" wide>
            {t("declineBack")}
          </ButtonLink>
        </div>
      </Form>
    </div>
  );
});
