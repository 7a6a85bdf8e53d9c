import { z } from "zod";

const id = z.string().min(1).max(40);

/** `authorised`: the person signs that the subsidy goes straight against the rent. */
export const acceptOfferForm = z.strictObject({ offerId: id, authorised: z.literal("on").optional() });

export const declineOfferForm = z.strictObject({
  offerId: id,
  reason: z
    .string()
    .trim()
    .max(500, "too-long")
    .optional()
    .transform((text) => text || null),
});
