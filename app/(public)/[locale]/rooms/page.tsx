import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { isLocale } from "#i18n/locales";
import { publicComplex } from "#lib/inventory/public";
import { DegreeSwitch } from "#ui/degree-switch";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { TextLink } from "#ui/text-link";
import { schemesNow } from "../_parts/net-rents.ts";
import { localeIn, pageMetadata } from "../_parts/page-metadata.ts";
import { RoomTypeRow } from "../_parts/room-type-row.tsx";

type Props = { params: Promise<{ locale: string }> };

export const revalidate = 60;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({ locale: localeIn(locale), namespace: "public.rooms" });
  return pageMetadata(locale, { title: t("title"), description: t("lead") });
}

export default async function RoomsPage({ params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("public.rooms");
  const complex = await publicComplex();
  const at = complex && (await schemesNow());
  return (
    <div className="page-width">
      <PageHeader look="public" title={t("title")} lead={t("lead")} />
      {complex && at ? (
        <>
          <div className="sticky top-0 z-10 -mx-2 border-line border-y bg-paper px-2 py-3">
            <DegreeSwitch />
          </div>
          <ul className="divide-y divide-line">
            {complex.roomTypes.map((type) => (
              <RoomTypeRow key={type.id} type={type} at={at} locale={locale} />
            ))}
          </ul>
          <div className="grid max-w-prose gap-2 border-line border-t py-8 text-muted text-sm">
            <p>
              {t("conditionsNote")} <TextLink href="/subsidy">{t("conditionsLink")}</TextLink>
            </p>
            <p>{t("freeMeans")}</p>
            <p>{t("settingNote")}</p>
          </div>
        </>
      ) : (
        <EmptyState title={t("none")} />
      )}
    </div>
  );
}
