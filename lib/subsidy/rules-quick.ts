import type { Month } from "../days.ts";
import type { Decision, Refusal } from "../errors.ts";
import type { Fen } from "../money.ts";
import { type Against, amountFor, grantedFor } from "./rules-amounts.ts";
import { answerTo, applies } from "./rules-conditions.ts";
import { exclusions, type GrantedFen, inForce, toppedUp } from "./rules-exclusions.ts";
import type { Told } from "./rules-facts.ts";
import { partName } from "./rules-plan.ts";
import { holdsForGood, isFixed, isSteady, type Span } from "./rules-still.ts";
import { type Case, factOf, parameterOf, type Qualified, qualify } from "./rules-values.ts";
import type { Scheme, SchemeCondition, SchemePart } from "./scheme.ts";

// What `assess` decides, without its reasons, for thousands of people over many months: what no month can change of a
// person is asked once, a condition that fails ends the asking. tests/rules/whatif.test.ts holds the two together.

/** Whether a fact that the scheme declares itself, and that nobody here has recorded, counts as met. */
export type Untold = "asked" | "met";

/** A scheme made ready for the months `first` to `last`. */
export type QuickScheme = { scheme: Scheme; parts: QuickPart[]; groups: QuickPart[][]; untold: Untold };
type QuickPart = {
  part: SchemePart;
  name: string;
  fixed: SchemeCondition[];
  changing: { condition: SchemeCondition; forGood: boolean }[];
  /** Its amount is the same in all these months, and granted whole where it is granted. */
  steady: boolean;
};

/**
 * What stays as it is for one person in all these months: the class, and which parts no month can open. `met` and
 * `amounts` by part are filled month by month with what then holds for good; the months have to follow each other.
 */
export type QuickPerson = {
  qualified: Qualified | null;
  open: boolean[];
  met: boolean[][];
  amounts: (Fen | undefined)[];
};

export type QuickQuestion = {
  month: Month;
  rentFen: Fen;
  facts: Told;
  /** By `scheme/part`. */
  monthsUsed: Readonly<Record<string, number>>;
};

export function quickScheme(scheme: Scheme, months: Span, untold: Untold): QuickScheme {
  const parts = scheme.parts.map((part): QuickPart => {
    const its = scheme.conditions.filter((condition) => condition.parts.includes(part.id));
    const fixed = its.filter((condition) => isFixed(scheme, condition, months));
    const changing = its
      .filter((condition) => !fixed.includes(condition))
      .map((condition) => ({ condition, forGood: holdsForGood(scheme, condition, months) }));
    return { part, name: partName(scheme.id, part.id), fixed, changing, steady: isSteady(scheme, part, months) };
  });
  return { scheme, parts, groups: groupsOf(parts), untold };
}

/** Asks what no month changes. `facts` are those of any of the months. */
export function quickPerson(quick: QuickScheme, facts: Told, month: Month): QuickPerson {
  const qualified = qualify(quick.scheme, facts);
  const subject: Case = { scheme: quick.scheme, month, rentFen: 0, facts, qualified, monthsUsed: {} };
  const open = quick.parts.map(
    ({ part, fixed }) => qualified !== null && fixed.every((condition) => meets(quick, condition, part.id, subject)),
  );
  return { qualified, open, met: quick.parts.map(() => []), amounts: [] };
}

/**
 * What each part of one scheme grants in a month, in the scheme's order; `granted` and `rentLeftFen` are what earlier
 * schemes did. Refuses `scheme-no-value` like `assess`.
 */
export function quickGrants(
  quick: QuickScheme,
  person: QuickPerson,
  question: QuickQuestion,
  start: { granted: GrantedFen; rentLeftFen: Fen },
): Decision<{ grants: Fen[]; subsidyFen: Fen }> {
  const { month, rentFen, facts, monthsUsed } = question;
  const subject: Case = { scheme: quick.scheme, month, rentFen, facts, qualified: person.qualified, monthsUsed };
  const granted: Record<string, Fen> = { ...start.granted };
  const grants: Fen[] = [];
  let subsidyFen = 0;
  for (const group of quick.groups) {
    const [at, rentLeftFen] = [grants.length, start.rentLeftFen - subsidyFen];
    for (const part of group) {
      const fen = person.open[grants.length]
        ? quickPart({ quick, part, at: grants.length, person }, subject, granted, rentLeftFen)
        : 0;
      if (typeof fen !== "number") return fen;
      grants.push(fen);
    }
    if (group.length > 1) keepBest(grants, at);
    for (const [index, { part }] of group.entries()) {
      const grantedFen = grants[at + index] ?? 0;
      granted[part.id] = grantedFen;
      subsidyFen += grantedFen;
    }
  }
  return { ok: true, grants, subsidyFen };
}

/** Of the grants from `at` on only the best is kept, the first of equals. */
function keepBest(grants: Fen[], at: number): void {
  const best = grants.indexOf(Math.max(...grants.slice(at)), at);
  for (let index = at; index < grants.length; index += 1) if (index !== best) grants[index] = 0;
}

type Asked = { quick: QuickScheme; part: QuickPart; at: number; person: QuickPerson };

/** What one part grants, or why it cannot be said. */
function quickPart(asked: Asked, subject: Case, granted: GrantedFen, rentLeftFen: Fen): Fen | Refusal {
  const { part, changing, steady } = asked.part;
  if (part.inForce && !inForce(part, subject)?.passed) return 0;
  const met = asked.person.met[asked.at] ?? [];
  for (const [index, { condition, forGood }] of changing.entries()) {
    if (met[index] || !applies(condition, subject)) continue;
    const answer = answerTo(condition, part.id, subject);
    if ("ok" in answer) return answer;
    if (!answer.passed && !excused(asked.quick, condition, subject, answer.actual)) return 0;
    met[index] = forGood && answer.passed;
  }
  if (part.notWith && exclusions(part, subject, granted).some((reason) => !reason.passed)) return 0;
  const known = asked.person.amounts[asked.at];
  if (known !== undefined) return known;
  const against: Against = { rentFen: subject.rentFen, rentLeftFen, toppedUpFen: toppedUp(part, subject, granted) };
  const amount = amountFor(part, subject, against);
  if (!amount.ok) return amount;
  const given = grantedFor(part, subject, amount.amountFen, against);
  if (!given.ok) return given;
  if (steady) asked.person.amounts[asked.at] = given.grantedFen;
  return given.grantedFen;
}

/** Parts in their order; those of one best-of stand together. */
function groupsOf(parts: readonly QuickPart[]): QuickPart[][] {
  const groups: QuickPart[][] = [];
  for (const one of parts) {
    const last = groups.at(-1);
    if (last && one.part.bestOf && last[0]?.part.bestOf === one.part.bestOf) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

function meets(quick: QuickScheme, condition: SchemeCondition, part: string, subject: Case): boolean {
  if (!applies(condition, subject)) return true;
  const answer = answerTo(condition, part, subject);
  return !("ok" in answer) && (answer.passed || excused(quick, condition, subject, answer.actual));
}

/** Something that nobody has recorded: a fact that only this scheme knows. */
function excused({ scheme, untold }: QuickScheme, condition: SchemeCondition, subject: Case, actual: unknown): boolean {
  if (untold === "asked" || actual !== null) return false;
  const own = scheme.facts.map((fact) => fact.id);
  return factsAsked(scheme, condition).some((fact) => own.includes(fact) && factOf(subject.facts, fact) === null);
}

function factsAsked(scheme: Scheme, { measure, required }: SchemeCondition): string[] {
  const { datedBy, by = [] } = parameterOf(scheme, required.parameter);
  const measured = "fact" in measure ? measure.fact : measure.kind === "monthsUsed" ? measure.plus : undefined;
  return [measured, required.after, datedBy, ...by].filter((fact) => fact !== undefined);
}
