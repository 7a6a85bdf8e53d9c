import { Search } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { residents } from "#lib/desk/person";
import { Button } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { TextField } from "#ui/field";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";

export default page("resident.view", async ({ actor, search }) => {
  const t = await getTranslations("desk.person");
  const degrees = await getTranslations("words.degrees");
  const q = search.q ?? "";
  const rows = await residents(actor, q);
  return (
    <>
      <PageHeader look="desk" title={t("all")} lead={t("lead")} />
      <search>
        <form method="get" className="flex flex-wrap items-end gap-3 pb-4" data-print="hide">
          <TextField name="q" type="search" label={t("find")} defaultValue={q} width="md" maxLength={60} />
          <Button type="submit" tone="quiet" icon={<Search aria-hidden size={18} />}>
            {t("search")}
          </Button>
        </form>
      </search>
      <Table
        caption={t("all")}
        captionHidden
        dense
        rows={rows}
        rowKey={(row) => `${row.personId} ${row.leaseNo}`}
        empty={<EmptyState title={t("none")} />}
        columns={[
          {
            key: "name",
            header: t("all"),
            heading: true,
            cell: (row) => (
              <TextLink look="row" href={`/officer/people/${row.personId}`}>
                {row.personName}
              </TextLink>
            ),
          },
          { key: "room", header: t("room"), cell: (row) => `${row.buildingNo}-${row.roomNo}` },
          { key: "degree", header: t("degree"), cell: (row) => (row.degree ? degrees(row.degree) : "—") },
          { key: "lease", header: t("lease"), cell: (row) => row.leaseNo },
          { key: "since", header: t("since"), cell: (row) => <Day on={row.startsOn} look="numeric" /> },
          { key: "rent", header: t("rent"), numeric: true, cell: (row) => <Money fen={row.rentFen} size="sm" /> },
          { key: "status", header: t("status"), cell: (row) => <StatusBadge kind="lease" status={row.status} /> },
        ]}
      />
    </>
  );
});
