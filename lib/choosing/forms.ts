import { z } from "zod";

const id = z.string().min(1).max(40);
/** As `placeId` writes it: `b03-0501`, `b03-0501:2`. */
const place = z.string().regex(/^[\w-]{1,40}(?::[1-9]\d?)?$/);
const reason = z.string().trim().max(500, "too-long");

/** What the map was narrowed to, so that it still is after a press. */
const shown = { type: z.string().max(40).optional(), fit: z.literal("all").optional() };

export const holdForm = z.strictObject({ roundId: id, place, ...shown });
export const letGoForm = z.strictObject({ roundId: id, ...shown });
/** `authorised`: the person signs that the subsidy goes straight against the rent. */
export const takeForm = z.strictObject({ roundId: id, place, authorised: z.literal("on").optional() });
export const passForm = z.strictObject({ roundId: id });

export const releaseForm = z.strictObject({ roundId: id, place, reason });
export const extendForm = z.strictObject({
  roundId: id,
  minutes: z
    .string()
    .trim()
    .min(1, "required")
    .regex(/^\d{1,4}$/, "whole-number")
    .transform(Number),
  /** a name of its own: the page has both forms */
  why: reason,
});
