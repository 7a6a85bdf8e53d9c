import type { Month } from "../days.ts";
import { type Decision, grant, invariant } from "../errors.ts";
import { type Fen, splitFen } from "../money.ts";
import { type Case, datedValue, lookUp, parameterOf } from "./rules-values.ts";
import type { SchemeParameter, SchemePart } from "./scheme.ts";

/** What an amount may depend on besides the person: the rent, what is left of it, and what other parts have paid. */
export type Against = { rentFen: Fen; rentLeftFen: Fen; toppedUpFen: Fen };

/**
 * What a part would grant this person: its table, percentage, ceiling and floor. 0 where the table has nothing for
 * the person, or where a limit of it has no value on the person's own day. Refuses with `scheme-no-value` where the scheme holds no value for the month.
 */
export function amountFor(part: SchemePart, subject: Case, against: Against): Decision<{ amountFen: Fen }> {
  const parameter = parameterOf(subject.scheme, part.amount);
  const found = numberFor(part.amount, part, subject);
  if (!found.ok) return found;
  const base = part.percentOf === "remainingRent" ? Math.max(0, against.rentLeftFen) : against.rentFen;
  let amountFen = found.number === null ? 0 : monthly(parameter, found.number, subject.month, base);
  for (const [id, bound] of [
    [part.ceiling, Math.min],
    [part.floor, Math.max],
  ] as const) {
    if (!id || found.number === null) continue;
    const limit = numberFor(id, part, subject);
    if (!limit.ok) return limit;
    if (limit.outside) return grant({ amountFen: 0 });
    if (limit.number !== null) amountFen = bound(amountFen, limit.number);
  }
  return grant({ amountFen });
}

/** What is granted of an amount: topped up, capped at the rent or what is left of it, nothing below the least payable. */
export function grantedFor(
  part: SchemePart,
  subject: Case,
  amountFen: Fen,
  against: Against,
): Decision<{ grantedFen: Fen }> {
  const missing = Math.max(0, amountFen - against.toppedUpFen);
  const left = Math.max(0, against.rentLeftFen);
  const capped = subject.scheme.surplus === "lapsed" ? Math.min(missing, left) : missing;
  const grantedFen = { none: capped, rent: Math.min(capped, against.rentFen), remainingRent: Math.min(capped, left) }[
    part.cap
  ];
  if (!part.leastPayable) return grant({ grantedFen });
  const least = numberFor(part.leastPayable, part, subject);
  if (!least.ok) return least;
  if (least.outside) return grant({ grantedFen: 0 });
  return grant({ grantedFen: grantedFen < (least.number ?? 0) ? 0 : grantedFen });
}

/**
 * `number` is null where the table has nothing for the person; `outside` where the value is dated by a day of the person's
 * own that no period covers: a limit that nobody knows is not a limit that is not there.
 */
function numberFor(id: string, part: SchemePart, subject: Case): Decision<{ number: number | null; outside: boolean }> {
  const parameter = parameterOf(subject.scheme, id);
  const found = datedValue(parameter, subject);
  if (!found.ok) return found;
  const { value } = found.dated ? lookUp(parameter, found.dated.value, subject, part.id) : { value: null };
  const outside = found.told && found.dated === null;
  return grant({ number: typeof value === "number" ? value : null, outside });
}

const MONTHS = Array.from({ length: 12 }, () => 1);
const HUNDREDTHS = 10_000;

/** A parameter's number as fen of one month. */
function monthly({ unit, rounding }: SchemeParameter, number: number, month: Month, base: Fen): Fen {
  switch (unit) {
    case "fen/person-month":
    case "fen/grant":
      return number;
    case "fen/person-year":
      // By calendar month, so that any twelve months in a row make exactly the year.
      return splitFen(number, MONTHS)[Number(month.slice(5, 7)) - 1] ?? 0;
    case "percent-of-rent": {
      const exact = base * Math.round(number * 100);
      const down = Math.floor(exact / HUNDREDTHS);
      const rest = exact - down * HUNDREDTHS;
      const up = rounding === "up" ? rest > 0 : rounding === "halfUp" && rest * 2 >= HUNDREDTHS;
      return down + (up ? 1 : 0);
    }
    default:
      invariant(false, `${unit} is no amount`);
  }
}
