import { addMonths, type Day, firstDay, isMonth, type Month, monthOf } from "../days.ts";
import { type Decision, grant, invariant } from "../errors.ts";
import { assertFen, type Fen, splitFen } from "../money.ts";
import type { GrantedFen } from "./rules-exclusions.ts";
import { type Facts, type Qualification, type Told, unknownFacts } from "./rules-facts.ts";
import { type AssessedPart, decideParts } from "./rules-parts.ts";
import { type Case, dayFact, parameterOf, qualify } from "./rules-values.ts";
import type { Scheme } from "./scheme.ts";

export type { Reason, ReasonValue } from "./rules-conditions.ts";
export type { Facts, Told } from "./rules-facts.ts";
export type { AssessedPart } from "./rules-parts.ts";

/**
 * One person, one month. `monthsUsed` counts by part the months in which it granted something; a part not listed has
 * used none. `carriedFen` is what an earlier surplus left for the rent, where the scheme carries it.
 */
export type Question = {
  month: Month;
  rentFen: Fen;
  facts: Told;
  monthsUsed: Readonly<Record<string, number>>;
  carriedFen?: Fen;
  earlier?: Earlier;
};

/** What earlier schemes have done for the same person in the same month; parts as `scheme/part`. */
export type Earlier = { offsetFen: Fen; granted: GrantedFen };

/**
 * subsidy = offset + surplus; offset ≤ rent; due = rent − offset. All in fen. Where the scheme carries a surplus, surplus
 * is 0; where anything is carried, subsidy + what was carried so far = offset + surplus + `carriedFen`.
 */
export type Netted = { subsidyFen: Fen; offsetFen: Fen; surplusFen: Fen; dueFen: Fen; carriedFen?: Fen };
/** `passedOver`: of a best-of another scheme was granted. */
export type Assessment = {
  schemeId: string;
  schemeVersion: string;
  parts: AssessedPart[];
  passedOver?: true;
} & Netted;

/** One line of the public table: what a class of persons pays when every condition is met. */
export type NetRent = {
  class: string;
  nameZh: string;
  nameEn: string;
  parts: { part: string; amountFen: Fen; grantedFen: Fen }[];
} & Netted;

/**
 * Decides the subsidy of one person for one month against the rent of that month. Every condition of every
 * part is evaluated, so the person sees all reasons at once. Refuses with `scheme-no-value`
 * (`parameter`, `on`) where the scheme holds no value for the month. Source: the scheme's own documents.
 */
export function assess(scheme: Scheme, question: Question): Decision<Assessment> {
  const { month, rentFen, facts, monthsUsed, carriedFen = 0, earlier } = question;
  checkMonthAndRent(month, rentFen);
  const subject: Case = { scheme, month, rentFen, facts, qualified: qualify(scheme, facts), monthsUsed };
  const owedFen = rentFen - (earlier?.offsetFen ?? 0);
  const takenFen = scheme.surplus === "carried" ? carriedFen : 0;
  const start = { granted: earlier?.granted ?? {}, rentLeftFen: owedFen - takenFen };
  const decided = decideParts(subject, start, "asked");
  if (!decided.ok) return decided;
  const netted = net(scheme, owedFen, decided.subsidyFen, carriedFen);
  return grant({ schemeId: scheme.id, schemeVersion: scheme.version, parts: decided.parts, ...netted });
}

/**
 * What each class pays of a rent in a month when every condition is met, in the scheme's order of classes:
 * the public calculator. What is granted once and not by the month lowers no monthly rent and counts nothing here.
 * Refuses with `scheme-no-value` like `assess`.
 */
export function netRentTable(scheme: Scheme, rentFen: Fen, month: Month): Decision<{ rows: NetRent[] }> {
  checkMonthAndRent(month, rentFen);
  const rows: NetRent[] = [];
  for (const schemeClass of scheme.classes) {
    const { id, nameZh, nameEn, qualifications } = schemeClass;
    const qualified = { schemeClass, qualification: qualifications[0] ?? "secondary" };
    const subject: Case = { scheme, month, rentFen, facts: {}, qualified, monthsUsed: {} };
    const decided = decideParts(subject, { granted: {}, rentLeftFen: rentFen }, "met");
    if (!decided.ok) return decided;
    const parts = decided.parts.map(({ part, amountFen, grantedFen }) => ({ part, amountFen, grantedFen }));
    rows.push({ class: id, nameZh, nameEn, parts, ...net(scheme, rentFen, decided.subsidyFen, 0) });
  }
  return grant({ rows });
}

/**
 * One scheme for somebody with this degree or skill who meets every condition, null for somebody without one. A class
 * that asks for further facts is not taken for granted. What is granted once counts nothing, as in `netRentTable`.
 */
export function assessMet(
  scheme: Scheme,
  asked: { qualification: Qualification | null; month: Month; rentFen: Fen; earlier: Earlier },
): Decision<Assessment> {
  const { qualification, month, rentFen, earlier } = asked;
  checkMonthAndRent(month, rentFen);
  const schemeClass = scheme.classes.find(
    ({ qualifications, when }) => !when && qualifications.some((one) => one === qualification),
  );
  const qualified = schemeClass && qualification ? { schemeClass, qualification } : null;
  const subject: Case = { scheme, month, rentFen, facts: {}, qualified, monthsUsed: {} };
  const owedFen = rentFen - earlier.offsetFen;
  const decided = decideParts(subject, { granted: earlier.granted, rentLeftFen: owedFen }, "met");
  if (!decided.ok) return decided;
  const netted = net(scheme, owedFen, decided.subsidyFen, 0);
  return grant({ schemeId: scheme.id, schemeVersion: scheme.version, parts: decided.parts, ...netted });
}

/**
 * The first month in which any part can be paid, or null: never, or the first insured day is not told.
 * What is not told is taken as met and the insurance as unbroken, so this is an expectation (预计), not a promise.
 */
export function expectedFrom(scheme: Scheme, facts: Facts): Month | null {
  const month = firstPayableMonth(scheme, dayFact(facts, scheme.start.fact));
  if (month === null) return null;
  const assessment = assess(scheme, {
    month,
    rentFen: 0,
    facts: { ...facts, insuredMonths: unknownFacts.insuredMonths },
    monthsUsed: {},
  });
  if (!assessment.ok) return null;
  const open = assessment.parts.some((part) => part.reasons.every((reason) => reason.passed || reason.actual === null));
  return open ? month : null;
}

/** An amount by funder (出资方), in the scheme's order; the shares sum to the amount. */
export function funderShares(scheme: Scheme, amountFen: Fen): { funder: string; amountFen: Fen }[] {
  const percents = scheme.funders.map((funder) => funder.percent);
  const shares = splitFen(amountFen, percents);
  return scheme.funders.map((funder, index) => ({ funder: funder.id, amountFen: shares[index] ?? 0 }));
}

/**
 * The rent still owed against the subsidy; a surplus is paid out, or carried to the next month's rent. What a version that
 * carried has left is used by one that does not, after what it grants.
 */
function net(scheme: Scheme, owedFen: Fen, subsidyFen: Fen, carriedFen: Fen): Netted {
  const offsetFen = Math.min(owedFen, subsidyFen + carriedFen);
  const restFen = subsidyFen + carriedFen - offsetFen;
  const netted = { subsidyFen, offsetFen, surplusFen: 0, dueFen: owedFen - offsetFen };
  if (scheme.surplus === "carried") return { ...netted, carriedFen: restFen };
  const surplusFen = Math.max(0, subsidyFen - owedFen);
  return carriedFen === 0 ? { ...netted, surplusFen } : { ...netted, surplusFen, carriedFen: restFen - surplusFen };
}

function firstPayableMonth(scheme: Scheme, startedOn: Day | null): Month | null {
  if (startedOn === null) return null;
  for (const { from, to, value } of parameterOf(scheme, scheme.start.afterMonths).values) {
    if (typeof value !== "number") continue;
    const inForceFrom = from === firstDay(monthOf(from)) ? monthOf(from) : addMonths(monthOf(from), 1);
    const counted = addMonths(monthOf(startedOn), value);
    const month = counted > inForceFrom ? counted : inForceFrom;
    if (to === null || firstDay(month) <= to) return month;
  }
  return null;
}

function checkMonthAndRent(month: Month, rentFen: Fen): void {
  invariant(isMonth(month), `not a month: ${month}`);
  invariant(assertFen(rentFen, "rentFen") >= 0, `rent must not be negative, got ${rentFen}`);
}
