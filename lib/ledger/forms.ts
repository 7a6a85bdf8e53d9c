import { z } from "zod";
import { isMonth } from "../days.ts";

const month = z.string().trim().refine(isMonth, "month");

export const closePeriodForm = z.strictObject({ month });
export const reopenPeriodForm = z.strictObject({
  month,
  reason: z.string().trim().min(1, "required").max(200, "too-long"),
});
