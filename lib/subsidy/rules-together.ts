import type { Month } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import type { Fen } from "../money.ts";
import {
  type AssessedPart,
  type Assessment,
  assess,
  assessMet,
  type Earlier,
  type Netted,
  type Question,
} from "./rules.ts";
import { BEST_OF } from "./rules-exclusions.ts";
import type { Qualification } from "./rules-facts.ts";
import { partName } from "./rules-plan.ts";
import type { Scheme } from "./scheme.ts";

/**
 * The schemes (资助办法) that a complex pays by, in order: each sees what the earlier ones granted and left of the rent.
 * Of a best-of (从优) only the one that grants most is paid, the first of equals.
 */
export type Plan = readonly (Scheme | { bestOf: readonly Scheme[] })[];
export type Together = { assessments: Assessment[] } & Netted;
/** A plan's answer in one: the parts of all its schemes in their order, named `scheme/part`. */
export type ByPlan = { parts: AssessedPart[] } & Netted;
export type Asked = Omit<Question, "earlier" | "carriedFen"> & { carriedFen?: Readonly<Record<string, Fen>> };

/**
 * Decides all schemes of a plan for one person and month. `monthsUsed` counts by `scheme/part`, `carriedFen` by scheme.
 * subsidy − offset − surplus is what the month adds to what is carried or, below zero, takes from it.
 * Refuses like `assess`, with the scheme that holds no value in `scheme`.
 */
export const assessTogether = (plan: Plan, question: Asked): Decision<Together> =>
  decideSteps(plan, question.rentFen, (scheme, earlier) =>
    assess(scheme, {
      ...question,
      monthsUsed: usedIn(scheme, question.monthsUsed),
      carriedFen: question.carriedFen?.[scheme.id],
      earlier,
    }),
  );

function decideSteps(
  plan: Plan,
  rentFen: Fen,
  decide: (scheme: Scheme, earlier: Earlier) => Decision<Assessment>,
): Decision<Together> {
  const assessments: Assessment[] = [];
  let earlier: Earlier = { offsetFen: 0, granted: {} };
  for (const step of plan) {
    const candidates: Assessment[] = [];
    for (const scheme of "bestOf" in step ? step.bestOf : [step]) {
      const assessed = decide(scheme, earlier);
      if (!assessed.ok) return { ...assessed, values: { ...assessed.values, scheme: scheme.id } };
      candidates.push(assessed);
    }
    const kept = "bestOf" in step ? usedInTurn(keepBest(candidates)) : candidates;
    assessments.push(...kept);
    earlier = {
      offsetFen: earlier.offsetFen + sum(kept, (one) => one.offsetFen),
      granted: Object.assign({}, earlier.granted, ...kept.map(grantedIn)),
    };
  }
  return grant({
    assessments,
    subsidyFen: sum(assessments, (one) => one.subsidyFen),
    offsetFen: earlier.offsetFen,
    surplusFen: sum(assessments, (one) => one.surplusFen),
    dueFen: rentFen - earlier.offsetFen,
  });
}

/** As `assessTogether`, in one. */
export function assessByPlan(plan: Plan, question: Asked): Decision<ByPlan> {
  const together = assessTogether(plan, question);
  return together.ok ? inOne(together) : together;
}

function inOne({ assessments, ...netted }: Together): Decision<ByPlan> {
  const parts = assessments.flatMap(({ schemeId, parts: its }) =>
    its.map((one) => ({ ...one, part: partName(schemeId, one.part) })),
  );
  return grant({ ...netted, parts });
}

/**
 * What somebody with this degree or skill pays of a rent in a month when every condition of every scheme is met:
 * the public calculator. Refuses like `assessTogether`.
 */
export const netRentByPlan = (
  plan: Plan,
  qualification: Qualification | null,
  rentFen: Fen,
  month: Month,
): Decision<ByPlan> => {
  const together = decideSteps(plan, rentFen, (scheme, earlier) =>
    assessMet(scheme, { qualification, month, rentFen, earlier }),
  );
  return together.ok ? inOne(together) : together;
};

/** Parts of other schemes keep their long names; a scheme's own go by their short ones. */
const usedIn = (scheme: Scheme, used: Question["monthsUsed"]): Record<string, number> => ({
  ...used,
  ...Object.fromEntries(scheme.parts.map(({ id }) => [id, used[`${scheme.id}/${id}`] ?? 0])),
});

const grantedIn = ({ schemeId, parts }: Assessment): Record<string, Fen> =>
  Object.fromEntries(parts.map((part) => [`${schemeId}/${part.part}`, part.grantedFen]));

function keepBest(candidates: readonly Assessment[]): Assessment[] {
  const bestFen = Math.max(0, ...candidates.map((one) => one.subsidyFen));
  const best = candidates.find((one) => one.subsidyFen === bestFen);
  return candidates.map((one) => {
    const passed = bestFen === 0 || one === best;
    const reason = { code: BEST_OF, passed, actual: one.subsidyFen, required: bestFen, reference: "" };
    const parts = one.parts.map((part) => ({
      ...part,
      ...(passed ? {} : { grantedFen: 0, eligible: false }),
      reasons: [...part.reasons, { ...reason, part: part.part }],
    }));
    if (passed) return { ...one, parts };
    // What was carried stays carried: a scheme that is passed over takes nothing from it.
    const { offsetFen, surplusFen, subsidyFen, carriedFen } = one;
    const before = carriedFen === undefined ? {} : { carriedFen: carriedFen + offsetFen + surplusFen - subsidyFen };
    const nothing = { subsidyFen: 0, offsetFen: 0, surplusFen: 0, dueFen: one.dueFen + offsetFen };
    return { ...one, parts, ...nothing, ...before, passedOver: true as const };
  });
}

/**
 * Where none of a best-of grants anything, each of them saw the whole rent: what they carried is used one after the
 * other, so that together they meet no more than the rent.
 */
function usedInTurn(kept: readonly Assessment[]): Assessment[] {
  let metFen = 0;
  return kept.map((one) => {
    if (one.carriedFen === undefined || one.offsetFen === 0) return one;
    const owedFen = one.dueFen + one.offsetFen - metFen;
    const offsetFen = Math.min(one.offsetFen, owedFen);
    metFen += offsetFen;
    return { ...one, offsetFen, dueFen: owedFen - offsetFen, carriedFen: one.carriedFen + one.offsetFen - offsetFen };
  });
}

const sum = (all: readonly Assessment[], pick: (one: Assessment) => Fen): Fen =>
  all.reduce((total, one) => total + pick(one), 0);
