import { readFileSync } from "node:fs";
import type { z } from "zod";
import { atHome } from "#db/home";
import { BrokenInvariant } from "#lib/errors";

/**
 * Reads a data file of this folder (path relative to it, `/` between the parts) and checks it against `schema`.
 * Throws BrokenInvariant naming the file and every wrong path: a seed with an error in it is never half used.
 */
export function readJson<S extends z.ZodType>(path: string, schema: S): z.output<S> {
  const result = schema.safeParse(JSON.parse(readFileSync(atHome(`seeds/${path}`), "utf8")));
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".") || "(top)"}: ${issue.message}`);
  throw new BrokenInvariant(`seeds/${path}: ${problems.join("; ")}`);
}
