import { z } from "zod";
import { instantOn, isDay } from "../days.ts";
import type { NewRound } from "./rules-new.ts";
import { type SourcePreset, sourcePresets, sourcesOf } from "./sources.ts";

const id = z.string().min(1).max(40);
const text = (most: number) => z.string().trim().min(1, "required").max(most, "too-long");
const issue = z.string().trim().max(120, "too-long").optional();
const day = z.string().trim().min(1, "required").refine(isDay, "day");
const hour = z
  .string()
  .regex(/^(?:[01]?\d|2[0-3])$/, "choose")
  .transform(Number);
const whole = z
  .string()
  .trim()
  .min(1, "required")
  .regex(/^\d{1,6}$/, "whole-number")
  .transform(Number);

/** The fields in which each preset's issues are typed, in the preset's order (lib/rounds/sources.ts). */
export const issueFields = {
  beacon: ["beaconIssue"],
  dice: ["diceIssue"],
  lotteries: ["ssqIssue", "dltIssue", "pl5Issue"],
} as const satisfies Record<SourcePreset, readonly string[]>;

export const createRoundForm = z
  .strictObject({
    code: text(20),
    nameZh: text(60),
    nameEn: text(80),
    opensOn: day,
    opensHour: hour,
    closesOn: day,
    closesHour: hour,
    moveInOn: day,
    offerHours: whole,
    preset: z.enum(sourcePresets, "choose"),
    beaconIssue: issue,
    diceIssue: issue,
    ssqIssue: issue,
    dltIssue: issue,
    pl5Issue: issue,
    fallback: text(500),
  })
  .superRefine((form, context) => {
    for (const field of issueFields[form.preset] ?? [])
      if (!form[field]) context.addIssue({ code: "custom", path: [field], message: "required" });
  });

/** The round that a filled form drafts; days and hours are the city's. */
export function newRoundOf(form: z.output<typeof createRoundForm>): NewRound {
  const { code, nameZh, nameEn, moveInOn, offerHours, fallback, preset } = form;
  const issues = issueFields[preset].map((field) => form[field] ?? "");
  return {
    code,
    nameZh,
    nameEn,
    opensAt: instantOn(form.opensOn, form.opensHour),
    closesAt: instantOn(form.closesOn, form.closesHour),
    moveInOn,
    offerHours,
    sources: sourcesOf(preset, issues),
    fallback,
  };
}

/** So many units of each building and type: `cells` holds `b01:single`, `counts` the number typed for each, in one order. */
export const roundCountsForm = z.strictObject({
  roundId: id,
  cells: z.array(z.string().regex(/^[\w-]{1,40}:[\w-]{1,40}$/)),
  counts: z.array(
    z
      .string()
      .trim()
      .regex(/^\d{0,4}$/, "whole-number")
      .transform(Number),
  ),
});

export const countsOf = ({ cells, counts }: z.output<typeof roundCountsForm>) =>
  cells.map((cell, index) => {
    const [buildingId = "", roomTypeId = ""] = cell.split(":");
    return { buildingId, roomTypeId, count: counts[index] ?? 0 };
  });

export const roundUnitsForm = z.strictObject({ roundId: id, unitIds: z.array(id) });

/** Opening, freezing, publishing and finishing need nothing but the round. */
export const roundStepForm = z.strictObject({ roundId: id });
export const closeRoundForm = z.strictObject({
  roundId: id,
  reason: z.string().trim().max(500, "too-long").optional(),
});

const outcome = z.string().max(400, "too-long").optional();
/** What was typed of each source, in the announced order; presets have five at most. */
const outcomes = {
  roundId: id,
  source0: outcome,
  source1: outcome,
  source2: outcome,
  source3: outcome,
  source4: outcome,
};
export const outcomeForm = z.strictObject(outcomes);
/** `seen`: the canonical text that the operator looked at and confirms. */
export const drawForm = z.strictObject({ ...outcomes, seen: z.string().min(1).max(2000) });

export const outcomeFields = ["source0", "source1", "source2", "source3", "source4"] as const;
export const textsOf = (form: Partial<Record<(typeof outcomeFields)[number], string>>, count: number): string[] =>
  outcomeFields.slice(0, count).map((field) => form[field] ?? "");
