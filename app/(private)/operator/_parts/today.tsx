import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Overview } from "#lib/inventory/overview";
import { Day } from "#ui/day";
import { Instant } from "#ui/instant";

type Place = { roomNo: string; buildingZh: string; buildingEn: string };
const placeIn = (locale: string, { roomNo, buildingZh, buildingEn }: Place) =>
  `${locale === "en" ? buildingEn : buildingZh} ${roomNo}`;

function Lines({ empty, children }: { empty: string; children: ReactNode[] }) {
  if (children.length === 0) return <p className="border-line border-y py-3 text-muted">{empty}</p>;
  return <ul className="divide-y divide-line border-line border-y">{children}</ul>;
}

function Line({ href, title, note, at }: { href: string; title: string; note: string; at: ReactNode }) {
  return (
    <li className="relative flex min-h-11 flex-wrap items-center justify-between gap-x-4 py-2 hover:bg-sunken">
      <Link href={href} className="font-medium underline-offset-4 after:absolute after:inset-0 hover:underline">
        {title}
      </Link>
      <span className="tabular text-muted text-sm">{note}</span>
      <span className="text-sm">{at}</span>
    </li>
  );
}

/** Leases signed, whose tenants move in soon. */
export function Arrivals({ arrivals, locale }: { arrivals: Overview["arrivals"]; locale: string }) {
  const t = useTranslations("operator.overview.arrivals");
  return (
    <Lines empty={t("none")}>
      {arrivals.rows.map((row) => (
        <Line
          key={row.leaseId}
          href={`/operator/leases/${row.leaseId}`}
          title={placeIn(locale, row)}
          note={row.leaseNo}
          at={<Day on={row.startsOn} look="short" />}
        />
      ))}
    </Lines>
  );
}

/** Offers that run out soon. */
export function Deadlines({ deadlines, locale }: { deadlines: Overview["deadlines"]; locale: string }) {
  const t = useTranslations("operator.overview.deadlines");
  return (
    <Lines empty={t("none")}>
      {deadlines.rows.map((row) => (
        <Line
          key={row.offerId}
          href={`/operator/units/${row.unitId}`}
          title={placeIn(locale, row)}
          note={row.receiptNo}
          at={<Instant at={row.expiresAt} look="short" />}
        />
      ))}
    </Lines>
  );
}
