import { isDay } from "../days.ts";
import { baseFacts, type FactForm } from "./rules-facts.ts";
import type { ParameterValue, Scheme, SchemeParameter, Unit } from "./scheme-form.ts";
import { oneOf, type SchemeProblem } from "./scheme-messages.ts";

export type Path = (string | number)[];

/** Every fact a scheme may ask for: the common ones and those it declares. */
export const factForms = (scheme: Pick<Scheme, "facts">): Record<string, FactForm> => ({
  ...baseFacts,
  ...Object.fromEntries(scheme.facts.map(({ id, kind, choices, nullable }) => [id, { kind, choices, nullable }])),
});

/** The facts of one kind, by name: what may stand where that kind is wanted. */
export const factsOfKind = (scheme: Scheme, kind: FactForm["kind"]): string[] =>
  Object.entries(factForms(scheme)).flatMap(([id, form]) => (form.kind === kind ? [id] : []));

/** What a parameter's `by` may name, and the keys that a table by it must have; null for a list by grant. */
export function keysOf(scheme: Scheme, by: string): readonly string[] | null | undefined {
  if (by === "class") return scheme.classes.map((one) => one.id);
  if (by === "grant") return null;
  const form = Object.hasOwn(factForms(scheme), by) ? factForms(scheme)[by] : undefined;
  if (form?.kind === "yesNo") return ["yes", "no"];
  return form?.kind === "choice" ? form.choices : undefined;
}

/** What is wrong with one value: its tables must have a key for every class, choice or grant, its ends fit the unit. */
export function valueProblems(
  scheme: Scheme,
  { unit, by = [] }: SchemeParameter,
  value: ParameterValue,
  path: Path,
): SchemeProblem[] {
  const [first, ...rest] = by;
  if (first === undefined) return leafProblems(unit, value, path);
  const inner = { unit, by: rest } as SchemeParameter;
  const keys = keysOf(scheme, first);
  if (keys === undefined) return [];
  if (keys === null) {
    if (!Array.isArray(value) || value.length === 0)
      return [{ path, problem: "must be a list: a value for the first grant, the second …" }];
    return value.flatMap((one, index) => valueProblems(scheme, inner, one, [...path, index]));
  }
  if (typeof value !== "object" || Array.isArray(value))
    return [{ path, problem: `must be an object with a value for each of ${keys.join(", ")}` }];
  const odd = Object.keys(value).filter((key) => !keys.includes(key));
  const missing = keys.filter((key) => !Object.hasOwn(value, key));
  return [
    ...odd.map((key) => ({ path: [...path, key], problem: `is none of ${keys.join(", ")}` })),
    ...missing.map((key) => ({ path: [...path, key], problem: `is missing: a value for each of ${keys.join(", ")}` })),
    ...keys.flatMap((key) => {
      const one = value[key];
      return one === undefined ? [] : valueProblems(scheme, inner, one, [...path, key]);
    }),
  ];
}

function leafProblems(unit: Unit, value: ParameterValue, path: Path): SchemeProblem[] {
  const problem = leafProblem(unit, value);
  return problem ? [{ path, problem }] : [];
}

function leafProblem(unit: Unit, value: ParameterValue): string | null {
  switch (unit) {
    case "yes-no":
      return typeof value === "boolean" ? null : "must be true or false";
    case "day":
      return typeof value === "string" && isDay(value) ? null : "must be a day YYYY-MM-DD that exists";
    case "list":
      return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string" && one !== "")
        ? null
        : "must be a list of words that is not empty";
    case "number":
      return typeof value === "number" && value >= 0 ? null : "must be a number that is not negative";
    case "percent-of-rent":
      return typeof value === "number" && value >= 0 && value <= 100 && Number.isInteger(Math.round(value * 1e6) / 1e4)
        ? null
        : "must be a percentage from 0 to 100 with at most two decimals";
    default: {
      const what = unit.startsWith("fen") ? "fen" : unit;
      return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
        ? null
        : `must be whole ${what}, not negative`;
    }
  }
}

const roundings: Partial<Record<Unit, readonly string[]>> = {
  "fen/person-month": ["none"],
  "fen/grant": ["none"],
  fen: ["none"],
  "fen/person-year": ["spread"],
  "percent-of-rent": ["halfUp", "down", "up"],
};

/** Money says how it is rounded; nothing else can be. */
export function roundingProblem({ unit, rounding }: SchemeParameter): string | null {
  const allowed = roundings[unit];
  if (!allowed) return rounding === undefined ? null : `has no meaning in ${unit}`;
  if (rounding !== undefined && allowed.includes(rounding)) return null;
  return `${rounding === undefined ? "is missing: " : "must be "}${oneOf(allowed)} in ${unit}`;
}
