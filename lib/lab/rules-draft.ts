import { addMonths, isMonth, type Month } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import { assess } from "../subsidy/rules.ts";
import { unknownFacts } from "../subsidy/rules-facts.ts";
import type { Scheme } from "../subsidy/scheme.ts";

export const draftStates = ["draft", "proposed", "published", "discarded"] as const;
export type DraftState = (typeof draftStates)[number];

export type Draft = {
  state: DraftState;
  madeBy: string;
  proposedBy: string | null;
  revision: number;
  contentHash: string;
  /** The version that was in force when it was begun. */
  schemeVersion: string;
  fromMonth: Month;
  retroactiveReason: string | null;
};

/** What the draft is measured against: the version in force for its first month now, and the last month that is decided. */
export type Standing = { inForce: string; lastDecided: Month | null };

/** Whether this officer is the one to publish it or send it back. */
export const awaits = (
  { state, madeBy, proposedBy }: Pick<Draft, "state" | "madeBy" | "proposedBy">,
  { role, userId }: { role: string; userId: string },
): boolean => role === "officer" && state === "proposed" && madeBy !== userId && proposedBy !== userId;

/** Only who made a draft changes it, and only while nobody has it before them. `seen` is the revision of the page. */
export function decideChange(draft: Draft, officerId: string, seen: number): Decision {
  if (draft.state !== "draft") return refuse("lab-draft-closed");
  if (draft.madeBy !== officerId) return refuse("lab-draft-of-another");
  if (draft.revision !== seen) return refuse("lab-draft-stale");
  return grant({});
}

/** Two officers: who made or proposed a draft never decides it. `seenHash` is the hash of what the officer was shown. */
export function decidePublication(draft: Draft, officerId: string, seenHash: string, standing: Standing): Decision {
  const asked = decideAnswer(draft, officerId);
  if (!asked.ok) return asked;
  if (draft.contentHash !== seenHash) return refuse("lab-draft-stale");
  return decideTiming(draft, standing);
}

export function decideRejection(draft: Draft, officerId: string, reason: string): Decision<{ reason: string }> {
  const asked = decideAnswer(draft, officerId);
  if (!asked.ok) return asked;
  return reason.trim() === "" ? refuse("lab-reject-without-reason") : grant({ reason: reason.trim() });
}

function decideAnswer(draft: Draft, officerId: string): Decision {
  if (draft.state !== "proposed") return refuse("lab-draft-not-proposed");
  if (draft.madeBy === officerId || draft.proposedBy === officerId) return refuse("lab-maker-cannot-publish");
  return grant({});
}

/** A version is published over the one that the draft began with, and never into months that are decided, unless it says why. */
export function decideTiming({ schemeVersion, fromMonth, retroactiveReason }: Draft, standing: Standing): Decision {
  if (standing.inForce !== schemeVersion) return refuse("lab-draft-outdated", { version: standing.inForce });
  const { lastDecided } = standing;
  if (lastDecided !== null && fromMonth <= lastDecided && !retroactiveReason)
    return refuse("lab-changes-past", { month: lastDecided, next: addMonths(lastDecided, 1) });
  return grant({});
}

/**
 * Whether the scheme can decide a whole year from the month on. Refuses `scheme-no-value` (`parameter`, `on`) for a
 * month without a value.
 */
export function decideComplete(scheme: Scheme, fromMonth: Month): Decision {
  for (let at = 0; at < 12; at += 1) {
    const month = addMonths(fromMonth, at);
    const decided = assess(scheme, { month, rentFen: 0, facts: unknownFacts, monthsUsed: {} });
    if (!decided.ok) return decided;
  }
  return grant({});
}

/** A name for the version that nothing has had before: `2027-01`, then `2027-01.2` … */
export function versionName(fromMonth: Month, taken: readonly string[]): string {
  let name: string = fromMonth;
  for (let number = 2; taken.includes(name); number += 1) name = `${fromMonth}.${number}`;
  return name;
}

/** The earliest month that a draft may name, far enough back for any retroactive change. */
const EARLIEST = "2015-01";

export const decideFromMonth = (month: string): Decision =>
  isMonth(month) && month >= EARLIEST ? grant({}) : refuse("lab-month-wrong");
