import type { Day } from "../days.ts";

/** What a scheme may ask about a person, by kind of answer. A further fact is added here and in `Facts`. */
export const dayFacts = ["birthDate", "graduatedOn", "recruitedOn", "firstInsuredOn"] as const;
export const yesNoFacts = ["fullTimeDegree", "ownsLocalHome", "spouseOwnsLocalHome", "leaseRegistered"] as const;
export const numberFacts = ["insuredMonths"] as const;
export const choiceFacts = ["degree", "skill", "employerKind"] as const;

export const degrees = ["doctor", "master", "bachelor", "associate", "secondary"] as const;
export const skills = ["seniorTechnician", "technician"] as const;
export const employerKinds = ["enterprise", "publicInstitution", "university", "government", "selfEmployed"] as const;
export const qualifications = [...degrees, ...skills] as const;

export type DayFact = (typeof dayFacts)[number];
export type Degree = (typeof degrees)[number];
export type Skill = (typeof skills)[number];
export type EmployerKind = (typeof employerKinds)[number];
export type Qualification = (typeof qualifications)[number];

/** One person's facts in one month; null is "not told yet". */
export type Facts = {
  degree: Degree | null;
  skill: Skill | null;
  fullTimeDegree: boolean | null;
  birthDate: Day | null;
  graduatedOn: Day | null;
  recruitedOn: Day | null;
  /** First social insurance (社保) in the city. */
  firstInsuredOn: Day | null;
  /** Unbroken months of insurance completed before the month that is decided. */
  insuredMonths: number | null;
  employerKind: EmployerKind | null;
  ownsLocalHome: boolean | null;
  /** False where there is no spouse. */
  spouseOwnsLocalHome: boolean | null;
  leaseRegistered: boolean | null;
};

/** Somebody of whom nothing is known yet. */
export const unknownFacts: Facts = {
  degree: null,
  skill: null,
  fullTimeDegree: null,
  birthDate: null,
  graduatedOn: null,
  recruitedOn: null,
  firstInsuredOn: null,
  insuredMonths: null,
  employerKind: null,
  ownsLocalHome: null,
  spouseOwnsLocalHome: null,
  leaseRegistered: null,
};
