import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { BrokenInvariant } from "#lib/errors";
import { type OfferView, offerFor } from "#lib/offers/queries";
import { entitlementPreview } from "#lib/people/preview";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { Form, FormCheckbox } from "#ui/form";
import { Instant } from "#ui/instant";
import { NetRentLine } from "#ui/net-rent-line";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { Done } from "../../done.tsx";
import { myPage } from "../../my-page.ts";
import { netOf } from "../../texts.ts";
import { TimeLeft } from "../../time-left.tsx";
import { acceptOfferAction } from "../actions.ts";

export default myPage<{ id: string }>("offer.view", async ({ actor, params, search }) => {
  const offer = await offerFor(actor, params.id);
  const now = new Date();
  const preview = await entitlementPreview(actor, actor.personId, { rentFen: offer.roomType.rentFen }, now);
  if (!preview.ok) throw new BrokenInvariant("the scheme holds no value for this month");
  const t = await getTranslations("my.offer");
  const locale = await getLocale();
  const { unit, building, roomType } = offer;
  const open = offer.status === "open" && now < offer.expiresAt;
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        breadcrumbs={[{ href: `/my/applications/${offer.application.id}`, label: offer.application.receiptNo }]}
        eyebrow={t("title")}
        title={t("place", { building: nameIn(locale, building), roomNo: unit.roomNo })}
        status={<StatusBadge kind="offer" status={offer.status} />}
      />
      <Done notice={search.notice} />
      {open ? (
        <Notice tone="amber" title={<TimeLeft until={offer.expiresAt} now={now} />}>
          {t("deadline")} <Instant at={offer.expiresAt} />
        </Notice>
      ) : (
        <Answered offer={offer} />
      )}
      <Section title={t("net")} lead={t("netWhen")}>
        <NetRentLine net={netOf(preview.expected, roomType.rentFen)} label={t("netExpected")} />
      </Section>
      <Section title={t("facts")}>
        <SummaryList
          items={[
            {
              label: t("where"),
              value: `${t("place", { building: nameIn(locale, building), roomNo: unit.roomNo })} · ${t("floor", { floor: unit.floor })}`,
            },
            { label: t("roomType"), value: t("typeText", { name: nameIn(locale, roomType), area: roomType.areaM2 }) },
            { label: t("moveIn"), value: <Day on={offer.round.moveInOn} /> },
            { label: t("receipt"), value: <span className="tabular">{offer.application.receiptNo}</span> },
            ...(offer.rank ? [{ label: t("rank"), value: t("rankText", { rank: offer.rank }) }] : []),
          ]}
        />
      </Section>
      {open && <Answer offerId={offer.id} />}
    </div>
  );
});

async function Answer({ offerId }: { offerId: string }) {
  const t = await getTranslations("my.offer");
  return (
    <Section title={t("acceptTitle")}>
      <Form action={acceptOfferAction} hidden={{ offerId }}>
        <FormCheckbox name="authorised" label={t("authorise")} hint={t("authoriseHint")} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton size="lg" wide>
            {t("accept")}
          </SubmitButton>
          <ButtonLink href={`/my/offers/${offerId}/decline`} tone="quiet" size="lg" wide>
            {t("decline")}
          </ButtonLink>
        </div>
      </Form>
    </Section>
  );
}

async function Answered({ offer }: { offer: OfferView }) {
  const t = await getTranslations("my.offer");
  const status = offer.status === "open" ? "expired" : offer.status;
  return (
    <Notice
      tone={status === "accepted" ? "green" : "blue"}
      title={t(`answered.${status}`)}
      action={
        status === "accepted" ? (
          <ButtonLink href="/my/lease" tone="quiet">
            {t("seeLease")}
          </ButtonLink>
        ) : undefined
      }
    >
      {status === "withdrawn" && offer.reason ? t("withdrawnReason", { reason: offer.reason }) : null}
    </Notice>
  );
}
