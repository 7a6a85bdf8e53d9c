import { readScheme } from "#seeds/schemes";
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

/** What a complex names where several schemes apply to one person, in order: `["suzhou-sip", { bestOf: ["a", "b"] }]`. */
export type PlanNames = readonly (string | { bestOf: readonly string[] })[];

/** The schemes of a plan by their names. Throws NotFound where one does not exist. */
export const planNamed = (names: PlanNames): Plan =>
  names.map((step) => (typeof step === "string" ? schemeNamed(step) : { bestOf: step.bestOf.map(schemeNamed) }));
