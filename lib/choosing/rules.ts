import { type Fitting, misfitOf, type Party } from "../applications/rules-fit.ts";
import { type Decision, grant, type Refusal, refuse, refuseFields } from "../errors.ts";
import type { ChoosingTerms } from "../rounds/rules-terms.ts";

export type TurnStatus = "waiting" | "chosen" | "missed" | "passed" | "out";
export type Turn = {
  status: TurnStatus;
  startsAt: Date;
  /** the first instant at which nothing can be chosen any more */
  endsAt: Date;
  /** 1 where this is the further turn of somebody who missed the first */
  missedBefore: number;
};
const ENDED: Record<Exclude<TurnStatus, "waiting">, string> = {
  chosen: "turn-chosen",
  missed: "turn-over",
  passed: "turn-passed",
  out: "turn-over",
};

function turnEnded(turn: Turn, now: Date): Refusal | null {
  if (turn.status !== "waiting") return refuse(ENDED[turn.status]);
  return now >= turn.endsAt ? refuse("turn-over") : null;
}

/** A turn is there from its first instant until just before its last: nobody chooses before it, nobody after. */
export function canChoose(turn: Turn, now: Date): Decision {
  const ended = turnEnded(turn, now);
  if (ended) return ended;
  return now < turn.startsAt ? refuse("turn-not-begun", { startsAt: turn.startsAt.toISOString() }) : grant({});
}

/** Whether a place can be theirs at all: the size of the group, and for a bed the gender it is let to. */
export const fits = (chooser: Party, place: Fitting): boolean => misfitOf(place, chooser) === null;

/** A hold lasts as long as was announced, and never longer than the turn. */
export function decideHold(
  turn: Turn,
  chooser: Party,
  place: Fitting,
  { holdMinutes }: Pick<ChoosingTerms, "holdMinutes">,
  now: Date,
): Decision<{ until: Date }> {
  const possible = canChoose(turn, now);
  if (!possible.ok) return possible;
  if (!fits(chooser, place)) return refuse("place-does-not-fit");
  return grant({ until: new Date(Math.min(now.getTime() + holdMinutes * 60_000, turn.endsAt.getTime())) });
}

/** What is known of a place while people choose; `heldUntil` is the first instant at which it is free again. */
export type PlaceHold = {
  heldBy: string | null;
  heldUntil: Date | null;
  takenBy: string | null;
};

/** Whose hold it is at this instant, null where it is nobody's: one that ran out is none. */
export const holderAt = ({ heldBy, heldUntil, takenBy }: PlaceHold, now: Date): string | null =>
  takenBy === null && heldUntil !== null && now < heldUntil ? heldBy : null;

export const placeStates = ["free", "mine", "held", "taken", "unfit"] as const;
export type PlaceState = (typeof placeStates)[number];

/** How a place looks to one applicant: a taken one is taken for everybody, a hold is seen even where it would not fit. */
export function placeState(place: PlaceHold, seen: { by: string | null; fits: boolean; now: Date }): PlaceState {
  if (place.takenBy !== null) return "taken";
  const holder = holderAt(place, seen.now);
  if (holder !== null) return holder === seen.by ? "mine" : "held";
  return seen.fits ? "free" : "unfit";
}

/** A place is taken by whoever holds it, in their own turn and until the hold runs out. */
export function decideTake(turn: Turn, place: PlaceHold, applicationId: string, now: Date): Decision {
  const possible = canChoose(turn, now);
  if (!possible.ok) return possible;
  if (place.takenBy !== null) return refuse("place-taken");
  return holderAt(place, now) === applicationId ? grant({}) : refuse("hold-over");
}

/** Passing ends the part in the round; it can be done before the turn begins, and twice is once. */
export function decidePass(turn: Turn, now: Date): Decision<{ outcome: "passed" | "unchanged" }> {
  if (turn.status === "passed") return grant({ outcome: "unchanged" });
  return turnEnded(turn, now) ?? grant({ outcome: "passed" });
}

/**
 * What becomes of a turn that ran out: by the round's rule a further one after the last, once, or the end of the part in
 * the round. Refused while it runs and where it has ended otherwise.
 */
export function decideMiss(
  turn: Turn,
  missed: ChoosingTerms["missed"],
  now: Date,
): Decision<{ outcome: "further" | "missed" | "out" }> {
  if (turn.status !== "waiting") return refuse(ENDED[turn.status]);
  if (now < turn.endsAt) return refuse("turn-runs");
  if (missed === "out") return grant({ outcome: "out" });
  return grant({ outcome: turn.missedBefore === 0 ? "further" : "missed" });
}

const LONGEST_REASON = 200;

/** Why staff step in is kept for good and told to whom it concerns; `field` is where it was typed. */
export function decideReason(typed: string, field = "reason"): Decision<{ reason: string }> {
  const reason = typed.trim();
  if (reason === "") return refuseFields([{ field, reason: "choosing-reason-missing" }]);
  if (reason.length > LONGEST_REASON)
    return refuseFields([{ field, reason: "choosing-reason-too-long", values: { most: LONGEST_REASON } }]);
  return grant({ reason });
}

export const LONGEST_EXTENSION = 240;

/** The window that runs is made longer by whole minutes, never shorter: people were told their times. */
export function decideExtension(
  window: { startsAt: Date; endsAt: Date },
  minutes: number,
  now: Date,
): Decision<{ endsAt: Date }> {
  if (now < window.startsAt || now >= window.endsAt) return refuse("window-not-running");
  if (!Number.isSafeInteger(minutes) || minutes < 1 || minutes > LONGEST_EXTENSION)
    return refuseFields([{ field: "minutes", reason: "choosing-minutes", values: { most: LONGEST_EXTENSION } }]);
  return grant({ endsAt: new Date(window.endsAt.getTime() + minutes * 60_000) });
}
