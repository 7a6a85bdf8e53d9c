import { useTranslations } from "next-intl";
import type { PublicRound } from "#lib/rounds/public";
import { Instant } from "#ui/instant";
import { Timeline, type TimelineItem } from "#ui/timeline";

const STEPS = ["opened", "closed", "frozen", "drawn", "published", "finished"] as const;

/** What has happened to a round and what is to come. */
export function RoundLife({ round }: { round: PublicRound }) {
  const t = useTranslations("public.round.life");
  const at = {
    opened: round.openedAt ?? round.opensAt,
    closed: round.closedAt ?? round.closesAt,
    frozen: round.frozenAt,
    drawn: round.drawnAt,
    published: round.publishedAt,
    finished: round.finishedAt,
  };
  const done = {
    opened: round.openedAt !== null,
    closed: round.closedAt !== null,
    frozen: round.frozenAt !== null,
    drawn: round.drawnAt !== null,
    published: round.publishedAt !== null,
    finished: round.finishedAt !== null,
  };
  const current = STEPS.findLast((step) => done[step]);
  const items = STEPS.map((step): TimelineItem => {
    const moment = at[step];
    return {
      id: step,
      title: t(`${step}.title`),
      body: t(`${step}.text`),
      at: moment && <Instant at={moment} look="short" />,
      state: step === current && step !== "finished" ? "current" : done[step] ? "done" : "future",
    };
  });
  return <Timeline items={items} />;
}
