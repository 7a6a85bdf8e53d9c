import type { Round, RoundCategory } from "./bundle.ts";
import { digest, hexOf, utf8 } from "./digest.ts";

/** What a round sets besides its applicants, fixed with the roster and before the draw. */
export type RoundTerms = Pick<Round, "format" | "round" | "rules" | "mechanism" | "categories">;

/**
 * The canonical terms: JSON with one category a line, in the bundle's order, fields in the order of docs/round-bundle.md,
 * what is null left out. Without them nothing published would tell that a rent, a condition or a reserve was changed later
 * in a way that leaves everybody's place as it is.
 */
export function termsText({ format, round, rules, mechanism, categories }: RoundTerms): string {
  const lines = categories.map((category) => `  ${JSON.stringify(fieldsOf(category))}`);
  const head = JSON.stringify(set({ format, round, rules, mechanism })).slice(0, -1);
  return `${head},"categories":${lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n]`}}\n`;
}

/** SHA-256 of the canonical terms in hex: published with the roster's hash. */
export const termsHash = (terms: RoundTerms): string => hexOf(digest(utf8(termsText(terms))));

const fieldsOf = ({ id, places, rentFen, reserves, minGroup, maxGroup, gender, priority }: RoundCategory) =>
  set({
    id,
    places,
    rentFen,
    reserves: reserves?.map((reserve) => ({ class: reserve.class, places: reserve.places })),
    minGroup,
    maxGroup,
    gender,
    priority,
  });

const set = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
