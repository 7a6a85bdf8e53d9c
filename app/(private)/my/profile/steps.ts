import type { Profile } from "#lib/people/rules";

/** The form in sensible parts, one question group a page, in the order in which it is filled in. */
export const profileSteps = [
  { step: "identity", fields: ["name", "residentId"] },
  { step: "education", fields: ["degree", "fullTimeDegree", "graduatedOn", "school", "major", "skill"] },
  { step: "work", fields: ["employerKind", "employerName", "recruitedOn", "firstInsuredOn", "insuredMonths"] },
  { step: "home", fields: ["ownsLocalHome", "spouseOwnsLocalHome", "leaseRegistered"] },
] as const satisfies readonly { step: string; fields: readonly (keyof Profile)[] }[];

export type ProfileStep = (typeof profileSteps)[number]["step"];
export type ProfileField = (typeof profileSteps)[number]["fields"][number];

export const isProfileStep = (text: string): text is ProfileStep => profileSteps.some(({ step }) => step === text);

/** The step after `from` in which something is missing; null: nothing is. */
export function nextMissing(missing: readonly string[], from: ProfileStep): ProfileStep | null {
  const at = profileSteps.findIndex(({ step }) => step === from);
  const others = [...profileSteps.slice(at + 1), ...profileSteps.slice(0, at)];
  return others.find(({ fields }) => fields.some((field) => missing.includes(field)))?.step ?? null;
}
