import { type Day, lastDay, type Month, monthOf, monthsBetween } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import type { Fen } from "../money.ts";
import type { Assessment } from "./rules.ts";
import { type Balance, type Carried, type GrantedBy, netTogether } from "./rules-carried.ts";
import type { Facts } from "./rules-facts.ts";
import { partName, partsOf, rivalsIn, schemesOf } from "./rules-plan.ts";
import { assessTogether, type Plan } from "./rules-together.ts";

/** What is kept of a person, as far as a scheme may ask for it. */
export type KnownPerson = Omit<Facts, "leaseRegistered"> & { insuredMonthsAsOf: Month | null };
export type Registration = { registrationNo: string | null; registeredOn: Day | null };
export type OffsetMode = "directOffset" | "cashToPerson";

/** A person gets a part once a month, however many rooms they were billed for in it. */
export const ONCE_A_MONTH = "granted-once-a-month";
/** Nobody is supported for a month of which no rent is due any more: the lease ended before it. */
export const LEASE_OVER = "lease-over";

/**
 * The facts of a person in a month. Insurance is told as "unbroken months completed before a month", so it is
 * carried to the month that is asked for, never below 0; a lease counts as registered from the month in which it was.
 */
export function factsIn(month: Month, person: KnownPerson, lease: Registration): Facts {
  const { insuredMonthsAsOf, insuredMonths, ...told } = person;
  return {
    degree: told.degree,
    skill: told.skill,
    fullTimeDegree: told.fullTimeDegree,
    birthDate: told.birthDate,
    graduatedOn: told.graduatedOn,
    recruitedOn: told.recruitedOn,
    firstInsuredOn: told.firstInsuredOn,
    insuredMonths:
      insuredMonths === null || insuredMonthsAsOf === null
        ? null
        : Math.max(0, insuredMonths + monthsBetween(insuredMonthsAsOf, month)),
    employerKind: told.employerKind,
    ownsLocalHome: told.ownsLocalHome,
    spouseOwnsLocalHome: told.spouseOwnsLocalHome,
    leaseRegistered: isRegistered(lease, month),
  };
}

/** As `factsIn` for each of several months that follow each other, worked out once. */
export function factsOver(months: readonly Month[], person: KnownPerson, lease: Registration): Facts[] {
  const [first, ...later] = months;
  if (first === undefined) return [];
  const facts = factsIn(first, person, lease);
  const { insuredMonthsAsOf, insuredMonths } = person;
  const insured =
    insuredMonths === null || insuredMonthsAsOf === null
      ? null
      : insuredMonths + monthsBetween(insuredMonthsAsOf, first);
  const { registrationNo, registeredOn } = lease;
  const from = registrationNo === null || registeredOn === null ? null : monthOf(registeredOn);
  return [
    facts,
    ...later.map((month, at) => ({
      ...facts,
      insuredMonths: insured === null ? null : Math.max(0, insured + at + 1),
      leaseRegistered: from !== null && from <= month,
    })),
  ];
}

export const isRegistered = ({ registrationNo, registeredOn }: Registration, month: Month): boolean =>
  registrationNo !== null && registeredOn !== null && registeredOn <= lastDay(month);

export type OffsetDecision = {
  eligible: boolean;
  subsidyFen: Fen;
  /** What reduces the rent; never more than the rent, 0 where the person chose to be paid. */
  offsetFen: Fen;
  /** What is paid out to the person. */
  surplusFen: Fen;
  /** What is kept for the person's next month; below zero, what is used of earlier months. By scheme in `carried`. */
  carriedFen: Fen;
  carried: Carried;
  /** What is granted, by `scheme/part`. */
  parts: { part: string; amountFen: Fen }[];
  /** `scheme/part:code` of each condition that failed. */
  failed: string[];
};

/**
 * Decides one tenant's subsidy by all schemes of a plan against their own share of one month's rent. `monthsUsed`
 * counts by `scheme/part`; `grantedThisMonth` names the parts that another bill of the same month has already been
 * granted; `balance` is what stands of surpluses that were carried, by scheme. Whoever chose to be paid is paid what
 * would have met the rent. subsidy = offset + surplus + carried. Refuses like `assess` where a scheme holds no value.
 */
export function decideOffset(
  plan: Plan,
  given: {
    month: Month;
    rentFen: Fen;
    facts: Facts;
    monthsUsed: Readonly<Record<string, number>>;
    mode: OffsetMode;
    grantedThisMonth?: ReadonlySet<string>;
    balance?: Balance;
  },
): Decision<OffsetDecision> {
  const { month, rentFen, facts, monthsUsed, balance = {} } = given;
  if (rentFen === 0) {
    const failed = partsOf(plan).map((part) => `${part.id}:${LEASE_OVER}`);
    const nothing = { subsidyFen: 0, offsetFen: 0, surplusFen: 0, carriedFen: 0 };
    const { carried } = netTogether(0, grantsIn(plan, [], []), balance);
    return grant({ eligible: false, ...nothing, carried, parts: [], failed });
  }
  const assessed = assessTogether(plan, { month, rentFen, facts, monthsUsed, carriedFen: balance });
  if (!assessed.ok) return assessed;
  const { parts, twice } = grantedIn(plan, assessed.assessments, given.grantedThisMonth);
  const subsidyFen = parts.reduce((sum, part) => sum + part.amountFen, 0);
  const { metFen, carriedFen, carried } = netTogether(rentFen, grantsIn(plan, assessed.assessments, parts), balance);
  const offsetFen = given.mode === "directOffset" ? metFen : 0;
  return grant({
    eligible: parts.length > 0,
    subsidyFen,
    offsetFen,
    surplusFen: subsidyFen - offsetFen - carriedFen,
    carriedFen,
    carried,
    parts,
    failed: [...failedCodes(assessed.assessments), ...twice.map((part) => `${part}:${ONCE_A_MONTH}`)],
  });
}

/** What each scheme of the plan grants in the end. */
const grantsIn = (
  plan: Plan,
  assessments: readonly Assessment[],
  parts: readonly { part: string; amountFen: Fen }[],
): GrantedBy[] =>
  schemesOf(plan).map(({ id, surplus }) => ({
    schemeId: id,
    subsidyFen: parts.reduce((sum, one) => (one.part.startsWith(`${id}/`) ? sum + one.amountFen : sum), 0),
    carries: surplus === "carried",
    passedOver: assessments.some((one) => one.schemeId === id && one.passedOver === true),
  }));

/** The parts that are granted, and those that the month has granted before: itself, or another of its best-of. */
function grantedIn(plan: Plan, assessments: readonly Assessment[], before: ReadonlySet<string> = new Set()) {
  const parts: OffsetDecision["parts"] = [];
  const twice: string[] = [];
  const rivals = before.size > 0 ? rivalsIn(plan) : null;
  for (const { schemeId, parts: assessed } of assessments) {
    for (const { part, grantedFen } of assessed) {
      if (grantedFen === 0) continue;
      const name = partName(schemeId, part);
      if (rivals && [name, ...(rivals.get(name) ?? [])].some((one) => before.has(one))) twice.push(name);
      else parts.push({ part: name, amountFen: grantedFen });
    }
  }
  return { parts, twice };
}

const failedCodes = (assessments: readonly Assessment[]): string[] =>
  assessments.flatMap(({ schemeId, parts }) =>
    parts.flatMap(({ part, reasons }) =>
      reasons.filter((reason) => !reason.passed).map((reason) => `${partName(schemeId, part)}:${reason.code}`),
    ),
  );

/** What a comparison with the month before can say of one person. */
export type Change = "new" | "more" | "less" | "stopped" | "same";

/** Both in fen of subsidy a month; null where the person had no bill. */
export function changeBetween(beforeFen: Fen | null, nowFen: Fen | null): Change {
  const [before, now] = [beforeFen ?? 0, nowFen ?? 0];
  if (before === now) return "same";
  if (before === 0) return "new";
  if (now === 0) return "stopped";
  return now > before ? "more" : "less";
}
