import { z } from "zod";
import { isDay } from "../days.ts";
import { parseYuan } from "../money.ts";
import { TABLE_BYTES } from "../table-file.ts";
import { uploadedFile } from "../uploads.ts";

const id = z.string().max(40);
/** Made with the form: sending it twice does it once. */
const newId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, "invalid");
const day = z.string().trim().refine(isDay, "day");
const reference = z.string().trim().min(1, "required").max(80, "too-long");
const yuan = z.string().transform((text, context) => {
  const fen = parseYuan(text);
  if (fen !== null && fen > 0) return fen;
  context.addIssue({ code: "custom", message: "amount" });
  return z.NEVER;
});

export const accountForm = z.strictObject({
  holderName: z.string().trim().min(1, "required").max(60, "too-long"),
  bankName: z.string().trim().min(2, "required").max(60, "too-long"),
  accountNo: z.string().trim().min(1, "required").max(40, "too-long"),
});

export const fundingForm = z.strictObject({
  settlementId: id,
  fund: z.string().max(60),
  amountFen: yuan,
  paidOn: day,
  reference,
});

/** `back`: public finance took it back; the amount is typed without a sign. */
export const correctionFundingForm = z.strictObject({
  correctionId: id,
  fund: z.string().max(60),
  direction: z.enum(["paid", "back"]),
  amountFen: yuan,
  paidOn: day,
  reference,
});

/** `seen` is the hash of what the page showed as ready. */
export const payoutFileForm = z.strictObject({ fileId: newId, seen: z.string().regex(/^[0-9a-f]{64}$/, "invalid") });
export const paidForm = z.strictObject({ payoutId: id, on: day, reference });
export const returnedForm = z.strictObject({
  payoutId: id,
  on: day,
  reason: z.string().trim().min(1, "required").max(120, "too-long"),
});
/** Ticked: the officer has made sure that the account is right. */
export const againForm = z.strictObject({ payoutId: id, sameAccount: z.literal("yes").optional() });

export const answerFileForm = z.strictObject({ file: uploadedFile(TABLE_BYTES, ["zip", "ole", "text"]) });
export const decideAnswerForm = z.strictObject({ answerId: id });
