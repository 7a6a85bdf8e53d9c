import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Money } from "#ui/money";
import { leavesRest, type NetRent, NetRentRest } from "#ui/net-rent-line";

/** One room type in a list: its name, rent − living part − rent part in small, and what is left to pay. */
export function NetRentRow({ name, about, net }: { name: string; about?: ReactNode; net: NetRent }) {
  const t = useTranslations("ui.netRent");
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 py-3">
      <p className="font-medium">
        {name} {about && <span className="whitespace-nowrap font-normal text-muted text-sm">{about}</span>}
      </p>
      <p>
        <span className="sr-only">{t("yours")} </span>
        <Money fen={net.yoursFen} size="lg" unit="month" />
      </p>
      <p className="col-span-full text-muted text-sm">
        {t("rent")} <Money fen={net.rentFen} size="sm" /> − {t("living")} <Money fen={net.livingFen} size="sm" /> −{" "}
        {t("rentPart")} <Money fen={net.rentPartFen} size="sm" />
      </p>
      {leavesRest(net) && (
        <div className="col-span-full">
          <NetRentRest net={net} />
        </div>
      )}
    </li>
  );
}
