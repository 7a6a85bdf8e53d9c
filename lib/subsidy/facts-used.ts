import { degrees, skills } from "./rules-facts.ts";
import type { Scheme } from "./scheme.ts";

/**
 * The facts that a scheme's decision depends on, in alphabetical order: whoever asks for one must give them all.
 * Degree and skill count where a class asks for one of them.
 */
export function factsUsed(scheme: Scheme): string[] {
  const words = scheme.classes.flatMap((one) => one.qualifications);
  const used = [
    ...(degrees.some((degree) => words.includes(degree)) ? ["degree"] : []),
    ...(skills.some((skill) => words.includes(skill)) ? ["skill"] : []),
    ...scheme.classes.flatMap((one) => Object.keys(one.when ?? {})),
    ...scheme.parameters.flatMap(({ datedBy, by = [] }) => [datedBy, ...by]),
    ...scheme.conditions.flatMap(({ when, measure, required }) => [
      ...Object.keys(when ?? {}),
      ...measured(measure),
      ...(required.after ? [required.after] : []),
    ]),
  ];
  const facts = used.filter((fact) => !["month", "class", "grant"].includes(fact));
  return [...new Set(facts)].sort();
}

function measured(measure: Scheme["conditions"][number]["measure"]): string[] {
  switch (measure.kind) {
    case "fact":
    case "monthsSince":
      return [measure.fact];
    case "age":
      return ["birthDate", measure.on];
    case "monthsUsed":
      return measure.plus ? [measure.plus] : [];
    default:
      return [];
  }
}

/** The parts that months used may be told of: the scheme's own, and those of others that it counts or excludes. */
export function partsCounted(scheme: Scheme): string[] {
  const excluded = scheme.parts.flatMap((part) => part.notWith ?? []).filter((other) => other.in === "anyMonth");
  const others = [
    ...excluded.map((other) => other.part),
    ...scheme.conditions.flatMap(({ measure }) => (measure.kind === "monthsUsed" ? (measure.with ?? []) : [])),
  ];
  const own = scheme.parts.map((part) => part.id);
  return [...new Set([...own, ...others.filter((ref) => ref.includes("/") && !ref.startsWith(`${scheme.id}/`))])];
}
