import { checkRandomness, outcomeBits, type RandomnessSource } from "../allocation/randomness.ts";
import { addDays, dayAt, instantOn } from "../days.ts";
import { type Decision, grant, type Refusal, refuse } from "../errors.ts";

/**
 * The life of a round. `rosterNotice` and `resultsNotice` are the public notices (公示) in which objections are heard;
 * `offering` is what the result is for: offers, live choosing, or the day of the exchange.
 */
export const roundStatuses = [
  "draft",
  "announced",
  "open",
  "closed",
  "rosterNotice",
  "frozen",
  "drawn",
  "resultsNotice",
  "offering",
  "finished",
] as const;
export type RoundStatus = (typeof roundStatuses)[number];
export const roundMechanisms = ["choice", "live", "exchange"] as const;
export type RoundMechanism = (typeof roundMechanisms)[number];
export const roundSteps = [
  "announce",
  "open",
  "close",
  "noticeRoster",
  "freeze",
  "draw",
  "publish",
  "offer",
  "finish",
] as const;
export type RoundStep = (typeof roundSteps)[number] | "reopenRoster";

export type Round = {
  status: RoundStatus;
  mechanism: RoundMechanism;
  opensAt: Date;
  closesAt: Date;
  /** hex of the last link of the draw's hash chain */
  commitment: string | null;
  sources: readonly RandomnessSource[];
  /** what happens if a source fails, published with the sources */
  fallback: string | null;
  /** until when objections are heard, once the notice is out */
  rosterNoticeUntil: Date | null;
  resultsNoticeUntil: Date | null;
};

/** What a step needs to know beyond the round itself. */
export type StepFacts = {
  /** announce: places offered */
  placeCount?: number;
  /** close before `closesAt`, draw again, take up the roster again: why */
  reason?: string | null;
  /** draw: the canonical randomness, and whether there was a draw before */
  randomness?: string | null;
  drawnBefore?: boolean;
  /** freeze and offer: objections without an answer */
  openObjections?: number;
  /** freeze: applications on the roster */
  rosterCount?: number;
  /** finish: what is still to be done, offers open, turns to come or leases to move */
  unfinished?: number;
};

type StepRule = {
  from: readonly RoundStatus[];
  to: RoundStatus;
  wrongOrder: string;
  needs?: (round: Round, now: Date, facts: StepFacts) => Refusal | null;
};

const STEPS: Record<RoundStep, StepRule> = {
  announce: { from: ["draft"], to: "announced", wrongOrder: "round-not-draft", needs: neededToAnnounce },
  open: { from: ["announced"], to: "open", wrongOrder: "round-not-announced", needs: neededToOpen },
  close: { from: ["open"], to: "closed", wrongOrder: "round-not-open", needs: neededToClose },
  noticeRoster: { from: ["closed"], to: "rosterNotice", wrongOrder: "round-not-closed" },
  freeze: { from: ["rosterNotice"], to: "frozen", wrongOrder: "round-not-in-roster-notice", needs: neededToFreeze },
  // Drawing again is not silent: it needs a reason, and whatever was drawn before stays (ALLOCATION: 1).
  draw: {
    from: ["frozen", "drawn", "resultsNotice"],
    to: "drawn",
    wrongOrder: "round-not-frozen",
    needs: neededToDraw,
  },
  publish: { from: ["drawn"], to: "resultsNotice", wrongOrder: "round-not-drawn" },
  offer: { from: ["resultsNotice"], to: "offering", wrongOrder: "round-not-in-results-notice", needs: neededToOffer },
  finish: { from: ["offering"], to: "finished", wrongOrder: "round-not-offering", needs: neededToFinish },
  reopenRoster: {
    from: ["drawn", "resultsNotice"],
    to: "rosterNotice",
    wrongOrder: "round-roster-not-to-reopen",
    needs: (_round, _now, { reason }) => (reason?.trim() ? null : refuse("round-reason-missing")),
  },
};

/** The status a round has after a step; refused out of order and while something the step needs is missing. */
export function decideRoundStep(
  round: Round,
  step: RoundStep,
  now: Date,
  facts: StepFacts = {},
): Decision<{ status: RoundStatus }> {
  const rule = STEPS[step];
  if (!rule.from.includes(round.status)) return refuse(rule.wrongOrder, { status: round.status });
  return rule.needs?.(round, now, facts) ?? grant({ status: rule.to });
}

/** The step that comes next, null once the round is finished. */
export const nextStep = (status: RoundStatus): RoundStep | null =>
  roundSteps.find((step) => STEPS[step].from[0] === status) ?? null;

function neededToAnnounce(round: Round, now: Date, { placeCount = 0 }: StepFacts): Refusal | null {
  // An exchange can do without a vacant place: tenants trade among themselves.
  if (placeCount < 1 && round.mechanism !== "exchange") return refuse("round-without-units");
  if (round.opensAt >= round.closesAt) return refuse("round-times-reversed");
  if (now >= round.closesAt) return refuse("round-closes-in-past", { closesAt: round.closesAt.toISOString() });
  if (!/^[0-9a-f]{64}$/.test(round.commitment ?? "")) return refuse("round-commitment-missing");
  if (round.sources.length === 0 || round.sources.some(({ name, issue }) => !name.trim() || !issue.trim()))
    return refuse("round-source-missing");
  const enough = randomnessEntropyEnough(round.sources);
  if (!enough.ok) return enough;
  return round.fallback?.trim() ? null : refuse("round-fallback-missing");
}

/** Nobody is let in before the announced time: others would learn of it too late. */
function neededToOpen(round: Round, now: Date): Refusal | null {
  if (now < round.opensAt) return refuse("round-opens-later", { opensAt: round.opensAt.toISOString() });
  return now < round.closesAt ? null : refuse("round-closes-in-past", { closesAt: round.closesAt.toISOString() });
}

/** Closing before the published time takes something away from those who rely on it: it needs a reason to be kept. */
function neededToClose(round: Round, now: Date, { reason }: StepFacts): Refusal | null {
  if (now >= round.closesAt || reason?.trim()) return null;
  return refuse("round-early-close-reason-missing", { closesAt: round.closesAt.toISOString() });
}

function noticeOver(until: Date | null, now: Date, openObjections: number): Refusal | null {
  if (until !== null && now < until) return refuse("round-notice-runs", { until: until.toISOString() });
  return openObjections > 0 ? refuse("round-objections-open", { count: openObjections }) : null;
}

function neededToFreeze(round: Round, now: Date, facts: StepFacts): Refusal | null {
  const { openObjections = 0, rosterCount = 0 } = facts;
  const over = noticeOver(round.rosterNoticeUntil, now, openObjections);
  return over ?? (rosterCount < 1 ? refuse("round-roster-empty") : null);
}

function neededToDraw(round: Round, _now: Date, { randomness, drawnBefore, reason }: StepFacts): Refusal | null {
  if ((drawnBefore || round.status !== "frozen") && !reason?.trim()) return refuse("round-redraw-reason-missing");
  if (!randomness) return refuse("round-randomness-missing");
  const checked = checkRandomness(randomness, round.sources);
  return checked.ok ? null : checked;
}

function neededToOffer(round: Round, now: Date, { openObjections = 0 }: StepFacts): Refusal | null {
  return noticeOver(round.resultsNoticeUntil, now, openObjections);
}

function neededToFinish(round: Round, _now: Date, { unfinished = 0 }: StepFacts): Refusal | null {
  const reasons = { choice: "round-offers-open", live: "round-turns-open", exchange: "round-moves-open" };
  return unfinished > 0 ? refuse(reasons[round.mechanism], { count: unfinished }) : null;
}

/** The end of a notice that begins now: the end of its last day; the same instant when no days are set. */
export const noticeEnd = (now: Date, days: number): Date =>
  days === 0 ? now : instantOn(addDays(dayAt(now), days + 1));

/** Whether an application may be sent, changed or withdrawn at this instant; the closing instant is too late. */
export function canApply(round: Pick<Round, "status" | "opensAt" | "closesAt">, now: Date): Decision {
  if (round.status === "draft") return refuse("round-not-open", { status: round.status });
  if (round.status === "announced") return refuse("round-opens-later", { opensAt: round.opensAt.toISOString() });
  if (round.status !== "open" || now >= round.closesAt)
    return refuse("round-closed", { closesAt: round.closesAt.toISOString() });
  if (now < round.opensAt) return refuse("round-opens-later", { opensAt: round.opensAt.toISOString() });
  return grant({});
}

/** Between closing and the freeze, staff may enter what came on paper and take out who may not be there. */
export const canMendRoster = ({ status }: Pick<Round, "status">): Decision =>
  status === "closed" || status === "rosterNotice" ? grant({}) : refuse("round-roster-not-open", { status });

/** Whether the results are public. */
export const resultsPublished = (status: RoundStatus): boolean =>
  status === "resultsNotice" || status === "offering" || status === "finished";

/** From the announcement until offers are made: what was promised to the public is not touched by hand. */
export const placesPromised = (status: RoundStatus): boolean =>
  status !== "draft" && status !== "offering" && status !== "finished";

/**
 * How many outcomes the sources must have together, as log2.
 * The secret code already hides the order from outsiders; whoever keeps it could compute every outcome beforehand when
 * there are few, and pick labels or sources accordingly (draft-thomson-elegy-vrs-00, Security Considerations). 2^64 is out
 * of reach, and three lotteries of "in excess of 20 bits" each, which the draft's section on randomness advises, get there:
 * 双色球 24.1, 大乐透 24.3 and 排列5 16.6 bits are 65.0 together; one drand round has 256, twenty-five dice 64.6.
 * A six-digit seed has 19.9.
 */
export const LEAST_OUTCOME_BITS = 64;

export function randomnessEntropyEnough(
  sources: readonly RandomnessSource[],
  least = LEAST_OUTCOME_BITS,
): Decision<{ bits: number }> {
  const bits = Math.floor(outcomeBits(sources) * 10) / 10;
  return bits >= least ? grant({ bits }) : refuse("round-randomness-too-small", { bits, least });
}
