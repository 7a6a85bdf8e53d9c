import { isDay } from "../days.ts";
import { type Decision, grant, refuseFields } from "../errors.ts";
import { baseFacts, type Facts, type FactValue } from "../subsidy/rules-facts.ts";

export type FactName = keyof Facts;
export const factNames = Object.keys(baseFacts) as FactName[];

/**
 * What an officer typed of a fact, as the fact has it; empty where there is none of it. Refuses, at the field `value`,
 * `fact-value-wrong`.
 */
export function readFact(fact: FactName, typed: string): Decision<{ value: FactValue }> {
  const { kind, choices = [], nullable } = baseFacts[fact];
  const text = typed.trim();
  const wrong = refuseFields([{ field: "value", reason: "fact-value-wrong" }]);
  if (text === "") return nullable ? grant({ value: null }) : wrong;
  switch (kind) {
    case "yesNo":
      return text === "yes" || text === "no" ? grant({ value: text === "yes" }) : wrong;
    case "day":
      return isDay(text) ? grant({ value: text }) : wrong;
    case "number":
      return /^\d{1,3}$/.test(text) ? grant({ value: Number(text) }) : wrong;
    case "choice":
      return choices.includes(text) ? grant({ value: text }) : wrong;
  }
}
