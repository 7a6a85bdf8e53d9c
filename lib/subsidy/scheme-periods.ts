import type { Scheme, SchemePart } from "./scheme-form.ts";
import type { SchemeProblem } from "./scheme-messages.ts";
import type { Path } from "./scheme-values.ts";

type Period = NonNullable<SchemePart["inForce"]>[number];

/** Periods follow each other without touching; a gap is allowed and nothing is carried over it. */
export function periodProblems(scheme: Scheme, values: readonly Period[], path: Path): SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  for (const [at, { from, to, source }] of values.entries()) {
    const before = values[at - 1];
    if (to !== null && to < from) problems.push({ path: [...path, at, "to"], problem: "ends before it begins" });
    if (before && (before.to === null || before.to >= from))
      problems.push({ path: [...path, at, "from"], problem: "overlaps or precedes the value before it" });
    problems.push(...sourceProblems(scheme, source, [...path, at, "source"]));
  }
  return problems;
}

export function sourceProblems(scheme: Scheme, source: Period["source"], path: Path): SchemeProblem[] {
  const known = scheme.documents.map((document) => document.id);
  const problems = verifiedProblems(source, path);
  if (!known.includes(source.document))
    problems.push({
      path: [...path, "document"],
      problem: `no document "${source.document}"; there are ${known.join(", ")}`,
    });
  return problems;
}

/** Whoever has compared a value with the document says on which day; nobody else does. */
export function verifiedProblems(given: { verified: boolean; verifiedOn: string | null }, path: Path): SchemeProblem[] {
  if (given.verified === (given.verifiedOn !== null)) return [];
  const problem = given.verified
    ? "is missing: the day on which it was compared"
    : "must be null while verified is false";
  return [{ path: [...path, "verifiedOn"], problem }];
}
