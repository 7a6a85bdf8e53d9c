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
  if (known.includes(source.document)) return [];
  const problem = `no document "${source.document}"; there are ${known.join(", ")}`;
  return [{ path: [...path, "document"], problem }];
}
