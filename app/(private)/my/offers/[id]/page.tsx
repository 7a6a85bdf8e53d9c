import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { BrokenInvariant } from "#lib/errors";
import { type OfferDetail, offerFor } from "#lib/offers/queries";
import { entitlementPreview } from "#lib/people/preview";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { Form, FormCheckbox } from "#ui/form";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { NetRentLine } from "#ui/net-rent-line";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { TimeLeft } from "#ui/time-left";
import { Done } from "../../../done.tsx";
import { myPage } from "../../my-page.ts";
import { netOf } from "../../texts.ts";
import { acceptOfferAction } from "../actions.ts";
import { DeclineMeans } from "../decline-means.tsx";

export default myPage<{ id: string }>("offer.view", async ({ actor, params, search }) => {
  const offer = await offerFor(actor, params.id);
  const now = new Date();
  const preview = await entitlementPreview(actor, actor.personId, { rentFen: offer.shareFen }, now);
  if (!preview.ok) throw new BrokenInvariant("the scheme holds no value for this month");
  const t = await getTranslations("my.offer");
  const locale = await getLocale();
  const more = await getTranslations("waiting.offer");
  const { unit, building, roomType, movingIn } = offer;
  const room = t("place", { building: nameIn(locale, building), roomNo: unit.roomNo });
  const place = offer.bed > 0 ? `${room} ${more("bed", { bed: offer.bed })}` : room;
  const open = offer.status === "open" && now < offer.expiresAt;
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        breadcrumbs={[{ href: `/my/applications/${offer.application.id}`, label: offer.application.receiptNo }]}
        eyebrow={t("title")}
        title={place}
        status={<StatusBadge kind="offer" status={offer.status} />}
      />
      <Done texts="my" notice={search.notice} />
      {open ? (
        <Notice tone="amber" title={<TimeLeft until={offer.expiresAt.getTime()} now={now.getTime()} />}>
          {t("deadline")} <Instant at={offer.expiresAt} />
        </Notice>
      ) : (
        <Answered offer={offer} />
      )}
      <Section title={t("net")} lead={t("netWhen")}>
        <NetRentLine net={netOf(preview.expected, offer.shareFen)} label={t("netExpected")} />
      </Section>
      <Section title={t("facts")}>
        <SummaryList
          items={[
            {
              label: t("where"),
              value: `${place} · ${t("floor", { floor: unit.floor })}`,
            },
            { label: t("roomType"), value: t("typeText", { name: nameIn(locale, roomType), area: roomType.areaM2 }) },
            {
              label: offer.bed > 0 ? more("rentBed") : more("rent"),
              value: <Money fen={offer.rentFen} unit="month" />,
            },
            ...(movingIn.length > 1
              ? [{ label: more("share"), value: <Money fen={offer.shareFen} unit="month" /> }]
              : []),
            { label: t("moveIn"), value: <Day on={offer.round.moveInOn} /> },
            { label: t("receipt"), value: <span className="tabular">{offer.application.receiptNo}</span> },
            ...(offer.rank ? [{ label: t("rank"), value: t("rankText", { rank: offer.rank }) }] : []),
          ]}
        />
      </Section>
      {movingIn.length > 1 && (
        <Section title={more("movingIn")} lead={more("movingInLead", { count: movingIn.length })}>
          <ul className="flex flex-wrap gap-x-6 gap-y-1">
            {movingIn.map(({ personId, name }) => (
              <li key={personId}>{name}</li>
            ))}
          </ul>
        </Section>
      )}
      {open && (offer.leads ? <Answer offer={offer} /> : <LeaderAnswers offer={offer} />)}
    </div>
  );
});

/** Whoever joined sees what their leader is to answer, and answers nothing. */
async function LeaderAnswers({ offer }: { offer: OfferDetail }) {
  const t = await getTranslations("my.offer");
  return (
    <Section title={t("leaderAnswersTitle")}>
      <p className="max-w-prose">{t("leaderAnswers", { name: offer.movingIn[0]?.name ?? "" })}</p>
    </Section>
  );
}

async function Answer({ offer }: { offer: OfferDetail }) {
  const t = await getTranslations("my.offer");
  const offerId = offer.id;
  return (
    <Section title={t("acceptTitle")}>
      <Form action={acceptOfferAction} hidden={{ offerId }}>
        <FormCheckbox name="authorised" label={t("authorise")} hint={t("authoriseHint")} />
        <DeclineMeans offer={offer} />
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

async function Answered({ offer }: { offer: OfferDetail }) {
  const t = await getTranslations("my.offer");
  const why = await getTranslations("waiting.offer.withdrawn");
  const status = offer.status === "open" ? "expired" : offer.status;
  return (
    <Notice
      tone={status === "accepted" ? "green" : "blue"}
      title={t(`${offer.leads ? "answered" : "leaderAnswered"}.${status}`)}
      action={
        status === "accepted" ? (
          <ButtonLink href="/my/lease" tone="quiet">
            {t("seeLease")}
          </ButtonLink>
        ) : undefined
      }
    >
      {status !== "withdrawn"
        ? null
        : offer.reasonCode === "upgraded" || offer.reasonCode === "housed"
          ? why(offer.reasonCode)
          : offer.reason
            ? t("withdrawnReason", { reason: offer.reason })
            : null}
    </Notice>
  );
}
