import { getLocale, getTranslations } from "next-intl/server";
import { categoryNameIn } from "#i18n/names";
import type { RoundView } from "#lib/rounds/queries";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";

/** The categories, each with how many it puts first and why, and the way to set it. */
export async function Categories({ round }: { round: RoundView }) {
  const t = await getTranslations("priority");
  const locale = await getLocale();
  const href = (id: string) => `/operator/rounds/${round.id}/priority?${new URLSearchParams({ category: id })}`;
  return (
    <Table
      dense
      caption={t("title")}
      captionHidden
      rows={round.categories}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "type",
          header: t("desk.type"),
          heading: true,
          cell: (row) => (
            <TextLink href={href(row.id)} look="small">
              {categoryNameIn(locale, row)}
            </TextLink>
          ),
        },
        { key: "places", header: t("desk.places"), numeric: true, cell: (row) => row.places },
        { key: "wishes", header: t("desk.wishes"), numeric: true, cell: (row) => row.wishes },
        { key: "first", header: t("desk.first"), numeric: true, cell: (row) => row.own?.listed ?? "–" },
        { key: "reason", header: t("desk.reason"), cell: (row) => row.own?.reason ?? "–" },
      ]}
    />
  );
}
