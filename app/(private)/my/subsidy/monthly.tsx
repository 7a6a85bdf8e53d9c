import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { MonthTimeline } from "#lib/subsidy/timeline";
import { Badge } from "#ui/badge";
import { EmptyState } from "#ui/empty-state";
import { Folded } from "#ui/folded";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Section } from "#ui/section";
import { By, MoneyTimeline } from "../../money-timeline.tsx";

/** Months that are shown at once. */
const SHOWN = 3;

/** Each month's support and where it is, the latest first; the steps are folded away. */
export function Monthly({ months }: { months: readonly MonthTimeline[] }) {
  const t = useTranslations("desk.steps");
  return (
    <Section id="months" title={t("monthly")} lead={t("monthlyLead")}>
      {months.length === 0 ? (
        <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
      ) : (
        <>
          <Months months={months.slice(0, SHOWN)} />
          {months.length > SHOWN && (
            <Folded title={t("earlier", { count: months.length - SHOWN })}>
              <Months months={months.slice(SHOWN)} />
            </Folded>
          )}
        </>
      )}
    </Section>
  );
}

const Months = ({ months }: { months: readonly MonthTimeline[] }) => (
  <ul className="divide-y divide-line border-line border-y">
    {months.map((month) => (
      <li key={month.offsetId}>
        <Month month={month} />
      </li>
    ))}
  </ul>
);

const tones = { waiting: "amber", done: "green", nothing: "grey", held: "amber" } as const;

function Month({ month }: { month: MonthTimeline }) {
  const t = useTranslations("desk.steps");
  const state = month.held ? "held" : month.steps.length === 0 ? "nothing" : month.next ? "waiting" : "done";
  return (
    <details className="group">
      <summary className="flex min-h-16 cursor-pointer items-center gap-3 py-3">
        <span className="grid min-w-0 grow gap-0.5">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
            <MonthText month={month.month} />
            <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
          </span>
          <span className="text-muted text-sm">
            {month.next ? (
              <>
                {t("next", { step: t(`title.${month.next.key}`) })}
                {month.next.dueOn && (
                  <>
                    {" · "}
                    <By day={month.next.dueOn} />
                  </>
                )}
              </>
            ) : month.steps.length === 0 ? (
              t("nothing")
            ) : (
              t("none")
            )}
          </span>
        </span>
        <Money fen={month.subsidyFen} size="lg" />
        <ChevronDown aria-hidden size={18} className="shrink-0 text-muted group-open:rotate-180" />
      </summary>
      <div className="grid gap-3 pt-2 pb-6">
        <MoneyTimeline timeline={month} />
        <Link
          href={`/my/bills/${month.billId}`}
          className="inline-flex min-h-11 items-center justify-self-start text-green-700 underline underline-offset-4"
        >
          {month.steps.length === 0 ? t("why") : t("bill")}
        </Link>
      </div>
    </details>
  );
}
