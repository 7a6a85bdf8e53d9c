import type { Month } from "../days.ts";
import type { Fen } from "../money.ts";
import { type AssessedPart, assess, expectedFrom } from "./rules.ts";
import { ONCE_A_MONTH } from "./rules-decision.ts";
import { type Facts, unknownFacts } from "./rules-facts.ts";
import { schemeNamed } from "./schemes.ts";

export type ExplainedPart = AssessedPart & { nameZh: string; nameEn: string };
export type Explanation = {
  scheme: { id: string; nameZh: string; nameEn: string };
  parts: ExplainedPart[];
  /** The first month in which anything can be paid; null where none can be named. */
  expectedFrom: Month | null;
};

/** A decision's full reasons, made again from the facts it was made from. */
export function explain(decision: {
  schemeId: string;
  month: Month;
  rentFen: Fen;
  facts: Readonly<Record<string, unknown>>;
  monthsUsed: Readonly<Record<string, number>>;
  failed?: readonly string[];
}): Explanation {
  const scheme = schemeNamed(decision.schemeId);
  const facts: Facts = { ...unknownFacts, ...decision.facts };
  const { month, rentFen, monthsUsed, failed = [] } = decision;
  const assessed = assess(scheme, { month, rentFen, facts, monthsUsed });
  const parts = (assessed.ok ? assessed.parts : []).map((part): ExplainedPart => {
    const named = scheme.parts.find((one) => one.id === part.part);
    const names = { nameZh: named?.nameZh ?? part.part, nameEn: named?.nameEn ?? part.part };
    if (!failed.includes(`${part.part}:${ONCE_A_MONTH}`)) return { ...part, ...names };
    const once = { code: ONCE_A_MONTH, part: part.part, passed: false, actual: true, required: false, reference: "" };
    return { ...part, ...names, grantedFen: 0, eligible: false, reasons: [...part.reasons, once] };
  });
  const { id, nameZh, nameEn } = scheme;
  return { scheme: { id, nameZh, nameEn }, parts, expectedFrom: expectedFrom(scheme, facts) };
}
