import { addMonths, type Month } from "../days.ts";
import { type Decision, grant, invariant } from "../errors.ts";
import type { Fen } from "../money.ts";
import type { Balance } from "./rules-carried.ts";
import { factsOver, type KnownPerson, type OffsetMode, type Registration } from "./rules-decision.ts";
import { schemesOf } from "./rules-plan.ts";
import {
  type QuickPerson,
  type QuickScheme,
  quickGrants,
  quickPerson,
  quickScheme,
  type Untold,
} from "./rules-quick.ts";
import type { Plan } from "./rules-together.ts";
import type { Scheme } from "./scheme.ts";

/**
 * Somebody who lives here today: their share of the rent, the months that they have used by `scheme/part`, and what
 * stands for them of surpluses that were carried, by scheme.
 */
export type Resident = {
  personId: string;
  roomTypeId: string;
  rentFen: Fen;
  mode: OffsetMode;
  lease: Registration;
  person: KnownPerson;
  used: Readonly<Record<string, number>>;
  carried?: Balance;
};

/** The plan of each month: what is in force, with or without a draft. */
export type PlanOfMonth = (month: Month) => Plan;

/** subsidy = offset + surplus + carried; below zero, what is used of earlier months. */
export type CourseMonth = {
  month: Month;
  people: number;
  subsidyFen: Fen;
  offsetFen: Fen;
  surplusFen: Fen;
  carriedFen: Fen;
};

/** What one course of months costs: by month, and by resident in the order of the residents. */
export type Course = {
  months: CourseMonth[];
  totalsFen: Fen[];
  /** By month, then by resident. */
  subsidiesFen: Fen[][];
  /** What is left of each rent in the end, whichever way the support comes; by month, then by resident. */
  netsFen: Fen[][];
};

/**
 * Decides `count` months from `first` on for everybody who lives here today, as if they stayed, rents stayed and
 * insurance went on unbroken. Months used count on from month to month, and so does what is carried. Refuses
 * `scheme-no-value` (with `scheme`).
 */
export function courseOf(
  residents: readonly Resident[],
  planOf: PlanOfMonth,
  { first, count, untold }: { first: Month; count: number; untold: Untold },
): Decision<Course> {
  const months = Array.from({ length: count }, (_, at) => addMonths(first, at));
  const last = months.at(-1) ?? first;
  const plans = months.map(planOf);
  const schemes = [...new Set(plans.flatMap(schemesOf))];
  const ready = new Map(schemes.map((scheme) => [scheme, quickScheme(scheme, { first, last }, untold)]));
  const course: Course = {
    months: months.map((month) => ({ month, people: 0, subsidyFen: 0, offsetFen: 0, surplusFen: 0, carriedFen: 0 })),
    totalsFen: [],
    subsidiesFen: months.map(() => []),
    netsFen: months.map(() => []),
  };
  for (const resident of residents) {
    const told = oneResident(resident, months, plans, ready, course);
    if (!told.ok) return told;
  }
  return grant(course);
}

type Ready = ReadonlyMap<Scheme, QuickScheme>;

function oneResident(
  resident: Resident,
  months: readonly Month[],
  plans: readonly Plan[],
  ready: Ready,
  course: Course,
): Decision {
  const { rentFen, mode, person, lease } = resident;
  const facts = factsOver(months, person, lease);
  const known = new Map(
    [...ready].map(([scheme, quick]) => [scheme, quickPerson(quick, facts[0] ?? {}, months[0] ?? "")]),
  );
  const balance: Record<string, Fen> = { ...resident.carried };
  // Without a rent there is nothing to support, as in `decideOffset`.
  const closed = [...known.values()].every((one) => !one.open.includes(true));
  const never = rentFen === 0 || (closed && Object.values(balance).every((fen) => fen === 0));
  const used: Record<string, number> = { ...resident.used };
  let totalFen = 0;
  for (const [at, month] of months.entries()) {
    let [subsidyFen, carriedFen] = [0, 0];
    if (!never) {
      const question = { month, rentFen, facts: facts[at] ?? {}, monthsUsed: used };
      const decided = oneMonth(plans[at] ?? [], ready, known, question, balance);
      if (!decided.ok) return decided;
      for (const name of decided.parts) used[name] = (used[name] ?? 0) + 1;
      ({ subsidyFen, carriedFen } = decided);
    }
    course.subsidiesFen[at]?.push(subsidyFen);
    course.netsFen[at]?.push(Math.max(0, rentFen - subsidyFen + carriedFen));
    const sums = course.months[at];
    if (!sums || (subsidyFen === 0 && carriedFen === 0)) continue;
    const offsetFen = mode === "directOffset" ? Math.min(subsidyFen - carriedFen, rentFen) : 0;
    if (subsidyFen > 0) sums.people += 1;
    sums.subsidyFen += subsidyFen;
    sums.offsetFen += offsetFen;
    sums.surplusFen += subsidyFen - carriedFen - offsetFen;
    sums.carriedFen += carriedFen;
    totalFen += subsidyFen;
  }
  course.totalsFen.push(totalFen);
  return NOTHING;
}

const NOTHING = grant({});

type Question = Parameters<typeof quickGrants>[2];

/**
 * All schemes of a plan for one person and month, as `decideOffset` does; `parts` are those that grant anything. What is
 * carried goes from `balance` and into it.
 */
function oneMonth(
  plan: Plan,
  ready: Ready,
  known: ReadonlyMap<Scheme, QuickPerson>,
  question: Question,
  balance: Record<string, Fen>,
): Decision<{ subsidyFen: Fen; carriedFen: Fen; parts: string[] }> {
  const granted: Record<string, Fen> = {};
  const parts: string[] = [];
  let [subsidyFen, carriedFen, owedFen] = [0, 0, question.rentFen];
  for (const step of plan) {
    let best: Candidate | null = null;
    const candidates: Candidate[] = [];
    for (const scheme of "bestOf" in step ? step.bestOf : [step]) {
      const [quick, person] = [ready.get(scheme), known.get(scheme)];
      invariant(quick && person, `scheme ${scheme.id} was made ready`);
      const beforeFen = balance[scheme.id] ?? 0;
      const takenFen = scheme.surplus === "carried" ? beforeFen : 0;
      const one = quickGrants(quick, person, question, { granted, rentLeftFen: owedFen - takenFen });
      if (!one.ok) return { ...one, values: { ...one.values, scheme: scheme.id } };
      const candidate = { quick, beforeFen, ...one };
      candidates.push(candidate);
      if (best === null || one.subsidyFen > best.subsidyFen) best = candidate;
    }
    for (const [index, { name }] of (best?.quick.parts ?? []).entries()) {
      const fen = best?.grants[index] ?? 0;
      granted[name] = fen;
      if (fen > 0) parts.push(name);
    }
    subsidyFen += best?.subsidyFen ?? 0;
    // One that is passed over takes nothing from what it carried; where nothing is granted nobody is.
    for (const one of best && best.subsidyFen > 0 ? [best] : candidates) {
      const { id, surplus } = one.quick.scheme;
      const ownFen = Math.min(owedFen, one.subsidyFen);
      const usedFen = Math.min(owedFen - ownFen, one.beforeFen);
      owedFen -= ownFen + usedFen;
      const fen = (surplus === "carried" ? one.subsidyFen - ownFen : 0) - usedFen;
      if (fen === 0) continue;
      balance[id] = one.beforeFen + fen;
      carriedFen += fen;
    }
  }
  return { ok: true, subsidyFen, carriedFen, parts };
}

type Candidate = { quick: QuickScheme; beforeFen: Fen; grants: Fen[]; subsidyFen: Fen };

export type Standing = "gains" | "loses" | "same";

/** Who gains and who loses between two courses of the same residents: over all the months together. */
export function between(before: Course, after: Course) {
  const differencesFen = after.totalsFen.map((fen, at) => fen - (before.totalsFen[at] ?? 0));
  const sumOf = (fens: readonly Fen[]) => fens.reduce((sum, fen) => sum + fen, 0);
  const gains = differencesFen.filter((fen) => fen > 0);
  const losses = differencesFen.filter((fen) => fen < 0);
  return {
    differencesFen,
    gains: { people: gains.length, fen: sumOf(gains) },
    losses: { people: losses.length, fen: sumOf(losses) },
    same: differencesFen.length - gains.length - losses.length,
    beforeFen: sumOf(before.totalsFen),
    afterFen: sumOf(after.totalsFen),
  };
}

export const standingOf = (differenceFen: Fen): Standing =>
  differenceFen > 0 ? "gains" : differenceFen < 0 ? "loses" : "same";

export type NetRow = { degree: string | null; roomTypeId: string; people: number; beforeFen: Fen; afterFen: Fen };

/**
 * What people pay of their rent on average in one month of the courses, by degree (or skill) and room type. The
 * averages are rounded down to whole fen; nobody pays less than nothing.
 */
export function netByGroup(residents: readonly Resident[], before: Course, after: Course, at: number): NetRow[] {
  const groups = new Map<string, NetRow>();
  for (const [index, { person, roomTypeId, rentFen }] of residents.entries()) {
    const degree = person.degree ?? person.skill;
    const key = `${degree} ${roomTypeId}`;
    const row = groups.get(key) ?? { degree, roomTypeId, people: 0, beforeFen: 0, afterFen: 0 };
    row.people += 1;
    row.beforeFen += before.netsFen[at]?.[index] ?? rentFen;
    row.afterFen += after.netsFen[at]?.[index] ?? rentFen;
    groups.set(key, row);
  }
  return [...groups.values()].map((row) => ({
    ...row,
    beforeFen: Math.floor(row.beforeFen / row.people),
    afterFen: Math.floor(row.afterFen / row.people),
  }));
}
