import type { Round } from "./bundle.ts";
import { isObject } from "./bundle-fields.ts";
import { readRound } from "./bundle-form.ts";
import { differencesOf, RESULT_FORMAT } from "./bundle-result.ts";
import { type CheckedFile, MOST_DIFFERENCES, type OpenStep } from "./check-steps.ts";
import type { UnitsFile } from "./units.ts";
import { readUnits } from "./units-form.ts";

/** The published files as text; `units` is null where there is none. */
export type RoundFiles = { bundle: string; result: string; units: string | null };

/** What stands in the files. Of the result nothing is known yet but that it is an object. */
export type ReadFiles = {
  round: Round;
  /** the bundle's own commitment, as it stands there */
  commitment: unknown;
  result: Record<string, unknown>;
  units: UnitsFile | null;
};

/** Reads the three files; null where one of them is not what it should be. */
export function readFiles(files: RoundFiles, step: OpenStep): ReadFiles | null {
  const [bundle, result] = [parsed("bundle", files.bundle, step), parsed("result", files.result, step)];
  const units = files.units === null ? null : readUnits(parsed("units", files.units, step));
  if (step.differences.length > 0) return null;
  // Whether the code leads to the commitment is a step of its own.
  const draw = isObject(bundle) && isObject(bundle.draw) ? bundle.draw : null;
  const reading = readRound(draw ? { ...(bundle as object), draw: { ...draw, commitment: null } } : bundle);
  if (!reading.ok) for (const { path, problem } of reading.problems) step.wrong("bundle", path, problem);
  if (units?.ok === false) for (const { path, problem } of units.problems) step.wrong("units", path, problem);
  if (!isObject(result)) step.wrong("result", "$", "must be an object");
  else {
    const { roster, order, assignments, waiting, ...rest } = result;
    step.all("result", differencesOf({ format: RESULT_FORMAT }, rest, MOST_DIFFERENCES));
  }
  if (!reading.ok || units?.ok === false || !isObject(result)) return null;
  step.count = units === null ? 2 : 3;
  return { round: reading.round, commitment: draw?.commitment ?? null, result, units: units?.units ?? null };
}

function parsed(file: CheckedFile, text: string, step: OpenStep): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    step.wrong(file, "$", `is not JSON: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}
