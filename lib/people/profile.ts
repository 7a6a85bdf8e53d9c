import type { people } from "#db/schema";
import type { Month } from "../days.ts";
import { unseal } from "../secrets.ts";
import type { Profile } from "./rules.ts";
import { insuredMonthsBefore } from "./rules-insured.ts";

export type PersonRow = typeof people.$inferSelect;

/** A person's row as the profile the rules know, unsealed; insured months are those completed before `month`. */
export const profileOf = (row: PersonRow, month: Month): Profile => ({
  name: row.name ?? "",
  residentId: row.residentIdSealed ? unseal(row.residentIdSealed, `people.residentId:${row.id}`) : "",
  phone: unseal(row.phoneSealed, `people.phone:${row.id}`),
  degree: row.degree,
  skill: row.skill,
  fullTimeDegree: row.fullTimeDegree,
  school: row.school,
  major: row.major,
  graduatedOn: row.graduatedOn,
  employerName: row.employerName,
  employerKind: row.employerKind,
  recruitedOn: row.recruitedOn,
  firstInsuredOn: row.firstInsuredOn,
  insuredMonths: insuredMonthsBefore(month, row),
  ownsLocalHome: row.ownsLocalHome,
  spouseOwnsLocalHome: row.spouseOwnsLocalHome,
  leaseRegistered: row.leaseRegistered,
});
