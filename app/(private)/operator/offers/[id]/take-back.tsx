import { getTranslations } from "next-intl/server";
import { withdrawnPlaces } from "#lib/offers/rules-reasons";
import { Card } from "#ui/card";
import { Form, FormRadio, FormTextarea } from "#ui/form";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { withdrawOfferAction } from "./actions.ts";

/** Taking an open offer back: why, and what becomes of the place. */
export async function TakeBack({ offerId }: { offerId: string }) {
  const t = await getTranslations("waiting.deskOffer");
  const places = withdrawnPlaces.map((value) => ({ value, label: t(value), hint: t(`${value}Hint`) }));
  return (
    <Section title={t("take")} lead={t("takeLead")}>
      <Card>
        <Form action={withdrawOfferAction} hidden={{ offerId }} className="grid gap-5">
          <FormTextarea name="reason" label={t("reasonLabel")} hint={t("reasonHint")} rows={3} maxLength={200} />
          <FormRadio name="place" label={t("place")} options={places} />
          <SubmitButton tone="danger">{t("submit")}</SubmitButton>
        </Form>
      </Card>
    </Section>
  );
}
