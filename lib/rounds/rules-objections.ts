import { type Decision, grant, refuse, refuseFields } from "../errors.ts";
import type { RoundStatus } from "./rules.ts";

export type ObjectionStage = "roster" | "results";
export type ObjectionStatus = "open" | "upheld" | "rejected";

type Notices = {
  status: RoundStatus;
  rosterNoticeAt: Date | null;
  rosterNoticeUntil: Date | null;
  publishedAt: Date | null;
  resultsNoticeUntil: Date | null;
};

/** The notice that is out, null when none is. */
export function noticeOf(round: Notices): { stage: ObjectionStage; from: Date | null; until: Date | null } | null {
  if (round.status === "rosterNotice")
    return { stage: "roster", from: round.rosterNoticeAt, until: round.rosterNoticeUntil };
  if (round.status === "resultsNotice")
    return { stage: "results", from: round.publishedAt, until: round.resultsNoticeUntil };
  return null;
}

/**
 * Whether an objection can be raised now, and to what: while a notice runs. Where no days were announced for it, until the
 * round goes on.
 */
export function canObject(round: Notices, now: Date): Decision<{ stage: ObjectionStage; until: Date | null }> {
  const notice = noticeOf(round);
  if (!notice) return refuse("objection-no-notice");
  const { stage, from, until } = notice;
  const noDays = from !== null && until !== null && until <= from;
  if (until !== null && !noDays && now >= until) return refuse("objection-too-late", { until: until.toISOString() });
  return grant({ stage, until: noDays ? null : until });
}

export const LONGEST_STATEMENT = 2000;

/** An answer says what follows and why; it is given once. */
export function decideAnswer(objection: { status: ObjectionStatus }, answer: string): Decision<{ answer: string }> {
  if (objection.status !== "open") return refuse("objection-answered");
  const text = answer.trim();
  return text === ""
    ? refuseFields([{ field: "answer", reason: "objection-answer-missing" }])
    : grant({ answer: text });
}
