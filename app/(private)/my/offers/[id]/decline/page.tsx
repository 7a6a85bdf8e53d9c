import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { offerFor } from "#lib/offers/queries";
import { declineReasons, LONGEST_NOTE } from "#lib/offers/rules-reasons";
import { ButtonLink } from "#ui/button";
import { Form, FormRadio, FormTextarea } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { myPage } from "../../../my-page.ts";
import { declineOfferAction } from "../../actions.ts";
import { DeclineMeans } from "../../decline-means.tsx";

export default myPage<{ id: string }>("offer.decline", async ({ actor, params }) => {
  const offer = await offerFor(actor, params.id);
  const back = `/my/offers/${offer.id}`;
  if (offer.status !== "open" || !offer.leads) redirect(back);
  const t = await getTranslations("my.offer");
  const more = await getTranslations("waiting.offer");
  const place = t("place", { building: nameIn(await getLocale(), offer.building), roomNo: offer.unit.roomNo });
  const reasons = declineReasons.map((value) => ({ value, label: more(`reasons.${value}`) }));
  return (
    <div className="mx-auto max-w-form">
      <PageHeader breadcrumbs={[{ href: back, label: place }]} title={t("declineTitle")} lead={more("declineText")} />
      <Form action={declineOfferAction} hidden={{ offerId: offer.id }}>
        <DeclineMeans offer={offer} />
        <FormRadio name="reason" label={more("reason")} options={reasons} />
        <FormTextarea name="note" label={more("note")} hint={more("noteHint")} rows={3} maxLength={LONGEST_NOTE} />
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
