import { Download } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { categoryNameIn, nameIn } from "#i18n/names";
import { type WaitFilter, waitFilters, waitingOf } from "#lib/offers/queries";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { KeyFigures } from "#ui/key-figure";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { TabsNav } from "#ui/tabs-nav";
import { textLinkClass } from "#ui/text-link";
import { WaitEvents } from "./_parts/events.tsx";
import { Pick } from "./_parts/pick.tsx";
import { WaitTable } from "./_parts/table.tsx";

type Asked = { category: string; filter: WaitFilter; query: string };
const hrefOf = (roundId: string, { category, filter, query }: Asked, at = 1): string =>
  `/operator/rounds/${roundId}/waiting?${new URLSearchParams({
    category,
    ...(filter !== "live" && { filter }),
    ...(query && { query }),
    ...(at > 1 && { page: `${at}` }),
  })}`;

/** The waiting lists of a round, one kind of room at a time; what is looked at stands in the address. */
export default page<{ id: string }>("waiting.list", async ({ actor, params, search }) => {
  const t = await getTranslations("waiting.desk");
  const locale = await getLocale();
  const filter = waitFilters.find((one) => one === search.filter) ?? "live";
  const query = search.query ?? "";
  const given = { category: search.category, filter, query, page: Number(search.page) || 1 };
  const found = await waitingOf(actor, params.id, given);
  const { round, category, counts } = found;
  const asked = { category: category?.id ?? "", filter, query };
  return (
    <>
      <PageHeader
        look="desk"
        title={t("title")}
        lead={t("lead")}
        eyebrow={nameIn(locale, round)}
        breadcrumbs={[{ label: round.code, href: `/operator/rounds/${round.id}` }]}
      />
      {category === null ? (
        <EmptyState title={t("noCategories")} />
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <Pick
            action={`/operator/rounds/${round.id}/waiting`}
            options={found.categories.map((one) => ({
              value: one.id,
              label: t("option", { name: categoryNameIn(locale, one), count: one.waiting }),
            }))}
            asked={asked}
            clearHref={hrefOf(round.id, { ...asked, query: "" })}
          />
          <KeyFigures
            figures={[
              { label: t("figures.waiting"), value: String(category.waiting) },
              { label: t("figures.offered"), value: String(category.offered) },
              { label: t("figures.ended"), value: String(counts.ended) },
            ]}
          />
          {round.waitlistUntil && (
            <p className="text-muted">
              {t("until")} <Instant at={round.waitlistUntil} />
            </p>
          )}
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,1fr)_18rem]">
            <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
              <TabsNav
                label={t("tabs.label")}
                tabs={waitFilters.map((one) => ({
                  href: hrefOf(round.id, { ...asked, filter: one }),
                  label: t(`tabs.${one}`),
                  count: counts[one],
                  current: one === filter,
                }))}
              />
              <WaitTable rows={found.rows} searched={query !== ""} />
              <div className="flex flex-wrap items-center justify-between gap-3">
                <Pagination page={found.page} pages={found.pages} href={(to) => hrefOf(round.id, asked, to)} />
                {counts.all > 0 && <Export roundId={round.id} category={category.id} label={t("export")} />}
              </div>
            </div>
            <Section title={t("events")}>
              <WaitEvents events={found.events} />
            </Section>
          </div>
        </div>
      )}
    </>
  );
});

/** A plain link: the router must not fetch a file ahead as if it were a page. */
function Export({ roundId, category, label }: { roundId: string; category: string; label: string }) {
  return (
    <a
      href={`/operator/rounds/${roundId}/waiting/export?${new URLSearchParams({ category })}`}
      download
      className={textLinkClass({ look: "touch" })}
    >
      <Download aria-hidden size={18} />
      {label}
    </a>
  );
}
