import { addDays, addMonthsToDay, type Day } from "../days.ts";
import { type Decision, grant, invariant, type Problem, refuse, refuseFields } from "../errors.ts";
import { assertFen, type Fen } from "../money.ts";

export const leaseStatuses = ["signed", "active", "ended"] as const;
export type LeaseStatus = (typeof leaseStatuses)[number];

export type LeaseTerms = {
  /** whole months from the first day on */
  months: number;
  /** months of rent held as deposit */
  depositMonths: number;
};
/** One year with one month's rent as deposit, unless the operator sets otherwise. */
export const USUAL_TERMS: LeaseTerms = { months: 12, depositMonths: 1 };

export type LeaseGiven = {
  leaseId: string;
  /** of the calendar year of `draftedOn`, from 1 */
  sequence: number;
  offerId: string | null;
  personId: string;
  unitId: string;
  rentFen: Fen;
  draftedOn: Day;
  startsOn: Day;
};

export type DraftedLease = {
  id: string;
  leaseNo: string;
  offerId: string | null;
  personId: string;
  unitId: string;
  status: "signed";
  startsOn: Day;
  /** the last day of the lease */
  endsOn: Day;
  rentFen: Fen;
  depositFen: Fen;
};

/** `HT2026-00001`: the year it was drafted in and a number counting from 1. */
export function leaseNo(year: number, sequence: number): string {
  invariant(Number.isSafeInteger(year) && year >= 2000 && year <= 9999, `not a year: ${year}`);
  invariant(Number.isSafeInteger(sequence) && sequence >= 1, "lease numbers count from 1");
  return `HT${year}-${String(sequence).padStart(5, "0")}`;
}

/** The last day of a term of whole months: the day before the one with the same number. */
export const lastDayOf = (startsOn: Day, months: number): Day => addDays(addMonthsToDay(startsOn, months), -1);

/** The lease of a unit, signed by accepting its offer and not yet moved into. */
export function draftLease(given: LeaseGiven, terms: LeaseTerms = USUAL_TERMS): DraftedLease {
  assertFen(given.rentFen, "rentFen");
  invariant(Number.isSafeInteger(terms.months) && terms.months >= 1, "a lease lasts whole months");
  return {
    id: given.leaseId,
    leaseNo: leaseNo(Number(given.draftedOn.slice(0, 4)), given.sequence),
    offerId: given.offerId,
    personId: given.personId,
    unitId: given.unitId,
    status: "signed",
    startsOn: given.startsOn,
    endsOn: lastDayOf(given.startsOn, terms.months),
    rentFen: given.rentFen,
    depositFen: assertFen(given.rentFen * terms.depositMonths, "depositFen"),
  };
}

/**
 * The tenant moves in: within the term, with the number under which the lease was registered (租赁备案). With `early`
 * (landlord and tenant agree) the keys are handed over before the term: it then begins today, and so does the rent.
 */
export function decideCheckIn(
  lease: { status: LeaseStatus; startsOn: Day; endsOn: Day },
  today: Day,
  registrationNo: string | null,
  early = false,
): Decision<{ status: "active"; startsOn: Day; checkedInOn: Day; registrationNo: string }> {
  if (lease.status !== "signed") return refuse("lease-not-signed", { status: lease.status });
  const ahead = today < lease.startsOn;
  if (ahead && !early) return refuse("lease-not-begun", { startsOn: lease.startsOn });
  if (today > lease.endsOn) return refuse("lease-over", { endsOn: lease.endsOn });
  const number = registrationNo?.trim() ?? "";
  if (number === "") return refuse("lease-registration-missing");
  return grant({
    status: "active",
    startsOn: ahead ? today : lease.startsOn,
    checkedInOn: today,
    registrationNo: number,
  });
}

/** The registration (租赁备案) of a lease: kept, and corrected, until the lease has ended; never dated ahead. */
export function decideRegistration(
  lease: { status: LeaseStatus },
  given: { registrationNo: string; registeredOn: Day },
  today: Day,
): Decision<{ registrationNo: string; registeredOn: Day }> {
  if (lease.status === "ended") return refuse("lease-ended");
  const registrationNo = given.registrationNo.trim();
  const problems: Problem[] = [];
  if (registrationNo === "") problems.push({ field: "registrationNo", reason: "lease-registration-missing" });
  if (given.registeredOn > today) problems.push({ field: "registeredOn", reason: "lease-registered-ahead" });
  if (problems.length > 0) return refuseFields(problems);
  return grant({ registrationNo, registeredOn: given.registeredOn });
}

/** What an empty unit is after its tenant has left: to be let again, or to be mended first. */
export const unitsAfterCheckOut = ["vacant", "outOfOrder"] as const;
export type UnitAfterCheckOut = (typeof unitsAfterCheckOut)[number];

/**
 * The tenant has handed the place back (退租): the last day that counts, not before the lease began and not ahead. A unit
 * that must be mended first needs the reason, which stands beside its status; while others live there nothing is mended.
 */
export function decideCheckOut(
  lease: { status: LeaseStatus; startsOn: Day },
  given: { on: Day; toService: UnitAfterCheckOut; reason: string | null; othersInUnit: boolean },
  today: Day,
): Decision<{ status: "ended"; endedOn: Day; reason: string | null }> {
  if (lease.status !== "active") return refuse("lease-not-active", { status: lease.status });
  const reason = given.reason?.trim() || null;
  const mending = given.toService === "outOfOrder";
  const problems: Problem[] = [];
  if (given.on > today) problems.push({ field: "on", reason: "check-out-ahead" });
  if (given.on < lease.startsOn)
    problems.push({ field: "on", reason: "check-out-before-start", values: { startsOn: lease.startsOn } });
  if (mending && reason === null) problems.push({ field: "reason", reason: "check-out-reason-missing" });
  if (mending && given.othersInUnit) problems.push({ field: "toService", reason: "check-out-others-live-there" });
  if (problems.length > 0) return refuseFields(problems);
  return grant({ status: "ended", endedOn: given.on, reason });
}
