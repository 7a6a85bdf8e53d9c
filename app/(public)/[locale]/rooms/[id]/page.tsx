import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { isLocale } from "#i18n/locales";
import { nameIn } from "#i18n/names";
import { publicComplex, publicRoomType } from "#lib/inventory/public";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { DegreeSwitch } from "#ui/degree-switch";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { RoomTypePlan } from "#ui/room-type-plan";
import { Section } from "#ui/section";
import { TextLink } from "#ui/text-link";
import { NetRentByDegree, SharedRent } from "../../_parts/net-rent.tsx";
import { schemesNow } from "../../_parts/net-rents.ts";
import { pageMetadata } from "../../_parts/page-metadata.ts";

type Props = { params: Promise<{ locale: string; id: string }> };

export const revalidate = 60;
export const generateStaticParams = () => [];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, id } = await params;
  const type = await publicRoomType(id);
  if (!type) return {};
  const description = locale === "en" ? type.descriptionEn : type.descriptionZh;
  return pageMetadata(locale, { title: nameIn(locale, type), description });
}

export default async function RoomTypePage({ params }: Props) {
  const { locale, id } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const [type, complex] = [await publicRoomType(id), await publicComplex()];
  if (!type || !complex) notFound();
  const t = await getTranslations("public.rooms");
  const at = await schemesNow();
  const name = nameIn(locale, type);
  return (
    <div className="page-width">
      <PageHeader
        look="public"
        title={name}
        lead={locale === "en" ? type.descriptionEn : type.descriptionZh}
        status={
          <Badge tone={type.free > 0 ? "green" : "grey"}>
            {type.free > 0 ? t("free", { count: type.free }) : t("full")}
          </Badge>
        }
        breadcrumbs={[{ label: t("title"), href: "/rooms" }]}
      />
      <div className="grid items-start gap-x-16 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="h-80 rounded-lg bg-sunken p-6 sm:h-120 sm:p-10">
          <RoomTypePlan type={type.id} name={name} />
        </div>
        <div className="grid gap-5">
          <h2 className="font-serif text-lg">{t("netTitle")}</h2>
          <DegreeSwitch legendHidden />
          <NetRentByDegree at={at} rentFen={type.rentFen} stacked />
          <SharedRent at={at} rentFen={type.rentFen} beds={type.beds} />
          <p className="text-muted text-sm">
            {t("conditionsNote")} <TextLink href="/subsidy">{t("conditionsLink")}</TextLink>
          </p>
          <ButtonLink href="/rounds">{t("toRounds")}</ButtonLink>
        </div>
      </div>
      <div className="pt-10">
        <KeyFigures
          figures={[
            { label: t("facts.area"), value: type.areaM2, unit: "m²" },
            { label: t("facts.beds"), value: type.beds },
            { label: t("facts.rent"), value: <Money fen={type.rentFen} size="lg" unit="month" /> },
            { label: t("facts.total"), value: type.total },
          ]}
        />
        <p className="pt-3 text-muted text-sm">{t("settingNote")}</p>
      </div>
      <Section look="public" title={t("whereTitle")} lead={t("freeMeans")}>
        <ul className="grid gap-x-10 border-line border-b sm:grid-cols-2 lg:grid-cols-3">
          {type.buildings.map((building) => (
            <li key={building.id} className="border-line border-t">
              <Link
                href={`/buildings/${building.id}`}
                className="group flex min-h-12 items-center justify-between gap-4 hover:text-green-700"
              >
                <span className="underline decoration-line-strong underline-offset-4 group-hover:decoration-green-700">
                  {nameIn(locale, building)}
                </span>
                <span className={building.free > 0 ? "tabular text-green-700" : "tabular text-muted"}>
                  {t("freeOf", { free: building.free, total: building.total })}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
