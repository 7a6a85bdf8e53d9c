import { type Decision, grant, refuse } from "../errors.ts";

/**
 * What is announced of a public source before its outcome exists.
 * - `set`: `count` different numbers whose order says nothing, as in most lotteries; written in ascending order.
 * - `sequence`: `count` numbers as drawn, which may repeat: digits, dice, the bytes of a beacon.
 * A lottery with a separate bonus ball is two sources: 6 of 1–33, then 1 of 1–16.
 */
export type RandomnessSource = {
  name: string;
  /** issue number, beacon round or place and time: what makes the outcome one certain outcome */
  issue: string;
  kind: "set" | "sequence";
  count: number;
  from: number;
  to: number;
};

export type SourceOutcome = { numbers: readonly number[]; ordered: boolean };

/**
 * The canonical text of the outcomes (RFC 3797, section 4): decimal numbers without leading zeros, each followed by ".",
 * in ascending order unless the order matters, each source closed by "/".
 */
export const canonicalRandomness = (sources: readonly SourceOutcome[]): string =>
  sources
    .map(({ numbers, ordered }) => {
      const written = ordered ? numbers : [...numbers].sort((a, b) => a - b);
      return `${written.map((number) => `${number}.`).join("")}/`;
    })
    .join("");

const SEPARATORS = /[\s,;、。．.+|/]+/u;

/** Beacon bytes come as one hex word, digit lotteries and dice often as one word of digits. */
function wordsOf(text: string, source: RandomnessSource): string[] {
  if (source.kind === "sequence" && source.count > 1) {
    const bytes = source.from === 0 && source.to === 255 && /^[0-9a-f]+$/i.test(text);
    if (bytes && text.length === source.count * 2)
      return (text.match(/../g) ?? []).map((pair) => `${parseInt(pair, 16)}`);
    if (source.to <= 9 && /^\d+$/.test(text)) return [...text];
  }
  return text.split(SEPARATORS).filter((word) => word !== "");
}

/** Reads what somebody typed of one source's outcome, and refuses what that source cannot have given. */
export function parseSource(text: string, source: RandomnessSource): Decision<SourceOutcome> {
  const name = source.name;
  const words = wordsOf(text.normalize("NFKC").trim(), source);
  if (words.length === 0) return refuse("randomness-missing", { source: name });
  const foreign = words.find((word) => !/^\d{1,15}$/.test(word));
  if (foreign !== undefined) return refuse("randomness-not-a-number", { source: name, text: foreign });
  const numbers = words.map(Number);
  if (numbers.length !== source.count)
    return refuse("randomness-count", { source: name, expected: source.count, given: numbers.length });
  const outside = numbers.find((number) => number < source.from || number > source.to);
  if (outside !== undefined)
    return refuse("randomness-out-of-range", { source: name, number: outside, from: source.from, to: source.to });
  const repeated = numbers.find((number, index) => numbers.indexOf(number) !== index);
  if (source.kind === "set" && repeated !== undefined)
    return refuse("randomness-repeated", { source: name, number: repeated });
  return grant({ numbers, ordered: source.kind === "sequence" });
}

/** The canonical randomness of what was typed for each announced source, in the announced order. */
export function readRandomness(
  texts: readonly string[],
  sources: readonly RandomnessSource[],
): Decision<{ randomness: string }> {
  if (texts.length !== sources.length)
    return refuse("randomness-source-count", { expected: sources.length, given: texts.length });
  const outcomes: SourceOutcome[] = [];
  for (const [index, source] of sources.entries()) {
    const outcome = parseSource(texts[index] ?? "", source);
    if (!outcome.ok) return outcome;
    outcomes.push(outcome);
  }
  return grant({ randomness: canonicalRandomness(outcomes) });
}

/** Whether a text is exactly the canonical randomness that the announced sources can give. */
export function checkRandomness(text: string, sources: readonly RandomnessSource[]): Decision<{ randomness: string }> {
  if (!/^(?:(?:\d+\.)+\/)+$/.test(text)) return refuse("randomness-not-canonical", { text });
  const read = readRandomness(
    text
      .slice(0, -1)
      .split("/")
      .map((part) => part.slice(0, -1).replaceAll(".", " ")),
    sources,
  );
  if (!read.ok) return read;
  return read.randomness === text ? read : refuse("randomness-not-canonical", { text });
}

/** log2 of the number of outcomes that the sources can give together, all taken as equally likely. */
export function outcomeBits(sources: readonly RandomnessSource[]): number {
  return sources.reduce((sum, { kind, count, from, to }) => {
    const size = to - from + 1;
    let bits = 0;
    for (let i = 0; i < count; i++) bits += kind === "set" ? Math.log2((size - i) / (i + 1)) : Math.log2(size);
    return sum + bits;
  }, 0);
}
