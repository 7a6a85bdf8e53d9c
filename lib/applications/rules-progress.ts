import type { OfferStatus } from "../offers/rules.ts";
import type { RoundStatus } from "../rounds/rules.ts";
import type { ApplicationStatus } from "./rules.ts";

/** How far an application is, in the words its person is told; the words are under `words.applicationStatus`. */
export type Progress = "submitted" | "withdrawn" | "excluded" | "offered" | "declined" | "housed" | "unplaced";

/** `offer` is the status of the newest offer, null while there is none. */
export function progressOf(status: ApplicationStatus, round: RoundStatus, offer: OfferStatus | null): Progress {
  if (status !== "submitted") return status;
  if (offer === "accepted") return "housed";
  if (offer === "open") return "offered";
  if (offer === "declined" || offer === "expired") return "declined";
  return round === "finished" ? "unplaced" : "submitted";
}
