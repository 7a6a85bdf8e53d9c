import { addDays, type Day, type Month, monthOf } from "../days.ts";
import type { Scheme, SchemeParameter } from "../subsidy/scheme.ts";

/** Since when two versions of a scheme say different things: never, from a month on, or (null) perhaps in any month. */
export type ChangedFrom = { changed: false } | { changed: true; fromMonth: Month | null };

/**
 * The first month that a new version of a scheme can decide differently from an earlier one. Only a value that is dated by
 * the month has a day from which it differs; whatever else changes may concern any month. Names, notes and sources decide
 * nothing.
 */
export function changedFrom(earlier: Scheme, later: Scheme): ChangedFrom {
  if (text(structure(earlier)) !== text(structure(later))) return { changed: true, fromMonth: null };
  const days = later.parameters.flatMap((parameter) => {
    const before = earlier.parameters.find(({ id }) => id === parameter.id);
    const day = before ? firstDifference(before, parameter) : null;
    return day === null ? [] : [day];
  });
  const first = days.toSorted()[0];
  return first === undefined ? { changed: false } : { changed: true, fromMonth: monthOf(first) };
}

/** Everything that decides, without the values that are dated by the month. */
function structure({ classes, parameters, conditions, parts, facts, start, surplus }: Scheme) {
  const rest = parameters.map(({ note: _, values, ...parameter }) =>
    parameter.datedBy === "month" ? parameter : { ...parameter, values: values.map(valueOf) },
  );
  return { classes, parameters: rest, conditions, parts, facts, start, surplus };
}

function firstDifference(before: SchemeParameter, after: SchemeParameter): Day | null {
  if (after.datedBy !== "month") return null;
  const days = [...before.values, ...after.values].flatMap(({ from, to }) => [from, ...(to === null ? [] : [addDays(to, 1)])]);
  return days.toSorted().find((day) => text(valueOn(before, day)) !== text(valueOn(after, day))) ?? null;
}

const valueOn = ({ values }: SchemeParameter, day: Day) =>
  values.find(({ from, to }) => from <= day && (to === null || day <= to))?.value ?? null;
const valueOf = ({ from, to, value }: SchemeParameter["values"][number]) => ({ from, to, value });

const SAID_ONLY = new Set(["note", "nameZh", "nameEn", "source"]);
/** Contents as one text, whatever order the keys came in; what is only said and decides nothing is left out. */
const text = (content: unknown): string =>
  JSON.stringify(content, (key, value: unknown) => {
    if (SAID_ONLY.has(key)) return undefined;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
