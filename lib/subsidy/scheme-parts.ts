import { ownPart } from "./rules-values.ts";
import type { Scheme, SchemePart, Unit } from "./scheme-form.ts";
import type { SchemeProblem } from "./scheme-messages.ts";
import { periodProblems, sourceProblems } from "./scheme-periods.ts";
import type { Path } from "./scheme-values.ts";

const amounts: readonly Unit[] = ["fen/person-month", "fen/person-year", "fen/grant", "percent-of-rent"];
const limits: readonly Unit[] = ["fen", "fen/person-month"];

/** What is wrong with one part: amounts that are none, parts that are not there or come later, broken groups. */
export function partProblems(scheme: Scheme, index: number): SchemeProblem[] {
  const part = scheme.parts[index];
  if (!part) return [];
  const path: Path = ["parts", index];
  const problems = [
    ...amountProblems(scheme, part, path),
    ...(part.inForce ? periodProblems(scheme, part.inForce, [...path, "inForce"]) : []),
    ...(["ceiling", "floor", "leastPayable"] as const).flatMap((name) =>
      part[name] === undefined ? [] : parameterIn(scheme, part[name], limits, [...path, name]),
    ),
  ];
  const earlier = scheme.parts.slice(0, index).map((one) => one.id);
  for (const [at, ref] of (part.topUp ?? []).entries()) {
    const own = ownPart(scheme, ref);
    if (own !== null && !earlier.includes(own))
      problems.push({ path: [...path, "topUp", at], problem: `"${ref}" is no part before this one` });
  }
  for (const [at, other] of (part.notWith ?? []).entries()) {
    const own = ownPart(scheme, other.part);
    const known = other.in === "sameMonth" ? earlier : scheme.parts.map((one) => one.id);
    if (own !== null && (own === part.id || !known.includes(own)))
      problems.push({
        path: [...path, "notWith", at, "part"],
        problem: `"${other.part}" is no ${other.in === "sameMonth" ? "part before this one" : "other part"}`,
      });
    problems.push(...sourceProblems(scheme, other.source, [...path, "notWith", at, "source"]));
  }
  const first = scheme.parts.findIndex((one) => part.bestOf !== undefined && one.bestOf === part.bestOf);
  if (scheme.parts.slice(first, index).some((one) => one.bestOf !== part.bestOf) && first >= 0)
    problems.push({
      path: [...path, "bestOf"],
      problem: `the parts of "${part.bestOf}" must stand next to each other`,
    });
  return problems;
}

function amountProblems(scheme: Scheme, part: SchemePart, path: Path): SchemeProblem[] {
  const problems = parameterIn(scheme, part.amount, amounts, [...path, "amount"]);
  const parameter = scheme.parameters.find((one) => one.id === part.amount);
  if (!parameter || problems.length > 0) return problems;
  if ((parameter.unit === "percent-of-rent") !== (part.percentOf !== undefined))
    problems.push({
      path: [...path, "percentOf"],
      problem: part.percentOf ? `has no meaning for ${parameter.unit}` : 'is missing: one of "rent", "remainingRent"',
    });
  const counted = scheme.conditions.some((one) => one.measure.kind === "monthsUsed" && one.parts.includes(part.id));
  if (parameter.unit === "fen/grant" && !counted)
    problems.push({
      path: [...path, "amount"],
      problem: "is a grant, so a condition on monthsUsed must say how often it is granted",
    });
  return problems;
}

function parameterIn(scheme: Scheme, id: string, units: readonly Unit[], path: Path): SchemeProblem[] {
  const parameter = scheme.parameters.find((one) => one.id === id);
  if (!parameter) return [{ path, problem: `no parameter "${id}"` }];
  if (!units.includes(parameter.unit))
    return [{ path, problem: `"${id}" is in ${parameter.unit}; allowed are ${units.join(", ")}` }];
  const odd = (parameter.by ?? []).find((by) => by !== "class" && by !== "grant");
  return odd ? [{ path, problem: `"${id}" is a table by ${odd}; amounts are by class or grant` }] : [];
}
