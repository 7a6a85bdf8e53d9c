/** Why people decline (弃选原因), as they choose it from a list; `other` needs a word besides. */
export const declineReasons = ["rent", "room", "place", "moveIn", "otherHome", "leaving", "other"] as const;
export type DeclineReason = (typeof declineReasons)[number];

/**
 * Why an offer is taken back. `upgraded`: a wish further up came free; `housed`: somebody of the application signed
 * another lease; `staff`: an operator, with a reason; `outOfService`: an operator too, since the place cannot be let.
 */
export const withdrawalReasons = ["upgraded", "housed", "staff", "outOfService"] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];

/** What becomes of the place of an offer that staff take back. */
export const withdrawnPlaces = ["passOn", "outOfService"] as const;
export type WithdrawnPlace = (typeof withdrawnPlaces)[number];

export const LONGEST_NOTE = 500;
