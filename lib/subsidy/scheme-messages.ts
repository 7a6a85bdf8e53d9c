import type { z } from "zod";

export type SchemeProblem = { path: (string | number)[]; problem: string };
type Issue = z.core.$ZodIssue;

/** What a form found wrong, in words that say what is allowed. */
export const problemsIn = (error: z.ZodError): SchemeProblem[] =>
  error.issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    if (issue.code !== "unrecognized_keys") return [{ path, problem: sentence(issue) }];
    return issue.keys.map((key) => ({ path: [...path, key], problem: issue.message }));
  });

function sentence(issue: Issue): string {
  const missing = issue.code !== "invalid_union" && issue.input === undefined;
  switch (issue.code) {
    case "invalid_type":
      return missing ? `is missing: ${kind(issue.expected)}` : `must be ${kind(issue.expected)}`;
    case "invalid_value":
      return `${missing ? "is missing: " : "must be "}${oneOf(issue.values)}`;
    case "too_small":
      return issue.origin === "array" || issue.origin === "string"
        ? "must not be empty"
        : `must be at least ${issue.minimum}`;
    case "too_big":
      return `must be at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

const KINDS: Record<string, string> = {
  array: "a list",
  object: "an object",
  record: "an object",
  string: "a text",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
};
const kind = (expected: string): string => KINDS[expected] ?? expected;

/** `"a"`, or `one of "a", "b"`. */
export function oneOf(values: readonly unknown[]): string {
  const shown = values.map((value) => JSON.stringify(value)).join(", ");
  return values.length === 1 ? shown : `one of ${shown}`;
}
