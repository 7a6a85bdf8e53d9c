import { type Decision, grant, refuse } from "../errors.ts";

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
