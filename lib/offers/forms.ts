import { z } from "zod";
import { declineReasons, LONGEST_NOTE, withdrawnPlaces } from "./rules-reasons.ts";

const id = z.string().min(1).max(40);

/** `authorised`: the person signs that the subsidy goes straight against the rent. */
export const acceptOfferForm = z.strictObject({ offerId: id, authorised: z.literal("on").optional() });

export const declineOfferForm = z.strictObject({
  offerId: id,
  reason: z.enum(declineReasons, { error: "choose" }),
  note: z
    .string()
    .trim()
    .max(LONGEST_NOTE, "too-long")
    .optional()
    .transform((text) => text || null),
});

export const withdrawOfferForm = z.strictObject({
  offerId: id,
  reason: z.string().trim().min(1, "required").max(200, "too-long"),
  place: z.enum(withdrawnPlaces, { error: "choose" }),
});

export const leaveWaitingForm = z.strictObject({ applicationId: id, categoryId: z.string().min(1).max(120) });
