import { readdirSync, readFileSync } from "node:fs";
import { atHome } from "#db/home";
import { BrokenInvariant, NotFound } from "#lib/errors";
import { parseScheme, type Scheme } from "#lib/subsidy/scheme";

const folder = () => atHome("seeds/schemes");

/** The names of the schemes on disk, one folder each, in alphabetical order. */
export const schemeNames = (): string[] =>
  readdirSync(folder(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

/**
 * The scheme in `seeds/schemes/<name>/scheme.json`. Throws NotFound for a name without a folder
 * and BrokenInvariant, with file and path, for a file that breaks the form.
 */
export function readScheme(name: string): Scheme {
  if (!schemeNames().includes(name)) throw new NotFound(`no scheme "${name}"`);
  const decision = parseScheme(JSON.parse(readFileSync(`${folder()}/${name}/scheme.json`, "utf8")));
  if (decision.ok) return decision.scheme;
  throw new BrokenInvariant(`seeds/schemes/${name}/scheme.json: ${decision.values?.path}: ${decision.values?.problem}`);
}
