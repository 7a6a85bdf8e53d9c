import { Search } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { isLocale } from "#i18n/locales";
import { nameIn } from "#i18n/names";
import { publicResults, publicRound } from "#lib/rounds/public";
import { ButtonLink, buttonClass } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { TextField } from "#ui/field";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { OwnOrders } from "../../../_parts/own-orders.tsx";
import { localeIn, pageMetadata } from "../../../_parts/page-metadata.ts";
import { ResultsTable } from "../../../_parts/results-table.tsx";

type Props = {
  params: Promise<{ locale: string; code: string }>;
  searchParams: Promise<{ q?: string | string[]; page?: string | string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, code } = await params;
  const round = await publicRound(code);
  if (!round) return {};
  const t = await getTranslations({ locale: localeIn(locale), namespace: "public.results" });
  return pageMetadata(locale, { title: t("title", { name: nameIn(locale, round) }), description: t("lead") });
}

/** The one public page that is made for each request: it looks things up, also without scripts. */
export default async function ResultsPage({ params, searchParams }: Props) {
  const { locale, code } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const [asked] = [await searchParams];
  const q = [asked.q ?? ""].flat()[0] ?? "";
  const results = await publicResults(code, { search: q, page: Number([asked.page ?? ""].flat()[0]) });
  if (!results) notFound();
  const t = await getTranslations("public.results");
  const name = nameIn(locale, results.round);
  const href = (page: number) => `/rounds/${code}/results?${new URLSearchParams({ q, page: String(page) })}`;
  return (
    <div className="page-width">
      <PageHeader
        look="public"
        title={t("title", { name })}
        lead={t("lead")}
        breadcrumbs={[
          { label: t("rounds"), href: "/rounds" },
          { label: name, href: `/rounds/${code}` },
        ]}
        actions={
          <ButtonLink href={`/api/v1/rounds/${code}/result`} tone="quiet" download={`${code}-result.json`}>
            {t("download")}
          </ButtonLink>
        }
      />
      <form action={`/rounds/${code}/results`} className="flex flex-wrap items-end gap-3 pb-6">
        <TextField name="q" type="search" label={t("searchLabel")} defaultValue={results.search} width="md" />
        <button type="submit" className={buttonClass({ tone: "quiet" })}>
          <Search aria-hidden size={18} />
          {t("search")}
        </button>
      </form>
      <p className="pb-3 text-muted text-sm">{t("found", { count: results.total })}</p>
      {results.rows.length > 0 ? (
        <ResultsTable results={results} locale={locale} />
      ) : (
        <EmptyState title={t("noneTitle")}>{t("noneText")}</EmptyState>
      )}
      <Pagination page={results.page} pages={results.pages} href={href} />
      <OwnOrders round={results.round} look="public" />
    </div>
  );
}
