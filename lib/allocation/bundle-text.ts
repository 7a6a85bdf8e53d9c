import type { Round } from "./bundle.ts";

/** A list in JSON with one entry a line, so that two files can be compared line by line. */
export const linesOf = (entries: readonly object[]): string =>
  entries.length === 0 ? "[]" : `[\n${entries.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n")}\n  ]`;

/** The bundle as it is published: JSON with one category and one applicant a line. */
export function roundText({ categories, applicants, ...head }: Round | Omit<Round, "draw">): string {
  const fields = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${[...fields, `  "categories": ${linesOf(categories)}`, `  "applicants": ${linesOf(applicants)}`].join(",\n")}\n}\n`;
}
