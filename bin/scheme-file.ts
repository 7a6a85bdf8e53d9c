import { type Stats, statSync } from "node:fs";
import { shown } from "#lib/allocation/bundle-fields";
import { checkScheme, pathText, type Scheme } from "#lib/subsidy/scheme";
import { readScheme, schemeNames } from "#seeds/schemes";
import { BadInput, placeOf, readJson } from "./round-file.ts";

/** The scheme of that name, or in that file or folder (its scheme.json). Bad input names the file and every path. */
export async function readSchemeNamed(name: unknown): Promise<Scheme> {
  const names = schemeNames().join(", ");
  if (typeof name !== "string" || name === "")
    throw new BadInput([
      `$.scheme: ${name === undefined ? "is missing" : "must be a text"}: a scheme (${names}) or the path of a scheme file or folder`,
    ]);
  if (schemeNames().includes(name)) return readScheme(name);
  const file = fileOf(name);
  if (file === null)
    throw new BadInput([`$.scheme: there is no scheme and no file or folder ${shown(name)}; the schemes are ${names}`]);
  return readSchemeFile(file);
}

/** A scheme from a file that may hold anything. */
async function readSchemeFile(file: string): Promise<Scheme> {
  const checked = checkScheme(await jsonIn(file));
  if ("scheme" in checked) return checked.scheme;
  throw new BadInput(checked.problems.map(({ path, problem }) => `${file}: $${dotted(pathText(path))}: ${problem}`));
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return await readJson(file);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new BadInput(error.lines.map((line) => (line.startsWith("$") ? `${file}: ${line}` : line)));
  }
}

const dotted = (path: string): string => (path === "" || path.startsWith("[") ? path : `.${path}`);

/** What stands there; a name that can be no path (too long, with a NUL) is nothing either. */
function foundAt(name: string): Stats | null {
  try {
    return statSync(placeOf(name), { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

function fileOf(name: string): string | null {
  const place = foundAt(name);
  if (!place) return null;
  return place.isDirectory() ? `${name.replace(/\/+$/, "")}/scheme.json` : name;
}
