import { getLocale, getTranslations } from "next-intl/server";
import type { ChoosingView, WindowView } from "#lib/choosing/queries";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SummaryList } from "#ui/summary-list";
import { textLinkClass } from "#ui/text-link";
import { LeftTable, windowText } from "../../../choosing-parts.tsx";

type Props = { view: ChoosingView; now: Date };

/** Whose turn it is, how many wait before one, and what is left by room type. */
export async function Progress({ view, now }: Props) {
  const t = await getTranslations("choosing.queue");
  const left = await getTranslations("choosing.left");
  const locale = await getLocale();
  const { queue, turn, ahead } = view;
  const waits = turn.status === "waiting" && now < turn.startsAt;
  return (
    <Section
      title={t("title")}
      lead={t("live")}
      actions={
        <a href={`/my/choosing/${view.round.id}`} className={textLinkClass({ look: "touch" })}>
          {t("reload")}
        </a>
      }
    >
      {queue.current ? (
        <InWindow title={t("current")} window={queue.current} mine={view.applicationId} />
      ) : (
        <p className="text-muted">{queue.waiting > 0 ? t("pause") : t("over")}</p>
      )}
      {queue.next && <InWindow title={t("next")} window={queue.next} mine={view.applicationId} />}
      <SummaryList
        items={[
          ...(waits ? [{ label: t("ahead"), value: t("aheadValue", { count: ahead }) }] : []),
          { label: t("yours"), value: <span className="tabular">{windowText(locale, turn)}</span> },
          { label: t("waiting"), value: t("waitingValue", { count: queue.waiting, of: queue.of }) },
        ]}
      />
      <h3 className="font-medium">{left("title")}</h3>
      <LeftTable left={view.left} locale={locale} />
    </Section>
  );
}

/** Receipt numbers only: who somebody is, is nobody else's business. */
async function InWindow({ title, window, mine }: { title: string; window: WindowView; mine: string }) {
  const t = await getTranslations("choosing.queue");
  const locale = await getLocale();
  return (
    <div className="grid gap-2">
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-4 font-medium">
        {title}
        <span className="tabular font-normal text-muted text-sm">{windowText(locale, window)}</span>
      </h3>
      <ul className="divide-y divide-line border-line border-y">
        {window.turns.map(({ applicationId, receiptNo, status }) => (
          <li key={applicationId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
            <span className="tabular">
              {receiptNo}
              {applicationId === mine && <strong className="ml-2 text-green-700">{t("you")}</strong>}
            </span>
            <StatusBadge kind="turn" status={status} />
          </li>
        ))}
      </ul>
    </div>
  );
}
