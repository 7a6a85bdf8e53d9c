import Link from "next/link";
import { useTranslations } from "next-intl";
import type { unitFor } from "#lib/inventory/queries";
import { Day } from "#ui/day";
import { StatusBadge } from "#ui/status-badge";

type Lease = Awaited<ReturnType<typeof unitFor>>["leases"][number];

/** The leases a unit has had, the latest first. */
export function UnitLeases({ leases }: { leases: readonly Lease[] }) {
  const t = useTranslations("operator.units");
  if (leases.length === 0) return <p className="text-muted">{t("noLeases")}</p>;
  return (
    <ul className="divide-y divide-line border-line border-y">
      {leases.map((lease) => (
        <li key={lease.id} className="grid gap-1 py-3">
          <p className="flex flex-wrap items-center gap-x-3">
            <Link
              href={`/operator/leases/${lease.id}`}
              className="font-medium text-green-700 underline underline-offset-4"
            >
              {lease.leaseNo}
            </Link>
            <StatusBadge kind="lease" status={lease.status} />
          </p>
          <p>{lease.tenants.map(({ name }) => name ?? "—").join(t("joined"))}</p>
          <p className="text-muted text-sm">
            <Day on={lease.startsOn} look="numeric" /> – <Day on={lease.endsOn} look="numeric" />
            {" · "}
            {lease.registrationNo ? t("registered", { no: lease.registrationNo }) : t("notRegistered")}
          </p>
        </li>
      ))}
    </ul>
  );
}
