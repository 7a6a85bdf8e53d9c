import { isDay, isMonth, type Month } from "../days.ts";
import type { Fen } from "../money.ts";
import { factsUsed, partsCounted } from "./facts-used.ts";
import type { FactForm, FactValue } from "./rules-facts.ts";
import type { Scheme } from "./scheme.ts";
import { factForms } from "./scheme-values.ts";

/** One case of a file to assess, checked against what the scheme asks for. */
export type AssessmentCase = {
  id: string;
  month: Month;
  rentFen: Fen;
  person: Record<string, FactValue>;
  monthsUsed: Record<string, number>;
  carriedFen: Fen;
};
export type CaseProblem = { path: string; problem: string };

const FIELDS = ["id", "month", "rentFen", "person", "monthsUsed"];

/**
 * Reads `cases` of a file to assess against one scheme and finds everything that is wrong, by JSON path: unknown and
 * missing facts, wrong types, ids that are there twice, parts that the scheme does not have.
 */
export function readCases(scheme: Scheme, value: unknown): { cases: AssessmentCase[] } | { problems: CaseProblem[] } {
  const reading = new CasesForm(scheme);
  const cases = reading.cases(value, "$.cases");
  return reading.problems.length > 0 ? { problems: reading.problems } : { cases };
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value as an error names it, cut where it is long. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** A key in a JSON path, in quotes where it is no plain word. */
export const step = (key: string): string => (/^[A-Za-z_$][\w$-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);

class CasesForm {
  readonly problems: CaseProblem[] = [];
  private readonly forms: Record<string, FactForm>;
  private readonly needed: readonly string[];
  private readonly parts: readonly string[];
  private readonly fields: readonly string[];
  private readonly ids = new Map<string, string>();

  constructor(scheme: Scheme) {
    this.forms = factForms(scheme);
    this.needed = factsUsed(scheme);
    this.parts = partsCounted(scheme);
    this.fields = scheme.surplus === "carried" ? [...FIELDS, "carriedFen"] : FIELDS;
  }

  cases(value: unknown, path: string): AssessmentCase[] {
    if (!Array.isArray(value)) {
      this.say(
        path,
        value === undefined ? "is missing: a list of cases" : `must be a list of cases, not ${shown(value)}`,
      );
      return [];
    }
    return value.flatMap((one, index) => this.case(one, `${path}[${index}]`));
  }

  private case(value: unknown, path: string): AssessmentCase[] {
    if (!isObject(value)) {
      this.say(path, `must be an object, not ${shown(value)}`);
      return [];
    }
    for (const key of Object.keys(value)) {
      if (!this.fields.includes(key))
        this.say(path + step(key), `is not known here; allowed are ${this.fields.join(", ")}`);
    }
    return [
      {
        id: this.id(value.id, `${path}.id`),
        month: this.month(value.month, `${path}.month`),
        rentFen: this.count(value.rentFen, `${path}.rentFen`, "fen"),
        person: this.person(value.person, `${path}.person`),
        monthsUsed: this.monthsUsed(value.monthsUsed, `${path}.monthsUsed`),
        carriedFen: value.carriedFen === undefined ? 0 : this.count(value.carriedFen, `${path}.carriedFen`, "fen"),
      },
    ];
  }

  private id(value: unknown, path: string): string {
    if (typeof value !== "string" || value === "") {
      this.say(
        path,
        `${value === undefined ? "is missing: a text" : `must be a text that is not empty, not ${shown(value)}`}`,
      );
      return "";
    }
    const before = this.ids.get(value);
    if (before) this.say(path, `${shown(value)} is there twice: ${before} has it too`);
    else this.ids.set(value, path);
    return value;
  }

  private month(value: unknown, path: string): Month {
    if (typeof value === "string" && isMonth(value)) return value;
    this.say(path, `${wanted(value)}a month YYYY-MM${not(value)}`);
    return "";
  }

  private count(value: unknown, path: string, what: string): number {
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
    this.say(path, `${wanted(value)}whole ${what}, not negative${not(value)}`);
    return 0;
  }

  private person(value: unknown, path: string): Record<string, FactValue> {
    if (!isObject(value)) {
      this.say(path, `${wanted(value)}an object of facts${not(value)}`);
      return {};
    }
    const facts: Record<string, FactValue> = {};
    for (const [fact, given] of Object.entries(value)) {
      const form = Object.hasOwn(this.forms, fact) ? this.forms[fact] : undefined;
      if (!form)
        this.say(path + step(fact), `is no fact of this scheme; it knows ${Object.keys(this.forms).join(", ")}`);
      else if (given === null ? form.nullable : fits(form, given)) facts[fact] = given as FactValue;
      else this.say(path + step(fact), `must be ${answers(form)}, not ${shown(given)}`);
    }
    for (const fact of this.needed) {
      const form = this.forms[fact];
      if (form && !Object.hasOwn(value, fact)) this.say(path + step(fact), `is missing: ${answers(form)}`);
    }
    return facts;
  }

  private monthsUsed(value: unknown, path: string): Record<string, number> {
    if (value === undefined) return {};
    if (!isObject(value)) {
      this.say(path, `must be an object of months by part${not(value)}`);
      return {};
    }
    const used: Record<string, number> = {};
    for (const [part, months] of Object.entries(value)) {
      if (!this.parts.includes(part))
        this.say(path + step(part), `is no part of this scheme; there are ${this.parts.join(", ")}`);
      else used[part] = this.count(months, path + step(part), "months");
    }
    return used;
  }

  private say(path: string, problem: string): void {
    this.problems.push({ path, problem });
  }
}

const wanted = (value: unknown): string => (value === undefined ? "is missing: " : "must be ");
const not = (value: unknown): string => (value === undefined ? "" : `, not ${shown(value)}`);

function fits({ kind, choices = [] }: FactForm, value: unknown): boolean {
  switch (kind) {
    case "yesNo":
      return typeof value === "boolean";
    case "day":
      return typeof value === "string" && isDay(value);
    case "number":
      return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
    case "choice":
      return typeof value === "string" && choices.includes(value);
  }
}

/** What may be answered to a fact, in words. */
export function answers({ kind, choices = [], nullable }: FactForm): string {
  const words = {
    yesNo: "true or false",
    day: "a day YYYY-MM-DD",
    number: "a whole number, not negative",
    choice: `one of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`,
  }[kind];
  return nullable ? `${words}, or null` : words;
}
