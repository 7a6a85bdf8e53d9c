import { addMonthsToDay, ageOn, type Day, firstDay, type Month, monthOf, monthsBetween } from "../days.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import type { DayFact, Facts, Qualification } from "./rules-facts.ts";
import type { Scheme, SchemeClass, SchemeCondition, SchemeParameter } from "./scheme.ts";

export type ReasonValue = string | number | boolean | readonly string[] | null;

/** One condition's answer: `actual` null is "not told yet", `reference` is document and clause. */
export type Reason = {
  code: string;
  part: string;
  passed: boolean;
  actual: ReasonValue;
  required: ReasonValue;
  reference: string;
};

/** What one decision is about: one person in one month, with the class that the scheme puts the person in. */
export type Case = { scheme: Scheme; month: Month; facts: Facts; qualified: Qualified | null };
export type Qualified = { schemeClass: SchemeClass; qualification: Qualification };
type DatedValue = SchemeParameter["values"][number];

/** The class of a person: the first in the scheme's order that the person's degree or skill belongs to. */
export function qualify(scheme: Scheme, facts: Facts): Qualified | null {
  for (const schemeClass of scheme.classes) {
    const qualification = schemeClass.qualifications.find((one) => one === facts.degree || one === facts.skill);
    if (qualification) return { schemeClass, qualification };
  }
  return null;
}

/** The parameter's value in force on a day, or undefined: a value is never carried on past its last day. */
export const valueOn = (parameter: SchemeParameter, on: Day): DatedValue | undefined =>
  parameter.values.find((value) => value.from <= on && (value.to === null || on <= value.to));

export function parameterOf(scheme: Scheme, id: string): SchemeParameter {
  const parameter = scheme.parameters.find((one) => one.id === id);
  invariant(parameter, `scheme ${scheme.id} has no parameter ${id}`);
  return parameter;
}

/** A month takes the values in force on its first day. `scheme-no-value` where there is none. */
export function monthValue(parameter: SchemeParameter, month: Month): Decision<{ value: DatedValue }> {
  const value = valueOn(parameter, firstDay(month));
  return value ? grant({ value }) : refuse("scheme-no-value", { parameter: parameter.id, on: firstDay(month) });
}

export const citation = (scheme: Scheme, source: DatedValue["source"]): string =>
  `${scheme.documents.find((document) => document.id === source.document)?.document ?? source.document} ${source.clause}`;

/** Does the condition ask this person? While neither degree nor skill is told, every condition asks. */
export function applies(condition: SchemeCondition, { facts, qualified }: Case): boolean {
  if (!condition.appliesTo || (facts.degree === null && facts.skill === null)) return true;
  return qualified !== null && condition.appliesTo.includes(qualified.qualification);
}

/**
 * Evaluates one condition for one part. A fact that is not told does not pass and answers `actual: null`.
 * A value dated by the person's own day (the day of recruitment, say) that lies outside every period of the
 * scheme does not pass and answers `required: null`; a month without a value is refused (`scheme-no-value`).
 */
export function evaluate(
  condition: SchemeCondition,
  part: string,
  subject: Case,
  monthsUsed: number,
): Decision<{ reason: Reason }> {
  const parameter = parameterOf(subject.scheme, condition.required.parameter);
  const dated = datedValue(parameter, subject);
  if (!dated.ok) return dated;
  const base = condition.required.after ? subject.facts[condition.required.after] : undefined;
  const required = requiredOf(dated.value, base);
  const told = base !== null && dated.told;
  const actual = told ? actualOf(condition, subject, monthsUsed) : null;
  const reference = citation(subject.scheme, (dated.value ?? parameter.values[0])?.source ?? noSource);
  const passed = actual !== null && required !== null && holds(condition.operator, actual, required);
  return grant({ reason: { code: condition.code, part, passed, actual, required, reference } });
}

const noSource = { document: "", clause: "", verified: false, verifiedOn: null };

function datedValue(
  parameter: SchemeParameter,
  { month, facts }: Case,
): Decision<{ value: DatedValue | null; told: boolean }> {
  if (parameter.datedBy === "month") {
    const found = monthValue(parameter, month);
    return found.ok ? grant({ value: found.value, told: true }) : found;
  }
  const on = facts[parameter.datedBy];
  return grant({ value: on === null ? null : (valueOn(parameter, on) ?? null), told: on !== null });
}

/** `base` is undefined where the value stands for itself, and the day it counts from otherwise. */
function requiredOf(dated: DatedValue | null, base: Day | null | undefined): ReasonValue {
  if (dated === null || base === null) return null;
  const { value } = dated;
  if (base !== undefined) return typeof value === "number" ? addMonthsToDay(base, value) : null;
  return typeof value === "object" && !Array.isArray(value) ? null : value;
}

function actualOf({ measure }: SchemeCondition, subject: Case, monthsUsed: number): ReasonValue {
  const { facts, month, qualified } = subject;
  switch (measure.kind) {
    case "fact":
      return facts[measure.fact];
    case "class":
      return qualified?.schemeClass.id ?? facts.degree ?? facts.skill;
    case "age":
      return ageAt(facts.birthDate, measure.on === "month" ? firstDay(month) : facts[measure.on]);
    case "monthsSince":
      return monthsSince(facts, measure.fact, month);
    case "monthsUsed":
      return monthsUsed;
  }
}

const ageAt = (birthDate: Day | null, on: Day | null) =>
  birthDate === null || on === null ? null : ageOn(birthDate, on);

const monthsSince = (facts: Facts, fact: DayFact, month: Month) => {
  const from = facts[fact];
  return from === null ? null : monthsBetween(monthOf(from), month);
};

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
