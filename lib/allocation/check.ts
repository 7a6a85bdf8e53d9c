import { orderOf } from "./bundle.ts";
import { runInOrder } from "./bundle-run.ts";
import { type RoundFiles, readFiles } from "./check-files.ts";
import {
  checkCode,
  checkKeys,
  checkOrder,
  checkRoster,
  checkTerms,
  checkUnits,
  compareLists,
  type PublishedRound,
} from "./check-parts.ts";
import { CHECK_STEPS, Checklist, type CheckStep, type OnProgress } from "./check-steps.ts";

export type { RoundFiles } from "./check-files.ts";
export type { PublishedRound } from "./check-parts.ts";
export type { CheckDifference, CheckStep, CheckStepId } from "./check-steps.ts";

/**
 * Makes a published round again from its own files and compares, step by step: the files can be read, the terms and the
 * roster are those that were frozen, the code leads to the commitment, and keys, order, assignments, waiting lists and
 * units are what follows from them. Steps that cannot be made any more have `passed` null.
 */
export function checkRound(
  published: PublishedRound,
  files: RoundFiles,
  onProgress: OnProgress = () => {},
): CheckStep[] {
  const wanted = { units: published.unitsHash !== null || files.units !== null, terms: !!published.termsHash };
  const ids = CHECK_STEPS.filter((id) => (id === "units" || id === "terms" ? wanted[id] : true));
  const checklist = new Checklist(ids, onProgress);
  const read = checklist.make("files", (step) => readFiles(files, step));
  if (read === null) return checklist.steps();

  const { round, result, units } = read;
  checklist.make("code", (step) => checkCode(published, read, step));
  if (wanted.terms) checklist.make("terms", (step) => checkTerms(published, round, step));
  checklist.make("roster", (step) => checkRoster(published, round, result, step));
  const drawn = checklist.make("keys", (step) => {
    const drawn = orderOf(round);
    checkKeys(round, drawn.keys, result.order, step);
    return drawn;
  });
  checklist.make("order", (step) => checkOrder(round, drawn.order, result.order, step));
  const expected = checklist.make("assignments", (step) => {
    const expected = runInOrder(round, drawn);
    compareLists(step, "$.assignments", expected.assignments, result.assignments);
    return expected;
  });
  checklist.make("waiting", (step) => compareLists(step, "$.waiting", expected.waiting, result.waiting));
  if (wanted.units) checklist.make("units", (step) => checkUnits(published, round, expected, units, step));
  return checklist.steps();
}
