import { FilePen, FileSpreadsheet } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import { mayEver } from "#lib/authorize";
import { type Resident, residentFor } from "#lib/desk/person";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { Bills, Clawbacks, Corrections, Payouts, RegisterFacts } from "./history.tsx";

export default page<{ id: string }>("resident.view", async ({ actor, params }) => {
  const t = await getTranslations("desk.person");
  const locale = await getLocale();
  const resident = await residentFor(actor, params.id);
  const [lease] = resident.leases;
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("all"), href: "/officer/people" }]}
        eyebrow={lease && `${nameIn(locale, lease.building)} ${lease.roomNo} · ${nameIn(locale, lease.roomType)}`}
        title={resident.profile.name}
        status={lease && <StatusBadge kind="lease" status={lease.status} />}
        actions={
          <>
            {mayEver(actor, "correction.draft") && resident.months.length > 0 && (
              <ButtonLink
                href={`/officer/corrections/new?person=${params.id}`}
                tone="quiet"
                size="sm"
                icon={<FilePen aria-hidden size={18} />}
              >
                {t("correct")}
              </ButtonLink>
            )}
            <ButtonLink
              href={`/officer/people/${params.id}/export`}
              plain
              tone="quiet"
              size="sm"
              icon={<FileSpreadsheet aria-hidden size={18} />}
            >
              {t("export")}
            </ButtonLink>
          </>
        }
      />
      <Months resident={resident} />
      <Bills resident={resident} />
      <Payouts resident={resident} />
      <Corrections resident={resident} />
      <Clawbacks resident={resident} />
      <div className="grid items-start gap-x-10 lg:grid-cols-2">
        <Facts resident={resident} />
        <Leases resident={resident} />
      </div>
      <RegisterFacts resident={resident} />
    </>
  );
});

async function Months({ resident }: { resident: Resident }) {
  const t = await getTranslations("desk.person");
  const steps = await getTranslations("desk.steps");
  const locale = await getLocale();
  const carried = Object.entries(resident.carried);
  return (
    <Section title={t("months")}>
      {carried.length > 0 && (
        <p className="pb-3">
          {carried.map(([scheme, fen]) => (
            <span key={scheme} className="block">
              {t("carriedOf", { scheme })} <Money fen={fen} />
            </span>
          ))}
        </p>
      )}
      <Table
        caption={t("months")}
        captionHidden
        dense
        rows={resident.months}
        rowKey={(row) => row.offsetId}
        empty={<EmptyState title={t("noneYet")} />}
        columns={[
          { key: "month", header: t("month"), heading: true, cell: (row) => <MonthText month={row.month} /> },
          {
            key: "subsidy",
            header: t("subsidy"),
            numeric: true,
            cell: (row) => <Money fen={row.subsidyFen} size="sm" />,
          },
          { key: "offset", header: t("offset"), numeric: true, cell: (row) => <Money fen={row.offsetFen} size="sm" /> },
          {
            key: "surplus",
            header: t("surplus"),
            numeric: true,
            cell: (row) => <Money fen={row.surplusFen} size="sm" />,
          },
          ...(resident.months.some((row) => row.carriedFen !== 0)
            ? [
                {
                  key: "carried",
                  header: t("carried"),
                  numeric: true,
                  cell: (row: Resident["months"][number]) => <Money fen={row.carriedFen} size="sm" always />,
                },
              ]
            : []),
          {
            key: "stage",
            header: t("stage"),
            cell: (row) => (
              <span className="inline-flex flex-wrap items-center justify-end gap-2 sm:justify-start">
                <StatusBadge kind="settlement" status={row.status} />
                {row.held && <Badge tone="amber">{steps("state.held")}</Badge>}
                {row.next && (
                  <span className="text-muted">
                    {steps("next", { step: steps(`title.${row.next.key}`) })}
                    {row.next.dueOn && ` · ${steps("by", { day: written(locale, { on: row.next.dueOn }).on })}`}
                  </span>
                )}
              </span>
            ),
          },
          {
            key: "explain",
            header: t("explain"),
            cell: (row) => (
              <TextLink look="row" href={`/officer/settlements/${row.settlementId}/${row.offsetId}`}>
                {t("explain")}
                <span className="sr-only"> {written(locale, { month: row.month }).month}</span>
              </TextLink>
            ),
          },
        ]}
      />
    </Section>
  );
}

async function Facts({ resident }: { resident: Resident }) {
  const t = await getTranslations("desk.person");
  const words = await getTranslations("words");
  const { profile } = resident;
  const yesNo = (value: boolean | null) => (value === null ? words("notTold") : value ? words("yes") : words("no"));
  const day = (on: string | null) => (on ? <Day on={on} look="numeric" /> : words("notTold"));
  return (
    <Section title={t("profile")}>
      <SummaryList
        items={[
          { label: t("idLast"), value: profile.residentId },
          { label: t("degree"), value: profile.degree ? words(`degrees.${profile.degree}`) : words("notTold") },
          {
            label: t("employer"),
            value: `${profile.employerName ?? words("notTold")}${profile.employerKind ? ` · ${words(`employerKinds.${profile.employerKind}`)}` : ""}`,
          },
          { label: t("graduated"), value: day(profile.graduatedOn) },
          { label: t("recruited"), value: day(profile.recruitedOn) },
          { label: t("firstInsured"), value: day(profile.firstInsuredOn) },
          {
            label: t("insured"),
            value:
              profile.insuredMonths === null ? words("notTold") : words("months", { count: profile.insuredMonths }),
          },
          { label: t("home"), value: yesNo(profile.ownsLocalHome) },
          { label: t("spouseHome"), value: yesNo(profile.spouseOwnsLocalHome) },
        ]}
      />
    </Section>
  );
}

async function Leases({ resident }: { resident: Resident }) {
  const t = await getTranslations("desk.person");
  const modes = await getTranslations("words.offsetModes");
  const locale = await getLocale();
  return (
    <Section title={t("lease")}>
      {resident.leases.map((lease) => (
        <SummaryList
          key={lease.id}
          title={lease.leaseNo}
          items={[
            { label: t("room"), value: `${nameIn(locale, lease.building)} ${lease.roomNo}` },
            { label: t("rent"), value: <Money fen={lease.rentFen} unit="month" /> },
            { label: t("registration"), value: lease.registrationNo ?? t("notRegistered") },
            {
              label: t("mode"),
              value: modes(
                lease.mode === "directOffset" && lease.authorisedAt !== null ? "directOffset" : "cashToPerson",
              ),
            },
            {
              label: t("since"),
              value: (
                <>
                  <Day on={lease.startsOn} look="numeric" />
                  {lease.endedOn && ` · ${t("ended", { day: written(locale, { on: lease.endedOn }).on })}`}
                </>
              ),
            },
          ]}
        />
      ))}
    </Section>
  );
}
