import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { isLocale } from "#i18n/locales";
import { nameIn } from "#i18n/names";
import { publicResults, publicRound } from "#lib/rounds/public";
import { ButtonLink } from "#ui/button";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { ExchangeMoves } from "../../_parts/exchange-moves.tsx";
import { OwnOrders } from "../../_parts/own-orders.tsx";
import { localeIn, pageMetadata } from "../../_parts/page-metadata.ts";
import { ResultsTable } from "../../_parts/results-table.tsx";
import { RoundLife } from "../../_parts/round-life.tsx";
import { PublishedAfter, PublishedBefore } from "../../_parts/round-proof.tsx";
import { RoundCategories, RoundRules } from "../../_parts/round-terms.tsx";
import { VerifySection } from "../../_parts/verify-section.tsx";

type Props = { params: Promise<{ locale: string; code: string }> };

export const revalidate = 60;
export const generateStaticParams = () => [];

const FIRST_RESULTS = 10;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, code } = await params;
  const round = await publicRound(code);
  if (!round) return {};
  const t = await getTranslations({ locale: localeIn(locale), namespace: "public.round" });
  return pageMetadata(locale, { title: nameIn(locale, round), description: t("description") });
}

export default async function RoundPage({ params }: Props) {
  const { locale, code } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const round = await publicRound(code);
  if (!round) notFound();
  const t = await getTranslations("public.round");
  const results = await publicResults(code, { perPage: FIRST_RESULTS });
  return (
    <div className="page-width">
      <PageHeader
        look="public"
        title={nameIn(locale, round)}
        status={<StatusBadge kind="round" status={round.status} />}
        lead={t("lead", { units: round.placeCount, applications: round.applicationCount })}
        breadcrumbs={[{ label: t("all"), href: "/rounds" }]}
        actions={round.status === "open" && <ButtonLink href="/my">{t("apply")}</ButtonLink>}
      />
      <div className="grid items-start gap-x-16 lg:grid-cols-2">
        <Section look="public" title={t("lifeTitle")}>
          <RoundLife round={round} />
          <NoticeLinks round={round} />
        </Section>
        <Section look="public" title={t("rulesTitle")} lead={t("rulesLead")}>
          <RoundRules round={round} />
        </Section>
      </div>
      {round.categories.length > 0 && (
        <Section look="public" title={t("unitsTitle")} lead={t("unitsLead")}>
          <RoundCategories round={round} />
        </Section>
      )}
      <OwnOrders round={round} look="public" />
      <ExchangeMoves code={code} mechanism={round.mechanism} />
      {results && (
        <Section
          look="public"
          title={t("resultsTitle")}
          lead={t("resultsLead", { count: results.total })}
          actions={
            <ButtonLink href={`/rounds/${code}/results`} tone="quiet">
              {t("allResults")}
            </ButtonLink>
          }
        >
          <ResultsTable results={results} locale={locale} />
        </Section>
      )}
      <Section look="public" title={t("beforeTitle")} lead={t("beforeLead")}>
        <PublishedBefore round={round} />
      </Section>
      <Section look="public" title={t("afterTitle")} lead={round.runs.length > 0 ? t("afterLead") : t("afterNone")}>
        <PublishedAfter round={round} />
      </Section>
      <VerifySection code={code} published={publishedOf(round)} drawn={round.runs.length > 0} />
    </div>
  );
}

type Round = NonNullable<Awaited<ReturnType<typeof publicRound>>>;

/** What was published before the draw; null until the roster is frozen. */
const publishedOf = ({ commitment, chainLength, rosterHash, rosterCount, unitsHash, termsHash }: Round) =>
  rosterHash === null
    ? null
    : { commitment, chainLength, rosterHash, rosterCount: rosterCount ?? 0, unitsHash, termsHash };

/** While a notice runs: the list it is about, and where to object. */
async function NoticeLinks({ round }: { round: Round }) {
  const t = await getTranslations("public.round");
  if (round.status !== "rosterNotice" && round.status !== "resultsNotice") return null;
  return (
    <p className="flex flex-wrap gap-3">
      {round.status === "rosterNotice" && (
        <ButtonLink href={`/rounds/${round.code}/roster`} tone="quiet">
          {t("seeRoster")}
        </ButtonLink>
      )}
      <ButtonLink href={`/my/rounds/${round.id}/objection`} tone="quiet">
        {t("object")}
      </ButtonLink>
    </p>
  );
}
