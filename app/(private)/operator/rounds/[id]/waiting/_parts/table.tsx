import { getTranslations } from "next-intl/server";
import type { DeskWait } from "#lib/offers/queries";
import { Badge } from "#ui/badge";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import type { Tone } from "#ui/tone";

const tones: Record<DeskWait["status"], Tone> = {
  waiting: "blue",
  offered: "amber",
  housed: "green",
  left: "grey",
  out: "grey",
};

export async function WaitTable({ rows, searched }: { rows: readonly DeskWait[]; searched: boolean }) {
  const t = await getTranslations("waiting.desk");
  const words = await getTranslations("waiting.status");
  return (
    <Table
      dense
      caption={t("caption")}
      captionHidden
      rows={rows}
      rowKey={(row) => row.applicationId}
      empty={
        <EmptyState title={searched ? t("notFound") : t("empty")}>{searched ? undefined : t("emptyText")}</EmptyState>
      }
      columns={[
        { key: "place", header: t("place"), numeric: true, cell: (row) => row.place ?? "–" },
        {
          key: "receiptNo",
          header: t("receiptNo"),
          heading: true,
          cell: (row) => <span className="whitespace-nowrap">{row.receiptNo}</span>,
        },
        { key: "name", header: t("name"), cell: (row) => row.name },
        {
          key: "status",
          header: t("status"),
          cell: (row) => <Badge tone={tones[row.status]}>{words(row.status)}</Badge>,
        },
        { key: "since", header: t("since"), cell: (row) => <Instant at={row.since} look="short" /> },
        {
          key: "ended",
          header: t("ended"),
          wideOnly: true,
          cell: (row) => (row.endedAt ? <Instant at={row.endedAt} look="short" /> : "–"),
        },
        { key: "position", header: t("position"), numeric: true, wideOnly: true, cell: (row) => row.position },
        {
          key: "offer",
          header: t("offer"),
          cell: (row) =>
            row.offerId ? (
              <TextLink href={`/operator/offers/${row.offerId}`}>
                {t("openOffer")}
                <span className="sr-only"> {row.receiptNo}</span>
              </TextLink>
            ) : (
              "–"
            ),
        },
      ]}
    />
  );
}
