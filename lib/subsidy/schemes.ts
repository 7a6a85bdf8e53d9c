import { readScheme } from "#seeds/schemes";
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
