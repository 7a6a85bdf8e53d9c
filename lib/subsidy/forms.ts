import { z } from "zod";

const settlementId = z.string().max(40);
/** What the officer was shown: SHA-256 in hex. */
const contentHash = z.string().regex(/^[0-9a-f]{64}$/, "invalid");

export const checkForm = z.strictObject({ settlementId, contentHash });
export const approveForm = z.strictObject({ settlementId, contentHash });
export const returnForm = z.strictObject({
  settlementId,
  reason: z.string().trim().min(1, "required").max(500, "too-long"),
});
