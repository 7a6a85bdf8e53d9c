import { Plus } from "lucide-react";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { mayEver } from "#lib/authorize";
import { roundsFor } from "#lib/rounds/queries";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { PageHeader } from "#ui/page-header";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";

export default page("round.list", async ({ actor }) => {
  const t = await getTranslations("operator.rounds");
  const locale = await getLocale();
  const rounds = await roundsFor(actor);
  const create = mayEver(actor, "round.create") && (
    <ButtonLink href="/operator/rounds/new" icon={<Plus aria-hidden size={18} />}>
      {t("new")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} actions={create} />
      <Table
        caption={t("title")}
        captionHidden
        rows={rounds}
        rowKey={(round) => round.id}
        empty={<EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
        columns={[
          {
            key: "name",
            header: t("columns.name"),
            heading: true,
            cell: (round) => (
              <Link
                href={`/operator/rounds/${round.id}`}
                className="inline-flex min-h-6 flex-wrap items-center gap-x-2 text-green-700 underline underline-offset-4"
              >
                {nameIn(locale, round)}
                <span className="tabular text-muted text-sm">{round.code}</span>
              </Link>
            ),
          },
          {
            key: "status",
            header: t("columns.status"),
            cell: (round) => <StatusBadge kind="round" status={round.status} />,
          },
          { key: "closes", header: t("columns.closes"), cell: (round) => <Instant at={round.closesAt} look="long" /> },
          { key: "moveIn", header: t("columns.moveIn"), cell: (round) => <Day on={round.moveInOn} look="numeric" /> },
          {
            key: "mechanism",
            header: t("columns.mechanism"),
            cell: (round) => t(`facts.mechanisms.${round.mechanism}`),
          },
          { key: "places", header: t("columns.places"), numeric: true, cell: (round) => round.places },
          { key: "sent", header: t("columns.applications"), numeric: true, cell: (round) => round.applications },
          { key: "open", header: t("columns.openOffers"), numeric: true, cell: (round) => round.openOffers },
        ]}
      />
    </>
  );
});
