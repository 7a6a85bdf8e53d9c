import type { Fen } from "../money.ts";

/** What stands for one person of surpluses that were carried, by scheme. */
export type Balance = Readonly<Record<string, Fen>>;

/** Of one scheme: what stood before the month, and what the month adds to it or, below zero, takes from it. */
export type CarriedOne = { beforeFen: Fen; fen: Fen };
/** By scheme; schemes of which nothing stood and nothing moves are not in it. */
export type Carried = Readonly<Record<string, CarriedOne>>;

/** What one scheme grants a bill, in the order of the plan. One that was passed over takes nothing from what it carried. */
export type GrantedBy = { schemeId: string; subsidyFen: Fen; carries: boolean; passedOver: boolean };

/**
 * The schemes of a plan against one rent, each against what the earlier ones left of it. `metFen` of the rent is met; of
 * a scheme that carries, whatever is above the rent is kept for the next month. What a scheme kept before is used after
 * what it grants, also once another version of it carries no more. 0 ≤ what stands afterwards, and
 * subsidy = met + surplus + `carriedFen`.
 */
export function netTogether(
  rentFen: Fen,
  grants: readonly GrantedBy[],
  balance: Balance = {},
): { metFen: Fen; carriedFen: Fen; carried: Carried } {
  const carried: Record<string, CarriedOne> = {};
  let [owedFen, carriedFen] = [rentFen, 0];
  for (const { schemeId, subsidyFen, carries, passedOver } of grants) {
    const beforeFen = balance[schemeId] ?? 0;
    const ownFen = Math.min(owedFen, subsidyFen);
    const usedFen = Math.min(owedFen - ownFen, passedOver ? 0 : beforeFen);
    owedFen -= ownFen + usedFen;
    const fen = (carries ? subsidyFen - ownFen : 0) - usedFen;
    carriedFen += fen;
    if (beforeFen !== 0 || fen !== 0) carried[schemeId] = { beforeFen, fen };
  }
  return { metFen: rentFen - owedFen, carriedFen, carried };
}

/** A month that takes nothing and adds nothing: what stood is kept as it was seen. */
export const untouched = (carried: Carried): Carried =>
  Object.fromEntries(
    Object.entries(carried).flatMap(([scheme, { beforeFen }]) =>
      beforeFen === 0 ? [] : [[scheme, { beforeFen, fen: 0 }]],
    ),
  );

/** What stood before a month, as it was seen when the month was decided. */
export const beforeIn = (carried: Carried): Balance =>
  Object.fromEntries(Object.entries(carried).map(([scheme, one]) => [scheme, one.beforeFen]));

/** What stands once these months have taken theirs; what they add is for the months after them. */
export function lessDrawn(balance: Balance, months: Iterable<Carried>): Balance {
  const left: Record<string, Fen> = { ...balance };
  for (const carried of months)
    for (const [scheme, { fen }] of Object.entries(carried)) if (fen < 0) left[scheme] = (left[scheme] ?? 0) + fen;
  return left;
}

/** What a month keeps for the next, and what it takes from what was kept before; of both by one number, as a month has it. */
export const keptFen = (carriedFen: Fen): Fen => Math.max(0, carriedFen);
export const drawnFen = (carriedFen: Fen): Fen => Math.max(0, -carriedFen);

/** The same of a plan's answer for one month: what is neither met, nor paid out, is carried. */
export const carriedIn = (net: { subsidyFen: Fen; offsetFen: Fen; surplusFen: Fen }) => {
  const carriedFen = net.subsidyFen - net.offsetFen - net.surplusFen;
  return { keptFen: keptFen(carriedFen), drawnFen: drawnFen(carriedFen) };
};

/** A line that waits: what it saw of one scheme, and what it takes. */
type Seen = { beforeFen: Fen; fen: Fen };

/**
 * Whether a line that waits would still be decided as it was: it saw no more than stands, nobody has put anything beside
 * it since, and what stands is enough for everything that the person's lines of the month take. `others` are those that
 * wait beside it.
 */
export function stillStands(standingFen: Fen, line: Seen, others: readonly Seen[]): boolean {
  const drawnByOthers = others.reduce((sum, { fen }) => sum + drawnFen(fen), 0);
  return (
    line.beforeFen <= standingFen &&
    drawnFen(line.fen) + drawnByOthers <= standingFen &&
    line.beforeFen + drawnByOthers >= standingFen
  );
}
