import { addMonths, type Day, firstDay, isMonth, type Month, monthOf } from "../days.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import { assertFen, type Fen, splitFen } from "../money.ts";
import { applies, type Case, evaluate, monthValue, parameterOf, qualify, type Reason } from "./rules-conditions.ts";
import { type Facts, unknownFacts } from "./rules-facts.ts";
import type { Scheme, SchemePart } from "./scheme.ts";

export type { Reason, ReasonValue } from "./rules-conditions.ts";
export type { Facts } from "./rules-facts.ts";

/** One person, one month. `monthsUsed` counts by part the months already granted; a part not listed has used none. */
export type Question = { month: Month; rentFen: Fen; facts: Facts; monthsUsed: Readonly<Record<string, number>> };

/** `amountFen` is what the person's class would get, `grantedFen` what this person gets in this month. */
export type AssessedPart = { part: string; amountFen: Fen; grantedFen: Fen; eligible: boolean; reasons: Reason[] };

/** subsidy = offset + surplus; offset ≤ rent; due = rent − offset. All in fen. */
export type Netted = { subsidyFen: Fen; offsetFen: Fen; surplusFen: Fen; dueFen: Fen };
export type Assessment = { schemeId: string; schemeVersion: string; parts: AssessedPart[] } & Netted;

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
  const { month, rentFen, facts, monthsUsed } = question;
  checkMonthAndRent(month, rentFen);
  const subject: Case = { scheme, month, facts, qualified: qualify(scheme, facts) };
  const parts: AssessedPart[] = [];
  let subsidyFen = 0;
  for (const part of scheme.parts) {
    const amount = amountFor(scheme, part, month, subject.qualified?.schemeClass.id);
    if (!amount.ok) return amount;
    const answered = reasonsFor(part, subject, monthsUsed[part.id] ?? 0);
    if (!answered.ok) return answered;
    const { reasons } = answered;
    const eligible = subject.qualified !== null && reasons.every((reason) => reason.passed);
    const grantedFen = eligible ? granted(part, amount.amountFen, rentFen - subsidyFen) : 0;
    subsidyFen += grantedFen;
    parts.push({ part: part.id, amountFen: amount.amountFen, grantedFen, eligible, reasons });
  }
  return grant({ schemeId: scheme.id, schemeVersion: scheme.version, parts, ...net(rentFen, subsidyFen) });
}

/**
 * What each class pays of a rent in a month when every condition is met, in the scheme's order of classes:
 * the public calculator. Refuses with `scheme-no-value` like `assess`.
 */
export function netRentTable(scheme: Scheme, rentFen: Fen, month: Month): Decision<{ rows: NetRent[] }> {
  checkMonthAndRent(month, rentFen);
  const rows: NetRent[] = [];
  for (const { id, nameZh, nameEn } of scheme.classes) {
    const parts: NetRent["parts"] = [];
    let subsidyFen = 0;
    for (const part of scheme.parts) {
      const amount = amountFor(scheme, part, month, id);
      if (!amount.ok) return amount;
      const grantedFen = granted(part, amount.amountFen, rentFen - subsidyFen);
      subsidyFen += grantedFen;
      parts.push({ part: part.id, amountFen: amount.amountFen, grantedFen });
    }
    rows.push({ class: id, nameZh, nameEn, parts, ...net(rentFen, subsidyFen) });
  }
  return grant({ rows });
}

/**
 * The first month in which any part can be paid, or null: never, or the first insured day is not told.
 * What is not told is taken as met and the insurance as unbroken, so this is an expectation (预计), not a promise.
 */
export function expectedFrom(scheme: Scheme, facts: Facts): Month | null {
  const month = firstPayableMonth(scheme, facts[scheme.start.fact]);
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

function net(rentFen: Fen, subsidyFen: Fen): Netted {
  const offsetFen = Math.min(rentFen, subsidyFen);
  return { subsidyFen, offsetFen, surplusFen: subsidyFen - offsetFen, dueFen: rentFen - offsetFen };
}

/** A part sees what the earlier parts left of the rent: it can be capped there, or run over into a surplus. */
const granted = (part: SchemePart, amountFen: Fen, rentLeftFen: Fen): Fen =>
  part.cap === "remainingRent" ? Math.min(amountFen, Math.max(0, rentLeftFen)) : amountFen;

function amountFor(
  scheme: Scheme,
  part: SchemePart,
  month: Month,
  schemeClass: string | undefined,
): Decision<{ amountFen: Fen }> {
  const found = monthValue(parameterOf(scheme, part.amount), month);
  if (!found.ok) return found;
  const table = found.value.value;
  if (typeof table !== "object" || Array.isArray(table))
    return refuse("scheme-no-value", { parameter: part.amount, on: firstDay(month) });
  return grant({ amountFen: schemeClass === undefined ? 0 : (table[schemeClass] ?? 0) });
}

function reasonsFor(part: SchemePart, subject: Case, monthsUsed: number): Decision<{ reasons: Reason[] }> {
  const reasons: Reason[] = [];
  for (const condition of subject.scheme.conditions) {
    if (!condition.parts.includes(part.id) || !applies(condition, subject)) continue;
    const answer = evaluate(condition, part.id, subject, monthsUsed);
    if (!answer.ok) return answer;
    reasons.push(answer.reason);
  }
  return grant({ reasons });
}

function firstPayableMonth(scheme: Scheme, startedOn: Day | null): Month | null {
  if (startedOn === null) return null;
  for (const { from, to, value } of parameterOf(scheme, scheme.start.afterMonths).values) {
    if (typeof value !== "number") continue;
    const inForce = from === firstDay(monthOf(from)) ? monthOf(from) : addMonths(monthOf(from), 1);
    const counted = addMonths(monthOf(startedOn), value);
    const month = counted > inForce ? counted : inForce;
    if (to === null || firstDay(month) <= to) return month;
  }
  return null;
}

function checkMonthAndRent(month: Month, rentFen: Fen): void {
  invariant(isMonth(month), `not a month: ${month}`);
  invariant(assertFen(rentFen, "rentFen") >= 0, `rent must not be negative, got ${rentFen}`);
}
