import { getLocale, getTranslations } from "next-intl/server";
import type { ApplicationView } from "#lib/applications/queries";
import { type RoundStatus, roundStatuses } from "#lib/rounds/rules";
import { Instant } from "#ui/instant";
import type { TimelineItem } from "#ui/timeline";
import { instantText } from "../../texts.ts";

type Step = Pick<TimelineItem, "id" | "title" | "body" | "tone"> & { at: Date | null; done: boolean };

/** An application's way from sending to its result; the first step that has not happened is the current one. */
export async function timelineOf(application: ApplicationView): Promise<TimelineItem[]> {
  const steps = await stepsOf(application);
  const current = steps.findIndex((step) => !step.done);
  return steps.map(({ at, done, ...step }, index) => ({
    ...step,
    at: at ? <Instant at={at} look="short" /> : undefined,
    state: done ? "done" : index === current ? "current" : "future",
  }));
}

async function stepsOf(application: ApplicationView): Promise<Step[]> {
  const t = await getTranslations("my.application.timeline");
  const { round, place, submittedAt, withdrawnAt, progress } = application;
  const sent = { id: "sent", title: t("sent"), at: submittedAt, done: true };
  if (progress === "withdrawn") {
    return [sent, { id: "withdrawn", title: t("withdrawn"), at: withdrawnAt, done: true, tone: "grey" }];
  }
  if (progress === "excluded") {
    return [sent, { id: "excluded", title: t("excluded"), at: application.updatedAt, done: true, tone: "red" }];
  }
  const isPast = (status: RoundStatus) => roundStatuses.indexOf(round.status) > roundStatuses.indexOf(status);
  return [
    sent,
    { id: "closes", title: t("closes"), at: round.closedAt ?? round.closesAt, done: isPast("open") },
    { id: "notice", title: t("notice"), at: round.rosterNoticeAt, done: isPast("closed") },
    { id: "frozen", title: t("frozen"), at: round.frozenAt, done: round.frozenAt !== null },
    { id: "drawn", title: t("drawn"), at: round.drawnAt, done: round.drawnAt !== null },
    {
      id: "published",
      title: t("published"),
      at: round.publishedAt,
      done: round.publishedAt !== null,
      body: place ? t("placed", place) : undefined,
    },
    ...(round.publishedAt && round.mechanism === "choice" ? [await resultOf(application)] : []),
  ];
}

async function resultOf({ offer, progress, round }: ApplicationView): Promise<Step> {
  const t = await getTranslations("my.application.timeline");
  const locale = await getLocale();
  if (!offer) {
    // Until offers are made whoever got nothing is still to come onto the waiting lists.
    const over = progress === "unplaced" && round.status !== "resultsNotice";
    return {
      id: "result",
      title: t(progress === "placed" ? "toBeOffered" : over ? "unplaced" : "waiting"),
      at: null,
      done: over,
      tone: over ? "grey" : "amber",
    };
  }
  if (offer.status === "open") {
    const body = t("offeredOpen", { date: instantText(locale, offer.expiresAt) });
    return { id: "result", title: t("offered"), at: offer.offeredAt, done: false, body, tone: "amber" };
  }
  const title = offer.status === "withdrawn" ? t("withdrawnOffer") : t(offer.status);
  return {
    id: "result",
    title,
    at: offer.offeredAt,
    done: true,
    tone: offer.status === "accepted" ? undefined : "grey",
  };
}
