import { addDays, type Day, firstDay, type Month } from "../days.ts";
import type { ParameterValue, Scheme, SchemeParameter, SchemePart } from "../subsidy/scheme.ts";

// What of a scheme can still be changed when a draft of it begins with a month: the periods that reach that month.

/** One period of a parameter, as a draft shows it. `fixed`: it begins with the draft's month; `missing`: there is no value yet. */
export type Row = { from: Day; to: Day | null; value: ParameterValue; fixed: boolean; missing: boolean };

/**
 * The periods of a parameter that a draft from this month on can change. Where the value depends on a day of the
 * person's own, all of them; where none reaches the month, one without a value.
 */
export function rowsOf(parameter: SchemeParameter, fromMonth: Month): Row[] {
  const { values, datedBy } = parameter;
  if (datedBy !== "month") return values.map(({ from, to, value }) => row(from, to, value, false));
  const first = firstDay(fromMonth);
  const reaching = values.filter(({ to }) => to === null || to >= first);
  if (reaching.length > 0)
    return reaching.map(({ from, to, value }) => row(from > first ? from : first, to, value, from <= first));
  const last = values.at(-1);
  return last ? [{ ...row(first, null, last.value, true), missing: true }] : [];
}

const row = (from: Day, to: Day | null, value: ParameterValue, fixed: boolean): Row => ({
  from,
  to,
  value,
  fixed,
  missing: false,
});

type Values = SchemeParameter["values"];
type Source = Values[number]["source"];
export type NewRow = Pick<Row, "from" | "to" | "value">;

/**
 * A parameter with these periods from the month on, and before it what the base says. What is as in the base keeps its
 * clause, what differs cites the draft. `firstRow` is where the first of `rows` stands among the values.
 */
export function withRows(
  base: SchemeParameter,
  fromMonth: Month,
  rows: readonly NewRow[],
  draft: Source,
): { parameter: SchemeParameter; firstRow: number } {
  const first = firstDay(fromMonth);
  const dated = base.datedBy === "month";
  const standing = dated ? base.values.filter(({ to }) => to === null || to >= first) : base.values;
  const past: Values = dated
    ? base.values
        .filter(({ from }) => from < first)
        .map((value) => ({ ...value, to: value.to !== null && value.to < first ? value.to : addDays(first, -1) }))
    : [];
  const values = rows.map((one, at): Values[number] => {
    const before = standing[at];
    const goesOn = dated && at === 0 && before !== undefined && before.from < first;
    const same = before !== undefined && sameValue(before.value, one.value) && before.to === one.to;
    if (before && same && goesOn) return before;
    return { ...one, source: before && same && before.from === one.from ? before.source : draft };
  });
  // A period that goes on as it was is not cut in two.
  const whole = values[0] !== undefined && values[0] === standing[0] && past.length > 0 && values[0].from < first;
  const kept = whole ? past.slice(0, -1) : past;
  return { parameter: { ...base, values: [...kept, ...values] }, firstRow: kept.length };
}

/** The same value, whatever order its keys came in. */
export function sameValue(a: ParameterValue | undefined, b: ParameterValue | undefined): boolean {
  if (typeof a !== "object" || typeof b !== "object") return a === b;
  const [keysA, keysB] = [Object.keys(a), Object.keys(b)];
  const at = (value: ParameterValue, key: string) => (value as Record<string, ParameterValue>)[key];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keysA.length === keysB.length &&
    keysA.every((key) => sameValue(at(a, key), at(b, key)))
  );
}

const LONG_AGO = "1900-01-01";

/** Whether a part grants anything from the month on. */
export const partReaches = ({ inForce }: Pick<SchemePart, "inForce">, fromMonth: Month): boolean =>
  inForce === undefined || inForce.some(({ to }) => to === null || to >= firstDay(fromMonth));

/** A part that ends before the month. */
export function partEnded(part: SchemePart, fromMonth: Month, draft: Source): SchemePart {
  const until = addDays(firstDay(fromMonth), -1);
  const periods = part.inForce ?? [{ from: LONG_AGO, to: null, source: draft }];
  const past = periods
    .filter(({ from }) => from <= until)
    .map((period) => ({ ...period, to: period.to !== null && period.to < until ? period.to : until }));
  return { ...part, inForce: past.length > 0 ? past : [{ from: LONG_AGO, to: LONG_AGO, source: draft }] };
}

/** A scheme as a version of the one with this id: what it says of its own parts goes by the new name. */
export function asVersionOf(scheme: Scheme, id: string): Scheme {
  if (scheme.id === id) return scheme;
  const renamed = (ref: string) => (ref.startsWith(`${scheme.id}/`) ? `${id}/${ref.slice(scheme.id.length + 1)}` : ref);
  return {
    ...scheme,
    id,
    conditions: scheme.conditions.map((condition) => {
      const { measure } = condition;
      if (measure.kind !== "monthsUsed" || !measure.with) return condition;
      return { ...condition, measure: { ...measure, with: measure.with.map(renamed) } };
    }),
    parts: scheme.parts.map((part) => ({
      ...part,
      ...(part.topUp && { topUp: part.topUp.map(renamed) }),
      ...(part.notWith && { notWith: part.notWith.map((other) => ({ ...other, part: renamed(other.part) })) }),
    })),
  };
}
