import { addMonthsToDay, type Day, isDay, monthOf, monthsBetween } from "../days.ts";
import { type Decision, grant, type Refusal, refuse } from "../errors.ts";
import type { Degree, EmployerKind, Skill } from "../subsidy/rules-facts.ts";
import { checkMobile, checkResidentId } from "./numbers.ts";

export type Profile = {
  name: string;
  residentId: string;
  phone: string;
  degree: Degree | null;
  skill: Skill | null;
  fullTimeDegree: boolean | null;
  school: string | null;
  major: string | null;
  graduatedOn: Day | null;
  employerName: string | null;
  employerKind: EmployerKind | null;
  recruitedOn: Day | null;
  firstInsuredOn: Day | null;
  /** unbroken months of insurance completed before this month */
  insuredMonths: number | null;
  ownsLocalHome: boolean | null;
  spouseOwnsLocalHome: boolean | null;
  leaseRegistered: boolean | null;
};

export type ProfileIssue = { field: keyof Profile; reason: string; values: Record<string, string | number> };

/** Nobody may be employed before this age: Labour Law (劳动法), Article 15. */
export const WORKING_AGE = 16;

type Check = (profile: Profile, today: Day) => ProfileIssue[];

const issue = (field: keyof Profile, reason: string, values: Record<string, string | number> = {}): ProfileIssue => ({
  field,
  reason,
  values,
});
const fromRefusal = (field: keyof Profile, { reason, values }: Refusal): ProfileIssue =>
  issue(field, reason, values ?? {});

const checkIdentity: Check = (profile, today) => {
  const issues: ProfileIssue[] = [];
  if (profile.name.trim() === "") issues.push(issue("name", "name-missing"));
  const residentId = checkResidentId(profile.residentId, today);
  if (!residentId.ok) issues.push(fromRefusal("residentId", residentId));
  const mobile = checkMobile(profile.phone);
  if (!mobile.ok) issues.push(fromRefusal("phone", mobile));
  return issues;
};

const checkDegree: Check = ({ degree, graduatedOn }) =>
  degree !== null && graduatedOn === null ? [issue("graduatedOn", "graduation-date-missing", { degree })] : [];

const DATED = [
  { field: "graduatedOn", future: "graduation-in-future", early: "graduation-too-early" },
  { field: "recruitedOn", future: "recruitment-in-future", early: "recruitment-too-early" },
  { field: "firstInsuredOn", future: "first-insured-in-future", early: "first-insured-too-early" },
] as const;

/** No day of a working life lies in the future or before the 16th birthday. */
const checkDates: Check = (profile, today) => {
  const identity = checkResidentId(profile.residentId, today);
  const workingFrom = identity.ok ? addMonthsToDay(identity.birthDate, WORKING_AGE * 12) : null;
  return DATED.flatMap(({ field, future, early }) => {
    const day = profile[field];
    if (day === null) return [];
    if (!isDay(day)) return [issue(field, "day-invalid", { day })];
    if (day > today) return [issue(field, future, { day, today })];
    if (workingFrom !== null && day < workingFrom) return [issue(field, early, { day, earliest: workingFrom })];
    return [];
  });
};

const checkInsurance: Check = ({ firstInsuredOn, insuredMonths }, today) => {
  if (insuredMonths === null) return [];
  if (!Number.isSafeInteger(insuredMonths) || insuredMonths < 0)
    return [issue("insuredMonths", "insured-months-invalid")];
  if (firstInsuredOn === null)
    return insuredMonths > 0 ? [issue("firstInsuredOn", "first-insured-missing", { months: insuredMonths })] : [];
  if (!isDay(firstInsuredOn) || firstInsuredOn > today) return [];
  // The first month can be an insured one; this month is not completed yet.
  const most = monthsBetween(monthOf(firstInsuredOn), monthOf(today));
  return insuredMonths > most
    ? [issue("insuredMonths", "insured-months-too-many", { months: insuredMonths, most, firstInsuredOn })]
    : [];
};

const checkEmployment: Check = ({ employerName, employerKind, recruitedOn }) => {
  const employed = recruitedOn !== null || (employerKind !== null && employerKind !== "selfEmployed");
  return employed && !employerName?.trim() && employerKind !== "selfEmployed"
    ? [issue("employerName", "employer-missing")]
    : [];
};

/** Everything in a profile that cannot be so on `today`, at the field to correct; empty when nothing contradicts. */
export const checkProfile = (profile: Profile, today: Day): ProfileIssue[] =>
  [checkIdentity, checkDegree, checkDates, checkInsurance, checkEmployment].flatMap((check) => check(profile, today));

const NEEDED_TO_APPLY = [
  "employerName",
  "employerKind",
  "recruitedOn",
  "insuredMonths",
  "ownsLocalHome",
] as const satisfies readonly (keyof Profile)[];

/** The fields still to fill in before applying, in the order of the form: a degree or a skill, work, insurance, home.
 * Dates that only some need (graduation, first insurance) are asked for by `checkProfile`. */
export function missingToApply(profile: Profile): (keyof Profile)[] {
  const missing: (keyof Profile)[] = [];
  if (profile.degree === null && profile.skill === null) missing.push("degree");
  if (profile.degree !== null && profile.fullTimeDegree === null) missing.push("fullTimeDegree");
  const selfEmployed = profile.employerKind === "selfEmployed";
  for (const field of NEEDED_TO_APPLY) {
    if (selfEmployed && (field === "employerName" || field === "recruitedOn")) continue;
    if (profile[field] === null || profile[field] === "") missing.push(field);
  }
  return missing;
}

/** Whether somebody with this profile may apply: nothing missing and nothing that contradicts. */
export function decideProfileComplete(profile: Profile, today: Day): Decision {
  const ready = missingToApply(profile).length === 0 && checkProfile(profile, today).length === 0;
  return ready ? grant({}) : refuse("profile-incomplete");
}
