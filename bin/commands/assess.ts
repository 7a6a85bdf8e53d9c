import { type AssessmentCase, isObject, readCases, shown, step } from "#lib/subsidy/assessment-form";
import { assess } from "#lib/subsidy/rules";
import type { Scheme } from "#lib/subsidy/scheme";
import { BadInput, onFiles, readJson } from "../round-file.ts";
import { readSchemeNamed } from "../scheme-file.ts";

const FIELDS = ["scheme", "cases"];
const MOST_PROBLEMS = 100;
const BATCH = 1000;

/** Decides the cases in a file by a scheme and prints each decision, as docs/schemes.md describes both. */
export const run = (args: string[]): Promise<number> =>
  onFiles("assess FILE", args, async (file = "") => {
    const asked = await readJson(file);
    if (!isObject(asked)) throw new BadInput([`$: must be an object with scheme and cases, not ${shown(asked)}`]);
    const lines = Object.keys(asked)
      .filter((key) => !FIELDS.includes(key))
      .map((key) => `$${step(key)}: is not known here; allowed are ${FIELDS.join(", ")}`);
    const scheme = await readSchemeNamed(asked.scheme);
    const reading = readCases(scheme, asked.cases);
    if ("problems" in reading) lines.push(...reading.problems.map(({ path, problem }) => `${path}: ${problem}`));
    if (lines.length > 0 || !("cases" in reading)) throw new BadInput(atMost(lines));
    const decisions = decideAll(scheme, reading.cases);
    print(decisions);
    return 0;
  });

/** The lines of an array; a batch at a time, since a city's cases are more than one text can hold. */
function print(decisions: readonly string[]): void {
  if (decisions.length === 0) {
    process.stdout.write("[]\n");
    return;
  }
  for (let from = 0; from < decisions.length; from += BATCH)
    process.stdout.write(`${from === 0 ? "[\n" : ",\n"}${decisions.slice(from, from + BATCH).join(",\n")}`);
  process.stdout.write("\n]\n");
}

/** One line of JSON a case; a month for which the scheme holds no value is bad input. */
function decideAll(scheme: Scheme, cases: readonly AssessmentCase[]): string[] {
  const lines: string[] = [];
  const decisions = cases.map(({ id, month, rentFen, person, monthsUsed, carriedFen }, index) => {
    const decided = assess(scheme, { month, rentFen, facts: person, monthsUsed, carriedFen });
    if (!decided.ok) {
      const { parameter, on } = decided.values ?? {};
      lines.push(`$.cases[${index}].month: scheme ${scheme.id} has no value of ${parameter} on ${on}`);
      return "";
    }
    const { parts, schemeId: _, schemeVersion: _version, ok: _ok, ...amounts } = decided;
    const told = parts.map(({ part, grantedFen, eligible, reasons }) => ({
      part,
      amountFen: grantedFen,
      eligible,
      reasons: reasons.map(({ code, passed, actual, required, reference }) => ({
        code,
        passed,
        actual,
        required,
        reference,
      })),
    }));
    return JSON.stringify({ id, parts: told, ...amounts });
  });
  if (lines.length > 0) throw new BadInput(atMost(lines));
  return decisions;
}

const atMost = (lines: readonly string[]): string[] =>
  lines.length <= MOST_PROBLEMS
    ? [...lines]
    : [...lines.slice(0, MOST_PROBLEMS), `and ${lines.length - MOST_PROBLEMS} more problems`];
