import { z } from "zod";
import { parseYuan } from "../money.ts";

const proposalId = z.string().max(40);

export const appropriationForm = z.strictObject({
  appropriationId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, "invalid"),
  fund: z.string().min(1, "choose").max(60),
  year: z
    .string()
    .trim()
    .regex(/^\d{4}$/, "invalid")
    .transform(Number),
  direction: z.enum(["raise", "cut"], "choose"),
  amountFen: z.string().transform((text, context) => {
    const fen = parseYuan(text);
    if (fen !== null && fen > 0) return fen;
    context.addIssue({ code: "custom", message: "amount" });
    return z.NEVER;
  }),
  reason: z.string().trim().min(1, "required").max(200, "too-long"),
});
export const approveAppropriationForm = z.strictObject({ proposalId });
export const rejectAppropriationForm = z.strictObject({
  proposalId,
  reason: z.string().trim().min(1, "required").max(200, "too-long"),
});
