import { type Decision, grant, refuse } from "../errors.ts";
import type { Fen } from "../money.ts";
import type { Entry, Leg } from "./rules-entry.ts";

/**
 * Two phases (MONEY: 2): an entry is proposed by one person and moves nothing; another posts it, all of it or less,
 * or voids it. Either happens once.
 */
export type Proposed = { entry: Entry; madeBy: string; outcome: "posted" | "void" | null };

/** What an entry moves: the sum of its debits. */
export const movedFen = (legs: readonly Pick<Leg, "amountFen">[]): Fen =>
  legs.reduce((sum, { amountFen }) => sum + Math.max(0, amountFen), 0);

/**
 * Takes what is wanted from sources in their order, each at most what it has, so that 40/40/21 asked for 100 give
 * 40/40/20. Where together they have less, nothing is taken: `sources-too-small` (`missingFen`). (MONEY: 5)
 */
export function takeInOrder(sources: readonly Fen[], wantedFen: Fen): Decision<{ taken: Fen[] }> {
  let leftFen = wantedFen;
  const taken = sources.map((hasFen) => {
    const part = Math.max(0, Math.min(hasFen, leftFen));
    leftFen -= part;
    return part;
  });
  return leftFen > 0 ? refuse("sources-too-small", { missingFen: leftFen, missing: leftFen / 100 }) : grant({ taken });
}

/**
 * The second person posts it, or so much of it as `amountFen` says: each side gives in the order of its legs, and the
 * rest of the hold is released. Refuses `proposal-decided`, `maker-cannot-decide`, `proposal-amount-wrong`,
 * `proposal-amount-above` (`heldFen`). A reversal is posted whole.
 */
export function decidePosting(
  { entry, madeBy, outcome }: Proposed,
  by: string,
  amountFen?: Fen,
): Decision<{ entry: Entry; releasedFen: Fen }> {
  if (outcome !== null) return refuse("proposal-decided");
  if (madeBy === by) return refuse("maker-cannot-decide");
  const heldFen = movedFen(entry.legs);
  const postedFen = amountFen ?? heldFen;
  if (!Number.isSafeInteger(postedFen) || postedFen <= 0) return refuse("proposal-amount-wrong");
  if (postedFen > heldFen) return refuse("proposal-amount-above", { heldFen, held: heldFen / 100 });
  if (postedFen < heldFen && entry.kind === "reversal") return refuse("proposal-amount-wrong");
  return grant({ entry: { ...entry, legs: cut(entry.legs, postedFen) }, releasedFen: heldFen - postedFen });
}

/** The second person rejects it. Refuses `proposal-decided`, `maker-cannot-decide`, `reject-without-reason`. */
export function decideVoid({ madeBy, outcome }: Proposed, by: string, reason: string): Decision<{ reason: string }> {
  if (outcome !== null) return refuse("proposal-decided");
  if (madeBy === by) return refuse("maker-cannot-decide");
  if (reason.trim() === "") return refuse("reject-without-reason");
  return grant({ reason: reason.trim() });
}

/** Both sides give `postedFen` in the order of their legs; a leg that gives nothing is left out. */
function cut(legs: readonly Leg[], postedFen: Fen): Leg[] {
  const left = { debit: postedFen, credit: postedFen };
  return legs.flatMap((leg) => {
    const side = leg.amountFen > 0 ? "debit" : "credit";
    const part = Math.min(Math.abs(leg.amountFen), left[side]);
    left[side] -= part;
    return part === 0 ? [] : [{ ...leg, amountFen: Math.sign(leg.amountFen) * part }];
  });
}
