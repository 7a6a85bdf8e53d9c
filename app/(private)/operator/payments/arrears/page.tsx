import { Download, Filter } from "lucide-react";
import { useTranslations } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { type Arrear, arrearBuildings, arrearsFor } from "#lib/billing/arrears";
import { arrearAges } from "#lib/billing/rules-arrears";
import { Button, ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { TextField } from "#ui/field";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Select } from "#ui/select";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { PaymentTabs } from "../_parts/payment-tabs.tsx";
import { askedArrears } from "./asked.ts";

type Arrears = Awaited<ReturnType<typeof arrearsFor>>;

export default page("payment.list", async ({ actor, search }) => {
  const t = await getTranslations("operator.payments");
  const locale = await getLocale();
  const asked = askedArrears(search);
  const arrears = await arrearsFor(actor, { ...asked, page: Number(search.page) || 1 });
  const buildings = await arrearBuildings(actor);
  const query = (change: { age?: string; page?: number }) => {
    const all = new URLSearchParams();
    const building = asked.building === undefined ? "" : String(asked.building);
    for (const [key, value] of Object.entries({ age: asked.age, building, q: asked.q, ...change }))
      if (value) all.set(key, String(value));
    return all.toString();
  };
  return (
    <>
      <PageHeader
        look="desk"
        title={t("title")}
        lead={t("arrears.lead")}
        actions={
          <ButtonLink
            href={`/operator/payments/arrears/export?${query({})}`}
            tone="quiet"
            icon={<Download aria-hidden size={18} />}
            plain
          >
            {t("arrears.export")}
          </ButtonLink>
        }
      />
      <PaymentTabs current="arrears" />
      <div className="grid gap-6">
        <Ages arrears={arrears} href={(age) => `/operator/payments/arrears?${query({ age })}`} />
        <form method="get" className="flex flex-wrap items-end gap-3" data-print="hide">
          <div className="w-40">
            <Select
              name="age"
              label={t("arrears.age")}
              defaultValue={asked.age ?? ""}
              options={[
                { value: "", label: t("arrears.filters.all") },
                ...arrearAges.map((age) => ({ value: age, label: t(`arrears.ages.${age}`) })),
              ]}
            />
          </div>
          <div className="w-40">
            <Select
              name="building"
              label={t("arrears.building")}
              defaultValue={asked.building === undefined ? "" : String(asked.building)}
              options={[
                { value: "", label: t("arrears.everyBuilding") },
                ...buildings.map((one) => ({ value: String(one.no), label: nameIn(locale, one) })),
              ]}
            />
          </div>
          <TextField name="q" type="search" label={t("arrears.find")} defaultValue={asked.q} width="md" />
          <Button type="submit" tone="quiet" icon={<Filter aria-hidden size={18} />}>
            {t("arrears.filter")}
          </Button>
        </form>
        <ArrearTable arrears={arrears} />
        <Pagination
          page={arrears.page}
          pages={arrears.pages}
          href={(at) => `/operator/payments/arrears?${query({ page: at })}`}
        />
      </div>
    </>
  );
});

function Ages({ arrears, href }: { arrears: Arrears; href: (age: string) => string }) {
  const t = useTranslations("operator.payments.arrears");
  const { total } = arrears;
  return (
    <KeyFigures
      figures={[
        {
          label: t("total"),
          value: <Money fen={total.totalFen} size="lg" />,
          hint: t("found", { count: arrears.found }),
        },
        ...arrearAges.map((age) => ({
          label: t(`ages.${age}`),
          value: <Money fen={total[age]} size="lg" />,
          href: href(age),
          tone: age === "over90" && total[age] > 0 ? ("red" as const) : undefined,
        })),
      ]}
    />
  );
}

function ArrearTable({ arrears }: { arrears: Arrears }) {
  const t = useTranslations("operator.payments.arrears");
  const money = (fen: number) => <Money fen={fen} size="sm" />;
  return (
    <Table
      caption={t("found", { count: arrears.found })}
      dense
      rows={arrears.rows}
      rowKey={(row) => `${row.leaseId} ${row.personId}`}
      empty={<EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
      columns={[
        { key: "person", header: t("person"), heading: true, cell: (row) => row.personName },
        { key: "room", header: t("room"), cell: (row) => `${row.buildingNo}-${row.roomNo}` },
        {
          key: "leaseNo",
          header: t("leaseNo"),
          cell: (row) => (
            <TextLink href={`/operator/leases/${row.leaseId}`} look="row" wrap="no">
              {row.leaseNo}
            </TextLink>
          ),
        },
        { key: "bills", header: t("bills"), numeric: true, cell: (row) => row.bills },
        { key: "since", header: t("since"), cell: (row) => <Day on={row.since} look="numeric" /> },
        ...arrearAges.map((age) => ({
          key: age,
          header: t(`ages.${age}`),
          numeric: true,
          cell: (row: Arrear) => (row[age] > 0 ? money(row[age]) : "—"),
        })),
        { key: "total", header: t("total"), numeric: true, cell: (row) => money(row.totalFen) },
      ]}
      totals={{
        person: t("total"),
        ...Object.fromEntries(arrearAges.map((age) => [age, money(arrears.total[age])])),
        total: money(arrears.total.totalFen),
      }}
    />
  );
}
