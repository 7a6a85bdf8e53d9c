import { z } from "zod";

const draftId = z.string().max(40);
const revision = z.coerce.number().int().min(1).max(1_000_000);
const name = z.string().trim().min(1, "required").max(100, "too-long");
const fromMonth = z.string().regex(/^\d{4}-\d{2}$/, "invalid");
const reason = z.string().trim().max(500, "too-long");
/** What the officer was shown: SHA-256 in hex. */
const contentHash = z.string().regex(/^[0-9a-f]{64}$/, "invalid");

/** `source`: `live:<scheme>`, `scheme:<name>` or `draft:<id>`. */
export const newDraftForm = z.strictObject({ source: z.string().max(80), target: z.string().max(60), name, fromMonth });
/** Beside these one field for each value, condition and part of the scheme, which rules-edit.ts reads one by one. */
export const saveDraftForm = z
  .object({
    draftId,
    revision,
    name,
    nameZh: name,
    nameEn: name,
    fromMonth,
    retroactiveReason: reason.default(""),
  })
  .catchall(z.string().max(200));
/** The same, not to be kept, with what it is compared with and how what nobody records is counted. */
export const previewForm = saveDraftForm.extend({ against: z.string().max(80), untold: z.string().max(2) });
export const proposeForm = z.strictObject({ draftId, revision });
export const publishForm = z.strictObject({ draftId, contentHash });
export const rejectForm = z.strictObject({ draftId, reason: reason.min(1, "required") });
export const discardForm = z.strictObject({ draftId, revision });
