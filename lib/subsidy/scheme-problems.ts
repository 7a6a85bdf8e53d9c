import { dayFacts, numberFacts, yesNoFacts } from "./rules-facts.ts";
import type { Scheme, SchemeCondition, SchemeParameter, SchemeProblem } from "./scheme.ts";

/** What no single field can show: references to nothing, ids used twice, overlapping dates, unfit comparisons. */
export function schemeProblems(scheme: Scheme): SchemeProblem[] {
  return [
    ...twice(scheme.documents, "documents"),
    ...twice(scheme.classes, "classes"),
    ...twice(scheme.parameters, "parameters"),
    ...twice(scheme.parts, "parts"),
    ...twice(scheme.funders, "funders"),
    ...twice(
      scheme.conditions.map((condition) => ({ id: condition.code })),
      "conditions",
    ),
    ...scheme.parameters.flatMap((parameter, index) => parameterProblems(scheme, parameter, index)),
    ...scheme.conditions.flatMap((condition, index) => conditionProblems(scheme, condition, index)),
    ...partProblems(scheme),
    ...restProblems(scheme),
  ];
}

const twice = (items: readonly { id: string }[], list: string): SchemeProblem[] =>
  items.flatMap(({ id }, index) =>
    items.findIndex((other) => other.id === id) < index
      ? [{ path: [list, index], problem: `"${id}" is there twice` }]
      : [],
  );

function parameterProblems(scheme: Scheme, parameter: SchemeParameter, index: number): SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  for (const [at, { from, to, value, source }] of parameter.values.entries()) {
    const path = ["parameters", index, "values", at];
    const before = parameter.values[at - 1];
    if (to !== null && to < from) problems.push({ path: [...path, "to"], problem: "ends before it begins" });
    if (before && (before.to === null || before.to >= from)) {
      problems.push({ path: [...path, "from"], problem: "overlaps or precedes the value before it" });
    }
    if (!scheme.documents.some((document) => document.id === source.document)) {
      problems.push({ path: [...path, "source", "document"], problem: `no document "${source.document}"` });
    }
    if (parameter.unit === "fen/person-month") {
      const [told, known] = [Object.keys(value), scheme.classes.map((one) => one.id)];
      const odd = told.find((id) => !known.includes(id)) ?? known.find((id) => !told.includes(id));
      if (odd) problems.push({ path: [...path, "value", odd], problem: "amounts and classes must match" });
    }
  }
  return problems;
}

const operand = {
  is: "yes-no",
  oneOf: "choice",
  atLeast: "number",
  atMost: "number",
  lessThan: "number",
  notBefore: "day",
  notAfter: "day",
} as const;
const includes = (list: readonly string[], word: string) => list.includes(word);

function measured(measure: SchemeCondition["measure"]): string {
  if (measure.kind === "class") return "choice";
  if (measure.kind !== "fact" || includes(numberFacts, measure.fact)) return "number";
  if (includes(dayFacts, measure.fact)) return "day";
  return includes(yesNoFacts, measure.fact) ? "yes-no" : "choice";
}

const unitAnswer: Record<SchemeParameter["unit"], string> = {
  "fen/person-month": "amount",
  months: "number",
  years: "number",
  day: "day",
  "yes-no": "yes-no",
  list: "choice",
};

function conditionProblems(scheme: Scheme, condition: SchemeCondition, index: number): SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  const { operator, required } = condition;
  const say = (path: (string | number)[], problem: string) =>
    problems.push({ path: ["conditions", index, ...path], problem });
  for (const [at, part] of condition.parts.entries()) {
    if (!scheme.parts.some((one) => one.id === part)) say(["parts", at], `no part "${part}"`);
  }
  if (measured(condition.measure) !== operand[operator]) say(["operator"], `"${operator}" does not fit the measure`);
  const parameter = scheme.parameters.find((one) => one.id === required.parameter);
  if (!parameter) {
    say(["required", "parameter"], `no parameter "${required.parameter}"`);
  } else if (required.after) {
    // Months after a day make a day.
    if (parameter.unit !== "months" || operand[operator] !== "day")
      say(["required", "after"], "needs months and a day to compare");
  } else if (unitAnswer[parameter.unit] !== operand[operator]) {
    say(["required", "parameter"], `"${operator}" cannot be asked of ${parameter.unit}`);
  }
  return problems;
}

const partProblems = (scheme: Scheme): SchemeProblem[] =>
  scheme.parts.flatMap((part, index) => reference(scheme, part.amount, "fen/person-month", ["parts", index, "amount"]));

function restProblems(scheme: Scheme): SchemeProblem[] {
  const problems = reference(scheme, scheme.start.afterMonths, "months", ["start", "afterMonths"]);
  if (scheme.funders.reduce((sum, funder) => sum + funder.percent, 0) !== 100) {
    problems.push({ path: ["funders"], problem: "shares must make 100 percent" });
  }
  if (!scheme.payment.modes.includes(scheme.payment.defaultMode)) {
    problems.push({ path: ["payment", "defaultMode"], problem: "is not among the modes" });
  }
  return problems;
}

function reference(
  scheme: Scheme,
  id: string,
  unit: SchemeParameter["unit"],
  path: (string | number)[],
): SchemeProblem[] {
  const parameter = scheme.parameters.find((one) => one.id === id);
  if (parameter?.unit === unit) return [];
  return [{ path, problem: parameter ? `"${id}" is not in ${unit}` : `no parameter "${id}"` }];
}
