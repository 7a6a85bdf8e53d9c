import type { Round } from "./bundle.ts";
import { isObject } from "./bundle-fields.ts";
import { differencesOf, type RoundResult, rosterOf } from "./bundle-result.ts";
import { termsHash } from "./bundle-terms.ts";
import type { ReadFiles } from "./check-files.ts";
import { MOST_DIFFERENCES, type OpenStep } from "./check-steps.ts";
import { bytesOf, hexOf } from "./digest.ts";
import { verifyCode } from "./draw.ts";
import { KEY_BYTES, keyAt } from "./keys.ts";
import { type UnitsFile, unitsHash } from "./units.ts";
import { unitsDifferences } from "./units-check.ts";

// The steps of check.ts, each on its own: what differs is told to the step.

/** What was published of a round before its draw, and what the files are held against. Hashes in hex. */
export type PublishedRound = {
  /** null where the order was decided elsewhere */
  commitment: string | null;
  /** how often the secret was hashed; a code leads to the commitment in fewer steps */
  chainLength?: number | null;
  rosterHash: string;
  rosterCount: number;
  /** null where the round published no units */
  unitsHash: string | null;
  /** without it, a change of the terms shows only where it changes the result */
  termsHash?: string | null;
};

const MOST_HASHES = 10_000;

export function checkTerms({ termsHash: frozen }: PublishedRound, round: Round, step: OpenStep): void {
  const found = termsHash(round);
  if (frozen && !sameHex(found, frozen)) step.differs("bundle", "$ (SHA-256)", frozen, found);
  step.count = round.categories.length;
}

export function checkRoster(published: PublishedRound, round: Round, result: ReadFiles["result"], step: OpenStep) {
  const roster = rosterOf(round);
  if (!sameHex(roster.sha256, published.rosterHash))
    step.differs("bundle", "$.applicants (SHA-256)", published.rosterHash, roster.sha256);
  if (roster.count !== published.rosterCount)
    step.differs("bundle", "$.applicants.length", published.rosterCount, roster.count);
  step.all("result", differencesOf(roster, result.roster, MOST_DIFFERENCES, "$.roster"));
  step.count = roster.count;
}

export function checkCode(published: PublishedRound, { round, commitment: stated }: ReadFiles, step: OpenStep): void {
  const { draw } = round;
  if (published.commitment === null) {
    if (draw) step.differs("bundle", "$.draw", undefined, draw);
    return;
  }
  if (!draw) {
    step.differs("bundle", "$.draw.code", "a code", undefined);
    return;
  }
  if (stated !== null && !(typeof stated === "string" && sameHex(stated, published.commitment)))
    step.differs("bundle", "$.draw.commitment", published.commitment, stated);
  const [code, commitment] = [bytesOf(draw.code), bytesOf(published.commitment)];
  const most = published.chainLength ? published.chainLength - 1 : MOST_HASHES;
  const hashes = code && commitment ? verifyCode(code, commitment, most) : null;
  if (hashes === null) step.wrong("bundle", "$.draw.code", `is not what leads to ${published.commitment}`);
  else step.count = hashes;
}

/** Each key follows from code, randomness and the receipt number beside it, whatever the order. */
export function checkKeys(round: Round, keys: Uint8Array | null, found: unknown, step: OpenStep): void {
  const rows = new Map(round.applicants.map(({ id }, row) => [id, row]));
  for (const [index, entry] of listIn(found).entries()) {
    const row = isObject(entry) && typeof entry.id === "string" ? rows.get(entry.id) : undefined;
    if (!isObject(entry) || row === undefined) continue;
    if (!isKeyOf(entry.key, keys, row))
      step.differs("result", `$.order[${index}].key`, keys ? hexOf(keyAt(keys, row)) : undefined, entry.key);
    step.count++;
  }
}

/** Whether a text is a row's key in lower-case hex, without writing the key: there may be a million. */
function isKeyOf(found: unknown, keys: Uint8Array | null, row: number): boolean {
  if (keys === null) return found === undefined;
  if (typeof found !== "string" || found.length !== 2 * KEY_BYTES) return false;
  for (let at = 0; at < found.length; at++) {
    const byte = keys[row * KEY_BYTES + (at >> 1)] ?? 0;
    if (found.charCodeAt(at) !== DIGITS.charCodeAt(at % 2 === 0 ? byte >> 4 : byte & 15)) return false;
  }
  return true;
}

const DIGITS = "0123456789abcdef";

/** The order without its keys, which are a step of their own. */
export function checkOrder(round: Round, order: Uint32Array, found: unknown, step: OpenStep): void {
  const expected = Array.from(order, (row, index) => ({ id: round.applicants[row]?.id, rank: index + 1 }));
  compareLists(step, "$.order", expected, Array.isArray(found) ? found.map(withoutKey) : found);
}

function withoutKey(entry: unknown): unknown {
  if (!isObject(entry)) return entry;
  const { key: _, ...placed } = entry;
  return placed;
}

export function compareLists(step: OpenStep, path: string, expected: readonly unknown[], found: unknown): void {
  step.all("result", differencesOf(expected, found, MOST_DIFFERENCES, path));
  step.count = expected.length;
}

/** The plan is the one that was frozen and has the bundle's categories and places; who got what follows from it. */
export function checkUnits(
  published: PublishedRound,
  round: Round,
  { assignments }: Pick<RoundResult, "assignments">,
  units: UnitsFile | null,
  step: OpenStep,
): void {
  if (units === null) {
    step.wrong("units", "$", "is missing");
    return;
  }
  const hash = unitsHash(units);
  if (published.unitsHash === null) step.wrong("units", "$", "was not announced before the draw");
  else if (!sameHex(hash, published.unitsHash)) step.differs("units", "$ (SHA-256)", published.unitsHash, hash);
  step.all("units", unitsDifferences(round, assignments, units, MOST_DIFFERENCES));
  step.count = units.given.length;
}

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const sameHex = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
