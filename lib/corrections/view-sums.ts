import type { Reader } from "#db/client";
import type { Month } from "../days.ts";
import type { Fen } from "../money.ts";
import { type Facts, unknownFacts } from "../subsidy/rules-facts.ts";
import { schemesOf } from "../subsidy/rules-plan.ts";
import { qualify } from "../subsidy/rules-values.ts";
import { planAt } from "../subsidy/versions.ts";
import type { CorrectionLine } from "./view.ts";

type Sum = { people: number; rentFen: Fen; subsidyFen: Fen };
const sumUp = (its: readonly CorrectionLine[]): Sum => ({
  people: new Set(its.map((line) => line.personId)).size,
  rentFen: its.reduce((sum, line) => sum + line.rentFen, 0),
  subsidyFen: its.reduce((sum, line) => sum + line.subsidyFen, 0),
});

export const byMonth = (lines: readonly CorrectionLine[]): (Sum & { month: Month })[] =>
  [...Map.groupBy(lines, (line) => line.month)]
    .map(([month, its]) => ({ month, ...sumUp(its) }))
    .sort((a, b) => (a.month < b.month ? -1 : 1));

/** By the class that somebody is in after the correction, in the order of the schemes; nobody's class is left out. */
export async function byClass(db: Reader, lines: readonly CorrectionLine[]) {
  const classes = new Map<string, { nameZh: string; nameEn: string; lines: CorrectionLine[] }>();
  const versioned = Map.groupBy(
    lines,
    ({ plan, versions }) => `${plan} ${JSON.stringify(Object.entries(versions).sort())}`,
  );
  for (const its of versioned.values()) {
    const [first] = its;
    if (!first) continue;
    const schemes = schemesOf(await planAt(db, first.plan, first.versions));
    for (const line of its) {
      const facts: Facts = { ...unknownFacts, ...line.facts };
      const found = schemes.flatMap((scheme) => {
        const schemeClass = qualify(scheme, facts)?.schemeClass;
        return schemeClass ? [{ ...schemeClass, key: `${scheme.id}/${schemeClass.id}` }] : [];
      })[0] ?? { key: "", nameZh: "", nameEn: "" };
      const known = classes.get(found.key) ?? { nameZh: found.nameZh, nameEn: found.nameEn, lines: [] };
      known.lines.push(line);
      classes.set(found.key, known);
    }
  }
  return [...classes].map(([key, { lines: its, ...names }]) => ({ key, ...names, ...sumUp(its) }));
}
