import { createReadStream, existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Round } from "#lib/allocation/bundle";
import { type RoundProblem, visible } from "#lib/allocation/bundle-fields";
import { type FrozenRound, readFrozenRound, readRound } from "#lib/allocation/bundle-form";
import { type Difference, written } from "#lib/allocation/bundle-result";
import type { UnitsFile } from "#lib/allocation/units";
import { readUnits } from "#lib/allocation/units-form";
import { KeyTwice, watchKeys } from "./json-keys.ts";
import { JsonStream } from "./json-stream.ts";

/** Called with files that cannot be read as what they should be: exit code 2, a line for each entry of `lines`. */
export class BadInput extends Error {
  override name = "BadInput";
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}

/** Runs a command on files, those in brackets being left out at will; bad input goes to standard error, and nothing has gone to standard output by then. */
export async function onFiles(usage: string, args: readonly string[], run: (...files: string[]) => Promise<number>) {
  const words = usage.split(" ").slice(1);
  const needed = words.filter((word) => !word.startsWith("[")).length;
  const option = args.find((argument) => argument.startsWith("-") && argument !== "-");
  try {
    if (option !== undefined) throw new BadInput([`There is no option ${option}.`, `Usage: wutong ${usage}`]);
    if (args.length < needed || args.length > words.length) throw new BadInput([`Usage: wutong ${usage}`]);
    if (args.filter((argument) => argument === "-").length > 1)
      throw new BadInput(["Only one file can come from standard input."]);
    return await run(...args);
  } catch (error) {
    const lines =
      error instanceof BadInput ? error.lines : tooDeep(error) ? [`$: ${args[0]} is nested too deeply`] : null;
    if (lines === null) throw error;
    process.stderr.write(`${lines.join("\n")}\n`);
    return 2;
  }
}

/** Lists in lists, thousands deep: no file that means anything has them. */
const tooDeep = (error: unknown): boolean => error instanceof RangeError && error.message.includes("call stack");

/** Up to this many bytes a file is read whole, which is four times as fast as reading it in pieces. */
const WHOLE = 128 * 2 ** 20;

/** Reads a file, `-` for standard input, as JSON; one above `whole` bytes in pieces, for no string holds a round of a million. */
export async function readJson(file: string, whole = WHOLE): Promise<unknown> {
  const name = file === "-" ? "standard input" : file;
  try {
    return await parsed(
      file === "-" ? process.stdin : createReadStream(placeOf(file), { highWaterMark: 2 ** 20 }),
      whole,
    );
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    // Node names an error of its own for bytes that are not UTF-8.
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") throw new BadInput([`$: ${name} is not JSON: not UTF-8`]);
    if (code !== "") throw new BadInput([`${name} cannot be read: ${TROUBLE[code] ?? String(error)}`]);
    if (error instanceof KeyTwice) throw new BadInput([error.message]);
    const why = error instanceof Error ? error.message.replaceAll(/\s+/g, " ") : String(error);
    throw new BadInput([`$: ${name} is not JSON: ${visible(why)}`]);
  }
}

async function parsed(chunks: AsyncIterable<Uint8Array>, whole: number): Promise<unknown> {
  const first: Uint8Array[] = [];
  let bytes = 0;
  let stream: JsonStream | null = null;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (!stream && bytes > whole) {
      stream = new JsonStream();
      for (const earlier of first.splice(0)) stream.write(earlier);
    }
    if (stream) stream.write(chunk);
    else first.push(chunk);
  }
  if (stream) return stream.end();
  const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(first));
  const value: unknown = JSON.parse(text);
  watchKeys(text);
  return value;
}

/** Reads and checks a round bundle. */
export async function readRoundFile(file: string): Promise<Round> {
  const reading = readRound(await readJson(file));
  return reading.ok ? reading.round : refuse(reading);
}

/** Reads and checks a round bundle that may or may not have been drawn. */
export async function readFrozenFile(file: string): Promise<FrozenRound> {
  const value = await readJson(file);
  const frozen = readFrozenRound(value);
  if (frozen.ok) return frozen.round;
  const reading = readRound(value);
  return reading.ok ? reading.round : refuse(reading);
}

/** Reads and checks the units of a round. */
export async function readUnitsFile(file: string): Promise<UnitsFile> {
  const reading = readUnits(await readJson(file));
  return reading.ok ? reading.units : refuse(reading);
}

function refuse({ problems, count }: { problems: readonly RoundProblem[]; count: number }): never {
  const lines = problems.map(({ path, problem }) => `${path}: ${problem}`);
  const more = count - lines.length;
  throw new BadInput(more > 0 ? [...lines, `and ${more} more problems`] : lines);
}

/** What a file should have at a path, and what it has, as a line. */
export const differenceLine = ({ path, expected, found }: Difference): string =>
  `${path}: expected ${written(expected)}, found ${written(found)}`;

const TROUBLE: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "it may not be read",
};

/** npm runs a script in the project's folder and tells where it was called: a file is meant as seen from there. */
export function placeOf(file: string): string {
  const called = resolve(process.env.INIT_CWD ?? ".", file);
  return existsSync(called) ? called : resolve(file);
}
