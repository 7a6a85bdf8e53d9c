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

/** Statuses of a room let by the bed of which somebody has one. */
export const sharedStatuses = ["held", "reserved", "occupied", "leaving"] as const satisfies readonly UnitStatus[];
const isShared = (status: UnitStatus) => sharedStatuses.some((one) => one === status);

/**
 * Whether a round can promise beds of a unit (0: all of it) for somebody of `gender`, null for a whole unit: an empty one is
 * held for it; in a room let by the bed to the same gender others may live as long as nobody has one of these beds, and
 * its status stays (`null`).
 */
export function decideHolding(
  unit: { status: UnitStatus; bedGender: string | null; gender: string | null; beds: readonly number[] },
  taken: ReadonlySet<number>,
): Decision<{ status: UnitStatus | null }> {
  const { status, bedGender, gender, beds } = unit;
  const sameRoom = gender !== null && gender === bedGender && isShared(status);
  if (!sameRoom) return decideUnitStatus(status, "held");
  const free = !taken.has(0) && beds.every((bed) => !taken.has(bed));
  return free ? grant({ status: null }) : refuse("unit-status-not-possible", { from: status, to: "held" });
}

/** Whether a place that a round promised is still there to be given: its unit held, or its bed in a shared room nobody's. */
export const stillPromised = (
  { status, bedGender, bed }: { status: UnitStatus; bedGender: string | null; bed: number },
  taken: ReadonlySet<number>,
): boolean =>
  status === "held" || (bed > 0 && bedGender !== null && isShared(status) && !taken.has(0) && !taken.has(bed));

/** Who else has a part in a unit: leases that are signed or run, offers that are open, and beds that a round promised. */
export type OthersInUnit = { leases: readonly ("signed" | "active")[]; openOffers: number; promised: number };

export const othersHave = ({ leases, openOffers, promised }: OthersInUnit): boolean =>
  leases.length + openOffers + promised > 0;

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
  if (others.openOffers + others.promised > 0) return grant({ status: "held", empty: false });
  if (from === to) return grant({ status: to, empty: true });
  const via: UnitStatus | null = from === "occupied" ? "leaving" : from === "held" && to !== "vacant" ? "vacant" : null;
  const first = via ? decideUnitStatus(from, via) : grant({ status: from });
  if (!first.ok) return first;
  const last = decideUnitStatus(first.status, to);
  return last.ok ? grant({ status: last.status, empty: true }) : last;
}
