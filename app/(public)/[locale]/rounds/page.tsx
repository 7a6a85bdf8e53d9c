import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { isLocale } from "#i18n/locales";
import { nameIn } from "#i18n/names";
import { publicRounds } from "#lib/rounds/public";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { PageHeader } from "#ui/page-header";
import { StatusBadge } from "#ui/status-badge";
import { localeIn, pageMetadata } from "../_parts/page-metadata.ts";

type Props = { params: Promise<{ locale: string }> };

export const revalidate = 60;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({ locale: localeIn(locale), namespace: "public.rounds" });
  return pageMetadata(locale, { title: t("title"), description: t("lead") });
}

export default async function RoundsPage({ params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("public.rounds");
  const rounds = await publicRounds();
  return (
    <div className="page-width">
      <PageHeader look="public" title={t("title")} lead={t("lead")} />
      {rounds.length === 0 && <EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
      <ul className="divide-y divide-line border-line border-y empty:hidden">
        {rounds.map((round) => (
          <li key={round.id} className="relative grid gap-x-8 gap-y-2 py-6 sm:grid-cols-[minmax(0,1fr)_auto]">
            <div className="grid gap-1">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <h2 className="font-serif text-lg">
                  <Link href={`/rounds/${round.code}`} className="after:absolute after:inset-0 hover:text-green-700">
                    {nameIn(locale, round)}
                  </Link>
                </h2>
                <StatusBadge kind="round" status={round.status} />
              </div>
              <p className="text-muted">
                {t("window")} <Instant at={round.opensAt} look="short" /> – <Instant at={round.closesAt} look="short" />
              </p>
            </div>
            <p className="tabular self-center text-muted sm:text-right">
              {t("counts", { units: round.placeCount, applications: round.applicationCount })}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
