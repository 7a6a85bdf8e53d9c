import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { written } from "#i18n/written";
import { mayEver } from "#lib/authorize";
import { addMonths, firstDay, monthOf } from "#lib/days";
import { rentsFor } from "#lib/leases/rent-queries";
import { Badge } from "#ui/badge";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Form, FormText } from "#ui/form";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { Done } from "../../../../done.tsx";
import { changeRentAction, withdrawRentChangeAction } from "../../actions.ts";

type Rents = Awaited<ReturnType<typeof rentsFor>>;

/** The rent of a lease: what it is, what it will be from which day on, and announcing another. */
export default page<{ id: string }>("lease.list", async ({ actor, params, search }) => {
  const t = await getTranslations("charges.rent");
  const locale = await getLocale();
  const rents = await rentsFor(actor, params.id);
  const { lease, billedTo } = rents;
  const may = mayEver(actor, "lease.changeRent");
  return (
    <div className="max-w-3xl">
      <PageHeader
        look="desk"
        title={t("title")}
        breadcrumbs={[{ label: lease.leaseNo, href: `/operator/leases/${lease.id}` }]}
      />
      <Done texts="operator.leases" notice={search.notice} />
      <SummaryList
        items={[
          { label: t("now"), value: <Money fen={rents.nowFen} unit="month" /> },
          { label: t("signed"), value: <Money fen={lease.rentFen} unit="month" /> },
          {
            label: t("billedTo"),
            value: billedTo ? `${written(locale, { month: billedTo }).month}` : t("billedNone"),
          },
        ]}
      />
      <Section title={t("changes")}>
        <Changes rents={rents} may={may} />
      </Section>
      {may && lease.status !== "ended" && <Announce rents={rents} />}
    </div>
  );
});

async function Changes({ rents, may }: { rents: Rents; may: boolean }) {
  const t = await getTranslations("charges.rent");
  return (
    <Table
      caption={t("changes")}
      captionHidden
      rows={rents.changes}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("none")} />}
      columns={[
        { key: "fromOn", header: t("fromOn"), heading: true, cell: (row) => <Day on={row.fromOn} /> },
        { key: "rent", header: t("rent"), numeric: true, cell: (row) => <Money fen={row.rentFen} /> },
        { key: "reason", header: t("reason"), cell: (row) => row.reason },
        {
          key: "made",
          header: t("made"),
          cell: (row) => (
            <>
              <Instant at={row.madeAt} look="short" /> {row.maker}
            </>
          ),
        },
        {
          key: "state",
          header: t("state"),
          cell: (row) =>
            row.withdrawnAt ? (
              <Badge>{t("withdrawn")}</Badge>
            ) : row.open && may ? (
              <Form action={withdrawRentChangeAction} hidden={{ changeId: row.id }} className="grid gap-2">
                <SubmitButton tone="quiet" size="sm">
                  {t("withdraw")}
                  <span className="sr-only"> {row.fromOn}</span>
                </SubmitButton>
              </Form>
            ) : (
              <Badge tone={row.open ? "blue" : "green"}>{t(row.open ? "ahead" : "billed")}</Badge>
            ),
        },
      ]}
    />
  );
}

/** The first of the month after the last one that is billed: changes usually begin with a month. */
const usualDay = ({ billedTo, lease }: Rents): string => firstDay(addMonths(billedTo ?? monthOf(lease.startsOn), 1));

async function Announce({ rents }: { rents: Rents }) {
  const t = await getTranslations("charges.rent");
  return (
    <Section title={t("announce")} lead={t("announceLead")}>
      <Form action={changeRentAction} hidden={{ leaseId: rents.lease.id }} className="grid max-w-form gap-5">
        <FormText
          name="fromOn"
          type="date"
          label={t("fromOn")}
          hint={t("fromOnHint")}
          width="md"
          defaultValue={usualDay(rents)}
        />
        <FormText name="rentFen" label={t("rent")} inputMode="decimal" suffix={t("yuan")} width="md" />
        <FormText name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={200} autoComplete="off" />
        <SubmitButton>{t("submit")}</SubmitButton>
      </Form>
    </Section>
  );
}
