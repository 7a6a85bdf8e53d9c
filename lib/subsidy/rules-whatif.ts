import { addMonths, type Month } from "../days.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import type { Fen } from "../money.ts";
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

/** Somebody who lives here today: their share of the rent, and the months that they have used by `scheme/part`. */
export type Resident = {
  personId: string;
  roomTypeId: string;
  rentFen: Fen;
  mode: OffsetMode;
  lease: Registration;
  person: KnownPerson;
  used: Readonly<Record<string, number>>;
};

/** The plan of each month: what is in force, with or without a draft. */
export type PlanOfMonth = (month: Month) => Plan;

/** What one course of months costs: by month, and by resident in the order of the residents. */
export type Course = {
  months: { month: Month; people: number; subsidyFen: Fen; offsetFen: Fen; surplusFen: Fen }[];
  totalsFen: Fen[];
  /** By month, then by resident. */
  subsidiesFen: Fen[][];
};

/**
 * Decides `count` months from `first` on for everybody who lives here today, as if they stayed, rents stayed and
 * insurance went on unbroken. Months used count on from month to month. Refuses `scheme-no-value` (with `scheme`) and
 * `scheme-carries`.
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
  const carrying = schemes.find((scheme) => scheme.surplus === "carried");
  if (carrying) return refuse("scheme-carries", { scheme: carrying.id });
  const ready = new Map(schemes.map((scheme) => [scheme, quickScheme(scheme, { first, last }, untold)]));
  const course: Course = {
    months: months.map((month) => ({ month, people: 0, subsidyFen: 0, offsetFen: 0, surplusFen: 0 })),
    totalsFen: [],
    subsidiesFen: months.map(() => []),
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
  // Without a rent there is nothing to support, as in `decideOffset`.
  const never = rentFen === 0 || [...known.values()].every((one) => !one.open.includes(true));
  const used: Record<string, number> = { ...resident.used };
  let totalFen = 0;
  for (const [at, month] of months.entries()) {
    let subsidyFen = 0;
    if (!never) {
      const decided = oneMonth(plans[at] ?? [], ready, known, {
        month,
        rentFen,
        facts: facts[at] ?? {},
        monthsUsed: used,
      });
      if (!decided.ok) return decided;
      for (const name of decided.parts) used[name] = (used[name] ?? 0) + 1;
      subsidyFen = decided.subsidyFen;
    }
    course.subsidiesFen[at]?.push(subsidyFen);
    const sums = course.months[at];
    if (!sums || subsidyFen === 0) continue;
    const offsetFen = mode === "directOffset" ? Math.min(subsidyFen, rentFen) : 0;
    sums.people += 1;
    sums.subsidyFen += subsidyFen;
    sums.offsetFen += offsetFen;
    sums.surplusFen += subsidyFen - offsetFen;
    totalFen += subsidyFen;
  }
  course.totalsFen.push(totalFen);
  return NOTHING;
}

const NOTHING = grant({});

type Question = Parameters<typeof quickGrants>[2];

/** All schemes of a plan for one person and month, as `assessTogether` decides them; `parts` are those that grant anything. */
function oneMonth(
  plan: Plan,
  ready: Ready,
  known: ReadonlyMap<Scheme, QuickPerson>,
  question: Question,
): Decision<{ subsidyFen: Fen; parts: string[] }> {
  const granted: Record<string, Fen> = {};
  const parts: string[] = [];
  let subsidyFen = 0;
  for (const step of plan) {
    const rentLeftFen = Math.max(0, question.rentFen - subsidyFen);
    let best: { quick: QuickScheme; grants: Fen[]; subsidyFen: Fen } | null = null;
    for (const scheme of "bestOf" in step ? step.bestOf : [step]) {
      const [quick, person] = [ready.get(scheme), known.get(scheme)];
      invariant(quick && person, `scheme ${scheme.id} was made ready`);
      const one = quickGrants(quick, person, question, { granted, rentLeftFen });
      if (!one.ok) return { ...one, values: { ...one.values, scheme: scheme.id } };
      if (best === null || one.subsidyFen > best.subsidyFen) best = { quick, ...one };
    }
    for (const [index, { name }] of (best?.quick.parts ?? []).entries()) {
      const fen = best?.grants[index] ?? 0;
      granted[name] = fen;
      if (fen > 0) parts.push(name);
    }
    subsidyFen += best?.subsidyFen ?? 0;
  }
  return { ok: true, subsidyFen, parts };
}

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
    row.beforeFen += Math.max(0, rentFen - (before.subsidiesFen[at]?.[index] ?? 0));
    row.afterFen += Math.max(0, rentFen - (after.subsidiesFen[at]?.[index] ?? 0));
    groups.set(key, row);
  }
  return [...groups.values()].map((row) => ({
    ...row,
    beforeFen: Math.floor(row.beforeFen / row.people),
    afterFen: Math.floor(row.afterFen / row.people),
  }));
}
