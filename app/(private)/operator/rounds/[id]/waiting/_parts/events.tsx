import { getTranslations } from "next-intl/server";
import type { DeskWaitEvent } from "#lib/offers/queries";
import { Instant } from "#ui/instant";
import { Timeline } from "#ui/timeline";

/** What moved a list lately, the newest first. */
export async function WaitEvents({ events }: { events: readonly DeskWaitEvent[] }) {
  const t = await getTranslations("waiting.desk");
  if (events.length === 0) return <p className="text-muted">{t("noEvents")}</p>;
  return (
    <Timeline
      items={events.map(({ id, kind, at, position, receiptNo }) => ({
        id,
        title: t(`eventOf.${kind}`, { receiptNo: receiptNo ?? "–" }),
        at: <Instant at={at} look="short" />,
        body: position === null ? undefined : t("eventPosition", { position }),
        state: "done",
      }))}
    />
  );
}
