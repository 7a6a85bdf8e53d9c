import { getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import type { Actor } from "#lib/actor";
import { offersOf } from "#lib/offers/queries";
import type { RoundView } from "#lib/rounds/queries";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";

export async function Offers({ actor, round }: { actor: Actor; round: RoundView }) {
  const t = await getTranslations("operator.rounds.offers");
  const u = await getTranslations("operator.rounds.units");
  const words = await getTranslations("words");
  const offers = await offersOf(actor, round.id);
  return (
    <Table
      dense
      caption={t("caption")}
      captionHidden
      rows={offers}
      rowKey={(offer) => offer.id}
      empty={<EmptyState title={t("empty")} />}
      columns={[
        {
          key: "receiptNo",
          header: t("receiptNo"),
          heading: true,
          cell: (offer) => <TextLink href={`/operator/offers/${offer.id}`}>{offer.receiptNo}</TextLink>,
        },
        { key: "name", header: t("name"), cell: (offer) => offer.name },
        {
          key: "unit",
          header: t("unit"),
          cell: (offer) =>
            u(offer.bed ? "bed" : "room", { building: offer.buildingNo, roomNo: offer.roomNo, bed: offer.bed }),
        },
        { key: "type", header: t("type"), cell: (offer) => textOf(words, `roomTypes.${offer.roomTypeId}`) },
        {
          key: "status",
          header: t("status"),
          cell: (offer) => <StatusBadge kind="offer" status={offer.status} />,
        },
        { key: "expiresAt", header: t("expiresAt"), cell: (offer) => <Instant at={offer.expiresAt} look="short" /> },
        {
          key: "decidedAt",
          header: t("decidedAt"),
          cell: (offer) => (offer.decidedAt ? <Instant at={offer.decidedAt} look="short" /> : "–"),
        },
        {
          key: "lease",
          header: t("lease"),
          cell: (offer) =>
            offer.leaseId ? (
              <TextLink href={`/operator/leases/${offer.leaseId}`}>
                {t("openLease")}
                <span className="sr-only"> {offer.receiptNo}</span>
              </TextLink>
            ) : (
              "–"
            ),
        },
      ]}
    />
  );
}
