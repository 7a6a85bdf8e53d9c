import { invariant } from "../errors.ts";
import { type Fen, splitFen } from "../money.ts";
import type { Scheme } from "../subsidy/scheme.ts";

/** So many lines that were each granted this amount of a part (`scheme/part`). */
export type GrantedPart = { part: string; amountFen: Fen; lines: number };

/**
 * What each fund bears of what was granted, by the shares of the part's own scheme. Each line is split by itself, so
 * that the shares of people sum to those of their batch, and a line's shares to the line.
 * @throws BrokenInvariant for a part of a scheme that is not among `schemes`
 */
export function fundShares(schemes: readonly Scheme[], parts: Iterable<GrantedPart>): Map<string, Fen> {
  const fundersOf = new Map(schemes.map((scheme) => [scheme.id, scheme.funders]));
  const sums = new Map<string, Fen>();
  for (const { part, amountFen, lines } of parts) {
    const funders = fundersOf.get(part.split("/")[0] ?? "");
    invariant(funders, `nobody funds ${part}`);
    const shares = splitFen(
      amountFen,
      funders.map((funder) => funder.percent),
    );
    for (const [index, { id }] of funders.entries()) {
      const fen = (shares[index] ?? 0) * lines;
      if (fen !== 0) sums.set(id, (sums.get(id) ?? 0) + fen);
    }
  }
  return sums;
}
