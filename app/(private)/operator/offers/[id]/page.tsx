import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import { mayEver } from "#lib/authorize";
import { type OfferDetail, offerFor } from "#lib/offers/queries";
import { declineReasons } from "#lib/offers/rules-reasons";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SummaryList } from "#ui/summary-list";
import { TextLink } from "#ui/text-link";
import { TakeBack } from "./take-back.tsx";

/** One offer at the desk: what was offered to whom, how it was answered, and the way to take an open one back. */
export default page<{ id: string }>("offer.list", async ({ actor, params, search }) => {
  const t = await getTranslations("waiting.deskOffer");
  const offer = await offerFor(actor, params.id);
  const { building, unit, bed, round } = offer;
  const room = { building: building.no, roomNo: unit.roomNo, bed };
  const waiting = `/operator/rounds/${round.id}/waiting?${new URLSearchParams({ category: offer.categoryId })}`;
  return (
    <>
      <PageHeader
        look="desk"
        title={bed > 0 ? t("bedRoom", room) : t("room", room)}
        eyebrow={offer.application.receiptNo}
        status={<StatusBadge kind="offer" status={offer.status} />}
        breadcrumbs={[
          { label: round.code, href: `/operator/rounds/${round.id}?view=offers` },
          { label: t("toList"), href: waiting },
        ]}
      />
      {search.notice === "withdrawn" && offer.status === "withdrawn" && (
        <div className="pb-6">
          <Notice tone="green" live>
            {t("done")}
          </Notice>
        </div>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Facts offer={offer} />
        {offer.status === "open" && mayEver(actor, "offer.withdraw") && <TakeBack offerId={offer.id} />}
      </div>
    </>
  );
});

async function Facts({ offer }: { offer: OfferDetail }) {
  const t = await getTranslations("waiting.deskOffer");
  const { building, unit, bed, roomType, movingIn, decidedAt, leaseId } = offer;
  const room = { building: building.no, roomNo: unit.roomNo, bed };
  const why = await reasonText(offer);
  return (
    <Section title={t("facts")}>
      <SummaryList
        items={[
          { label: t("receiptNo"), value: <span className="tabular">{offer.application.receiptNo}</span> },
          { label: t("people"), value: movingIn.map(({ name }) => name).join(" ") },
          {
            label: t("unit"),
            value: (
              <TextLink href={`/operator/units/${unit.id}`}>{bed > 0 ? t("bedRoom", room) : t("room", room)}</TextLink>
            ),
          },
          { label: t("type"), value: nameIn(await getLocale(), roomType) },
          { label: t("rent"), value: <Money fen={offer.rentFen} unit="month" /> },
          { label: t("offeredAt"), value: <Instant at={offer.offeredAt} /> },
          { label: t("expiresAt"), value: <Instant at={offer.expiresAt} /> },
          ...(decidedAt ? [{ label: t("decidedAt"), value: <Instant at={decidedAt} /> }] : []),
          ...(why ? [{ label: t("reason"), value: why }] : []),
          ...(leaseId
            ? [
                {
                  label: t("lease"),
                  value: <TextLink href={`/operator/leases/${leaseId}`}>{t("openLease")}</TextLink>,
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

/** The chosen reason in words, and what was written besides. */
async function reasonText({ reasonCode, reason }: OfferDetail): Promise<string> {
  const t = await getTranslations("waiting");
  const declined = declineReasons.some((one) => one === reasonCode);
  const words = reasonCode ? textOf(t, `${declined ? "offer.reasons" : "deskOffer.why"}.${reasonCode}`) : "";
  const joined = (await getLocale()) === "en" ? ": " : "：";
  return [words, reason ?? ""].filter(Boolean).join(joined);
}
