import { checkRandomness, outcomeBits, type RandomnessSource } from "../allocation/randomness.ts";
import { type Decision, grant, type Refusal, refuse } from "../errors.ts";

export const roundStatuses = ["draft", "open", "closed", "frozen", "drawn", "published", "finished"] as const;
export type RoundStatus = (typeof roundStatuses)[number];
export const roundSteps = ["open", "close", "freeze", "draw", "publish", "finish"] as const;
export type RoundStep = (typeof roundSteps)[number];

export type Round = {
  status: RoundStatus;
  opensAt: Date;
  closesAt: Date;
  /** hex of the last link of the draw's hash chain */
  commitment: string | null;
  sources: readonly RandomnessSource[];
  /** what happens if a source fails, published with the sources */
  fallback: string | null;
};

/** What a step needs to know beyond the round itself. */
export type StepFacts = {
  /** open: units offered */
  unitCount?: number;
  /** close before `closesAt`: why */
  reason?: string | null;
  /** draw: the canonical randomness */
  randomness?: string | null;
  /** finish: offers still open */
  openOffers?: number;
};

type StepRule = {
  from: RoundStatus;
  to: RoundStatus;
  wrongOrder: string;
  needs?: (round: Round, now: Date, facts: StepFacts) => Refusal | null;
};

const STEPS: Record<RoundStep, StepRule> = {
  open: { from: "draft", to: "open", wrongOrder: "round-not-draft", needs: neededToOpen },
  close: { from: "open", to: "closed", wrongOrder: "round-not-open", needs: neededToClose },
  freeze: { from: "closed", to: "frozen", wrongOrder: "round-not-closed" },
  draw: { from: "frozen", to: "drawn", wrongOrder: "round-not-frozen", needs: neededToDraw },
  publish: { from: "drawn", to: "published", wrongOrder: "round-not-drawn" },
  finish: { from: "published", to: "finished", wrongOrder: "round-not-published", needs: neededToFinish },
};

/** The status a round has after a step; refused out of order and while something the step needs is missing. */
export function decideRoundStep(
  round: Round,
  step: RoundStep,
  now: Date,
  facts: StepFacts = {},
): Decision<{ status: RoundStatus }> {
  const rule = STEPS[step];
  if (round.status !== rule.from) return refuse(rule.wrongOrder, { status: round.status });
  return rule.needs?.(round, now, facts) ?? grant({ status: rule.to });
}

/** The step that comes next, null once the round is finished. */
export const nextStep = (status: RoundStatus): RoundStep | null =>
  roundSteps.find((step) => STEPS[step].from === status) ?? null;

function neededToOpen(round: Round, now: Date, { unitCount = 0 }: StepFacts): Refusal | null {
  if (unitCount < 1) return refuse("round-without-units");
  if (round.opensAt >= round.closesAt) return refuse("round-times-reversed");
  if (now >= round.closesAt) return refuse("round-closes-in-past", { closesAt: round.closesAt.toISOString() });
  if (!/^[0-9a-f]{64}$/.test(round.commitment ?? "")) return refuse("round-commitment-missing");
  if (round.sources.length === 0 || round.sources.some(({ name, issue }) => !name.trim() || !issue.trim()))
    return refuse("round-source-missing");
  const enough = randomnessEntropyEnough(round.sources);
  if (!enough.ok) return enough;
  return round.fallback?.trim() ? null : refuse("round-fallback-missing");
}

/** Closing before the published time takes something away from those who rely on it: it needs a reason to be kept. */
function neededToClose(round: Round, now: Date, { reason }: StepFacts): Refusal | null {
  if (now >= round.closesAt || reason?.trim()) return null;
  return refuse("round-early-close-reason-missing", { closesAt: round.closesAt.toISOString() });
}

function neededToDraw(round: Round, _now: Date, { randomness }: StepFacts): Refusal | null {
  if (!randomness) return refuse("round-randomness-missing");
  const checked = checkRandomness(randomness, round.sources);
  return checked.ok ? null : checked;
}

function neededToFinish(_round: Round, _now: Date, { openOffers = 0 }: StepFacts): Refusal | null {
  return openOffers > 0 ? refuse("round-offers-open", { count: openOffers }) : null;
}

/** Whether an application may be sent, changed or withdrawn at this instant; the closing instant is too late. */
export function canApply(round: Pick<Round, "status" | "opensAt" | "closesAt">, now: Date): Decision {
  if (round.status === "draft") return refuse("round-not-open", { status: round.status });
  if (round.status !== "open" || now >= round.closesAt)
    return refuse("round-closed", { closesAt: round.closesAt.toISOString() });
  if (now < round.opensAt) return refuse("round-opens-later", { opensAt: round.opensAt.toISOString() });
  return grant({});
}

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
