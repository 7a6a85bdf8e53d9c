import { type Decision, grant } from "../errors.ts";
import type { Fen } from "../money.ts";
import { type Against, amountFor, grantedFor } from "./rules-amounts.ts";
import { type Reason, reasonsFor } from "./rules-conditions.ts";
import { BEST_OF, exclusions, type GrantedFen, inForce, toppedUp } from "./rules-exclusions.ts";
import { type Case, parameterOf } from "./rules-values.ts";
import type { SchemePart } from "./scheme.ts";

/** `amountFen` is what the person's class would get, `grantedFen` what this person gets in this month. */
export type AssessedPart = { part: string; amountFen: Fen; grantedFen: Fen; eligible: boolean; reasons: Reason[] };

/**
 * The parts of a scheme in their order, each seeing what the earlier ones granted and left of the rent.
 * `conditions: "met"` takes every condition as met and a monthly view: what is granted once lowers no monthly rent.
 */
export function decideParts(
  subject: Case,
  start: { granted: GrantedFen; rentLeftFen: Fen },
  conditions: "asked" | "met",
): Decision<{ parts: AssessedPart[]; subsidyFen: Fen }> {
  const parts: AssessedPart[] = [];
  const granted: Record<string, Fen> = { ...start.granted };
  let subsidyFen = 0;
  for (const group of groupsOf(subject.scheme.parts)) {
    const assessed: AssessedPart[] = [];
    for (const part of group) {
      const one = decidePart(part, subject, granted, start.rentLeftFen - subsidyFen, conditions);
      if (!one.ok) return one;
      assessed.push(one.assessed);
    }
    if (group[0]?.bestOf) keepBest(assessed);
    for (const one of assessed) {
      granted[one.part] = one.grantedFen;
      subsidyFen += one.grantedFen;
      parts.push(one);
    }
  }
  return grant({ parts, subsidyFen });
}

function decidePart(
  part: SchemePart,
  subject: Case,
  granted: GrantedFen,
  rentLeftFen: Fen,
  conditions: "asked" | "met",
): Decision<{ assessed: AssessedPart }> {
  const { id } = part;
  const there = inForce(part, subject);
  if (there && !there.passed)
    return grant({ assessed: { part: id, amountFen: 0, grantedFen: 0, eligible: false, reasons: [there] } });
  const against: Against = { rentFen: subject.rentFen, rentLeftFen, toppedUpFen: toppedUp(part, subject, granted) };
  const amount = amountFor(part, subject, against);
  if (!amount.ok) return amount;
  const given = grantedFor(part, subject, amount.amountFen, against);
  if (!given.ok) return given;
  const answered = conditions === "asked" ? reasonsFor(part, subject) : grant({ reasons: [] });
  if (!answered.ok) return answered;
  const reasons = [...(there ? [there] : []), ...answered.reasons, ...exclusions(part, subject, granted)];
  const once = conditions === "met" && parameterOf(subject.scheme, part.amount).unit === "fen/grant";
  const eligible = subject.qualified !== null && !once && reasons.every((reason) => reason.passed);
  const grantedFen = eligible ? given.grantedFen : 0;
  return grant({ assessed: { part: id, amountFen: amount.amountFen, grantedFen, eligible, reasons } });
}

/** Parts in their order; those of one best-of group stand together. */
function groupsOf(parts: readonly SchemePart[]): SchemePart[][] {
  const groups: SchemePart[][] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (last && part.bestOf && last[0]?.bestOf === part.bestOf) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** The best of a group is granted, the first of equals; the others say what they would have been. */
function keepBest(group: AssessedPart[]): void {
  const bestFen = Math.max(...group.map((one) => one.grantedFen));
  const best = group.find((one) => one.grantedFen === bestFen);
  for (const one of group) {
    const passed = bestFen === 0 || one === best;
    const { part, grantedFen } = one;
    one.reasons.push({ code: BEST_OF, part, passed, actual: grantedFen, required: bestFen, reference: "" });
    if (passed) continue;
    one.eligible = false;
    one.grantedFen = 0;
  }
}
