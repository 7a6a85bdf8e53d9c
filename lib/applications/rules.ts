import { type Decision, grant, invariant, refuse } from "../errors.ts";
import { canApply, type Round, type RoundMechanism } from "../rounds/rules.ts";

export type ApplicationStatus = "submitted" | "withdrawn" | "excluded";
/** What a person wishes for, besides the order of the choices; `maxNetRentFen` null for no limit. */
export type WishTerms = {
  anyOther: boolean;
  floorWish: "high" | "low" | null;
  maxNetRentFen: number | null;
  /** waits on for what was wished for more than what was got */
  staysWaiting: boolean;
};
export type Application = WishTerms & {
  status: ApplicationStatus;
  /** category ids, best first; in an exchange places */
  choices: readonly string[];
};
type RoundTimes = Pick<Round, "status" | "opensAt" | "closesAt">;

export type Submission = {
  round: RoundTimes;
  /** the person's application to this round, if there is one */
  application: Application | null;
  choices: readonly string[];
  terms: WishTerms;
  /** in live choosing nothing need be wished for: the turn comes first, and the room is chosen in it */
  mechanism?: RoundMechanism;
  /** what can be chosen in this round, and what of it can never take this person */
  choosable: ReadonlySet<string>;
  neverFitting?: ReadonlySet<string>;
  /** the person has joined another's application to this round */
  memberElsewhere?: boolean;
  /** what is known of the person or the group is no longer what it was when the application was sent */
  factsChanged?: boolean;
  profileComplete: boolean;
  now: Date;
};

/**
 * - `created`: the first; it gets a receipt number
 * - `changed`: other choices, the same receipt number
 * - `restored`: a withdrawn one again, the same receipt number
 * - `unchanged`: sent twice, nothing to write
 */
export type SubmissionOutcome = "created" | "changed" | "restored" | "unchanged";

/** One application a person and round: sending again edits it, sending the same again changes nothing. */
export function decideSubmission(given: Submission): Decision<{
  outcome: SubmissionOutcome;
  choices: string[];
}> {
  const { application, choices, terms } = given;
  const open = canApply(given.round, given.now);
  if (!open.ok) return open;
  if (!given.profileComplete) return refuse("profile-incomplete");
  if (application?.status === "excluded") return refuse("application-excluded");
  if (given.memberElsewhere) return refuse("application-in-group");
  if (given.mechanism !== "live" || choices.length > 0) {
    const valid = checkChoices(choices, given.choosable);
    if (!valid.ok) return valid;
  }
  const never = choices.find((choice) => given.neverFitting?.has(choice));
  if (never !== undefined) return refuse("choice-never-fits", { choice: never });
  const outcome = outcomeOf(application, choices, terms);
  return grant({ outcome: outcome === "unchanged" && given.factsChanged ? "changed" : outcome, choices: [...choices] });
}

export function checkChoices(choices: readonly string[], choosable: ReadonlySet<string>): Decision {
  if (choices.length === 0) return refuse("choices-empty");
  const repeated = choices.find((choice, index) => choices.indexOf(choice) !== index);
  if (repeated !== undefined) return refuse("choice-repeated", { choice: repeated });
  const unknown = choices.find((choice) => !choosable.has(choice));
  return unknown === undefined ? grant({}) : refuse("choice-unknown", { choice: unknown });
}

const TERMS = [
  "anyOther",
  "floorWish",
  "maxNetRentFen",
  "staysWaiting",
] as const satisfies readonly (keyof WishTerms)[];

function outcomeOf(application: Application | null, choices: readonly string[], terms: WishTerms): SubmissionOutcome {
  if (application === null) return "created";
  if (application.status === "withdrawn") return "restored";
  const same =
    TERMS.every((term) => application[term] === terms[term]) &&
    application.choices.length === choices.length &&
    application.choices.every((choice, index) => choice === choices[index]);
  return same ? "unchanged" : "changed";
}

/** Withdrawn until the round closes; withdrawing twice changes nothing. */
export function decideWithdrawal(
  round: RoundTimes,
  application: Application,
  now: Date,
): Decision<{ outcome: "withdrawn" | "unchanged" }> {
  if (application.status === "withdrawn") return grant({ outcome: "unchanged" });
  if (application.status === "excluded") return refuse("application-excluded");
  const open = canApply(round, now);
  return open.ok ? grant({ outcome: "withdrawn" }) : open;
}

/**
 * The receipt number (受理编号), also the label in the draw and in the results: `SQ-2026-12-00001`.
 * It is public and given on first submission, before the randomness is known, and says nothing about the person: draws
 * keyed by ID numbers have been predicted from the ID's digits. Counting up is harmless, since it opens nothing.
 */
export function receiptNo(roundCode: string, sequence: number): string {
  invariant(/^[0-9A-Za-z][0-9A-Za-z-]*$/.test(roundCode), `not a round code: ${roundCode}`);
  invariant(Number.isSafeInteger(sequence) && sequence >= 1, "receipt numbers count from 1");
  return `${receiptStart(roundCode)}${String(sequence).padStart(5, "0")}`;
}

export const RECEIPT_START = "SQ-";
/** What all receipt numbers of a round begin with. */
export const receiptStart = (roundCode: string): string => `${RECEIPT_START}${roundCode}-`;
