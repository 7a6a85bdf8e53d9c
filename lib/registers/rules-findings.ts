import type { Fen } from "../money.ts";

/** What is granted now, and which conditions (`scheme/part:code`) are not met. */
export type GrantedNow = { granted: readonly { part: string; amountFen: Fen }[]; failed: readonly string[] };
/** The last decision before: what it granted and what it did not, and every part that was ever granted. */
export type DecidedLast = { granted: readonly string[]; failed: readonly string[]; ever: readonly string[] };
export type Finding = { parts: string[]; became: string[]; subsidyFen: Fen };

/**
 * Whether somebody has become eligible: a part is granted that the last decision did not grant, either for the first
 * time ever or because a condition of it was not met then. A part that only rests between its payments (by the quarter,
 * by the year) is no news. Nobody decided before: everything granted is new. Null: nothing new.
 */
export function decideFinding(now: GrantedNow, last: DecidedLast | null): Finding | null {
  const failedBefore = (part: string) => (last?.failed ?? []).filter((code) => code.startsWith(`${part}:`));
  const fresh = now.granted.filter(
    ({ part }) =>
      !last || (!last.granted.includes(part) && (!last.ever.includes(part) || failedBefore(part).length > 0)),
  );
  if (fresh.length === 0) return null;
  return {
    parts: fresh.map((one) => one.part),
    became: fresh.flatMap(({ part }) => failedBefore(part).filter((code) => !now.failed.includes(code))),
    subsidyFen: fresh.reduce((sum, one) => sum + one.amountFen, 0),
  };
}
