import type { Day } from "../days.ts";

export const degrees = ["doctor", "master", "bachelor", "associate", "secondary"] as const;
export const skills = ["seniorTechnician", "technician"] as const;
export const employerKinds = ["enterprise", "publicInstitution", "university", "government", "selfEmployed"] as const;
export const qualifications = [...degrees, ...skills] as const;

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

export const factKinds = ["day", "yesNo", "number", "choice"] as const;
export type FactKind = (typeof factKinds)[number];
/** What may be answered to a fact; `nullable` where "none" is an answer too, not only a missing one. */
export type FactForm = { kind: FactKind; choices?: readonly string[]; nullable?: boolean };
export type FactValue = string | number | boolean | null;

/** A person's facts as a scheme asks for them: those that every scheme may use and those that one declares. */
export type Told = Readonly<Record<string, FactValue | undefined>>;

/** The facts every scheme may use; whatever else a scheme asks, it declares in its own file. */
export const baseFacts: Readonly<Record<keyof Facts, FactForm>> = {
  degree: { kind: "choice", choices: degrees, nullable: true },
  skill: { kind: "choice", choices: skills, nullable: true },
  fullTimeDegree: { kind: "yesNo" },
  birthDate: { kind: "day" },
  graduatedOn: { kind: "day" },
  recruitedOn: { kind: "day" },
  firstInsuredOn: { kind: "day" },
  insuredMonths: { kind: "number" },
  employerKind: { kind: "choice", choices: employerKinds },
  ownsLocalHome: { kind: "yesNo" },
  spouseOwnsLocalHome: { kind: "yesNo" },
  leaseRegistered: { kind: "yesNo" },
};
