import { useLocale, useTranslations } from "next-intl";
import { written } from "#i18n/written";
import type { MonthTimeline } from "#lib/subsidy/timeline";
import { Day } from "#ui/day";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { Timeline, type TimelineItem } from "#ui/timeline";

/** One month's money: what happened and when, why something came back or was corrected, and until when the next step is. */
export function MoneyTimeline({ timeline }: { timeline: MonthTimeline }) {
  const t = useTranslations("desk.steps");
  const items = timeline.steps.map(
    (step): TimelineItem => ({
      id: step.id,
      title: t(`title.${step.key}`),
      at: step.at ? <Instant at={step.at} look="short" /> : step.on ? <Day on={step.on} look="short" /> : undefined,
      state: step.state,
      tone: step.key === "returned" ? "red" : step.key === "corrected" ? "amber" : undefined,
      body: (
        <>
          {step.amountFen !== null && (
            <>
              <Money fen={step.amountFen} size="sm" always={step.key === "corrected"} />{" "}
            </>
          )}
          {t(`body.${step.key}`)}
          {step.reason && <span className="block">{t("reason", { reason: step.reason })}</span>}
          {step.state === "current" && timeline.next?.dueOn && (
            <span className="block text-ink">
              <By day={timeline.next.dueOn} />
            </span>
          )}
        </>
      ),
    }),
  );
  return (
    <>
      {timeline.held && (
        <p className="pb-3 font-medium text-amber-700">{t("held", { reason: timeline.held.reason })}</p>
      )}
      <Timeline items={items} />
    </>
  );
}

export function By({ day }: { day: string }) {
  const t = useTranslations("desk.steps");
  return t("by", { day: `${written(useLocale(), { on: day }).on}` });
}
