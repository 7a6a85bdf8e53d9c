import { z } from "zod";
import { isDay } from "../days.ts";

const id = z.string().min(1).max(40);

export const registerLeaseForm = z.strictObject({
  leaseId: id,
  registrationNo: z.string().trim().min(1, "required").max(60, "too-long"),
  registeredOn: z.string().trim().min(1, "required").refine(isDay, "day"),
});

/** `identityChecked`: the operator has compared the person with the identity card; `early`: the term begins today. */
export const checkInForm = z.strictObject({
  leaseId: id,
  identityChecked: z.literal("on").optional(),
  early: z.literal("on").optional(),
});
