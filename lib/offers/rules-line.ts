import { invariant } from "../errors.ts";

/** Somebody who waits for a category, as far as the next offer is concerned. */
export type InLine = {
  applicationId: string;
  /** what they hold of this round, null for nothing */
  offer: { status: "open" | "accepted"; categoryId: string } | null;
  /** asked to wait on for what they wished for more */
  staysWaiting: boolean;
  /** category ids, best first */
  choices: readonly string[];
  /** one of them has a lease that is signed or runs */
  housed: boolean;
  /** offers of this round declined or left to expire */
  refusals: number;
  refusedCategoryIds: readonly string[];
};

/** The round's published rule for refusals (弃选). */
export type RefusalRule = { /** this many refusals or expiries end the part in this round */ out: number };

/** What comes by "anything else" stands after every wish, and one of these is as good as another. */
function wishNo(choices: readonly string[], categoryId: string): number {
  const at = choices.indexOf(categoryId);
  return at < 0 ? choices.length : at;
}

/**
 * How a place of a category can be offered to somebody: by itself, instead of an open offer of a lesser wish, or not at
 * all. Nobody is offered again a category they refused, nobody housed is offered anything.
 */
export function reachOf(one: InLine, categoryId: string, rule: RefusalRule): "offer" | "upgrade" | null {
  if (one.housed || one.refusals >= rule.out || one.refusedCategoryIds.includes(categoryId)) return null;
  if (one.offer === null) return "offer";
  if (one.offer.status !== "open" || !one.staysWaiting) return null;
  return wishNo(one.choices, categoryId) < wishNo(one.choices, one.offer.categoryId) ? "upgrade" : null;
}

/**
 * Who is offered a place of a category that came free: the first of the line, who stand in the category's order, whom it
 * can be offered to at all. Null when nobody is left.
 */
export function nextInLine(given: {
  categoryId: string;
  line: readonly InLine[];
  rule: RefusalRule;
}): { applicationId: string; reach: "offer" | "upgrade" } | null {
  const { categoryId, line, rule } = given;
  for (const one of line) {
    const reach = reachOf(one, categoryId, rule);
    if (reach !== null) return { applicationId: one.applicationId, reach };
  }
  return null;
}

export type ModelPlace = { categoryId: string; placeId: string };
export type ModelApplicant = Omit<InLine, "offer"> & { offer: (ModelPlace & { status: "open" | "accepted" }) | null };
/** Everybody of a round, and who waits for each category, in its order. */
export type ModelRound = {
  rule: RefusalRule;
  applicants: ReadonlyMap<string, ModelApplicant>;
  lists: ReadonlyMap<string, readonly string[]>;
};
/** One step: the place goes to somebody; `freed` is the lesser place they gave back for it. */
export type Passing = { applicationId: string; place: ModelPlace; freed: ModelPlace | null };

/**
 * What becomes of a place that came free, to the end: it is offered down its line; whoever holds a lesser offer gives that
 * one back, and it goes on in its own line. Each step gives somebody a place where they had none, which ends it, or one
 * they wished for more, which they can only so often: it always ends. lib/offers/passing.ts does the same in the database.
 */
export function passPlace(
  round: ModelRound,
  place: ModelPlace,
): { passings: Passing[]; left: ModelPlace | null; round: ModelRound } {
  const applicants = new Map(round.applicants);
  const lists = new Map(round.lists);
  const passings: Passing[] = [];
  let at: ModelPlace | null = place;
  while (at) {
    const { categoryId } = at;
    const line = (lists.get(categoryId) ?? []).flatMap((id) => applicants.get(id) ?? []);
    const next = nextInLine({ categoryId, line, rule: round.rule });
    if (!next) break;
    const one = applicants.get(next.applicationId);
    invariant(one, "whoever waits is of the round");
    const freed: ModelPlace | null = one.offer && { categoryId: one.offer.categoryId, placeId: one.offer.placeId };
    applicants.set(one.applicationId, { ...one, offer: { ...at, status: "open" } });
    lists.set(
      categoryId,
      (lists.get(categoryId) ?? []).filter((id) => id !== one.applicationId),
    );
    passings.push({ applicationId: one.applicationId, place: at, freed });
    at = freed;
  }
  return { passings, left: at, round: { rule: round.rule, applicants, lists } };
}
