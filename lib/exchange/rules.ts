import { type Application, decideSubmission, type SubmissionOutcome, type WishTerms } from "../applications/rules.ts";
import type { Day } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import { canApply, type Round } from "../rounds/rules.ts";

/** Longer lists are nobody's honest wish, and would not fit into an address. */
export const MOST_CHOICES = 100;

/** What decides whether a place can be lived in by a household. */
export type PlaceFacts = {
  /** `b03-0501`, `b03-0501:2` */
  id: string;
  bed: number;
  /** of the whole room */
  beds: number;
  /** who may have a bed of a room that is let by the bed */
  gender: "female" | "male" | null;
};

export type Household = {
  leaseId: string;
  /** the place that is lived in */
  placeId: string;
  startsOn: Day;
  endsOn: Day;
  /** how many are on the lease */
  size: number;
  /** null where they are not all of one */
  gender: "female" | "male" | null;
};

/** Why a household cannot have a place, null where it can: beds for everybody, and no room that mixes. */
export function whyUnfit(household: Pick<Household, "size" | "gender">, place: PlaceFacts): "beds" | "gender" | null {
  if (household.size > (place.bed === 0 ? place.beds : 1)) return "beds";
  return place.bed > 0 && place.gender !== null && place.gender !== household.gender ? "gender" : null;
}

type ExchangeRound = Pick<Round, "status" | "mechanism" | "opensAt" | "closesAt"> & { moveInOn: Day };

/** Whether a household may take part at all: one lease that runs, and still runs on the day of the move. */
export function canTakePart(round: ExchangeRound, home: Household | null, now: Date): Decision<{ home: Household }> {
  if (round.mechanism !== "exchange") return refuse("exchange-other-round");
  const open = canApply(round, now);
  if (!open.ok) return open;
  if (!home) return refuse("exchange-no-lease");
  if (home.endsOn < round.moveInOn)
    return refuse("exchange-lease-ends", { endsOn: home.endsOn, moveInOn: round.moveInOn });
  return grant({ home });
}

export type ExchangeSubmission = {
  round: ExchangeRound;
  home: Household | null;
  /** the person's own application to this round, if there is one */
  application: Application | null;
  /** masked name of a co-tenant whose application for the same lease stands */
  appliedBy: string | null;
  /** place ids, best first */
  choices: readonly string[];
  terms: WishTerms;
  /** every place that can be asked for, the own one not among them */
  places: ReadonlyMap<string, PlaceFacts>;
  now: Date;
};

/**
 * Whether a household's list of places stands as its application to an exchange round. One application a lease: the first
 * of two tenants has it, the other agrees to it.
 */
export function decideExchangeSubmission(
  given: ExchangeSubmission,
): Decision<{ outcome: SubmissionOutcome; choices: string[]; home: Household }> {
  const { round, choices, places, application, terms, now } = given;
  const possible = canTakePart(round, given.home, now);
  if (!possible.ok) return possible;
  const { home } = possible;
  if (given.appliedBy !== null) return refuse("exchange-lease-applied", { name: given.appliedBy });
  if (choices.length === 0) return refuse("exchange-choices-empty");
  if (choices.length > MOST_CHOICES) return refuse("exchange-choices-too-many", { most: MOST_CHOICES });
  if (choices.includes(home.placeId)) return refuse("exchange-own-place");
  const unknown = choices.filter((id) => !places.has(id)).length;
  if (unknown > 0) return refuse("exchange-place-unknown", { count: unknown });
  const unfit = choices.filter((id) => {
    const place = places.get(id);
    return place && whyUnfit(home, place) !== null;
  }).length;
  if (unfit > 0) return refuse("exchange-place-unfit", { count: unfit });
  const choosable = new Set(places.keys());
  // Who lives here has been checked before: nothing about the person is asked again.
  const decision = decideSubmission({ round, application, choices, terms, choosable, profileComplete: true, now });
  return decision.ok ? grant({ outcome: decision.outcome, choices: decision.choices, home }) : decision;
}

/** A co-tenant answers until the round closes, and only an application that stands. */
export function decideAnswer(given: {
  round: ExchangeRound;
  status: "submitted" | "withdrawn" | "excluded";
  /** answered by whoever sent it: there is nothing to agree to */
  own: boolean;
  now: Date;
}): Decision {
  if (given.own || given.status !== "submitted") return refuse("exchange-not-asked");
  const open = canApply(given.round, given.now);
  return open.ok ? grant({}) : open;
}
