import { addMonthsToDay, type Day, isDay } from "../days.ts";
import type { AskedFact } from "./check.ts";
import type { FactValue, Told } from "./rules-facts.ts";

/** The age that stands for a day of birth where nobody needs to say who they are. */
export const AGE = "age";

/**
 * The facts in an address, as far as they can be what is asked; anything else is "not told". An age in whole years
 * stands for the day of birth, so that the page asks for nothing that tells who somebody is.
 */
export function toldIn(
  asked: readonly AskedFact[],
  given: Readonly<Record<string, string | undefined>>,
  today: Day,
): Told {
  return Object.fromEntries(asked.map((fact) => [fact.id, factIn(fact, given, today)]));
}

function factIn(fact: AskedFact, given: Readonly<Record<string, string | undefined>>, today: Day): FactValue {
  if (fact.id === "birthDate") {
    const age = whole(given[AGE], 120);
    return age === null ? null : addMonthsToDay(today, -12 * age);
  }
  const text = given[fact.id]?.trim() ?? "";
  switch (fact.kind) {
    case "day":
      return isDay(text) && text <= today ? text : null;
    case "yesNo":
      return text === "yes" ? true : text === "no" ? false : null;
    case "number":
      return whole(text, 1000);
    case "choice":
      return fact.choices?.includes(text) ? text : null;
  }
}

function whole(text: string | undefined, most: number): number | null {
  const number = /^\d{1,4}$/.test(text?.trim() ?? "") ? Number(text) : null;
  return number !== null && number <= most ? number : null;
}
