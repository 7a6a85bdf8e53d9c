import type { Day, Month } from "../days.ts";
import type { Fen } from "../money.ts";
import { inBooks, type SettlementStatus } from "./rules-settlement.ts";

/** What is known of one month's support of one person, in the order in which it can happen. */
export type MonthSupport = {
  month: Month;
  mode: "directOffset" | "cashToPerson";
  subsidyFen: Fen;
  offsetFen: Fen;
  surplusFen: Fen;
  /** Kept for the next month; below zero, used of earlier months. */
  carriedFen?: Fen;
  status: SettlementStatus;
  matchedAt: Date;
  checkedAt: Date | null;
  approvedAt: Date | null;
  fundedOn: Day | null;
  payouts: readonly PayoutFacts[];
  corrections: readonly CorrectionFacts[];
};
export type PayoutFacts = {
  attempt: number;
  amountFen: Fen;
  status: "ready" | "sent" | "paid" | "returned" | "dropped";
  sentOn: Day | null;
  paidOn: Day | null;
  returnedOn: Day | null;
  returnReason: string | null;
};
/** A posted correction of the month: what stands since then. */
export type CorrectionFacts = { no: string; reason: string; postedAt: Date; beforeFen: Fen; afterFen: Fen };

export const stepKeys = [
  "matched",
  "checked",
  "approved",
  "netted",
  "kept",
  "funded",
  "sent",
  "paid",
  "returned",
  "corrected",
] as const;
export type StepKey = (typeof stepKeys)[number];
/** `at` a moment, `on` a day of the city's calendar; one of them at most, neither for what is still to come. */
export type MoneyStep = {
  id: string;
  key: StepKey;
  state: "done" | "current" | "future";
  at: Date | null;
  on: Day | null;
  amountFen: Fen | null;
  /** Why, where somebody said so: the bank's reason, the correction's. */
  reason: string | null;
};

/**
 * Where a month's support is: matched → checked → approved → netted or funded and paid out, each with its day, what
 * came back and why, and which step is next. Of what is to come only the first is `current`. Nothing granted, and nothing
 * used of what was carried: no steps.
 */
export function moneySteps(support: MonthSupport): MoneyStep[] {
  const { mode, status, surplusFen, offsetFen, carriedFen = 0, matchedAt, checkedAt, approvedAt } = support;
  if (support.subsidyFen === 0 && carriedFen === 0 && support.corrections.length === 0) return [];
  const booked = inBooks(status);
  const steps: Omit<MoneyStep, "state">[] = [
    step("matched", { at: matchedAt }),
    step("checked", { at: checkedAt }),
    step("approved", { at: booked ? approvedAt : null }),
  ];
  if (mode === "directOffset" && offsetFen > 0) {
    steps.push(step("netted", { at: booked ? approvedAt : null, amountFen: offsetFen }));
  }
  if (carriedFen > 0) steps.push(step("kept", { at: booked ? approvedAt : null, amountFen: carriedFen }));
  if (surplusFen > 0) {
    steps.push(step("funded", { on: support.fundedOn, amountFen: surplusFen }));
    steps.push(...payoutSteps(support.payouts, surplusFen));
  }
  for (const { no, reason, postedAt, beforeFen, afterFen } of support.corrections) {
    steps.push({
      ...step("corrected", { at: postedAt, amountFen: afterFen - beforeFen, reason }),
      id: `corrected-${no}`,
    });
  }
  const next = steps.findIndex((one) => one.at === null && one.on === null);
  return steps.map((one, index) => ({
    ...one,
    state: one.at !== null || one.on !== null ? "done" : index === next ? "current" : "future",
  }));
}

/** Each attempt: sent, then paid or sent back; after one that came back the next is to come. */
function payoutSteps(payouts: readonly PayoutFacts[], surplusFen: Fen): Omit<MoneyStep, "state">[] {
  const steps: Omit<MoneyStep, "state">[] = [];
  // What a correction withheld before it was sent is told by the correction itself.
  const attempts = payouts.filter((one) => one.status !== "dropped").toSorted((a, b) => a.attempt - b.attempt);
  const dropped = payouts.some((one) => one.status === "dropped");
  for (const one of attempts) {
    const id = (key: StepKey) => `${key}-${one.attempt}`;
    const { amountFen } = one;
    steps.push({ ...step("sent", { on: one.sentOn, amountFen }), id: id("sent") });
    if (one.returnedOn === null) steps.push({ ...step("paid", { on: one.paidOn, amountFen }), id: id("paid") });
    else {
      const returned = step("returned", { on: one.returnedOn, amountFen, reason: one.returnReason });
      steps.push({ ...returned, id: id("returned") });
    }
  }
  const last = attempts.at(-1);
  if (!dropped && (!last || last.status === "returned")) {
    const amountFen = last?.amountFen ?? surplusFen;
    steps.push(
      { ...step("sent", { amountFen }), id: "sent-next" },
      { ...step("paid", { amountFen }), id: "paid-next" },
    );
  }
  return steps;
}

const step = (
  key: StepKey,
  {
    at = null,
    on = null,
    amountFen = null,
    reason = null,
  }: Partial<Pick<MoneyStep, "at" | "on" | "amountFen" | "reason">>,
): Omit<MoneyStep, "state"> => ({ id: key, key, at, on, amountFen, reason });

/** The step that the money waits for; null where nothing is left to come. */
export const nextStep = (steps: readonly MoneyStep[]): MoneyStep | null =>
  steps.find((one) => one.state === "current") ?? null;
