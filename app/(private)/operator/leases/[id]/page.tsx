import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import type { Actor } from "#lib/actor";
import { mayEver } from "#lib/authorize";
import { type LeaseView, leaseFor } from "#lib/leases/queries";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { Stepper } from "#ui/stepper";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { UnitStatusBadge } from "#ui/unit-status-badge";
import { Done } from "../../../done.tsx";
import { BilledBeyond } from "./billed-beyond.tsx";
import { CheckIn, Registration } from "./forms.tsx";

export default page<{ id: string }>("lease.view", async ({ actor, params, search }) => {
  const t = await getTranslations("operator.leases");
  const lease = await leaseFor(actor, params.id);
  const mayRegister = mayEver(actor, "lease.register") && lease.status !== "ended";
  const correcting = search.step === "correct";
  const waiting = mayRegister && lease.status === "signed";
  const done = lease.status !== "signed" ? 3 : lease.registrationNo ? 2 : 1;
  return (
    <>
      <PageHeader
        look="desk"
        title={lease.leaseNo}
        eyebrow={t("room", { building: lease.building.no, roomNo: lease.unit.roomNo })}
        status={<StatusBadge kind="lease" status={lease.status} />}
        breadcrumbs={[{ label: t("title"), href: "/operator/leases" }]}
      />
      <Done texts="operator.leases" notice={search.notice} />
      <BilledBeyond actor={actor} lease={lease} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <div className="max-w-form">
          <Stepper
            label={t("detail.steps")}
            steps={[{ label: t("detail.signed") }, { label: t("detail.register") }, { label: t("detail.checkIn") }]}
            current={done}
          />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
          <div className="grid grid-cols-[minmax(0,1fr)]">
            {waiting && <ToDo lease={lease} correcting={correcting} />}
            {!waiting && <Facts lease={lease} />}
            <Ways lease={lease} actor={actor} />
            {!waiting && mayRegister && <Registration lease={lease} correcting={correcting} />}
          </div>
          <div className="grid grid-cols-[minmax(0,1fr)]">
            {waiting && <Facts lease={lease} />}
            <Tenants lease={lease} />
          </div>
        </div>
      </div>
    </>
  );
});

/** What else is done with a lease: its rent, its meters, its deposit, its end. */
async function Ways({ lease, actor }: { lease: LeaseView; actor: Actor }) {
  const t = await getTranslations("charges.ways");
  const readings = await getTranslations("charges.readings");
  const left = await getTranslations("waiting.checkOut");
  const here = `/operator/leases/${lease.id}`;
  const moved = lease.status !== "signed";
  return (
    <nav aria-label={t("label")} className="flex flex-wrap gap-3 py-3">
      {lease.status === "ended" && <ButtonLink href={`${here}/deposit`}>{t("deposit")}</ButtonLink>}
      {lease.status === "active" && mayEver(actor, "lease.checkOut") && (
        <ButtonLink href={`${here}/check-out`} tone="quiet">
          {left("open")}
        </ButtonLink>
      )}
      {moved && mayEver(actor, "reading.record") && (
        <ButtonLink href={`${here}/readings`} tone="quiet">
          {readings(lease.status === "ended" ? "leaving" : "entering")}
        </ButtonLink>
      )}
      <ButtonLink href={`${here}/rent`} tone="quiet">
        {t("rent")}
      </ButtonLink>
      {lease.status === "active" && (
        <ButtonLink href={`${here}/deposit`} tone="quiet">
          {t("depositHeld")}
        </ButtonLink>
      )}
    </nav>
  );
}

/** What a signed lease waits for, the next thing first. */
function ToDo({ lease, correcting }: { lease: LeaseView; correcting: boolean }) {
  const now = new Date();
  return (
    <>
      {lease.registrationNo && <CheckIn lease={lease} now={now} />}
      <Registration lease={lease} correcting={correcting} />
      {!lease.registrationNo && <CheckIn lease={lease} now={now} />}
    </>
  );
}

async function Facts({ lease }: { lease: LeaseView }) {
  const t = await getTranslations("operator.leases");
  const detail = await getTranslations("operator.leases.detail");
  const left = await getTranslations("waiting.checkOut");
  const locale = await getLocale();
  return (
    <Section title={detail("facts")}>
      <SummaryList
        items={[
          {
            label: t("unit"),
            value: (
              <TextLink href={`/operator/units/${lease.unit.id}`}>
                {t("room", { building: lease.building.no, roomNo: lease.unit.roomNo })}
              </TextLink>
            ),
          },
          { label: t("type"), value: nameIn(locale, lease.roomType) },
          { label: detail("unitStatus"), value: <UnitStatusBadge status={lease.unit.status} /> },
          {
            label: t("term"),
            value: (
              <>
                <Day on={lease.startsOn} /> – <Day on={lease.endsOn} />
              </>
            ),
          },
          { label: t("rent"), value: <Money fen={lease.rentNowFen} unit="month" /> },
          { label: detail("deposit"), value: <Money fen={lease.depositFen} /> },
          { label: detail("signedAt"), value: <Instant at={lease.signedAt} /> },
          { label: detail("registrationNo"), value: lease.registrationNo ?? t("notRegistered") },
          { label: detail("registeredOn"), value: lease.registeredOn ? <Day on={lease.registeredOn} /> : "–" },
          { label: detail("checkedInAt"), value: lease.checkedInAt ? <Instant at={lease.checkedInAt} /> : "–" },
          ...(lease.endedOn ? [{ label: left("endedOn"), value: <Day on={lease.endedOn} /> }] : []),
          ...(lease.checkedOutAt ? [{ label: left("checkedOutAt"), value: <Instant at={lease.checkedOutAt} /> }] : []),
        ]}
      />
    </Section>
  );
}

async function Tenants({ lease }: { lease: LeaseView }) {
  const t = await getTranslations("operator.leases.detail");
  const words = await getTranslations("words");
  const all = lease.tenants.reduce((sum, tenant) => sum + tenant.weight, 0);
  return (
    <Section title={t("tenantsTitle")}>
      <Table
        dense
        caption={t("tenantsTitle")}
        captionHidden
        rows={lease.tenants}
        rowKey={(tenant) => tenant.personId}
        columns={[
          { key: "name", header: t("name"), heading: true, cell: (tenant) => tenant.name },
          {
            key: "degree",
            header: t("degree"),
            cell: (tenant) => (tenant.degree ? words(`degrees.${tenant.degree}`) : "–"),
          },
          { key: "share", header: t("share"), numeric: true, cell: (tenant) => `${tenant.weight}/${all}` },
          { key: "offset", header: t("offset"), cell: (tenant) => words(`offsetModes.${tenant.offsetMode}`) },
        ]}
      />
    </Section>
  );
}
