import { choice, count, day, flag, id, instant, table, text, uniqueIndex } from "../columns.ts";

export const degrees = ["doctor", "master", "bachelor", "associate", "secondary"] as const;
export const skills = ["seniorTechnician", "technician"] as const;
export const employerKinds = ["enterprise", "publicInstitution", "university", "government", "selfEmployed"] as const;
export const genders = ["female", "male"] as const;

/**
 * A person and what they told us. ID number and phone are kept encrypted (`…Sealed`) and looked up by keyed hash;
 * everything but the phone is null until the profile has been filled in.
 */
export const people = table(
  "people",
  {
    id: id(),
    phoneSealed: text().notNull(),
    phoneHash: text().notNull(),
    name: text(),
    residentIdSealed: text(),
    residentIdHash: text(),
    birthDate: day(),
    gender: choice(genders),
    degree: choice(degrees),
    skill: choice(skills),
    fullTimeDegree: flag(),
    school: text(),
    major: text(),
    graduatedOn: day(),
    employerName: text(),
    employerKind: choice(employerKinds),
    recruitedOn: day(),
    firstInsuredOn: day(),
    /** Unbroken months of insurance completed before the month of `insuredMonthsAsOf`. */
    insuredMonths: count(),
    insuredMonthsAsOf: text(),
    ownsLocalHome: flag(),
    spouseOwnsLocalHome: flag(),
    leaseRegistered: flag(),
    version: count().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (person) => [
    uniqueIndex("people_one_per_phone").on(person.phoneHash),
    uniqueIndex("people_one_per_resident_id").on(person.residentIdHash),
  ],
);
