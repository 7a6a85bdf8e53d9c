import { z } from "zod";
import { isDay, isMonth } from "../days.ts";
import { parseYuan } from "../money.ts";
import { uploadedFile } from "../uploads.ts";
import { FILE_BYTES, handMethods } from "./rules.ts";

export const runMonthForm = z.strictObject({ month: z.string().trim().refine(isMonth, "month") });

/** An amount is typed in yuan and comes out in fen. */
export const yuan = z.string().transform((text, context) => {
  const fen = parseYuan(text);
  if (fen !== null && fen > 0) return fen;
  context.addIssue({ code: "custom", message: "amount" });
  return z.NEVER;
});
const id = z.string().max(40);
const why = z.string().trim().min(1, "required").max(200, "too-long");

export const paymentForm = z.strictObject({
  billId: id,
  month: z.string().refine(isMonth, "month"),
  amountFen: yuan,
  paidOn: z.string().trim().refine(isDay, "day"),
  method: z.enum(handMethods, "choose"),
  reference: z.string().trim().min(1, "required").max(80, "too-long"),
  /** Ticked: what is above the bill is kept as the person's credit. */
  rest: z.literal("credit").optional(),
});

/** A bank's list; what is in it is looked at by `readBankFile`, which says more of what is wrong. */
export const bankFileForm = z.strictObject({ file: uploadedFile(FILE_BYTES, ["zip", "ole", "text"]) });
export const confirmImportForm = z.strictObject({ importId: id, accept: z.array(id) });
export const discardImportForm = z.strictObject({ importId: id });
export const matchRowForm = z.strictObject({
  rowId: id,
  billNo: z.string().trim().min(1, "required").max(40, "too-long"),
});
export const dismissRowForm = z.strictObject({ rowId: id, why });

/** `refundId` is made with the form: sending it twice proposes once. */
export const refundForm = z.strictObject({
  refundId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, "invalid"),
  personId: id,
  amountFen: yuan,
  reason: why,
});
export const approveRefundForm = z.strictObject({ refundId: id, amountFen: yuan });
export const rejectRefundForm = z.strictObject({ refundId: id, reason: why });
