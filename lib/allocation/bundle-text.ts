import type { Round } from "./bundle.ts";

/** A list in JSON with one entry a line, so that two files can be compared line by line, in the pieces it consists of. */
export function* linesOf(entries: readonly object[]): Generator<string> {
  if (entries.length === 0) return yield "[]";
  for (const [index, entry] of entries.entries()) yield `${index === 0 ? "[" : ","}\n    ${JSON.stringify(entry)}`;
  yield "\n  ]";
}

/** Pieces of a text put together to texts of at least `length` characters, which are fewer to hand on. */
export function* joined(pieces: Iterable<string>, length = 2 ** 16): Generator<string> {
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length < length) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

/** The bundle as it is published: JSON with one category and one applicant a line. */
export const roundText = (round: Round | Omit<Round, "draw">): string => [...roundPieces(round)].join("");

/** The same text in pieces: that of a million applicants is longer than a string may be. */
export const roundPieces = (round: Round | Omit<Round, "draw">): Iterable<string> => joined(piecesOf(round));

function* piecesOf({ categories, applicants, ...head }: Round | Omit<Round, "draw">): Generator<string> {
  yield "{\n";
  for (const [key, value] of Object.entries(head)) yield `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`;
  yield '  "categories": ';
  yield* linesOf(categories);
  yield ',\n  "applicants": ';
  yield* linesOf(applicants);
  yield "\n}\n";
}
