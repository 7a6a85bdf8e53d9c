import { z } from "zod";
import { isDay, isMonth } from "../days.ts";
import { TABLE_BYTES } from "../table-file.ts";
import { uploadedFile } from "../uploads.ts";
import { registers } from "./rules.ts";

const id = z.string().max(40);

/** A register's list; what is in it is looked at by `readTableFile`, which says more of what is wrong. */
export const registerFileForm = z.strictObject({
  register: z.enum(registers, { error: "choose" }),
  asOf: z.string().trim().min(1, "required").refine(isDay, "day"),
  file: uploadedFile(TABLE_BYTES, ["zip", "ole", "text"]),
});
export const registerImportForm = z.strictObject({ importId: id });
export const seeFindingsForm = z.strictObject({
  month: z.string().refine(isMonth, "month"),
  personId: z.array(id).min(1),
});
