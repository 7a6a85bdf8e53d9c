import { useTranslations } from "next-intl";
import type { PublicRound } from "#lib/rounds/public";
import { Instant } from "#ui/instant";
import { Timeline, type TimelineItem } from "#ui/timeline";

const STEPS = [
  "announced",
  "opened",
  "closed",
  "rosterNotice",
  "frozen",
  "drawn",
  "resultsNotice",
  "offering",
  "finished",
] as const;

/** What has happened to a round and what is to come. */
export function RoundLife({ round }: { round: PublicRound }) {
  const t = useTranslations("public.round.life");
  const done = {
    announced: round.announcedAt,
    opened: round.openedAt,
    closed: round.closedAt,
    rosterNotice: round.rosterNoticeAt,
    frozen: round.frozenAt,
    drawn: round.drawnAt,
    resultsNotice: round.publishedAt,
    offering: round.offeringAt,
    finished: round.finishedAt,
  };
  const planned: Partial<Record<(typeof STEPS)[number], Date>> = { opened: round.opensAt, closed: round.closesAt };
  const until: Partial<Record<(typeof STEPS)[number], Date | null>> = {
    rosterNotice: round.rosterNoticeUntil,
    resultsNotice: round.resultsNoticeUntil,
  };
  const current = STEPS.findLast((step) => done[step] !== null);
  const items = STEPS.map((step): TimelineItem => {
    const moment = done[step] ?? planned[step];
    const end = until[step];
    const text = step === "offering" ? t(`offering.${round.mechanism}`) : t(`${step}.text`);
    return {
      id: step,
      title: t(`${step}.title`),
      body: end ? (
        <>
          {text} {t("until")} <Instant at={end} look="short" />
        </>
      ) : (
        text
      ),
      at: moment && <Instant at={moment} look="short" />,
      state: step === current && step !== "finished" ? "current" : done[step] ? "done" : "future",
    };
  });
  return <Timeline items={items} />;
}
