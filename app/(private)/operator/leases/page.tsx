import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { type LeaseFilter, leaseCounts, leaseFilters, leasesFor } from "#lib/leases/queries";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { TabsNav } from "#ui/tabs-nav";
import { SearchForm } from "../_parts/search-form.tsx";

const hrefOf = (filter: LeaseFilter, query = "", page = 1): string =>
  `/operator/leases?${new URLSearchParams({ filter, ...(query && { query }), ...(page > 1 && { page: `${page}` }) })}`;

export default page("lease.list", async ({ actor, search }) => {
  const t = await getTranslations("operator.leases");
  const locale = await getLocale();
  const now = new Date();
  const counts = await leaseCounts(actor, now);
  const first = counts.toCheckIn > 0 ? "toCheckIn" : "active";
  const query = search.query ?? "";
  const filter = leaseFilters.find((one) => one === search.filter) ?? (query ? "all" : first);
  const found = await leasesFor(actor, { filter, query, page: Number(search.page) || 1, now });
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <TabsNav
          label={t("tabs.label")}
          tabs={leaseFilters.map((one) => ({
            href: hrefOf(one, query),
            label: t(`tabs.${one}`),
            count: counts[one],
            current: one === filter,
          }))}
        />
        <SearchForm
          label={t("searchLabel")}
          hint={t("searchHint")}
          submit={t("search")}
          clear={t("clear")}
          query={query}
          clearHref={hrefOf(filter)}
          keep={{ filter }}
        />
        <Table
          dense
          caption={t("caption")}
          captionHidden
          rows={found.rows}
          rowKey={(lease) => lease.id}
          empty={
            <EmptyState title={query ? t("notFound") : t("empty")}>
              {query ? t("notFoundText") : t("emptyText")}
            </EmptyState>
          }
          columns={[
            {
              key: "leaseNo",
              header: t("leaseNo"),
              heading: true,
              cell: (lease) => (
                <Link
                  href={`/operator/leases/${lease.id}`}
                  className="tabular inline-flex min-h-6 items-center text-green-700 underline underline-offset-4"
                >
                  {lease.leaseNo}
                </Link>
              ),
            },
            {
              key: "unit",
              header: t("unit"),
              cell: (lease) => t("room", { building: lease.buildingNo, roomNo: lease.roomNo }),
            },
            { key: "type", header: t("type"), wideOnly: true, cell: (lease) => nameIn(locale, lease.roomType) },
            { key: "tenants", header: t("tenants"), cell: (lease) => lease.tenants.join(" ") },
            {
              key: "term",
              header: t("term"),
              cell: (lease) => (
                <span className="whitespace-nowrap">
                  <Day on={lease.startsOn} look="numeric" /> – <Day on={lease.endsOn} look="numeric" />
                </span>
              ),
            },
            { key: "rent", header: t("rent"), numeric: true, cell: (lease) => <Money fen={lease.rentNowFen} /> },
            {
              key: "registration",
              header: t("registration"),
              wideOnly: true,
              cell: (lease) => lease.registrationNo ?? <span className="text-amber-700">{t("notRegistered")}</span>,
            },
            {
              key: "status",
              header: t("status"),
              cell: (lease) => <StatusBadge kind="lease" status={lease.status} />,
            },
          ]}
        />
        <Pagination page={found.page} pages={found.pages} href={(to) => hrefOf(filter, query, to)} />
      </div>
    </>
  );
});
