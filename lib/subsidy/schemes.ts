import { readScheme } from "#seeds/schemes";
import type { PlanNames } from "./rules-plan.ts";
import type { Plan } from "./rules-together.ts";
import type { Scheme } from "./scheme.ts";

const known = new Map<string, Scheme>();

/** The scheme of that name (`changzhou`), read once. Throws NotFound where there is none. */
export function schemeNamed(name: string): Scheme {
  let scheme = known.get(name);
  if (!scheme) {
    scheme = readScheme(name);
    known.set(name, scheme);
  }
  return scheme;
}

/** The schemes of a plan by their names, as their files have them. Throws NotFound where one does not exist. */
export const planNamed = (names: PlanNames): Plan => planWith(names, schemeNamed);

export const planWith = (names: PlanNames, named: (name: string) => Scheme): Plan =>
  names.map((step) => (typeof step === "string" ? named(step) : { bestOf: step.bestOf.map(named) }));
