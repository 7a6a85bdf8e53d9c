import type { TurnStatus } from "../choosing/rules.ts";
import type { OfferStatus } from "../offers/rules.ts";
import type { ApplicationStatus } from "./rules.ts";

/** How far an application is, in the words its person is told; the words are under `words.applicationStatus`. */
export type Progress =
  | Exclude<ApplicationStatus, "submitted">
  | "submitted"
  | "placed"
  | "choosing"
  | "offered"
  | "waiting"
  | "declined"
  | "housed"
  | "unplaced";

/**
 * What the published results say of an application. By wishes: whether the draw gave it a place, and whether it stands in
 * a waiting list that is still served. In live choosing: its turn, null until turns are given.
 */
export type AfterResults =
  | { mechanism: "choice"; got: boolean; waits: boolean }
  | { mechanism: "live"; turn: TurnStatus | null };

const OF_TURN: Record<TurnStatus, Progress> = {
  waiting: "choosing",
  chosen: "housed",
  missed: "declined",
  passed: "declined",
  out: "unplaced",
};

/** `offer` is the status of the newest offer, null while there is none; `after` is null until the results are public. */
export function progressOf(status: ApplicationStatus, offer: OfferStatus | null, after: AfterResults | null): Progress {
  if (status !== "submitted") return status;
  if (offer === "accepted") return "housed";
  if (offer === "open") return "offered";
  if (after === null) return "submitted";
  if (after.mechanism === "live") return after.turn === null ? "choosing" : OF_TURN[after.turn];
  if (after.waits) return "waiting";
  if (offer === "declined" || offer === "expired") return "declined";
  // Offers are made once the results have been on notice.
  return offer === null && after.got ? "placed" : "unplaced";
}
