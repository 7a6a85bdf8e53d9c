import type { Told } from "#lib/subsidy/rules-facts";

// For each scheme somebody who meets every condition in 2026-09. Invented people.

export const MONTH = "2026-09";

/** Meets every condition of Changzhou's: recruited and insured in 2025-07, right after graduation. */
export const everyCondition = {
  degree: "master",
  skill: null,
  fullTimeDegree: true,
  birthDate: "1999-04-10",
  graduatedOn: "2025-06-30",
  recruitedOn: "2025-07-01",
  firstInsuredOn: "2025-07-15",
  insuredMonths: 14,
  employerKind: "enterprise",
  ownsLocalHome: false,
  spouseOwnsLocalHome: false,
  leaseRegistered: true,
} as const;

export const schemePeople: Readonly<Record<string, Told>> = {
  changzhou: everyCondition,
  zibo: { ...everyCondition, monthsBetweenJobs: 0 },
  ningbo: { ...everyCondition, freshGraduate: true, insuredMonthsTotal: 14, receivedExcludedAid: false },
  jiaxing: {
    ...everyCondition,
    county: "haining",
    onEstablishment: false,
    graduatedInHaining: true,
    nonPublicEmployer: true,
    contractMonths: 36,
    localHouseholdOrPermit: true,
    familyOwnsLocalHome: false,
    familySoldHomeIn5Years: false,
    incomeBelowLimit: true,
    receivedTalentHousing: false,
  },
  suzhou: {
    ...everyCondition,
    fromOutsideCity: true,
    freshGraduate: true,
    degreeFromAbroad: false,
    aiOrQuantumField: false,
    appliedOn: "2026-01-10",
  },
  "suzhou-sip": {
    ...everyCondition,
    worksAndContributesInPark: true,
    familyOwnsHomeInPark: false,
    inStateOwnedApartment: true,
    inPreferentialRental: false,
    preferentialRentalMonths: 0,
  },
  nanjing: {
    ...everyCondition,
    keyIndustryEmployer: false,
    seniorWorker: false,
    sharesParentsOnlyHome: false,
    firstAppliedOn: "2026-01-10",
    firstPaidOn: null,
  },
  "nanjing-yuhuatai": {
    ...everyCondition,
    inYuhuatai: true,
    coveredEmployer: true,
    topUniversity: true,
    receivedOtherDistrictSubsidy: false,
    approvedOn: "2026-03-01",
  },
  wuxi: {
    ...everyCondition,
    talentClassified: true,
    shortageField: true,
    rentsFromRelatives: false,
    receivedExcludedSubsidy: false,
    appliedOn: "2025-10-01",
  },
};
