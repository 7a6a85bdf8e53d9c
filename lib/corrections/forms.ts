import { z } from "zod";
import { yuan } from "../billing/forms.ts";
import { isDay, isMonth } from "../days.ts";
import { type FactName, factNames } from "./rules-fact.ts";

const id = z.string().max(40);
/** Made with the form, so that sending it twice does it once. */
const newOne = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, "invalid");
const why = z.string().trim().min(1, "required").max(300, "too-long");
const month = z.string().trim().refine(isMonth, "month");
const day = z.string().trim().refine(isDay, "day");
const months = { fromMonth: month, toMonth: month };
const begun = { correctionId: newOne, reason: why };

export const leaverForm = z.strictObject({ ...begun, leaseId: id, endedOn: day });
export const reformForm = z.strictObject({ ...begun, schemeId: id, version: z.string().max(80) });
export const factForm = z.strictObject({
  ...begun,
  ...months,
  personId: id,
  fact: z.enum(factNames as [FactName, ...FactName[]], "choose"),
  value: z.string().max(40),
  still: z.literal("yes").optional(),
});
export const handForm = z.strictObject({ ...begun, ...months, personId: id });
export const rentForm = z.strictObject({ ...begun, leaseId: id, fromOn: day, rentFen: yuan });

export const postForm = z.strictObject({ correctionId: id, contentHash: z.string().max(64) });
export const discardForm = z.strictObject({ correctionId: id, reason: why });

export const planForm = z.strictObject({ clawbackId: id, monthlyLimitFen: yuan, fromMonth: month, reason: why });
export const approvePlanForm = z.strictObject({ clawbackId: id, monthlyLimitFen: z.coerce.number(), fromMonth: month });
export const returnPlanForm = z.strictObject({ clawbackId: id, reason: why });
export const payNowForm = z.strictObject({ clawbackId: id, lineId: newOne, amountFen: yuan });

export const writeOffForm = z.strictObject({ writeOffId: newOne, billId: id, month, amountFen: yuan, reason: why });
export const decideWriteOffForm = z.strictObject({ writeOffId: id });
export const rejectWriteOffForm = z.strictObject({ writeOffId: id, reason: why });
export const clawbackWriteOffForm = z.strictObject({
  writeOffId: newOne,
  clawbackId: id,
  amountFen: yuan,
  reason: why,
});
export const decideClawbackWriteOffForm = z.strictObject({ clawbackId: id });
export const rejectClawbackWriteOffForm = z.strictObject({ clawbackId: id, reason: why });
