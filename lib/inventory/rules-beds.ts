import { type Decision, grant, refuse } from "../errors.ts";
import { decideUnitStatus, type UnitStatus } from "./rules.ts";

// A unit let by the bed has one status for all its beds: that of the bed that is furthest on its way.

const FURTHER: readonly UnitStatus[] = ["vacant", "held", "reserved", "occupied"];

/**
 * The status of a unit once one of its places (`bed` 0: all of it) is reserved or moved into. By the bed the others may
 * be further already, and then nothing changes; `status` is null for no change.
 */
export function decidePlaceStatus(
  from: UnitStatus,
  to: "reserved" | "occupied",
  bed: number,
): Decision<{ status: UnitStatus | null }> {
  if (bed === 0) return decideUnitStatus(from, to);
  const [at, wanted] = [FURTHER.indexOf(from), FURTHER.indexOf(to)];
  if (at < 0) return refuse("unit-status-not-possible", { from, to });
  return at >= wanted ? grant({ status: null }) : grant({ status: to });
}
