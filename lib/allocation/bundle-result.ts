import type { Round, RoundOrder } from "./bundle.ts";
import { shown, step, visible } from "./bundle-fields.ts";
import { joined, linesOf } from "./bundle-text.ts";
import { hexOf } from "./digest.ts";
import { keyAt } from "./keys.ts";
import { rosterHash } from "./roster.ts";

export const RESULT_FORMAT = "wutong/result@1";

/** `rank` from 1; `key` in hex, only where the round was drawn. */
export type RoundRank = { id: string; rank: number; key?: string };
/** `category` is null where nothing was got; `choice`, from 1, also where "anything else" gave the place. */
export type RoundAssignment = { id: string; category: string | null; choice: number | null };
export type RoundWaiting = { category: string; ids: string[] };

/** `order` and `assignments` by rank, `waiting` as the round lists its categories. */
export type RoundResult = {
  format: typeof RESULT_FORMAT;
  roster: { sha256: string; count: number };
  order: RoundRank[];
  assignments: RoundAssignment[];
  waiting: RoundWaiting[];
};

/** Everybody's rank, and the key where the round was drawn. */
export const ranksIn = ({ applicants }: Round, { order, keys }: RoundOrder): RoundRank[] =>
  Array.from(order, (row, index) => {
    const [id, rank] = [applicants[row]?.id ?? "", index + 1];
    return keys ? { id, rank, key: hexOf(keyAt(keys, row)) } : { id, rank };
  });

/** What everybody got, by rank. `category` and `choice` by row: -1 for nothing, `choice` 0 for a place by "anything else". */
export const assignmentsIn = (
  { applicants, categories }: Round,
  { order }: RoundOrder,
  { category, choice }: { category: Int32Array; choice: Int32Array },
): RoundAssignment[] =>
  Array.from(order, (row) => {
    const place = choice[row] ?? -1;
    return {
      id: applicants[row]?.id ?? "",
      category: categories[category[row] ?? -1]?.id ?? null,
      choice: place > 0 ? place : null,
    };
  });

/** The hash and the count of a round's canonical roster. */
export const rosterOf = ({ applicants }: Pick<Round, "applicants">): RoundResult["roster"] =>
  rosterHash(
    applicants.map(({ id, classes, anyOther, ...row }) => ({
      ...row,
      label: id,
      classes: classes ?? [],
      anyOther: anyOther ?? false,
    })),
  );

/** The result as it is published: JSON with one entry a line, so that two results can be compared line by line. */
export const resultText = (result: RoundResult): string => [...resultPieces(result)].join("");

/** The same text in pieces: that of a million applicants is longer than a string may be. */
export const resultPieces = (result: RoundResult): Iterable<string> => joined(piecesOf(result));

function* piecesOf({ format, roster, order, assignments, waiting }: RoundResult): Generator<string> {
  yield `{\n  "format": ${JSON.stringify(format)},\n  "roster": ${JSON.stringify(roster)},\n  "order": `;
  yield* linesOf(order);
  yield ',\n  "assignments": ';
  yield* linesOf(assignments);
  yield ',\n  "waiting": ';
  yield* linesOf(waiting);
  yield "\n}\n";
}

/** One place where a published result is not what the round gives; undefined stands for what is not there. */
export type Difference = { path: string; expected: unknown; found: unknown };

/**
 * The first differences between what a round gives and what was found, at most `most`; the order of keys is no matter.
 * `root` is the path of what is compared.
 */
export function differencesOf(expected: unknown, found: unknown, most: number, root = "$"): Difference[] {
  const differences: Difference[] = [];
  const compare = (wanted: unknown, given: unknown, path: string): void => {
    if (differences.length >= most || isSame(wanted, given)) return;
    const both = isTree(wanted) && isTree(given) && Array.isArray(wanted) === Array.isArray(given);
    if (!both) return void differences.push({ path, expected: wanted, found: given });
    if (Array.isArray(wanted) && Array.isArray(given)) {
      for (let i = 0; i < Math.max(wanted.length, given.length); i++)
        if (!isSame(wanted[i], given[i])) compare(wanted[i], given[i], `${path}[${i}]`);
      return;
    }
    for (const key of new Set([...Object.keys(wanted), ...Object.keys(given)]))
      compare(own(wanted, key), own(given, key), path + step(key));
  };
  compare(expected, found, root);
  return differences;
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const own = (tree: Record<string, unknown>, key: string): unknown => (Object.hasOwn(tree, key) ? tree[key] : undefined);

/** Whether there is no difference, without a path being written: nearly all of a million entries are alike. */
function isSame(wanted: unknown, given: unknown): boolean {
  if (!isTree(wanted) || !isTree(given) || Array.isArray(wanted) !== Array.isArray(given)) return wanted === given;
  if (Array.isArray(wanted) && Array.isArray(given))
    return wanted.length === given.length && wanted.every((one, index) => isSame(one, given[index]));
  let fields = 0;
  for (const key in wanted) {
    if (!Object.hasOwn(given, key) || !isSame(wanted[key], given[key])) return false;
    fields++;
  }
  for (const _ in given) fields--;
  return fields === 0;
}

const LONGEST = 200;

/** A value of a difference as people are shown it: JSON, cut where it is long. */
export function written(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = jsonOf(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function jsonOf(value: unknown): string {
  try {
    return visible(JSON.stringify(value));
  } catch (error) {
    // What was found is anybody's file: lists in lists, thousands deep.
    if (error instanceof RangeError) return shown(value);
    throw error;
  }
}
