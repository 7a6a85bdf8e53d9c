import { type Day, isDay } from "../days.ts";
import type { Problem } from "../errors.ts";

/** What classes a person can be in: by degree and by skill. Reserves, tiers and points name them. */
export const classNames = [
  "doctor",
  "master",
  "bachelor",
  "associate",
  "secondary",
  "seniorTechnician",
  "technician",
] as const;
export type ClassName = (typeof classNames)[number];

export type PointsRule =
  | { fact: "class"; values: Record<string, number> }
  /** so many points for each insured month, counted up to `most` months */
  | { fact: "insuredMonths"; each: number; most: number };

export type ChoosingTerms = {
  startsOn: Day;
  /** the city's hours between which turns are given */
  fromHour: number;
  toHour: number;
  turnMinutes: number;
  /** applicants who share one window */
  turnSize: number;
  holdMinutes: number;
  /** who lets a turn pass: gets another after the last, once, or is out */
  missed: "end" | "out";
};

/** What a round's rules leave to the round: announced with it and fixed from then on. */
export type RoundTerms = {
  tiers: string[][] | null;
  points: PointsRule[];
  largestGroup: number;
  refusalsOut: number;
  rosterNoticeDays: number;
  resultsNoticeDays: number;
  waitlistMonths: number;
  objectionContact: string;
  choosing: ChoosingTerms | null;
};

/** Doctors, then masters and senior technicians, then bachelors and technicians; everybody else comes after. */
export const TIERS_BY_DEGREE: string[][] = [["doctor"], ["master", "seniorTechnician"], ["bachelor", "technician"]];
/** A common scale (积分), ILLUSTRATIVE: a degree's points, and one for each insured month of the first two years. */
export const USUAL_POINTS: PointsRule[] = [
  {
    fact: "class",
    values: { doctor: 60, master: 40, seniorTechnician: 40, bachelor: 20, technician: 20, associate: 10 },
  },
  { fact: "insuredMonths", each: 1, most: 24 },
];

/** Notices (公示) last five to ten days in most cities (FIELD: 3); one refusal is out; lists are served half a year. */
export const USUAL_TERMS: RoundTerms = {
  tiers: null,
  points: [],
  largestGroup: 4,
  refusalsOut: 1,
  rosterNoticeDays: 5,
  resultsNoticeDays: 5,
  waitlistMonths: 6,
  objectionContact: "拾壹梧桐人才公寓服务中心",
  choosing: null,
};

const MOST_NOTICE_DAYS = 30;
const MOST_WAITLIST_MONTHS = 24;
const LARGEST_GROUP = 4;

const whole = (value: number, from: number, to: number) => Number.isSafeInteger(value) && value >= from && value <= to;

/** What is wrong with a round's terms, at the fields of the form. */
export function termsProblems(terms: RoundTerms): Problem[] {
  const problems: Problem[] = [];
  const check = (fine: boolean, field: string, reason: string, values?: Problem["values"]) => {
    if (!fine) problems.push({ field, reason, ...(values && { values }) });
  };
  const between = (field: string, value: number, from: number, to: number) =>
    check(whole(value, from, to), field, "round-number-between", { from, to });
  between("largestGroup", terms.largestGroup, 1, LARGEST_GROUP);
  between("refusalsOut", terms.refusalsOut, 1, 9);
  between("rosterNoticeDays", terms.rosterNoticeDays, 0, MOST_NOTICE_DAYS);
  between("resultsNoticeDays", terms.resultsNoticeDays, 0, MOST_NOTICE_DAYS);
  between("waitlistMonths", terms.waitlistMonths, 0, MOST_WAITLIST_MONTHS);
  check(terms.objectionContact.trim() !== "", "objectionContact", "round-objection-contact-missing");
  const { choosing } = terms;
  if (!choosing) return problems;
  check(isDay(choosing.startsOn), "choosingOn", "day-invalid", { day: choosing.startsOn });
  between("turnMinutes", choosing.turnMinutes, 1, 240);
  between("turnSize", choosing.turnSize, 1, 500);
  between("holdMinutes", choosing.holdMinutes, 1, 60);
  check(
    whole(choosing.fromHour, 0, 23) && whole(choosing.toHour, 1, 24) && choosing.fromHour < choosing.toHour,
    "choosingToHour",
    "round-choosing-hours",
  );
  const dayMinutes = (choosing.toHour - choosing.fromHour) * 60;
  check(choosing.turnMinutes <= dayMinutes, "turnMinutes", "round-turn-longer-than-day", { minutes: dayMinutes });
  return problems;
}

/** What a round needs to know of one person. */
export type EntrantFacts = {
  degree: string | null;
  skill: string | null;
  gender: "female" | "male" | null;
  insuredMonths: number | null;
};

/** What the roster says of an applicant. */
export type Entrant = {
  tier: number | null;
  points: number | null;
  group: number;
  gender: "female" | "male" | null;
  classes: string[];
};

const classesOf = ({ degree, skill }: EntrantFacts): string[] =>
  [degree, skill].filter((name): name is string => name !== null);

function tierOf(facts: EntrantFacts, tiers: readonly (readonly string[])[]): number {
  const mine = classesOf(facts);
  const at = tiers.findIndex((tier) => tier.some((name) => mine.includes(name)));
  return at < 0 ? tiers.length + 1 : at + 1;
}

function pointsOf(facts: EntrantFacts, rules: readonly PointsRule[]): number {
  return rules.reduce((sum, rule) => {
    if (rule.fact === "insuredMonths") return sum + rule.each * Math.min(rule.most, facts.insuredMonths ?? 0);
    return sum + Math.max(0, ...classesOf(facts).map((name) => rule.values[name] ?? 0));
  }, 0);
}

/**
 * Everybody who applies together as the one applicant they are. A group stands where its last member would: the worst
 * tier, the fewest points, the classes that all of them share, so that nobody is worth being taken in for their rank.
 * A group of both genders has none and takes whole rooms only.
 */
export function entrantOf(people: readonly EntrantFacts[], terms: Pick<RoundTerms, "tiers" | "points">): Entrant {
  const { tiers, points } = terms;
  const genders = new Set(people.map(({ gender }) => gender));
  const [gender = null] = genders.size === 1 ? genders : [];
  const [first = [], ...others] = people.map(classesOf);
  return {
    tier: tiers ? Math.max(...people.map((one) => tierOf(one, tiers))) : null,
    points: points.length > 0 ? Math.min(...people.map((one) => pointsOf(one, points))) : null,
    group: people.length,
    gender,
    classes: first.filter((name) => others.every((classes) => classes.includes(name))),
  };
}
