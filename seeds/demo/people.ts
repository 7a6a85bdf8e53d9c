import { addDays, addMonths, type Day, firstDay, type Month, monthOf, monthsBetween } from "#lib/days";
import { newId } from "#lib/ids";
import type { Profile } from "#lib/people/rules";
import {
  COMPANIES,
  INSTITUTIONS,
  inventedName,
  inventedPhone,
  inventedResidentId,
  MAJORS,
  NAMES,
  OFFICES,
  SCHOOLS,
  UNIVERSITIES,
} from "./invented.ts";
import type { Random } from "./random.ts";
import { DEGREE_MIX, EMPLOYER_MIX, OUT } from "./settings.ts";

export type InventedPerson = Profile & {
  id: string;
  birthDate: Day;
  gender: "female" | "male";
  insuredMonthsAsOf: Month;
};
/** `arrivedOn`: when they began to work in the city. `likely`: none of the rarer reasons keeps this person out. */
export type Arrival = {
  arrivedOn: Day;
  leaseRegistered: boolean;
  likely?: boolean;
  /** Everything told of them has happened by then: they apply soon after. Today unless told otherwise. */
  knownOn?: Day;
  qualification?: keyof typeof DEGREE_MIX;
};

const GRADUATION_AGE = { doctor: [28, 31], master: [24, 27], bachelor: [21, 23], associate: [20, 22] } as const;
const INVENTED_AT = {
  enterprise: COMPANIES,
  publicInstitution: INSTITUTIONS,
  university: UNIVERSITIES,
  government: OFFICES,
};

/** Makes up one person after the other; the same random numbers give the same people, apart from their row ids. */
export function inventor(random: Random, today: Day): (arrival: Arrival) => InventedPerson {
  const order = random.shuffled(Array.from({ length: NAMES }, (_, index) => index));
  const taken = new Set<string>();
  let made = 0;
  return (arrival) => {
    const number = made++;
    const life = lifeOf(random, arrival, today);
    const gender = random.pick(["female", "male"] as const);
    const residentId = unusedResidentId(taken, life.birthDate, number * 2 + (gender === "male" ? 1 : 0));
    return {
      id: newId(),
      name: inventedName(order[number % NAMES] ?? number),
      phone: inventedPhone(number),
      residentId,
      gender,
      ...life,
    };
  };
}

/** The next number of that birthday that nobody has yet, of the same gender. */
function unusedResidentId(taken: Set<string>, birthDate: Day, from: number): string {
  for (let sequence = from; ; sequence += 2) {
    const residentId = inventedResidentId(birthDate, sequence);
    if (taken.has(residentId)) continue;
    taken.add(residentId);
    return residentId;
  }
}

function lifeOf(random: Random, arrival: Arrival, today: Day) {
  const { arrivedOn, leaseRegistered, likely = false, knownOn, qualification } = arrival;
  const unlucky = (share: number) => !likely && random.chance(share);
  const is = qualification ?? random.weighted(DEGREE_MIX);
  const schooling = schoolingOf(random, is, arrivedOn, unlucky(OUT.lateRecruitment));
  const work = workOf(random, arrivedOn, likely);
  const firstInsuredOn = insuredFrom(arrivedOn, knownOn ?? today);
  const asOf = monthOf(today);
  const most = Math.max(0, monthsBetween(monthOf(firstInsuredOn), asOf));
  return {
    ...schooling,
    ...work,
    fullTimeDegree: !unlucky(OUT.notFullTime),
    firstInsuredOn,
    insuredMonths: unlucky(OUT.brokenInsurance) ? Math.min(most, random.whole(0, 4)) : most,
    insuredMonthsAsOf: asOf,
    ownsLocalHome: unlucky(OUT.localHome),
    spouseOwnsLocalHome: unlucky(OUT.localHome / 2),
    leaseRegistered,
  };
}

function schoolingOf(random: Random, is: keyof typeof DEGREE_MIX, arrivedOn: Day, late: boolean) {
  const skill = is === "seniorTechnician" || is === "technician" ? is : null;
  const degree = is === "seniorTechnician" || is === "technician" ? ("associate" as const) : is;
  const lastSummer = Number(arrivedOn.slice(0, 4)) - (arrivedOn.slice(5) < "07-01" ? 1 : 0);
  const year = lastSummer - (late ? random.whole(3, 5) : random.chance(0.3) ? 1 : 0);
  const [youngest, oldest] = GRADUATION_AGE[degree];
  const born = year - random.whole(youngest, oldest);
  return {
    degree,
    skill,
    school: random.pick(SCHOOLS),
    major: random.pick(MAJORS),
    graduatedOn: `${year}-06-${random.whole(15, 30)}`,
    birthDate: `${born}-${twoDigits(random.whole(1, 12))}-${twoDigits(random.whole(1, 28))}`,
  };
}

function workOf(random: Random, arrivedOn: Day, likely: boolean) {
  const employerKind = likely ? "enterprise" : random.weighted(EMPLOYER_MIX);
  if (employerKind === "selfEmployed") return { employerKind, employerName: null, recruitedOn: null };
  return { employerKind, employerName: random.pick<string>(INVENTED_AT[employerKind]), recruitedOn: arrivedOn };
}

/** Employers insure from the first of a month on: the same month for who begins in its first half. */
function insuredFrom(arrivedOn: Day, knownOn: Day): Day {
  const month = Number(arrivedOn.slice(8)) <= 15 ? monthOf(arrivedOn) : addMonths(monthOf(arrivedOn), 1);
  return firstDay(month) <= knownOn ? firstDay(month) : arrivedOn;
}

/** A day up to `days` before another. */
export const dayBefore = (random: Random, day: Day, days: number): Day => addDays(day, -random.whole(0, days));

const twoDigits = (value: number): string => String(value).padStart(2, "0");
