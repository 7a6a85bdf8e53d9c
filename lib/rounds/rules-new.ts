import type { RandomnessSource } from "../allocation/randomness.ts";
import { type Day, dayAt, isDay } from "../days.ts";
import { type Decision, grant, type Problem, refuseFields } from "../errors.ts";
import { type RoundMechanism, randomnessEntropyEnough } from "./rules.ts";
import { type RoundTerms, termsProblems } from "./rules-terms.ts";

export type NewRound = {
  /** letters, digits and hyphens; part of every receipt number */
  code: string;
  nameZh: string;
  nameEn: string;
  mechanism: RoundMechanism;
  opensAt: Date;
  /** the first instant at which no application is taken any more */
  closesAt: Date;
  /** in an exchange the day on which all leases move */
  moveInOn: Day;
  /** how long an offer waits for an answer */
  offerHours: number;
  terms: RoundTerms;
  sources: readonly RandomnessSource[];
  fallback: string;
};

/** Two weeks: longer than that, a unit stands empty for too long. */
const LONGEST_OFFER_HOURS = 336;

/** Whether a round can be drafted like this; every field that is wrong is named. */
export function decideNewRound(round: NewRound): Decision {
  const problems: Problem[] = [];
  const check = (fine: boolean, field: string, reason: string, values?: Problem["values"]) => {
    if (!fine) problems.push({ field, reason, ...(values && { values }) });
  };
  check(/^[0-9A-Za-z][0-9A-Za-z-]{0,19}$/.test(round.code), "code", "round-code-malformed");
  check(round.opensAt < round.closesAt, "closesOn", "round-times-reversed");
  check(isDay(round.moveInOn) && round.moveInOn > dayAt(round.closesAt), "moveInOn", "round-move-in-too-early");
  const hours = round.offerHours;
  check(Number.isSafeInteger(hours) && hours >= 1 && hours <= LONGEST_OFFER_HOURS, "offerHours", "round-offer-hours", {
    most: LONGEST_OFFER_HOURS,
  });
  problems.push(...termsProblems(round.terms));
  const { choosing } = round.terms;
  check((round.mechanism === "live") === (choosing !== null), "mechanism", "round-choosing-terms");
  if (choosing && isDay(choosing.startsOn))
    check(choosing.startsOn > dayAt(round.closesAt), "choosingOn", "round-choosing-too-early");
  const named = round.sources.length > 0 && round.sources.every(({ name, issue }) => name.trim() && issue.trim());
  check(named, "preset", "round-source-missing");
  const enough = randomnessEntropyEnough(round.sources);
  if (!enough.ok) check(false, "preset", enough.reason, enough.values);
  check(round.fallback.trim() !== "", "fallback", "round-fallback-missing");
  return problems.length === 0 ? grant({}) : refuseFields(problems);
}
