import { z } from "zod";
import { isDay, isMonth } from "../days.ts";
import { parseYuan } from "../money.ts";
import { paymentMethods } from "./rules.ts";

export const runMonthForm = z.strictObject({ month: z.string().trim().refine(isMonth, "month") });

/** The amount is typed in yuan and comes out in fen. */
export const paymentForm = z.strictObject({
  billId: z.string().max(40),
  month: z.string().refine(isMonth, "month"),
  amountFen: z.string().transform((text, context) => {
    const fen = parseYuan(text);
    if (fen !== null && fen > 0) return fen;
    context.addIssue({ code: "custom", message: "amount" });
    return z.NEVER;
  }),
  paidOn: z.string().trim().refine(isDay, "day"),
  method: z.enum(paymentMethods, "choose"),
  reference: z.string().trim().min(1, "required").max(80, "too-long"),
});
