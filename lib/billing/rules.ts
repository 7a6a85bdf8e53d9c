import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  daysInMonth,
  firstDay,
  isDay,
  isMonth,
  lastDay,
  type Month,
  monthOf,
} from "../days.ts";
import { invariant } from "../errors.ts";
import { assertFen, type Fen, splitFen } from "../money.ts";

/** The part of one calendar month that a lease covers; both days included. */
export type BillPeriod = { month: Month; fromOn: Day; toOn: Day };

export type BillableTenant = { personId: string; weight: number };

/** The rent of a whole month from a day on. */
export type RentChange = { fromOn: Day; rentFen: Fen };

/**
 * `endsOn` is the last day by contract, `endedOn` the last day in fact; the earlier one counts, null is open. `rentFen` holds
 * until the first of `changes`.
 */
export type BillableLease = {
  leaseId: string;
  unitId: string;
  rentFen: Fen;
  changes?: readonly RentChange[];
  startsOn: Day;
  endsOn: Day | null;
  endedOn?: Day | null;
  tenants: readonly BillableTenant[];
};

export type BillDraft = BillPeriod & { leaseId: string; personId: string; rentFen: Fen; dueOn: Day };

/** Rent is due on the tenth: our own setting, the contract form leaves the day open. */
export const RENT_DUE_DAY = 10;

/** How money comes in that somebody records: 银行转账, 微信, 支付宝, 现金. What comes in online records itself. */
export const handMethods = ["bankTransfer", "wechat", "alipay", "cash"] as const;

/** How large a bank's list may be, as a file and in rows. */
export const FILE_BYTES = 5 * 1024 * 1024;
export const FILE_ROWS = 20_000;

export type BillStatus = "paid" | "due" | "overdue" | "part-paid" | "credit";

/**
 * The rent of the days `fromOn`..`toOn` (both included) that lie in the month: rent × days ÷ real days of the
 * month. What is due from the first of the month up to a day is rounded half up, and a part is the difference of two such
 * sums: so the parts of any division of a month sum to its rent, and days from the first on cost what one would work out by
 * hand. The divisor is the month's own length, never that of the part that is billed: a lease from the 15th would
 * otherwise pay the whole month (lago#6194).
 */
export function proratedRentFen(rentFen: Fen, month: Month, fromOn: Day, toOn: Day): Fen {
  invariant(assertFen(rentFen, "rentFen") >= 0, `rent must not be negative, got ${rentFen}`);
  const period = within(month, fromOn, toOn);
  if (!period) return 0;
  const length = BigInt(daysInMonth(month));
  const upTo = (days: number) => Number((BigInt(rentFen) * BigInt(days) * 2n + length) / (length * 2n));
  const before = daysBetween(firstDay(month), period.fromOn);
  return upTo(daysBetween(firstDay(month), period.toOn) + 1) - upTo(before);
}

/** One rent within a month: what it is for the whole month, and what its days cost. */
export type RentPart = { fromOn: Day; toOn: Day; monthFen: Fen; rentFen: Fen };

/**
 * The rents of the days `fromOn`..`toOn` of a month: one part for each rent that holds on some of them, each prorated by its
 * days. `changes` are the rents from a day on; before the first of them it is `rentFen`.
 */
export function rentParts(
  { rentFen, changes = [] }: { rentFen: Fen; changes?: readonly RentChange[] },
  month: Month,
  fromOn: Day,
  toOn: Day,
): RentPart[] {
  const period = within(month, fromOn, toOn);
  if (!period) return [];
  const later = changes
    .filter((change) => change.fromOn > period.fromOn && change.fromOn <= period.toOn)
    .toSorted(byDay);
  const starts = [{ fromOn: period.fromOn, rentFen: rentOn({ rentFen, changes }, period.fromOn) }, ...later];
  return starts.map((part, index) => {
    const next = starts[index + 1];
    const until = next ? addDays(next.fromOn, -1) : period.toOn;
    const partFen = proratedRentFen(part.rentFen, month, part.fromOn, until);
    return { fromOn: part.fromOn, toOn: until, monthFen: part.rentFen, rentFen: partFen };
  });
}

/** The rent of a whole month as it is on a day. */
export const rentOn = ({ rentFen, changes = [] }: { rentFen: Fen; changes?: readonly RentChange[] }, on: Day): Fen =>
  changes
    .filter((change) => change.fromOn <= on)
    .toSorted(byDay)
    .at(-1)?.rentFen ?? rentFen;

const byDay = (a: RentChange, b: RentChange): number => (a.fromOn < b.fromOn ? -1 : 1);

/** The calendar months of a lease, first and last cut to its days; none where it ends before it starts. */
export function billPeriods(startsOn: Day, endsOn: Day): BillPeriod[] {
  invariant(isDay(startsOn) && isDay(endsOn), `not days: ${startsOn}..${endsOn}`);
  const periods: BillPeriod[] = [];
  for (let month = monthOf(startsOn); month <= monthOf(endsOn); month = addMonths(month, 1)) {
    const period = within(month, startsOn, endsOn);
    if (period) periods.push(period);
  }
  return periods;
}

/**
 * The bills of one month, in the order of leases and tenants: one for each tenant with a share. The shares of a
 * lease (by `weight`) sum to its rent for the month. Due on `dueDay` of the month (its last day where the month
 * is shorter), but never before the billed days begin. Each lease is decided by itself, so no state of one
 * reaches the next.
 */
export function draftBills(leases: readonly BillableLease[], month: Month, dueDay: number): BillDraft[] {
  invariant(isMonth(month), `not a month: ${month}`);
  invariant(Number.isInteger(dueDay) && dueDay >= 1 && dueDay <= 31, `not a day of a month: ${dueDay}`);
  return leases.flatMap((lease) => {
    const period = within(month, lease.startsOn, lastDayOf(lease, month));
    return period ? billsOf(lease, period, dueDay) : [];
  });
}

/**
 * How a bill stands at the end of a day. What is left is rent + other charges − offset − paid: below nothing it is a credit;
 * the due day itself is still in time; a part paid after the due day is overdue.
 */
export function billStatus(
  bill: { rentFen: Fen; otherFen: Fen; offsetFen: Fen; paidFen: Fen; dueOn: Day },
  today: Day,
): BillStatus {
  const leftFen = bill.rentFen + bill.otherFen - bill.offsetFen - bill.paidFen;
  if (leftFen < 0) return "credit";
  if (leftFen === 0) return "paid";
  if (today > bill.dueOn) return "overdue";
  return bill.paidFen > 0 ? "part-paid" : "due";
}

/** `billNo("2026-09", 1)` → `"ZD202609-00001"` (账单): the sequence counts from 1 within the month. */
export function billNo(month: Month, sequence: number): string {
  invariant(isMonth(month), `not a month: ${month}`);
  invariant(Number.isSafeInteger(sequence) && sequence >= 1, `bills are counted from 1, got ${sequence}`);
  return `ZD${month.replace("-", "")}-${String(sequence).padStart(5, "0")}`;
}

function billsOf(lease: BillableLease, period: BillPeriod, dueDay: number): BillDraft[] {
  const parts = rentParts(lease, period.month, period.fromOn, period.toOn);
  const totalFen = parts.reduce((sum, part) => sum + part.rentFen, 0);
  const shares = splitFen(
    totalFen,
    lease.tenants.map((tenant) => tenant.weight),
  );
  const wantedOn = `${period.month}-${String(Math.min(dueDay, daysInMonth(period.month))).padStart(2, "0")}`;
  const dueOn = wantedOn < period.fromOn ? period.fromOn : wantedOn;
  return lease.tenants.flatMap(({ personId }, index) => {
    const rentFen = shares[index] ?? 0;
    return rentFen > 0 ? [{ ...period, leaseId: lease.leaseId, personId, rentFen, dueOn }] : [];
  });
}

/** An open lease reaches to the end of the month that is billed. */
function lastDayOf({ endsOn, endedOn }: BillableLease, month: Month): Day {
  const ends = [endsOn, endedOn ?? null, lastDay(month)].filter((day) => day !== null);
  return ends.reduce((first, day) => (day < first ? day : first));
}

function within(month: Month, fromOn: Day, toOn: Day): BillPeriod | null {
  const [first, last] = [firstDay(month), lastDay(month)];
  const [from, to] = [fromOn > first ? fromOn : first, toOn < last ? toOn : last];
  return from <= to ? { month, fromOn: from, toOn: to } : null;
}
