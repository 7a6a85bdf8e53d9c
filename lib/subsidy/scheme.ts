import { type Decision, grant, refuse } from "../errors.ts";
import { type Scheme, schemeForm } from "./scheme-form.ts";
import { problemsIn, type SchemeProblem } from "./scheme-messages.ts";
import { schemeProblems } from "./scheme-problems.ts";

export type {
  ParameterValue,
  Scheme,
  SchemeClass,
  SchemeCondition,
  SchemeFact,
  SchemeParameter,
  SchemePart,
} from "./scheme-form.ts";
export type { SchemeProblem } from "./scheme-messages.ts";

/**
 * Reads a scheme from parsed JSON and finds everything that is wrong with it, by path and with what is allowed:
 * unknown keys, wrong types, then references to nothing, dates that overlap, operators that do not fit.
 */
export function checkScheme(input: unknown): { scheme: Scheme } | { problems: SchemeProblem[] } {
  const result = schemeForm.safeParse(input, { reportInput: true });
  const problems = result.success ? schemeProblems(result.data) : problemsIn(result.error);
  return result.success && problems.length === 0 ? { scheme: result.data } : { problems };
}

/**
 * As `checkScheme`; refuses with `scheme-invalid` and the first wrong place
 * (`path` like `parameters[0].values[1].from`, `problem` in words, `count` of all problems).
 */
export function parseScheme(input: unknown): Decision<{ scheme: Scheme }> {
  const checked = checkScheme(input);
  if ("scheme" in checked) return grant(checked);
  const [first] = checked.problems;
  return refuse("scheme-invalid", {
    path: pathText(first?.path ?? []),
    problem: first?.problem ?? "",
    count: checked.problems.length,
  });
}

/** `parameters[0].values[1].from`; empty for the whole. */
export const pathText = (path: readonly (string | number)[]): string =>
  path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
