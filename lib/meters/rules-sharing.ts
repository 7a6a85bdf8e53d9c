import { addDays, type Day, daysBetween } from "../days.ts";
import { type Fen, splitFen } from "../money.ts";

/** Who lives in a unit by one lease (the whole of it or a bed) from a day on; `lastOn` null: they still do. */
export type Stay = {
  leaseId: string;
  startsOn: Day;
  lastOn: Day | null;
  tenants: readonly { personId: string; weight: number }[];
};
export type UseShare = { leaseId: string; personId: string; amountFen: Fen; days: number };

/**
 * Shares what was used in a unit on the days `fromOn`..`toOn` among those who lived there: every day costs the same, a day's
 * part goes to the leases of that day alike (several where it is let by the bed), a lease's by the weights of its rent. Days on
 * which nobody lived there are nobody's (`unlivedFen`). Rounded once over all: the parts sum to the amount.
 */
export function shareUse(
  amountFen: Fen,
  { fromOn, toOn }: { fromOn: Day; toOn: Day },
  stays: readonly Stay[],
): { shares: UseShare[]; unlivedFen: Fen; days: number } {
  const here = stays.filter(
    (stay) => stay.startsOn <= toOn && (stay.lastOn ?? toOn) >= fromOn && stay.tenants.length > 0,
  );
  const days = daysBetween(fromOn, toOn) + 1;
  const spans = spansOf(here, fromOn, toOn);
  const lived = lcm(spans.map(({ leases }) => leases.length).filter((count) => count > 0));
  const whole = lcm(here.map(({ tenants }) => tenants.reduce((sum, tenant) => sum + tenant.weight, 0)));
  const people = here.flatMap(({ leaseId, tenants }) => {
    const sum = tenants.reduce((total, tenant) => total + tenant.weight, 0);
    const its = spans.filter(({ leases }) => leases.includes(leaseId));
    const leaseWeight = its.reduce((total, span) => total + span.days * (lived / span.leases.length), 0);
    const stayed = its.reduce((total, span) => total + span.days, 0);
    return tenants.map(({ personId, weight }) => ({
      leaseId,
      personId,
      days: stayed,
      weight: leaseWeight * (whole / sum) * weight,
    }));
  });
  const empty = spans.filter(({ leases }) => leases.length === 0).reduce((total, span) => total + span.days, 0);
  const parts = splitFen(amountFen, [...people.map(({ weight }) => weight), empty * lived * whole]);
  const shares = people.map(({ weight: _, ...person }, index) => ({ ...person, amountFen: parts[index] ?? 0 }));
  return { shares, unlivedFen: parts.at(-1) ?? 0, days };
}

/** The days in which the same leases ran, in their order. */
function spansOf(stays: readonly Stay[], fromOn: Day, toOn: Day): { days: number; leases: string[] }[] {
  const cuts = new Set([fromOn]);
  for (const { startsOn, lastOn } of stays) {
    if (startsOn > fromOn) cuts.add(startsOn);
    if (lastOn !== null && lastOn < toOn) cuts.add(addDays(lastOn, 1));
  }
  const starts = [...cuts].sort();
  return starts.map((from, index) => {
    const next = starts[index + 1];
    const leases = stays.filter((stay) => stay.startsOn <= from && (stay.lastOn ?? toOn) >= from);
    const days = next ? daysBetween(from, next) : daysBetween(from, toOn) + 1;
    return { days, leases: leases.map(({ leaseId }) => leaseId) };
  });
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
const lcm = (numbers: readonly number[]): number => numbers.reduce((all, one) => (all / gcd(all, one)) * one, 1);
