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

/** Who else has a part in a unit: leases that are signed or run, and offers that are open. */
export type OthersInUnit = { leases: readonly ("signed" | "active")[]; openOffers: number };

/**
 * The status of a unit once one of its places was given back. While somebody else has a bed of it, it keeps the status of
 * the one who is furthest on the way; `empty`: nobody has, and it becomes `to`. Whoever moves out of an occupied unit has
 * left it first, so that it goes the way every unit goes.
 */
export function decideFreedStatus(
  from: UnitStatus,
  others: OthersInUnit,
  to: "vacant" | "outOfOrder",
): Decision<{ status: UnitStatus; empty: boolean }> {
  if (others.leases.includes("active")) return grant({ status: "occupied", empty: false });
  if (others.leases.length > 0) return grant({ status: "reserved", empty: false });
  if (others.openOffers > 0) return grant({ status: "held", empty: false });
  if (from === to) return grant({ status: to, empty: true });
  const via: UnitStatus | null = from === "occupied" ? "leaving" : from === "held" && to !== "vacant" ? "vacant" : null;
  const first = via ? decideUnitStatus(from, via) : grant({ status: from });
  if (!first.ok) return first;
  const last = decideUnitStatus(first.status, to);
  return last.ok ? grant({ status: last.status, empty: true }) : last;
}
