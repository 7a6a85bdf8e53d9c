import { getLocale, getTranslations } from "next-intl/server";
import type { Board } from "#lib/choosing/queries";
import { Instant } from "#ui/instant";
import { Section } from "#ui/section";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { placeText } from "../../../../choosing-parts.tsx";

/** Who has chosen what, the last one first, with the lease it became. */
export async function Chosen({ board }: { board: Board }) {
  const t = await getTranslations("choosing.board");
  const locale = await getLocale();
  const rows = await Promise.all(
    board.chosen.map(async (chosen) => ({ ...chosen, door: await placeText(locale, chosen.place) })),
  );
  return (
    <Section title={t("chosen")}>
      <Table
        dense
        caption={t("chosen")}
        captionHidden
        rows={rows}
        rowKey={({ receiptNo }) => receiptNo}
        empty={<p className="text-muted">{t("chosenNone")}</p>}
        columns={[
          { key: "receipt", header: t("receipt"), heading: true, cell: ({ receiptNo }) => receiptNo },
          { key: "rank", header: t("rank"), numeric: true, cell: ({ rank }) => rank },
          { key: "name", header: t("name"), cell: ({ name }) => name },
          { key: "place", header: t("place"), cell: ({ door }) => door },
          { key: "at", header: t("at"), cell: ({ takenAt }) => <Instant at={takenAt} look="short" /> },
          {
            key: "lease",
            header: t("lease"),
            cell: ({ leaseId, receiptNo }) =>
              leaseId ? (
                <TextLink href={`/operator/leases/${leaseId}`}>
                  {t("openLease")}
                  <span className="sr-only"> {receiptNo}</span>
                </TextLink>
              ) : (
                "–"
              ),
          },
        ]}
      />
    </Section>
  );
}
