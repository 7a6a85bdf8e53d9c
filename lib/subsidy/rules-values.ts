import { type Day, firstDay, type Month } from "../days.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import type { Fen } from "../money.ts";
import type { FactValue, Qualification, Told } from "./rules-facts.ts";
import type { ParameterValue, Scheme, SchemeClass, SchemeParameter } from "./scheme.ts";

/** What one decision is about: one person in one month, with the class that the scheme puts the person in. */
export type Case = {
  scheme: Scheme;
  month: Month;
  rentFen: Fen;
  facts: Told;
  qualified: Qualified | null;
  /** Months in which a part granted something, by part, or `scheme/part` for one of another scheme. */
  monthsUsed: Readonly<Record<string, number>>;
};
export type Qualified = { schemeClass: SchemeClass; qualification: Qualification };
export type DatedValue = SchemeParameter["values"][number];
export type Wanted = Readonly<Record<string, boolean | string | readonly string[]>>;

export const factOf = (facts: Told, fact: string): FactValue => facts[fact] ?? null;
const textFact = (facts: Told, fact: string): string | null => {
  const value = factOf(facts, fact);
  return typeof value === "string" ? value : null;
};
export const dayFact = (facts: Told, fact: string): Day | null => textFact(facts, fact);

/** Neither degree nor skill is told: nobody knows yet what the person could be. */
export const classUntold = (facts: Told): boolean =>
  factOf(facts, "degree") === null && factOf(facts, "skill") === null;

/** The class of a person: the first in the scheme's order that degree or skill, and its other facts, belong to. */
export function qualify(scheme: Scheme, facts: Told): Qualified | null {
  for (const schemeClass of scheme.classes) {
    const qualification = schemeClass.qualifications.find((one) => one === facts.degree || one === facts.skill);
    if (qualification && answered(facts, schemeClass.when) === "yes") return { schemeClass, qualification };
  }
  return null;
}

/** Whether the facts are as wanted; "unknown" where nothing speaks against it but something is not told. */
export function answered(facts: Told, wanted?: Wanted): "yes" | "no" | "unknown" {
  if (!wanted) return "yes";
  let answer: "yes" | "unknown" = "yes";
  for (const [fact, like] of Object.entries(wanted)) {
    const value = factOf(facts, fact);
    if (value === null) answer = "unknown";
    else if (!(Array.isArray(like) ? like.includes(value) : like === value)) return "no";
  }
  return answer;
}

/** The parameter's value in force on a day, or undefined: a value is never carried on past its last day. */
export const valueOn = <V extends { from: Day; to: Day | null }>(
  { values }: { values: readonly V[] },
  on: Day,
): V | undefined => {
  for (const value of values) if (value.from <= on && (value.to === null || on <= value.to)) return value;
  return undefined;
};

// A month asks the same few parameters of thousands of people.
const parametersOf = new WeakMap<readonly SchemeParameter[], Map<string, SchemeParameter>>();

export function parameterOf(scheme: Scheme, id: string): SchemeParameter {
  let known = parametersOf.get(scheme.parameters);
  if (!known) {
    known = new Map(scheme.parameters.map((one) => [one.id, one]));
    parametersOf.set(scheme.parameters, known);
  }
  const parameter = known.get(id);
  invariant(parameter, `scheme ${scheme.id} has no parameter ${id}`);
  return parameter;
}

/**
 * The value that concerns one person: `dated` is null where it is dated by a day of the person's own that is not
 * told or lies outside every period. A month takes the values in force on its first day, and is refused
 * (`scheme-no-value`) where there is none.
 */
export function datedValue(
  parameter: SchemeParameter,
  { month, facts }: Case,
): Decision<{ dated: DatedValue | null; told: boolean }> {
  if (parameter.datedBy === "month") {
    const dated = valueOn(parameter, firstDay(month));
    return dated
      ? { ok: true, dated, told: true }
      : refuse("scheme-no-value", { parameter: parameter.id, on: firstDay(month) });
  }
  const on = dayFact(facts, parameter.datedBy);
  return grant({ dated: on === null ? null : (valueOn(parameter, on) ?? null), told: on !== null });
}

export type Leaf = string | number | boolean | readonly string[];

/** Looks a value up in its table (by class, grant or fact). null: the table has nothing for this person. */
export function lookUp(
  parameter: SchemeParameter,
  given: ParameterValue,
  subject: Case,
  part: string,
): { value: Leaf | null; told: boolean } {
  if (!parameter.by) return { value: isLeaf(given) ? given : null, told: true };
  let value: ParameterValue | undefined = given;
  let told = true;
  for (const by of parameter.by) {
    const key = keyFor(by, subject, part);
    if (key === null) told = told && by === "class" && !classUntold(subject.facts);
    value = key === null ? undefined : at(value, key);
  }
  return { value: isLeaf(value) ? value : null, told };
}

function keyFor(by: string, subject: Case, part: string): string | number | null {
  if (by === "class") return subject.qualified?.schemeClass.id ?? null;
  if (by === "grant") return usedOf(subject, part);
  const value = factOf(subject.facts, by);
  return typeof value === "boolean" ? yesNo(value) : value;
}

const yesNo = (value: boolean): string => (value ? "yes" : "no");

function at(value: ParameterValue | undefined, key: string | number): ParameterValue | undefined {
  if (typeof value !== "object") return undefined;
  if (Array.isArray(value)) return typeof key === "number" ? value[key] : undefined;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

const isLeaf = (value: ParameterValue | undefined): value is Leaf & ParameterValue =>
  value !== undefined &&
  (typeof value !== "object" || (Array.isArray(value) && value.every((one) => typeof one === "string")));

/** Months in which a part has granted something; `ref` is a part of this scheme or `scheme/part`. */
export function usedOf({ scheme, monthsUsed }: Pick<Case, "scheme" | "monthsUsed">, ref: string): number {
  const own = ownPart(scheme, ref);
  return (own === null ? undefined : (monthsUsed[own] ?? monthsUsed[`${scheme.id}/${own}`])) ?? monthsUsed[ref] ?? 0;
}

/** The id of a part where `ref` names one of this scheme, null where it is another scheme's. */
export function ownPart(scheme: Scheme, ref: string): string | null {
  if (!ref.includes("/")) return ref;
  return ref.startsWith(`${scheme.id}/`) ? ref.slice(scheme.id.length + 1) : null;
}

export const citation = (scheme: Scheme, source: DatedValue["source"]): string =>
  `${scheme.documents.find((document) => document.id === source.document)?.document ?? source.document} ${source.clause}`;
