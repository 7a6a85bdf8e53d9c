import { type Decision, grant, refuse } from "../errors.ts";
import { canApply, type Round } from "../rounds/rules.ts";
import type { ApplicationStatus } from "./rules.ts";

type RoundOfGroup = Pick<Round, "status" | "mechanism" | "opensAt" | "closesAt"> & {
  terms: { largestGroup: number };
};

/** Letters and digits that are not mistaken for each other (Crockford's Base32); ten of them are fifty bits. */
export const INVITE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const INVITE_LENGTH = 10;

/** `k7p2m9x4qz` or `K7P2M-9X4QZ`, with o for 0 and i or l for 1: as it is stored; null where it cannot be a code. */
export function readInviteCode(text: string): string | null {
  const code = text.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return code.length === INVITE_LENGTH && [...code].every((letter) => INVITE_ALPHABET.includes(letter)) ? code : null;
}

/** In two halves, as it is shown, told and typed. */
export const inviteText = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

/** Whether an application may take in others at this instant. */
export function canInvite(round: RoundOfGroup, status: ApplicationStatus, now: Date): Decision {
  const open = canApply(round, now);
  if (!open.ok) return open;
  if (status !== "submitted") return refuse("group-not-standing");
  // In an exchange a household moves as it is: its tenants agree on the exchange's own page.
  if (round.mechanism === "exchange") return refuse("group-not-in-exchange");
  return round.terms.largestGroup > 1 ? grant({}) : refuse("group-not-allowed");
}

export type Joining = {
  round: RoundOfGroup;
  application: { id: string; status: ApplicationStatus; leaderId: string };
  /** persons who apply with it now, the leader among them */
  size: number;
  /** the most persons that a category of the round takes */
  largestCategory: number;
  personId: string;
  /** the person's own application to the round, and the one they have joined */
  own: ApplicationStatus | null;
  memberOf: string | null;
  profileComplete: boolean;
  now: Date;
};

/** One person stands in one application of a round: as its leader or as a member. Joining twice changes nothing. */
export function decideJoining(given: Joining): Decision<{ outcome: "joined" | "unchanged" }> {
  const { round, application, personId, own, memberOf } = given;
  if (personId === application.leaderId) return refuse("group-own");
  if (memberOf === application.id) return grant({ outcome: "unchanged" });
  const possible = canInvite(round, application.status, given.now);
  if (!possible.ok) return possible;
  if (own === "submitted") return refuse("group-own-application");
  if (own === "excluded") return refuse("application-excluded");
  if (memberOf !== null) return refuse("group-member-elsewhere");
  if (!given.profileComplete) return refuse("profile-incomplete");
  const most = Math.min(round.terms.largestGroup, given.largestCategory);
  return given.size < most ? grant({ outcome: "joined" }) : refuse("group-full", { most });
}
