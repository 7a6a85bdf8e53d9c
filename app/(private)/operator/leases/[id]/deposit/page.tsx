import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { depositFor } from "#lib/billing/deposit-queries";
import { dayAt } from "#lib/days";
import { usesToCharge } from "#lib/meters/queries";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { Done } from "../../../../done.tsx";
import { OpenUses } from "./open-uses.tsx";
import { ReturnForm } from "./return-form.tsx";
import { Returned } from "./returned.tsx";

export type DepositView = Awaited<ReturnType<typeof depositFor>>;

/** What a lease's deposit comes to when its tenants have left, and the one press that gives it back. */
export default page<{ id: string }>("deposit.view", async ({ actor, params, search }) => {
  const t = await getTranslations("charges.deposit");
  const deposit = await depositFor(actor, params.id);
  const { lease, heldFen, returned } = deposit;
  const uses = await usesToCharge(actor, { upTo: lease.endedOn ?? dayAt(new Date()), unitId: lease.unitId });
  const may = mayEver(actor, "deposit.return") && lease.status === "ended" && heldFen > 0 && !returned;
  return (
    <div className="max-w-3xl">
      <PageHeader
        look="desk"
        title={t("title")}
        lead={t("lead")}
        breadcrumbs={[{ label: lease.leaseNo, href: `/operator/leases/${lease.id}` }]}
      />
      <Done texts="operator.leases" notice={search.notice} />
      <div className="grid gap-3">
        {returned && <Returned returned={returned} />}
        {lease.status !== "ended" && <Notice tone="blue">{t("running")}</Notice>}
        {deposit.billedBeyond.length > 0 && lease.endedOn && (
          <Notice tone="amber" title={t("beyond")}>
            <p>
              {t("beyondText")} <Day on={lease.endedOn} />
            </p>
            <BillLinks bills={deposit.billedBeyond} />
          </Notice>
        )}
      </div>
      <Section title={t("held")}>
        <SummaryList
          items={[
            { label: t("agreed"), value: <Money fen={lease.depositFen} /> },
            ...(lease.endedOn ? [{ label: t("endedOn"), value: <Day on={lease.endedOn} /> }] : []),
            ...deposit.held.map((one) => ({ label: one.name, value: <Money fen={one.heldFen} /> })),
            { label: t("heldSum"), value: <Money fen={heldFen} size="lg" /> },
          ]}
        />
      </Section>
      <Section
        title={t("uses")}
        lead={t("usesLead")}
        actions={
          mayEver(actor, "reading.record") &&
          !returned && (
            <ButtonLink href={`/operator/leases/${lease.id}/readings`} tone="quiet" size="sm">
              {t("read")}
            </ButtonLink>
          )
        }
      >
        <OpenUses uses={uses} />
      </Section>
      <Section title={t("open")} lead={t("openLead")}>
        <OpenBills deposit={deposit} />
      </Section>
      {may && <ReturnForm leaseId={lease.id} heldFen={heldFen} />}
    </div>
  );
});

async function OpenBills({ deposit }: { deposit: DepositView }) {
  const t = await getTranslations("charges.deposit");
  const sumFen = deposit.open.reduce((sum, bill) => sum + bill.leftFen, 0);
  return (
    <Table
      caption={t("open")}
      captionHidden
      dense
      rows={deposit.open}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("noneOpen")} />}
      columns={[
        { key: "bill", header: t("bill"), heading: true, cell: (row) => <BillLinks bills={[row]} /> },
        { key: "month", header: t("month"), cell: (row) => <MonthText month={row.month} /> },
        { key: "person", header: t("person"), cell: (row) => row.personName },
        { key: "left", header: t("left"), numeric: true, cell: (row) => <Money fen={row.leftFen} /> },
      ]}
      totals={{ bill: t("sum"), left: <Money fen={sumFen} /> }}
    />
  );
}

function BillLinks({ bills }: { bills: readonly { id: string; billNo: string; month: string }[] }) {
  return bills.map((bill) => (
    <Link
      key={bill.id}
      href={`/operator/months/${bill.month}/${bill.id}`}
      className="mr-3 inline-flex min-h-11 items-center text-green-700 underline underline-offset-4 sm:min-h-6"
    >
      {bill.billNo}
    </Link>
  ));
}
