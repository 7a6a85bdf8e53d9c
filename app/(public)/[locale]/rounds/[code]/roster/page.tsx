import { Search } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { isLocale } from "#i18n/locales";
import { nameIn } from "#i18n/names";
import { publicRound } from "#lib/rounds/public";
import { type NoticedApplicant, publicRoster } from "#lib/rounds/public-roster";
import { ButtonLink, buttonClass } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { TextField } from "#ui/field";
import { Instant } from "#ui/instant";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Table } from "#ui/table";
import { OwnOrders } from "../../../_parts/own-orders.tsx";
import { localeIn, pageMetadata } from "../../../_parts/page-metadata.ts";

type Props = {
  params: Promise<{ locale: string; code: string }>;
  searchParams: Promise<{ q?: string | string[]; page?: string | string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, code } = await params;
  const round = await publicRound(code);
  if (!round) return {};
  const t = await getTranslations({ locale: localeIn(locale), namespace: "public.roster" });
  // A notice that ends is not for search engines to keep.
  return { ...pageMetadata(locale, { title: t("title"), description: t("lead") }), robots: { index: false } };
}

/** The roster on public notice: there while it runs, then gone. */
export default async function RosterPage({ params, searchParams }: Props) {
  const { locale, code } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const asked = await searchParams;
  const q = [asked.q ?? ""].flat()[0] ?? "";
  const roster = await publicRoster(code, { search: q, page: Number([asked.page ?? ""].flat()[0]) });
  if (!roster) notFound();
  const t = await getTranslations("public.roster");
  const words = await getTranslations("words");
  const { round } = roster;
  const name = nameIn(locale, round);
  const href = (page: number) => `/rounds/${code}/roster?${new URLSearchParams({ q, page: String(page) })}`;
  const degree = ({ degree, skill }: NoticedApplicant) =>
    [degree && words(`degrees.${degree as "doctor"}`), skill && words(`skills.${skill as "technician"}`)]
      .filter(Boolean)
      .join(" · ") || "–";
  return (
    <div className="page-width">
      <PageHeader
        look="public"
        title={t("title")}
        lead={
          <>
            {t("lead")}{" "}
            {round.rosterNoticeUntil && (
              <>
                {t("until")} <Instant at={round.rosterNoticeUntil} />
              </>
            )}
          </>
        }
        breadcrumbs={[
          { label: t("rounds"), href: "/rounds" },
          { label: name, href: `/rounds/${code}` },
        ]}
        actions={
          <ButtonLink href={`/my/rounds/${round.id}/objection`} tone="quiet">
            {t("object")}
          </ButtonLink>
        }
      />
      <OwnOrders round={round} />
      <form action={`/rounds/${code}/roster`} className="flex flex-wrap items-end gap-3 pb-6">
        <TextField name="q" type="search" label={t("searchLabel")} defaultValue={roster.search} width="md" />
        <button type="submit" className={buttonClass({ tone: "quiet" })}>
          <Search aria-hidden size={18} />
          {t("search")}
        </button>
      </form>
      <p className="pb-3 text-muted text-sm">{t("found", { count: roster.total })}</p>
      {roster.rows.length === 0 ? (
        <EmptyState title={t("none")} />
      ) : (
        <Table
          caption={t("title")}
          captionHidden
          rows={roster.rows}
          rowKey={(row) => row.receiptNo}
          columns={[
            { key: "receiptNo", header: t("receiptNo"), heading: true, cell: (row) => row.receiptNo },
            { key: "name", header: t("name"), cell: (row) => row.name },
            { key: "idEnd", header: t("idEnd"), cell: (row) => row.idEnd },
            { key: "degree", header: t("degree"), cell: degree },
            { key: "employer", header: t("employer"), wideOnly: true, cell: (row) => row.employerName ?? "–" },
            { key: "group", header: t("group"), numeric: true, wideOnly: true, cell: (row) => row.group },
            ...(round.terms.points.length > 0
              ? [
                  {
                    key: "points",
                    header: t("points"),
                    numeric: true,
                    cell: (row: NoticedApplicant) => row.points ?? "–",
                  },
                ]
              : []),
          ]}
        />
      )}
      <Pagination page={roster.page} pages={roster.pages} href={href} />
    </div>
  );
}
