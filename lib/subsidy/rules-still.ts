import { firstDay, lastDay, type Month } from "../days.ts";
import { parameterOf } from "./rules-values.ts";
import type { Scheme, SchemeCondition, SchemeParameter, SchemePart } from "./scheme.ts";

// What of a scheme no month can change for somebody who stays where they are.

/** Months that follow each other, both included. */
export type Span = { first: Month; last: Month };

// What moves from month to month of a person who stays where they are.
const MOVING = ["insuredMonths", "leaseRegistered"];

/** No month can change the answer: neither what is asked of the person nor the value it is compared with. */
export function isFixed(scheme: Scheme, condition: SchemeCondition, months: Span): boolean {
  const { measure, when } = condition;
  const still =
    (measure.kind === "fact" && !MOVING.includes(measure.fact)) ||
    measure.kind === "class" ||
    (measure.kind === "age" && measure.on !== "month");
  return still && !Object.keys(when ?? {}).some((fact) => MOVING.includes(fact)) && isStill(scheme, condition, months);
}

/** What a condition asks for is the same in all these months. */
const isStill = (scheme: Scheme, { required }: SchemeCondition, months: Span): boolean =>
  !MOVING.includes(required.after ?? "") && sameThroughout(parameterOf(scheme, required.parameter), months);

/** Once it is met it stays met, since time only adds to what it asks for. */
export function holdsForGood(scheme: Scheme, condition: SchemeCondition, months: Span): boolean {
  const { measure, operator, when } = condition;
  const grows = measure.kind === "monthsSince" || (measure.kind === "fact" && measure.fact === "insuredMonths");
  return grows && operator === "atLeast" && !when && isStill(scheme, condition, months);
}

/** A part's amount is the same in all these months, and granted whole where it is granted. */
export function isSteady(scheme: Scheme, part: SchemePart, months: Span): boolean {
  const { amount, ceiling, floor, leastPayable, cap, topUp } = part;
  const plain = ["fen/person-month", "fen/grant"].includes(parameterOf(scheme, amount).unit);
  const bounds = [amount, ceiling, floor].flatMap((id) => (id ? [parameterOf(scheme, id)] : []));
  if (!plain || leastPayable || topUp || cap !== "none" || scheme.surplus === "lapsed") return false;
  return bounds.every((one) => sameThroughout(one, months));
}

function sameThroughout({ datedBy, by = [], values }: SchemeParameter, { first, last }: Span): boolean {
  if ([datedBy, ...by].some((fact) => fact === "grant" || MOVING.includes(fact))) return false;
  if (datedBy !== "month") return true;
  return values.some(({ from, to }) => from <= firstDay(first) && (to === null || to >= lastDay(last)));
}
