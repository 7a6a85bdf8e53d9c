import { baseFacts } from "./rules-facts.ts";
import { conditionProblems, whenProblems } from "./scheme-conditions.ts";
import type { Scheme, SchemeFact, SchemeParameter } from "./scheme-form.ts";
import type { SchemeProblem } from "./scheme-messages.ts";
import { partProblems } from "./scheme-parts.ts";
import { periodProblems, verifiedProblems } from "./scheme-periods.ts";
import { factsOfKind, keysOf, type Path, roundingProblem, valueProblems } from "./scheme-values.ts";

/** What no single field can show: references to nothing, ids used twice, overlapping dates, unfit comparisons. */
export function schemeProblems(scheme: Scheme): SchemeProblem[] {
  const codes = scheme.conditions.map((condition) => ({ id: condition.code }));
  return [
    ...twice(scheme.documents, "documents"),
    ...twice(scheme.facts, "facts"),
    ...twice(scheme.classes, "classes"),
    ...twice(scheme.parameters, "parameters"),
    ...twice(codes, "conditions"),
    ...twice(scheme.parts, "parts"),
    ...twice(scheme.funders, "funders"),
    ...scheme.documents.flatMap((document, index) => verifiedProblems(document, ["documents", index])),
    ...scheme.facts.flatMap((fact, index) => factProblems(fact, ["facts", index])),
    ...scheme.classes.flatMap((one, index) => whenProblems(scheme, one.when, ["classes", index, "when"])),
    ...scheme.parameters.flatMap((parameter, index) => parameterProblems(scheme, parameter, ["parameters", index])),
    ...scheme.conditions.flatMap((condition, index) => conditionProblems(scheme, condition, ["conditions", index])),
    ...scheme.parts.flatMap((_, index) => partProblems(scheme, index)),
    ...restProblems(scheme),
  ];
}

const twice = (items: readonly { id: string }[], list: string): SchemeProblem[] =>
  items.flatMap(({ id }, index) =>
    items.findIndex((other) => other.id === id) < index
      ? [{ path: [list, index], problem: `"${id}" is there twice` }]
      : [],
  );

function factProblems({ id, kind, choices }: SchemeFact, path: Path): SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  if (Object.hasOwn(baseFacts, id))
    problems.push({ path: [...path, "id"], problem: `"${id}" is a fact every scheme has; it is not declared` });
  if (["month", "class", "grant"].includes(id))
    problems.push({ path: [...path, "id"], problem: `"${id}" has a meaning of its own` });
  if ((kind === "choice") !== (choices !== undefined))
    problems.push({
      path: [...path, "choices"],
      problem: kind === "choice" ? "is missing: the answers that there are" : `has no meaning for ${kind}`,
    });
  return problems;
}

function parameterProblems(scheme: Scheme, parameter: SchemeParameter, path: Path): SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  const rounding = roundingProblem(parameter);
  if (rounding) problems.push({ path: [...path, "rounding"], problem: rounding });
  const days = ["month", ...factsOfKind(scheme, "day")];
  if (!days.includes(parameter.datedBy))
    problems.push({ path: [...path, "datedBy"], problem: `must be one of ${days.join(", ")}` });
  const by = parameter.by ?? [];
  const allowed = ["class", "grant", ...factsOfKind(scheme, "yesNo"), ...factsOfKind(scheme, "choice")];
  for (const [at, one] of by.entries()) {
    if (keysOf(scheme, one) === undefined || by.indexOf(one) < at)
      problems.push({ path: [...path, "by", at], problem: `must be one of ${allowed.join(", ")}, once` });
  }
  problems.push(...periodProblems(scheme, parameter.values, [...path, "values"]));
  for (const [at, { value }] of parameter.values.entries())
    problems.push(...valueProblems(scheme, parameter, value, [...path, "values", at, "value"]));
  return problems;
}

function restProblems(scheme: Scheme): SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  const { start, funders, payment } = scheme;
  const days = factsOfKind(scheme, "day");
  if (!days.includes(start.fact))
    problems.push({ path: ["start", "fact"], problem: `must be one of ${days.join(", ")}` });
  const wait = scheme.parameters.find((one) => one.id === start.afterMonths);
  if (wait?.unit !== "months" || wait.by)
    problems.push({ path: ["start", "afterMonths"], problem: "must be a parameter in months that depends on nothing" });
  if (funders.reduce((sum, funder) => sum + funder.percent, 0) !== 100)
    problems.push({ path: ["funders"], problem: "shares must make 100 percent" });
  if (!payment.modes.includes(payment.defaultMode))
    problems.push({
      path: ["payment", "defaultMode"],
      problem: `is not among the modes: ${payment.modes.join(", ")}`,
    });
  return problems;
}
