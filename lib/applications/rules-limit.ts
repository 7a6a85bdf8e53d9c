import { type Decision, grant, refuse } from "../errors.ts";
import { type Fen, yuanText } from "../money.ts";

/** A rent of the round and what is left of it to pay, by one person or by a group together. */
export type NetOfRent = { rentFen: Fen; dueFen: Fen };

/**
 * A highest net rent as the roster holds it: the highest rent of the round up to which nothing costs more than the limit.
 * The draw knows rents and no subsidies, so that whoever checks it need not know anybody's. Refuses with
 * `limit-below-all` (`lowest`, in yuan) where no place costs as little: such an application could get nothing.
 */
export function highestRentWithin(
  nets: readonly NetOfRent[],
  limitFen: Fen | null,
): Decision<{ maxRentFen: Fen | null }> {
  if (limitFen === null || nets.length === 0) return grant({ maxRentFen: null });
  const rising = [...nets].sort((a, b) => a.rentFen - b.rentFen);
  const above = rising.findIndex(({ dueFen }) => dueFen > limitFen);
  const highest = above < 0 ? rising.at(-1) : rising[above - 1];
  if (highest) return grant({ maxRentFen: highest.rentFen });
  return refuse("limit-below-all", { lowest: yuanText(Math.min(...nets.map(({ dueFen }) => dueFen))) });
}
