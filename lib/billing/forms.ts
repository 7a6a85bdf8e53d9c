import { z } from "zod";
import { isDay, isMonth } from "../days.ts";
import { parseYuan } from "../money.ts";
import { uploadedFile } from "../uploads.ts";
import { FILE_BYTES, handMethods } from "./rules.ts";
import { type DeductionGiven, deductionKinds } from "./rules-deposit.ts";
import { handKinds } from "./rules-lines.ts";

export const runMonthForm = z.strictObject({ month: z.string().trim().refine(isMonth, "month") });

/** An amount is typed in yuan and comes out in fen. */
export const yuan = z.string().transform((text, context) => {
  const fen = parseYuan(text);
  if (fen !== null && fen > 0) return fen;
  context.addIssue({ code: "custom", message: "amount" });
  return z.NEVER;
});
const id = z.string().max(40);
const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, "invalid");
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
  refundId: ulid,
  personId: id,
  amountFen: yuan,
  reason: why,
});
export const approveRefundForm = z.strictObject({ refundId: id, amountFen: yuan });
export const rejectRefundForm = z.strictObject({ refundId: id, reason: why });

const deductionKind = z.enum(deductionKinds, "choose");
/** Empty where nothing is deducted in that row. */
const deducted = z.string().transform((text, context) => {
  const fen = text.trim() === "" ? 0 : parseYuan(text);
  if (fen !== null) return fen;
  context.addIssue({ code: "custom", message: "amount" });
  return z.NEVER;
});
const deductedFor = z.string().trim().max(200, "too-long");

/** Four rows of what is kept of a deposit; a row without amount and reason is none. */
export const returnDepositForm = z.strictObject({
  leaseId: id,
  kind0: deductionKind,
  amount0: deducted,
  reason0: deductedFor,
  kind1: deductionKind,
  amount1: deducted,
  reason1: deductedFor,
  kind2: deductionKind,
  amount2: deducted,
  reason2: deductedFor,
  kind3: deductionKind,
  amount3: deducted,
  reason3: deductedFor,
});
export const deductionRows = [0, 1, 2, 3] as const;

/** The rows that were filled in, each with its place on the form, where a refusal is shown. */
export const deductionsOf = (form: z.output<typeof returnDepositForm>): DeductionGiven[] =>
  deductionRows
    .map((row) => ({ row, kind: form[`kind${row}`], amountFen: form[`amount${row}`], reason: form[`reason${row}`] }))
    .filter(({ amountFen, reason }) => amountFen !== 0 || reason !== "");

/** `chargeId` is made with the form: sending it twice charges once. */
export const handChargeForm = z.strictObject({
  chargeId: ulid,
  billId: id,
  month: z.string().refine(isMonth, "month"),
  kind: z.enum(handKinds, "choose"),
  chargeFen: yuan,
  reason: why,
});
export const takeOffForm = z.strictObject({ lineId: id, why });
