import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { nameIn } from "#i18n/names";
import type { PublicRoomType } from "#lib/inventory/public";
import { Badge } from "#ui/badge";
import { RoomTypePlan } from "#ui/room-type-plan";
import { NetRentByDegree, SharedRent } from "./net-rent.tsx";
import type { SchemesNow } from "./net-rents.ts";

/** A room type in the list: plan, facts, and its rent as the chosen degree pays it. */
export function RoomTypeRow({ type, at, locale }: { type: PublicRoomType; at: SchemesNow; locale: string }) {
  const t = useTranslations("public.rooms");
  const name = nameIn(locale, type);
  return (
    <li
      id={type.id}
      className="grid scroll-mt-24 gap-x-10 gap-y-5 py-8 sm:grid-cols-[10rem_minmax(0,1fr)] sm:py-10 lg:grid-cols-[13rem_minmax(0,1fr)_21rem]"
    >
      <div className="h-44 self-start sm:h-52">
        <RoomTypePlan type={type.id} name={name} />
      </div>
      <div className="grid content-start gap-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <h2 className="font-serif text-xl">{name}</h2>
          <Badge tone={type.free > 0 ? "green" : "grey"}>
            {type.free > 0 ? t("free", { count: type.free }) : t("full")}
          </Badge>
        </div>
        <p className="max-w-prose text-muted">{locale === "en" ? type.descriptionEn : type.descriptionZh}</p>
        <dl className="flex flex-wrap gap-x-8 gap-y-2">
          {(["area", "beds", "total"] as const).map((fact) => (
            <div key={fact} className="flex items-baseline gap-2">
              <dt className="text-muted text-sm">{t(`facts.${fact}`)}</dt>
              <dd className="tabular">
                {t(`facts.${fact}Value`, { value: { area: type.areaM2, beds: type.beds, total: type.total }[fact] })}
              </dd>
            </div>
          ))}
        </dl>
        <Link
          href={`/rooms/${type.id}`}
          className="inline-flex min-h-11 items-center gap-1.5 justify-self-start text-green-700 underline underline-offset-4"
        >
          {t("more", { name })}
          <ArrowRight aria-hidden size={16} />
        </Link>
      </div>
      <div className="grid content-start gap-2 sm:col-span-2 lg:col-span-1">
        <NetRentByDegree at={at} rentFen={type.rentFen} stacked />
        <SharedRent at={at} rentFen={type.rentFen} beds={type.beds} />
      </div>
    </li>
  );
}
