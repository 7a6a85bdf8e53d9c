import { z } from "zod";
import { yuan } from "../billing/forms.ts";
import { isDay } from "../days.ts";
import { LONGEST_STATUS_REASON } from "../inventory/rules.ts";
import { offsetChoices } from "./authorising.ts";
import { unitsAfterCheckOut } from "./rules.ts";

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

/** `on`: the last day that counts; `reason`: why the unit must be mended before it is let again. */
export const checkOutForm = z.strictObject({
  leaseId: id,
  on: z.string().trim().min(1, "required").refine(isDay, "day"),
  toService: z.enum(unitsAfterCheckOut, { error: "choose" }),
  reason: z
    .string()
    .trim()
    .max(LONGEST_STATUS_REASON, "too-long")
    .optional()
    .transform((text) => text || null),
});

/** `fromOn`: the first day of the new rent, in yuan a month. */
export const changeRentForm = z.strictObject({
  leaseId: id,
  fromOn: z.string().trim().min(1, "required").refine(isDay, "day"),
  rentFen: yuan,
  reason: z.string().trim().min(1, "required").max(200, "too-long"),
});
export const withdrawRentChangeForm = z.strictObject({ changeId: id });

export const chooseOffsetForm = z.strictObject({ leaseId: id, choice: z.enum(offsetChoices, { error: "choose" }) });
