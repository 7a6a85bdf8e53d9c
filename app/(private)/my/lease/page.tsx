import { FileSignature } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { nameIn } from "#i18n/names";
import type { Actor } from "#lib/actor";
import { myDeposit } from "#lib/billing/deposit-queries";
import { type LeaseView, myLease } from "#lib/leases/queries";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { StatusBadge } from "#ui/status-badge";
import { SummaryList } from "#ui/summary-list";
import { Done } from "../../done.tsx";
import { myPage } from "../my-page.ts";

export default myPage("lease.view", async ({ actor, search }) => {
  const lease = await myLease(actor);
  const t = await getTranslations("my.lease");
  const exchange = await getTranslations("exchange");
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        title={t("title")}
        status={lease && <StatusBadge kind="lease" status={lease.status} />}
        actions={
          lease && (
            <>
              <ButtonLink href="/my/bills" tone="quiet">
                {t("bills")}
              </ButtonLink>
              <ButtonLink href="/my/exchange" tone="quiet">
                {exchange("title")}
              </ButtonLink>
            </>
          )
        }
      />
      <Done texts="my" notice={search.notice} />
      {lease ? (
        <>
          <SummaryList items={await itemsOf(lease, actor)} />
          {lease.status !== "ended" && (
            <p className="pt-4">
              <ButtonLink href="/my/lease/support" tone="link">
                {t("support.change")}
              </ButtonLink>
            </p>
          )}
        </>
      ) : (
        <EmptyState title={t("none")} icon={<FileSignature aria-hidden size={32} />}>
          {t("noneText")}
        </EmptyState>
      )}
    </div>
  );
});

async function itemsOf(lease: LeaseView, actor: Actor): Promise<{ label: string; value: ReactNode }[]> {
  const t = await getTranslations("my.lease");
  const offer = await getTranslations("my.offer");
  const words = await getTranslations("words");
  const locale = await getLocale();
  const { unit, building, roomType, tenants } = lease;
  const whole = tenants.reduce((sum, tenant) => sum + tenant.weight, 0);
  const mine = tenants.find((tenant) => tenant.personId === actor.personId);
  const deposit = await myDeposit(actor, lease.id);
  const place = offer("place", { building: nameIn(locale, building), roomNo: unit.roomNo });
  const term = (
    <>
      <Day on={lease.startsOn} /> {t("datesText")} <Day on={lease.endsOn} />
    </>
  );
  return [
    { label: t("no"), value: <span className="tabular">{lease.leaseNo}</span> },
    { label: t("unit"), value: `${place} · ${offer("floor", { floor: unit.floor })}` },
    { label: t("type"), value: offer("typeText", { name: nameIn(locale, roomType), area: roomType.areaM2 }) },
    { label: t("dates"), value: term },
    ...(lease.endedOn ? [{ label: t("endedOn"), value: <Day on={lease.endedOn} /> }] : []),
    { label: t("rent"), value: <Money fen={lease.rentNowFen} unit="month" /> },
    { label: t("deposit"), value: <Deposit lease={lease} deposit={deposit} /> },
    ...(tenants.length > 1
      ? [
          {
            label: t("tenants"),
            value: tenants.map(({ name, weight }) => t("share", { name, part: weight, whole })).join(" "),
          },
        ]
      : []),
    {
      label: t("registration"),
      value: lease.registrationNo ? <span className="tabular">{lease.registrationNo}</span> : t("notRegistered"),
    },
    ...(lease.registeredOn ? [{ label: t("registeredOn"), value: <Day on={lease.registeredOn} /> }] : []),
    {
      label: t("checkedIn"),
      value: lease.checkedInAt ? <Instant at={lease.checkedInAt} /> : t("notCheckedIn"),
    },
    ...(mine
      ? [{ label: t("mode"), value: words(`offsetModes.${mine.authorisedAt ? mine.offsetMode : "cashToPerson"}`) }]
      : []),
    ...(mine?.authorisedAt ? [{ label: t("authorisedAt"), value: <Instant at={mine.authorisedAt} /> }] : []),
  ];
}

/** What was agreed, and what became of this person's part of it. */
async function Deposit({ lease, deposit }: { lease: LeaseView; deposit: Awaited<ReturnType<typeof myDeposit>> }) {
  const t = await getTranslations("charges.mine");
  const kinds = await getTranslations("charges.deposit.kinds");
  const { heldFen, returned } = deposit;
  return (
    <div className="grid gap-0.5">
      <Money fen={lease.depositFen} />
      {heldFen > 0 && (
        <p className="text-muted text-sm">
          {t("held")} <Money fen={heldFen} size="sm" />
        </p>
      )}
      {returned && (
        <p className="text-muted text-sm">
          {t("returned")} <Money fen={returned.returnedFen} size="sm" /> · <Instant at={returned.madeAt} look="short" />
        </p>
      )}
      {returned?.deductions.map((one) => (
        <p key={`${one.kind} ${one.amountFen} ${one.reason}`} className="text-muted text-sm">
          {kinds(one.kind)}：{one.reason} <Money fen={-one.amountFen} size="sm" />
        </p>
      ))}
    </div>
  );
}
