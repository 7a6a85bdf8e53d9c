import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { overviewFor } from "#lib/inventory/overview";
import { occupancyPercent } from "#lib/inventory/rules";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { TextLink } from "#ui/text-link";
import { FreeMatrix } from "./_parts/free-matrix.tsx";
import { MonthMoney } from "./_parts/month-money.tsx";
import { OccupancyPlan } from "./_parts/occupancy-plan.tsx";
import { RoundsNow } from "./_parts/round-now.tsx";
import { Arrivals, Deadlines } from "./_parts/today.tsx";

export default page("overview.view", async ({ actor }) => {
  const t = await getTranslations("operator.overview");
  const locale = await getLocale();
  const overview = await overviewFor(actor, { now: new Date() });
  const { total, occupied, free, buildings, roomTypes } = overview;
  if (total === 0) {
    return (
      <>
        <PageHeader look="desk" title={t("title")} />
        <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader look="desk" title={t("title")} />
      <div className="grid items-start gap-x-12 gap-y-6 xl:grid-cols-[20rem_minmax(0,1fr)]">
        <div className="grid gap-6">
          <div className="grid gap-1 border-green-700 border-t-2 pt-4">
            <p className="text-muted text-sm">{t("occupancy")}</p>
            <p className="tabular font-semibold text-[4.5rem] leading-none tracking-tight">
              {occupancyPercent(occupied, total)}
              <span className="ml-1 font-normal text-muted text-xl">%</span>
            </p>
            <p className="tabular pt-1 text-muted">{t("occupiedOf", { occupied, total })}</p>
            <TextLink href="/operator/units?status=free">{t("freeNow", { free })}</TextLink>
          </div>
          <RoundsNow rounds={overview.rounds} locale={locale} />
          <div>
            <Section title={t("deadlines.title")} lead={t("deadlines.lead", { count: overview.deadlines.count })}>
              <Deadlines deadlines={overview.deadlines} locale={locale} />
            </Section>
            <Section title={t("arrivals.title")} lead={t("arrivals.lead", { count: overview.arrivals.count })}>
              <Arrivals arrivals={overview.arrivals} locale={locale} />
            </Section>
          </div>
        </div>
        <OccupancyPlan
          buildings={buildings.map(({ nameZh, nameEn, ...building }) => ({
            ...building,
            name: nameIn(locale, { nameZh, nameEn }),
          }))}
        />
      </div>
      <MonthMoney month={overview.month} />
      <Section title={t("matrix.title")} lead={t("matrix.lead")}>
        <FreeMatrix buildings={buildings} roomTypes={roomTypes} total={free} locale={locale} />
      </Section>
    </>
  );
});
