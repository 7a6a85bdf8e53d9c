import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Round } from "#lib/allocation/bundle";
import type { RoundProblem } from "#lib/allocation/bundle-fields";
import { type FrozenRound, readFrozenRound, readRound } from "#lib/allocation/bundle-form";
import type { UnitsFile } from "#lib/allocation/units";
import { readUnits } from "#lib/allocation/units-form";

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
    if (!(error instanceof BadInput)) throw error;
    process.stderr.write(`${error.lines.join("\n")}\n`);
    return 2;
  }
}

/** Reads a file, `-` for standard input, as JSON. */
export async function readJson(file: string): Promise<unknown> {
  const name = file === "-" ? "standard input" : file;
  const bytes = await readBytes(file, name);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message.replaceAll(/\s+/g, " ") : "not UTF-8";
    throw new BadInput([`$: ${name} is not JSON: ${why}`]);
  }
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

const TROUBLE: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "it may not be read",
};

async function readBytes(file: string, name: string): Promise<Uint8Array> {
  try {
    return file === "-" ? await buffer(process.stdin) : await readFile(placeOf(file));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new BadInput([`${name} cannot be read: ${TROUBLE[code] ?? String(error)}`]);
  }
}

/** npm runs a script in the project's folder and tells where it was called: a file is meant as seen from there. */
export function placeOf(file: string): string {
  const called = resolve(process.env.INIT_CWD ?? ".", file);
  return existsSync(called) ? called : resolve(file);
}
