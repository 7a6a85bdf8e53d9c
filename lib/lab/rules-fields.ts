import { isDay } from "../days.ts";
import { parseYuan, yuanText } from "../money.ts";
import { baseFacts } from "../subsidy/rules-facts.ts";
import type { ParameterValue, Scheme, SchemeParameter } from "../subsidy/scheme.ts";

// A scheme as the fields of a form: one field for each value at the end of a table, by name.

export type Fields = Readonly<Record<string, string>>;
type Unit = SchemeParameter["unit"];

export const valueField = (parameter: string, row: number, path: readonly string[] = []): string =>
  ["value", parameter, row, ...path].join(".");
export const dayField = (which: "from" | "to", parameter: string, row: number): string =>
  `${which}.${parameter}.${row}`;
export const conditionField = (code: string): string => `on.condition.${code}`;
export const partField = (part: string): string => `on.part.${part}`;

export type Leaf = { path: string[]; value: ParameterValue };

/** The ends of a parameter's table in the order in which they are read: by class as the scheme has them. */
export function leavesOf(scheme: Pick<Scheme, "classes">, by: readonly string[], value: ParameterValue): Leaf[] {
  const [first, ...rest] = by;
  if (first === undefined || typeof value !== "object") return [{ path: [], value }];
  const keys = first === "class" ? scheme.classes.map((one) => one.id) : Object.keys(value);
  return keys.flatMap((key) => {
    const one = (value as Record<string, ParameterValue>)[key];
    if (one === undefined) return [];
    return leavesOf(scheme, rest, one).map((leaf) => ({ ...leaf, path: [key, ...leaf.path] }));
  });
}

/** The table with what `read` gives for each of its ends, in the shape that it had. */
export function mapLeaves(
  by: readonly string[],
  value: ParameterValue,
  read: (path: string[]) => ParameterValue,
  path: string[] = [],
): ParameterValue {
  const [first, ...rest] = by;
  if (first === undefined || typeof value !== "object") return read(path);
  if (Array.isArray(value)) return value.map((one, at) => mapLeaves(rest, one, read, [...path, String(at)]));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, mapLeaves(rest, one, read, [...path, key])]),
  );
}

export const isMoney = (unit: Unit): boolean => unit.startsWith("fen");

/** What a field shows: yuan for fen, `yes` or `no`, everything else as it is. Lists are checkboxes of their own. */
export function leafText(unit: Unit, value: ParameterValue): string {
  if (isMoney(unit) && typeof value === "number") return yuanText(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "object" ? "" : String(value);
}

/** The words that a list may hold: the classes, or the answers of the facts that are compared with it. */
export function wordsOf(scheme: Scheme, parameter: string): string[] {
  const words = scheme.conditions
    .filter((condition) => condition.required.parameter === parameter)
    .flatMap(({ measure }) => {
      if (measure.kind === "class") return scheme.classes.map((one) => one.id);
      if (measure.kind !== "fact") return [];
      const own = scheme.facts.find((fact) => fact.id === measure.fact);
      return own?.choices ?? baseFacts[measure.fact as keyof typeof baseFacts]?.choices ?? [];
    });
  return [...new Set(words)];
}

export type Read = { value: ParameterValue } | { reason: string };

/** A field's text as a value in the unit; `reason` is a refusal: nothing there, negative, fractions of a fen, no such day. */
export function readLeaf(unit: Unit, text: string | undefined): Read {
  const given = (text ?? "").trim();
  if (given === "") return { reason: "lab-value-missing" };
  switch (unit) {
    case "yes-no":
      return given === "yes" || given === "no" ? { value: given === "yes" } : { reason: "lab-value-missing" };
    case "day":
      return isDay(given) ? { value: given } : { reason: "lab-day-wrong" };
    case "percent-of-rent": {
      const percent = /^\d{1,3}(?:\.\d{1,2})?$/.test(given) ? Number(given) : Number.NaN;
      return percent <= 100 ? { value: percent } : { reason: "lab-percent-wrong" };
    }
    case "months":
    case "years":
    case "number":
      return /^\d{1,6}$/.test(given) ? { value: Number(given) } : { reason: "lab-count-wrong" };
    case "list":
      return { reason: "lab-list-empty" };
    default: {
      const fen = parseYuan(given);
      return fen === null ? { reason: "lab-amount-wrong" } : { value: fen };
    }
  }
}
