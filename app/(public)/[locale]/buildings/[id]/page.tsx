import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { isLocale } from "#i18n/locales";
import { nameIn } from "#i18n/names";
import { publicBuilding, publicRoomTypes } from "#lib/inventory/public";
import { PageHeader } from "#ui/page-header";
import { FloorMap } from "../../_parts/floor-map.tsx";
import { localeIn, pageMetadata } from "../../_parts/page-metadata.ts";

type Props = { params: Promise<{ locale: string; id: string }> };

export const revalidate = 60;
export const generateStaticParams = () => [];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, id } = await params;
  const building = await publicBuilding(id);
  if (!building) return {};
  const t = await getTranslations({ locale: localeIn(locale), namespace: "public.building" });
  const { total, free } = building;
  return pageMetadata(locale, { title: nameIn(locale, building), description: t("lead", { total, free }) });
}

export default async function BuildingPage({ params }: Props) {
  const { locale, id } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const building = await publicBuilding(id);
  if (!building) notFound();
  const t = await getTranslations("public.building");
  const types = (await publicRoomTypes()).map((type) => ({
    id: type.id,
    name: nameIn(locale, type),
    areaM2: type.areaM2,
  }));
  const { total, free, floors } = building;
  return (
    <div className="page-width">
      <PageHeader
        look="public"
        title={nameIn(locale, building)}
        lead={t("lead", { total, free })}
        breadcrumbs={[{ label: t("plan"), href: "/" }]}
      />
      <FloorMap floors={floors} types={types} label={t("mapLabel", { name: nameIn(locale, building) })} />
      <p className="max-w-prose pt-6 text-muted text-sm">{t("note")}</p>
    </div>
  );
}
