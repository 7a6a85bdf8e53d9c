import { z } from "zod";
import { isDay } from "../days.ts";
import { TABLE_BYTES } from "../table-file.ts";
import { uploadedFile } from "../uploads.ts";
import type { ReadingGiven } from "./commands.ts";
import { meterKinds, parseReading } from "./rules-tariff.ts";

const id = z.string().min(1).max(40);
const day = z.string().trim().min(1, "required").refine(isDay, "day");
const why = z.string().trim().min(1, "required").max(200, "too-long");
const maybe = z.string().trim().max(200, "too-long");

/** What a meter shows is typed in its unit and comes out in hundredths. */
const reading = z.string().transform((text, context) => {
  const value = parseReading(text);
  if (value !== null) return value;
  context.addIssue({ code: "custom", message: text.trim() === "" ? "required" : "reading" });
  return z.NEVER;
});
/** Empty where a meter was not read. */
const maybeReading = z.string().transform((text, context) => {
  const value = text.trim() === "" ? null : parseReading(text);
  if (value !== null || text.trim() === "") return value;
  context.addIssue({ code: "custom", message: "reading" });
  return z.NEVER;
});

export const installMeterForm = z.strictObject({
  unitId: id,
  kind: z.enum(meterKinds, "choose"),
  serialNo: z.string().trim().min(1, "required").max(40, "too-long"),
  installedOn: day,
  firstValue: reading,
});

export const retireMeterForm = z.strictObject({ meterId: id, on: day, value: reading, reason: maybe });

/** One reading of one meter, by the desk. */
export const readMeterForm = z.strictObject({ unitId: id, meterId: id, readOn: day, value: reading, reason: maybe });

/** The meters of a lease's unit, six at most, those without a value left out; `reason` where one looks wrong. */
export const leaseReadingsForm = z.strictObject({
  leaseId: id,
  readOn: day,
  reason: maybe,
  meter0: id.optional(),
  value0: maybeReading.optional(),
  meter1: id.optional(),
  value1: maybeReading.optional(),
  meter2: id.optional(),
  value2: maybeReading.optional(),
  meter3: id.optional(),
  value3: maybeReading.optional(),
  meter4: id.optional(),
  value4: maybeReading.optional(),
  meter5: id.optional(),
  value5: maybeReading.optional(),
});

/** The readings that were filled in, each with its field, where a refusal is shown. */
export const readingsOf = (form: z.output<typeof leaseReadingsForm>): ReadingGiven[] =>
  ([0, 1, 2, 3, 4, 5] as const).flatMap((row) => {
    const [meterId, valueHundredths] = [form[`meter${row}`], form[`value${row}`]];
    if (meterId === undefined || valueHundredths === undefined || valueHundredths === null) return [];
    return [{ meterId, readOn: form.readOn, valueHundredths, reason: form.reason, field: `value${row}` }];
  });

/** A list of readings; what is in it is looked at when it is read. */
export const readingFileForm = z.strictObject({ file: uploadedFile(TABLE_BYTES, ["zip", "ole", "text"]) });
export const readingImportForm = z.strictObject({ importId: id });
export const acceptReadingForm = z.strictObject({ rowId: id, why });
export const dismissReadingForm = z.strictObject({ rowId: id, leaveWhy: why });
export const chargeReadingsForm = z.strictObject({ upTo: day });
