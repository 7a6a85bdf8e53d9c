import type { FactForm } from "./rules-facts.ts";
import { ownPart } from "./rules-values.ts";
import type { Scheme, SchemeCondition, SchemeParameter } from "./scheme-form.ts";
import type { SchemeProblem } from "./scheme-messages.ts";
import { factForms, factsOfKind, type Path } from "./scheme-values.ts";

type Operand = FactForm["kind"] | "amount";

const operand: Record<SchemeCondition["operator"], Operand> = {
  is: "yesNo",
  oneOf: "choice",
  atLeast: "number",
  atMost: "number",
  lessThan: "number",
  notBefore: "day",
  notAfter: "day",
};

const unitOperand: Record<SchemeParameter["unit"], Operand> = {
  "fen/person-month": "amount",
  "fen/person-year": "amount",
  "fen/grant": "amount",
  "percent-of-rent": "amount",
  fen: "number",
  months: "number",
  years: "number",
  number: "number",
  day: "day",
  "yes-no": "yesNo",
  list: "choice",
};

const fitting = (kind: Operand): string =>
  Object.entries(operand)
    .flatMap(([operator, one]) => (one === kind ? [operator] : []))
    .join(", ");

/** References to nothing, facts of the wrong kind, operators that do not fit what they compare. */
export function conditionProblems(scheme: Scheme, condition: SchemeCondition, path: Path): SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  const say = (at: Path, problem: string) => problems.push({ path: [...path, ...at], problem });
  const { operator, required } = condition;
  const parts = scheme.parts.map((one) => one.id);
  for (const [at, part] of condition.parts.entries()) {
    if (!parts.includes(part)) say(["parts", at], `no part "${part}"; there are ${parts.join(", ")}`);
  }
  if ((condition.nameZh === undefined) !== (condition.nameEn === undefined))
    say([condition.nameZh ? "nameEn" : "nameZh"], "is missing: a name stands in both languages");
  problems.push(...whenProblems(scheme, condition.when, [...path, "when"]));
  const measured = measureOf(scheme, condition.measure);
  if ("problem" in measured) say(["measure", measured.field], measured.problem);
  else if (measured.kind !== operand[operator])
    say(["operator"], `"${operator}" does not fit the measure; ${fitting(measured.kind)} would`);
  const parameter = scheme.parameters.find((one) => one.id === required.parameter);
  if (!parameter) say(["required", "parameter"], `no parameter "${required.parameter}"`);
  else if (required.after === undefined) {
    if (unitOperand[parameter.unit] !== operand[operator])
      say(["required", "parameter"], `"${operator}" cannot be asked of ${parameter.unit}`);
    else if ("words" in measured && measured.words) problems.push(...wordProblems(scheme, parameter, measured.words));
  } else if (parameter.unit !== "months" || operand[operator] !== "day")
    // Months after a day make a day.
    say(["required", "after"], "needs months and a day to compare");
  else if (!factsOfKind(scheme, "day").includes(required.after))
    say(["required", "after"], `must be one of ${factsOfKind(scheme, "day").join(", ")}`);
  return problems;
}

type Measured = { kind: Operand; words?: readonly string[] } | { field: string; problem: string };

function measureOf(scheme: Scheme, measure: SchemeCondition["measure"]): Measured {
  const forms = factForms(scheme);
  const days = factsOfKind(scheme, "day");
  switch (measure.kind) {
    case "fact": {
      const form = Object.hasOwn(forms, measure.fact) ? forms[measure.fact] : undefined;
      if (!form)
        return { field: "fact", problem: `no fact "${measure.fact}"; there are ${Object.keys(forms).join(", ")}` };
      return form.kind === "choice" ? { kind: "choice", words: form.choices ?? [] } : { kind: form.kind };
    }
    case "class":
      return { kind: "choice", words: scheme.classes.map((one) => one.id) };
    case "age":
      return measure.on === "month" || days.includes(measure.on)
        ? { kind: "number" }
        : { field: "on", problem: `must be one of month, ${days.join(", ")}` };
    case "monthsSince":
      return days.includes(measure.fact)
        ? { kind: "number" }
        : { field: "fact", problem: `must be one of ${days.join(", ")}` };
    case "monthsUsed": {
      const parts = scheme.parts.map((one) => one.id);
      const unknown = measure.with?.find((ref) => !parts.includes(ownPart(scheme, ref) ?? parts[0] ?? ""));
      if (unknown !== undefined)
        return {
          field: "with",
          problem: `no part "${unknown}"; there are ${parts.join(", ")}, or another scheme/part`,
        };
      const numbers = factsOfKind(scheme, "number");
      return measure.plus === undefined || numbers.includes(measure.plus)
        ? { kind: "number" }
        : { field: "plus", problem: `must be one of ${numbers.join(", ")}` };
    }
    case "rent":
      return { kind: "number" };
  }
}

/** A list holds words that can be answered: classes, or the choices of the fact. */
function wordProblems(scheme: Scheme, parameter: SchemeParameter, words: readonly string[]): SchemeProblem[] {
  if (parameter.by) return [];
  const index = scheme.parameters.indexOf(parameter);
  return parameter.values.flatMap(({ value }, at) =>
    (Array.isArray(value) ? value : []).flatMap((word, place) =>
      typeof word !== "string" || words.includes(word)
        ? []
        : [
            {
              path: ["parameters", index, "values", at, "value", place],
              problem: `must be one of ${words.join(", ")}`,
            },
          ],
    ),
  );
}

/** What `when` wants must be an answer that its fact can have. */
export function whenProblems(scheme: Scheme, when: SchemeCondition["when"], path: Path): SchemeProblem[] {
  const forms = factForms(scheme);
  const usable = [...factsOfKind(scheme, "yesNo"), ...factsOfKind(scheme, "choice")];
  return Object.entries(when ?? {}).flatMap(([fact, wanted]) => {
    if (!usable.includes(fact)) return [{ path: [...path, fact], problem: `is none of ${usable.join(", ")}` }];
    const { kind, choices = [] } = forms[fact] ?? { kind: "yesNo" };
    if (kind === "yesNo")
      return typeof wanted === "boolean" ? [] : [{ path: [...path, fact], problem: "must be true or false" }];
    const words = Array.isArray(wanted) ? wanted : [wanted];
    return words.every((word) => typeof word === "string" && choices.includes(word))
      ? []
      : [{ path: [...path, fact], problem: `must be one or several of ${choices.join(", ")}` }];
  });
}
