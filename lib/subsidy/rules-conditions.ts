import { addMonthsToDay, ageOn, type Day, firstDay, monthOf, monthsBetween } from "../days.ts";
import { type Decision, grant, type Refusal } from "../errors.ts";
import {
  answered,
  type Case,
  citation,
  classUntold,
  type DatedValue,
  datedValue,
  dayFact,
  factOf,
  type Leaf,
  lookUp,
  ownPart,
  parameterOf,
  usedOf,
  valueOn,
} from "./rules-values.ts";
import type { SchemeCondition, SchemePart } from "./scheme.ts";

export type ReasonValue = string | number | boolean | readonly string[] | null;

/** One condition's answer: `actual` null is "not told yet", `reference` is document and clause. */
export type Reason = {
  code: string;
  part: string;
  passed: boolean;
  actual: ReasonValue;
  required: ReasonValue;
  reference: string;
  /** The condition does not ask this person (an age limit for masters, of a doctor): it passes, and requires nothing. */
  asked?: false;
  /** How the scheme itself calls the condition; without it the product has words for the code. */
  said?: Said;
};
export type Said = { nameZh: string; nameEn: string; operator: SchemeCondition["operator"]; unit: string };

/** Every condition of one part, in the scheme's order. Refuses with `scheme-no-value` like `evaluate`. */
export function reasonsFor(part: SchemePart, subject: Case): Decision<{ reasons: Reason[] }> {
  const reasons: Reason[] = [];
  for (const condition of subject.scheme.conditions) {
    if (!condition.parts.includes(part.id)) continue;
    if (!applies(condition, subject)) {
      reasons.push(notAsked(condition, part.id, subject));
      continue;
    }
    const answer = evaluate(condition, part.id, subject);
    if (!answer.ok) return answer;
    reasons.push(answer.reason);
  }
  return grant({ reasons });
}

/** Does the condition ask this person? While it is not told who the person is, every condition asks. */
export function applies(condition: SchemeCondition, { facts, qualified }: Case): boolean {
  if (answered(facts, condition.when) === "no") return false;
  if (!condition.appliesTo || classUntold(facts)) return true;
  return qualified !== null && condition.appliesTo.includes(qualified.qualification);
}

/**
 * Evaluates one condition for one part. A fact that is not told does not pass and answers `actual: null`.
 * A value dated by the person's own day (the day of recruitment, say) that lies outside every period of the
 * scheme does not pass and answers `required: null`; a month without a value is refused (`scheme-no-value`).
 */
export function evaluate(condition: SchemeCondition, part: string, subject: Case): Decision<{ reason: Reason }> {
  const answer = answerTo(condition, part, subject);
  if ("ok" in answer) return answer;
  const { passed, actual, required, dated } = answer;
  const parameter = parameterOf(subject.scheme, condition.required.parameter);
  const source = (dated ?? parameter.values[0])?.source;
  const reason: Reason = {
    code: condition.code,
    part,
    passed,
    actual,
    required,
    reference: source ? citation(subject.scheme, source) : "",
  };
  const said = saidOf(condition, parameter.unit);
  if (said) reason.said = said;
  return { ok: true, reason };
}

type Answer = { passed: boolean; actual: ReasonValue; required: ReasonValue; dated: DatedValue | null };

/** As `evaluate`, without the words: what a computer needs to go through thousands of people. */
export function answerTo(condition: SchemeCondition, part: string, subject: Case): Answer | Refusal {
  const parameter = parameterOf(subject.scheme, condition.required.parameter);
  const found = datedValue(parameter, subject);
  if (!found.ok) return found;
  const { dated } = found;
  const looked = dated ? lookUp(parameter, dated.value, subject, part) : { value: null, told: true };
  const base = condition.required.after ? dayFact(subject.facts, condition.required.after) : undefined;
  const required = requiredOf(looked.value, base);
  const told = base !== null && found.told && looked.told;
  const actual = told ? actualOf(condition, part, subject) : null;
  const excused = condition.ifNull === "passes" && actual === null && required !== null;
  const passed = excused || (actual !== null && required !== null && holds(condition.operator, actual, required));
  return { passed, actual, required, dated };
}

function notAsked(condition: SchemeCondition, part: string, subject: Case): Reason {
  const parameter = parameterOf(subject.scheme, condition.required.parameter);
  const source = (valueOn(parameter, firstDay(subject.month)) ?? parameter.values[0])?.source;
  const reference = source ? citation(subject.scheme, source) : "";
  const actual = actualOf(condition, part, subject);
  const said = saidOf(condition, parameter.unit);
  return {
    code: condition.code,
    part,
    passed: true,
    actual,
    required: null,
    reference,
    asked: false,
    ...(said && { said }),
  };
}

const saidOf = ({ nameZh, nameEn, operator }: SchemeCondition, unit: string): Said | undefined =>
  nameZh && nameEn ? { nameZh, nameEn, operator, unit } : undefined;

/** `base` is undefined where the value stands for itself, and the day it counts from otherwise. */
function requiredOf(value: Leaf | null, base: Day | null | undefined): ReasonValue {
  if (value === null || base === null) return null;
  if (base === undefined) return value;
  return typeof value === "number" ? addMonthsToDay(base, value) : null;
}

function actualOf({ measure }: SchemeCondition, part: string, subject: Case): ReasonValue {
  const { facts, month, qualified } = subject;
  switch (measure.kind) {
    case "fact":
      return factOf(facts, measure.fact);
    case "class":
      return qualified?.schemeClass.id ?? factOf(facts, "degree") ?? factOf(facts, "skill");
    case "age":
      return ageAt(dayFact(facts, "birthDate"), measure.on === "month" ? firstDay(month) : dayFact(facts, measure.on));
    case "monthsSince": {
      const from = dayFact(facts, measure.fact);
      return from === null ? null : monthsBetween(monthOf(from), month);
    }
    case "monthsUsed":
      return monthsUsed(measure, part, subject);
    case "rent":
      return subject.rentFen;
  }
}

/** A counter can be shared with other parts, each counted once, and go on from months that were used up elsewhere. */
function monthsUsed(
  measure: Extract<SchemeCondition["measure"], { kind: "monthsUsed" }>,
  part: string,
  subject: Case,
): number | null {
  const others = new Set((measure.with ?? []).filter((ref) => ownPart(subject.scheme, ref) !== part));
  const counted = [part, ...others].reduce((sum, ref) => sum + usedOf(subject, ref), 0);
  if (!measure.plus) return counted;
  const more = factOf(subject.facts, measure.plus);
  return typeof more === "number" ? counted + more : null;
}

const ageAt = (birthDate: Day | null, on: Day | null) =>
  birthDate === null || on === null ? null : ageOn(birthDate, on);

function holds(operator: SchemeCondition["operator"], actual: ReasonValue, required: ReasonValue): boolean {
  if (operator === "is") return actual === required;
  if (operator === "oneOf") return Array.isArray(required) && required.includes(actual);
  if (typeof actual === "number" && typeof required === "number") {
    if (operator === "atLeast") return actual >= required;
    return operator === "atMost" ? actual <= required : actual < required;
  }
  // Days are texts that sort as they follow each other.
  if (typeof actual !== "string" || typeof required !== "string") return false;
  return operator === "notBefore" ? actual >= required : actual <= required;
}
