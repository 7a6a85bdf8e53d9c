import { ArrowRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { isLocale } from "#i18n/locales";
import { nameIn } from "#i18n/names";
import { publicComplex } from "#lib/inventory/public";
import { publicOpenRound } from "#lib/rounds/public";
import { ButtonLink } from "#ui/button";
import { DegreeSwitch } from "#ui/degree-switch";
import { EmptyState } from "#ui/empty-state";
import { Section } from "#ui/section";
import { SitePlan } from "#ui/site-plan";
import { DemoNotice } from "./_parts/demo-notice.tsx";
import { ComplexFigures } from "./_parts/home-figures.tsx";
import { HowItWorks } from "./_parts/home-steps.tsx";
import { NetRentByDegree } from "./_parts/net-rent.tsx";
import { schemesNow } from "./_parts/net-rents.ts";
import { localeIn, pageMetadata } from "./_parts/page-metadata.ts";
import { RoundCall } from "./_parts/round-call.tsx";

type Props = { params: Promise<{ locale: string }> };

export const revalidate = 60;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({ locale: localeIn(locale), namespace: "public.home" });
  const given = pageMetadata(locale, { title: t("metaTitle"), description: t("lead") });
  return { ...given, title: { absolute: t("metaTitle") } };
}

export default async function HomePage({ params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("public.home");
  const complex = await publicComplex();
  if (!complex) {
    return (
      <div className="page-width py-16">
        <h1 className="sr-only">{t("metaTitle")}</h1>
        <EmptyState title={t("noComplex")}>{t("noComplexText")}</EmptyState>
      </div>
    );
  }
  const round = await publicOpenRound(new Date());
  const at = await schemesNow();
  const single = complex.roomTypes.find(({ id }) => id === "single") ?? complex.roomTypes[0];
  const placed = complex.buildings.map((building) => {
    const { id, no, plan, free, total } = building;
    return { id, no, free, total, ...plan, name: t("planName", { no }), href: `/buildings/${id}` };
  });
  return (
    <>
      <section className="page-width grid items-end gap-x-16 gap-y-10 pt-10 pb-10 sm:pt-16 lg:grid-cols-[minmax(0,1fr)_minmax(0,25rem)]">
        <header className="grid gap-5">
          <p className="text-green-700">{locale === "en" ? complex.addressEn : complex.addressZh}</p>
          <h1 className="font-serif text-2xl sm:text-[3.25rem] sm:leading-tight">{nameIn(locale, complex)}</h1>
          <p className="max-w-prose text-lg text-muted">{t("lead")}</p>
          <div className="flex flex-wrap gap-3 pt-2">
            <ButtonLink href={round ? "/my" : "/rounds"} size="lg" icon={<ArrowRight aria-hidden size={18} />}>
              {round ? t("apply") : t("seeRounds")}
            </ButtonLink>
            <ButtonLink href="/rooms" tone="quiet" size="lg">
              {t("seeRooms")}
            </ButtonLink>
          </div>
        </header>
        {single && (
          <div className="grid gap-4 border-green-700 border-t-2 pt-5">
            <h2 className="font-serif text-lg">{t("netTitle", { type: nameIn(locale, single) })}</h2>
            <DegreeSwitch legendHidden />
            <NetRentByDegree at={at} rentFen={single.rentFen} stacked />
            <Link href="/subsidy" className="justify-self-start text-green-700 text-sm underline underline-offset-4">
              {t("netConditions")}
            </Link>
          </div>
        )}
      </section>
      <section className="page-width pb-4">
        <h2 className="sr-only">{t("planTitle")}</h2>
        <SitePlan buildings={placed} />
      </section>
      <section className="page-width grid gap-3 py-8">
        <h2 className="sr-only">{t("figuresTitle")}</h2>
        <ComplexFigures complex={complex} />
        <p className="text-muted text-sm">{t("figuresSource")}</p>
        <DemoNotice />
      </section>
      <RoundCall round={round} />
      <div className="page-width">
        <Section look="public" title={t("stepsTitle")} lead={t("stepsLead")}>
          <HowItWorks />
        </Section>
      </div>
    </>
  );
}
