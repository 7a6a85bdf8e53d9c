import { z } from "zod";
import { isDay } from "#lib/days";
import { type Deadlines, waitingKinds } from "#lib/desk/rules-deadlines";
import { readJson } from "./read-json.ts";

const day = z.string().refine(isDay, "must be a day YYYY-MM-DD");
const rule = z.strictObject({ from: day, to: day.nullable(), workingDays: z.int().min(0).max(250) });
const form = z.strictObject({
  note: z.string(),
  daysOff: z.array(day),
  workedWeekends: z.array(day),
  deadlines: z.record(z.enum(waitingKinds), z.array(rule).min(1)),
});

let known: Deadlines | undefined;

/** How long an officer has for what waits, and which days are worked: `seeds/desk/deadlines.json`, read once. */
export function readDeadlines(): Deadlines {
  known ??= readJson("desk/deadlines.json", form);
  return known;
}
