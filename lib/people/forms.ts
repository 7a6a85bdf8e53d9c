import { z } from "zod";
import { isDay } from "../days.ts";
import { degrees, employerKinds, skills } from "../subsidy/rules-facts.ts";

/** Empty text is "not told". */
const orNull = <T extends z.ZodType>(told: T) =>
  z.preprocess((text) => (text === undefined || (typeof text === "string" && text.trim() === "") ? null : text), told);

const text = orNull(z.string().trim().max(80, "too-long").nullable());
const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  orNull(z.enum(values, "choose").nullable());
const yesNo = orNull(
  z
    .enum(["yes", "no"], "choose")
    .nullable()
    .transform((told) => (told === null ? null : told === "yes")),
);
const day = orNull(z.string().trim().refine(isDay, "day").nullable());
const months = orNull(
  z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, "whole-number")
    .transform(Number)
    .nullable(),
);
const version = z
  .string()
  .regex(/^\d{1,9}$/, "invalid")
  .transform(Number);

/** Where the person came from and goes back to: only the page that shows an application's answers. */
const back = z
  .string()
  .regex(/^\/my\/applications\/new\/[\w-]{1,40}\/check\?[\w=&%.,-]{1,1800}$/, "invalid")
  .optional();

export const identityForm = z.strictObject({
  version,
  back,
  name: z.string().trim().max(40, "too-long"),
  residentId: z.string().trim().max(40, "too-long"),
});

export const educationForm = z.strictObject({
  version,
  back,
  degree: choice(degrees),
  fullTimeDegree: yesNo,
  graduatedOn: day,
  school: text,
  major: text,
  skill: choice(skills),
});

export const workForm = z.strictObject({
  version,
  back,
  employerKind: choice(employerKinds),
  employerName: text,
  recruitedOn: day,
  firstInsuredOn: day,
  insuredMonths: months,
});

export const homeForm = z.strictObject({
  version,
  back,
  ownsLocalHome: yesNo,
  spouseOwnsLocalHome: yesNo,
  leaseRegistered: yesNo,
});
