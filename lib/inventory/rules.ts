import { type Decision, grant, refuse, refuseFields } from "../errors.ts";

export const unitStatuses = ["vacant", "held", "reserved", "occupied", "leaving", "outOfOrder", "frozen"] as const;
export type UnitStatus = (typeof unitStatuses)[number];

// held: offered or locked for somebody; reserved: a lease awaits signing or moving in; leaving: notice given.
// A unit with people in it is never frozen or taken out of order before they have left it.
const NEXT: Record<UnitStatus, readonly UnitStatus[]> = {
  vacant: ["held", "reserved", "outOfOrder", "frozen"],
  held: ["vacant", "reserved"],
  reserved: ["vacant", "occupied"],
  occupied: ["leaving"],
  leaving: ["occupied", "vacant", "outOfOrder"],
  outOfOrder: ["vacant", "frozen"],
  frozen: ["vacant", "outOfOrder"],
};

/** Whether a unit may go from one status straight to another; staying the same is no step. */
export const decideUnitStatus = (from: UnitStatus, to: UnitStatus): Decision<{ status: UnitStatus }> =>
  NEXT[from].includes(to) ? grant({ status: to }) : refuse("unit-status-not-possible", { from, to });

/** Whether people live in it: a tenant who has given notice is still there. */
export const livedIn = (status: UnitStatus): boolean => status === "occupied" || status === "leaving";

/** Occupancy in percent with at most one decimal; 0 of nothing is 0. */
export const occupancyPercent = (occupied: number, total: number): number =>
  total === 0 ? 0 : Math.round((occupied / total) * 1000) / 10;

/** What an operator may set by hand: the rest follows from offers, leases and moving in. */
export const statusesByHand = ["vacant", "outOfOrder", "frozen"] as const;

const byHand = (status: UnitStatus) => statusesByHand.some((known) => known === status);

export const LONGEST_STATUS_REASON = 200;

/**
 * Whether an operator may set a unit's status by hand, always for a reason. A unit that an offer or a lease holds
 * changes with these only, and one that a round under way counts on (`round`, its code) stays as it is: the places
 * were published.
 */
export function decideStatusByHand(given: {
  from: UnitStatus;
  to: UnitStatus;
  reason: string;
  round: string | null;
}): Decision<{ status: UnitStatus; reason: string }> {
  const { from, to, round } = given;
  const reason = given.reason.trim();
  if (!byHand(from) || !byHand(to)) return refuse("unit-status-by-hand", { from, to });
  const step = decideUnitStatus(from, to);
  if (!step.ok) return step;
  if (round !== null) return refuse("unit-in-round", { round });
  if (reason === "") return refuseFields([{ field: "reason", reason: "unit-status-reason-missing" }]);
  if (reason.length > LONGEST_STATUS_REASON)
    return refuseFields([
      { field: "reason", reason: "unit-status-reason-too-long", values: { most: LONGEST_STATUS_REASON } },
    ]);
  return grant({ status: to, reason });
}
