import { ArrowRight, CircleCheck } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { written } from "#i18n/written";
import { billedMonths, monthSummary } from "#lib/desk/figures";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { MonthFigures } from "./_parts/month-figures.tsx";
import { queueNow } from "./_parts/queue.ts";
import { QueueTable } from "./_parts/queue-table.tsx";

export default page("queue.view", async ({ actor }) => {
  const t = await getTranslations("desk.queue");
  const locale = await getLocale();
  const { mine, others } = await queueNow();
  const [latest] = await billedMonths(actor);
  const officer = actor.role === "officer";
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      {officer && (
        <Section title={t("mine")}>
          {mine.length === 0 ? (
            <EmptyState icon={<CircleCheck size={28} />} title={t("nothing")}>
              {t("nothingText")}
            </EmptyState>
          ) : (
            <QueueTable items={mine} caption={t("mine")} />
          )}
        </Section>
      )}
      {others.length > 0 && (
        <Section title={officer ? t("others") : t("othersAuditor")} lead={officer ? t("othersLead") : undefined}>
          <QueueTable items={others} caption={t("others")} />
        </Section>
      )}
      {latest && (
        <Section
          title={`${t("latest")} · ${written(locale, { month: latest }).month}`}
          actions={
            <ButtonLink href="/officer/months" tone="link" icon={<ArrowRight aria-hidden size={18} />}>
              {t("months")}
            </ButtonLink>
          }
        >
          <MonthFigures summary={await monthSummary(actor, latest)} />
        </Section>
      )}
    </>
  );
});
