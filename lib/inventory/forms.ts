import { z } from "zod";
import { LONGEST_STATUS_REASON, statusesByHand } from "./rules.ts";

/** An operator's change of a unit's status by hand. */
export const setUnitStatusForm = z.strictObject({
  unitId: z.string().min(1).max(40),
  status: z.enum(statusesByHand, { error: "choose" }),
  reason: z.string().trim().min(1, "required").max(LONGEST_STATUS_REASON, "too-long"),
});
