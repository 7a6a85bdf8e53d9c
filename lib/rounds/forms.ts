import { z } from "zod";
import { instantOn, isDay } from "../days.ts";
import { roundMechanisms } from "./rules.ts";
import type { NewRound } from "./rules-new.ts";
import { placeModes } from "./rules-places.ts";
import { type RoundTerms, TIERS_BY_DEGREE, USUAL_POINTS } from "./rules-terms.ts";
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
    mechanism: z.enum(roundMechanisms, "choose"),
    tiers: z.enum(["none", "degree"], "choose"),
    points: z.enum(["none", "usual"], "choose"),
    largestGroup: whole,
    refusalsOut: whole,
    rosterNoticeDays: whole,
    resultsNoticeDays: whole,
    waitlistMonths: whole,
    objectionContact: text(120),
    choosingOn: day.optional().or(z.literal("")),
    choosingFromHour: hour.optional(),
    choosingToHour: hour.optional(),
    turnMinutes: whole.optional(),
    turnSize: whole.optional(),
    holdMinutes: whole.optional(),
    missed: z.enum(["end", "out"], "choose").optional(),
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
    if (form.mechanism === "live" && !form.choosingOn)
      context.addIssue({ code: "custom", path: ["choosingOn"], message: "required" });
  });

/** The round that a filled form drafts; days and hours are the city's. */
export function newRoundOf(form: z.output<typeof createRoundForm>): NewRound {
  const { code, nameZh, nameEn, mechanism, moveInOn, offerHours, fallback, preset } = form;
  const issues = issueFields[preset].map((field) => form[field] ?? "");
  return {
    code,
    nameZh,
    nameEn,
    mechanism,
    opensAt: instantOn(form.opensOn, form.opensHour),
    closesAt: instantOn(form.closesOn, form.closesHour),
    moveInOn,
    offerHours,
    terms: termsOf(form),
    sources: sourcesOf(preset, issues),
    fallback,
  };
}

function termsOf(form: z.output<typeof createRoundForm>): RoundTerms {
  return {
    tiers: form.tiers === "degree" ? TIERS_BY_DEGREE : null,
    points: form.points === "usual" ? USUAL_POINTS : [],
    largestGroup: form.largestGroup,
    refusalsOut: form.refusalsOut,
    rosterNoticeDays: form.rosterNoticeDays,
    resultsNoticeDays: form.resultsNoticeDays,
    waitlistMonths: form.waitlistMonths,
    objectionContact: form.objectionContact,
    choosing:
      form.mechanism !== "live"
        ? null
        : {
            startsOn: form.choosingOn ?? "",
            fromHour: form.choosingFromHour ?? 9,
            toHour: form.choosingToHour ?? 17,
            turnMinutes: form.turnMinutes ?? 10,
            turnSize: form.turnSize ?? 1,
            holdMinutes: form.holdMinutes ?? 10,
            missed: form.missed ?? "end",
          },
  };
}

const counts = z.array(
  z
    .string()
    .trim()
    .regex(/^\d{0,4}$/, "whole-number")
    .transform(Number),
);

/**
 * So many units of each building and type, whole or by the bed: `cells` holds `b01:double:female`, `counts` the number
 * typed for each, in one order.
 */
export const roundCountsForm = z.strictObject({
  roundId: id,
  cells: z.array(z.string().regex(/^[\w-]{1,40}:[\w-]{1,40}:(?:whole|female|male)$/)),
  counts,
});

export const countsOf = ({ cells, counts }: z.output<typeof roundCountsForm>) =>
  cells.map((cell, index) => {
    const [buildingId = "", roomTypeId = "", given] = cell.split(":");
    const mode = placeModes.find((one) => one === given) ?? "whole";
    return { buildingId, roomTypeId, mode, count: counts[index] ?? 0 };
  });

/** Places kept for a class: `cells` holds `b01-single:doctor`, `counts` the number typed for each. */
export const reservesForm = z.strictObject({
  roundId: id,
  cells: z.array(z.string().regex(/^[\w-]{1,80}:[a-zA-Z]{1,40}$/)),
  counts,
});

export const reservesOf = ({ cells, counts }: z.output<typeof reservesForm>) =>
  cells.map((cell, index) => {
    const [categoryId = "", name = ""] = cell.split(":");
    return { categoryId, class: name, places: counts[index] ?? 0 };
  });

/** Whom a category puts first, one receipt number a line; the rules say what is missing (lib/rounds/rules-priority.ts). */
export const priorityForm = z.strictObject({
  roundId: id,
  categoryId: z.string().min(1, "choose").max(80),
  receipts: z.string().max(400_000, "too-long"),
  reason: z.string().max(2000, "too-long"),
});

/** Named units: whole, or with `:female` and `:male` by the bed. */
export const roundUnitsForm = z.strictObject({
  roundId: id,
  unitIds: z.array(z.string().regex(/^[\w-]{1,40}(?::(?:female|male))?$/)),
});

export const unitsOf = ({ unitIds }: z.output<typeof roundUnitsForm>) =>
  unitIds.map((given) => {
    const [unitId = "", by] = given.split(":");
    return { unitId, mode: placeModes.find((one) => one === by) ?? ("whole" as const) };
  });

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
export const proposeDrawForm = z.strictObject({
  ...outcomes,
  seen: z.string().min(1).max(2000),
  reason: z.string().trim().max(500, "too-long").optional(),
});
/** The second person has compared the outcomes with where they were published. */
export const confirmDrawForm = z.strictObject({
  roundId: id,
  drawId: id,
  seen: z.string().min(1).max(2000),
  compared: z.literal("yes", "draw-compared"),
});
export const cancelDrawForm = z.strictObject({ roundId: id, drawId: id });
export const reasonForm = z.strictObject({ roundId: id, reason: text(500) });

const statement = text(2000);
export const raiseObjectionForm = z.strictObject({
  roundId: id,
  about: z.string().trim().max(40).optional(),
  statement,
});
/** What came to the desk by phone or letter; `contact` is how to answer. */
export const enterObjectionForm = z.strictObject({
  roundId: id,
  about: z.string().trim().max(40).optional(),
  statement,
  contact: text(200),
});
export const decideObjectionForm = z.strictObject({
  roundId: id,
  objectionId: id,
  outcome: z.enum(["upheld", "rejected"], "choose"),
  answer: text(2000),
});

export const outcomeFields = ["source0", "source1", "source2", "source3", "source4"] as const;
export const textsOf = (form: Partial<Record<(typeof outcomeFields)[number], string>>, count: number): string[] =>
  outcomeFields.slice(0, count).map((field) => form[field] ?? "");
