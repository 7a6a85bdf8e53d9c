import type { Month } from "../days.ts";
import type { Fen } from "../money.ts";
import { type AssessedPart, expectedFrom } from "./rules.ts";
import { beforeIn, type Carried } from "./rules-carried.ts";
import { LEASE_OVER, ONCE_A_MONTH } from "./rules-decision.ts";
import { type Facts, unknownFacts } from "./rules-facts.ts";
import { partsOf, schemesOf } from "./rules-plan.ts";
import { assessByPlan, type Plan } from "./rules-together.ts";

/** What keeps a part back that no condition of a scheme says. */
const BESIDE = [ONCE_A_MONTH, LEASE_OVER];

/** `part` is `scheme/part`. */
export type ExplainedPart = AssessedPart & { nameZh: string; nameEn: string };
export type Explanation = {
  schemes: { id: string; version: string; nameZh: string; nameEn: string }[];
  parts: ExplainedPart[];
  /** The first month in which anything can be paid; null where none can be named. */
  expectedFrom: Month | null;
};

/** A decision's full reasons, made again from the facts it was made from, by the plan it was made by (`planAt`). */
export function explain(
  plan: Plan,
  decision: {
    month: Month;
    rentFen: Fen;
    facts: Readonly<Record<string, unknown>>;
    monthsUsed: Readonly<Record<string, number>>;
    failed?: readonly string[];
    carried?: Carried;
  },
): Explanation {
  const facts: Facts = { ...unknownFacts, ...decision.facts };
  const { month, rentFen, monthsUsed, failed = [], carried = {} } = decision;
  const assessed = assessByPlan(plan, { month, rentFen, facts, monthsUsed, carriedFen: beforeIn(carried) });
  const known = new Map(partsOf(plan).map((part) => [part.id, part]));
  const parts = (assessed.ok ? assessed.parts : []).map((one): ExplainedPart => {
    const { part } = one;
    const { nameZh = part, nameEn = part } = known.get(part) ?? {};
    const named = { ...one, nameZh, nameEn };
    const code = BESIDE.find((beside) => failed.includes(`${part}:${beside}`));
    if (code === undefined) return named;
    const reason = { code, part, passed: false, actual: true, required: false, reference: "" };
    return { ...named, grantedFen: 0, eligible: false, reasons: [...one.reasons, reason] };
  });
  const schemes = schemesOf(plan);
  return {
    schemes: schemes.map(({ id, version, nameZh, nameEn }) => ({ id, version, nameZh, nameEn })),
    parts,
    expectedFrom: expectedByPlan(plan, facts),
  };
}

/** The first month in which any scheme of the plan can be expected to pay, or null. */
export const expectedByPlan = (plan: Plan, facts: Facts): Month | null =>
  schemesOf(plan)
    .map((scheme) => expectedFrom(scheme, facts))
    .reduce((first, one) => (first === null || (one !== null && one < first) ? one : first), null);
