import { addDays, addMonths, type Day, firstDay, type Month } from "#lib/days";
import { newId } from "#lib/ids";
import type { RunningLease } from "#lib/leases/load";
import { lastDayOf } from "#lib/leases/rules";
import type { Home } from "./homes.ts";
import { dayBefore, type InventedPerson, type inventor } from "./people.ts";
import type { Random } from "./random.ts";
import { LONGEST_STAY, MONTHS, MOVED_IN_THIS_YEAR, OUT, PAID_OUT } from "./settings.ts";

export type Residents = { people: InventedPerson[]; leases: RunningLease[] };
type Invent = ReturnType<typeof inventor>;

/** Three people in single rooms whose bills show the three net rents, for as long as they are insured long enough. */
export const SHOWN = ["doctor", "master", "bachelor"] as const;

/** Tenants and leases for the flats that were taken over; the first three flats get the shown people, in their order. */
export function inventResidents(random: Random, invent: Invent, homes: readonly Home[], month: Month): Residents {
  const leases: RunningLease[] = [];
  const people: InventedPerson[] = [];
  for (const [index, home] of homes.entries()) {
    const shown = SHOWN[index];
    const startsOn = shown ? firstDay(addMonths(month, -13)) : movedIn(random, month);
    const registered = shown !== undefined || !random.chance(OUT.leaseNotRegistered);
    const tenants = Array.from({ length: home.tenants }, () =>
      invent({
        arrivedOn: shown ? startsOn : dayBefore(random, startsOn, 45),
        leaseRegistered: registered,
        likely: shown !== undefined,
        ...(shown && { qualification: shown }),
      }),
    );
    people.push(...tenants);
    const paidOut = !shown && random.chance(PAID_OUT);
    leases.push(leaseOf(home, { startsOn, tenants, registered, paidOut }, month));
  }
  return { people, leases };
}

/** Flats that somebody moved into on the first of this month, whose contracts came later. */
export function inventLate(random: Random, invent: Invent, homes: readonly Home[], month: Month): Residents {
  const startsOn = firstDay(month);
  const leases: RunningLease[] = [];
  const people: InventedPerson[] = [];
  for (const home of homes) {
    const tenants = Array.from({ length: home.tenants }, () =>
      invent({ arrivedOn: addDays(dayBefore(random, startsOn, 60), -210), leaseRegistered: true }),
    );
    people.push(...tenants);
    leases.push(leaseOf(home, { startsOn, tenants, registered: true, paidOut: false }, month));
  }
  return { people, leases };
}

/** Flats whose tenants came more than a year ago and will leave. */
export function inventDeparted(random: Random, invent: Invent, homes: readonly Home[], month: Month): Residents {
  const startsOn = firstDay(addMonths(month, -14));
  const leases: RunningLease[] = [];
  const people: InventedPerson[] = [];
  for (const home of homes) {
    const tenants = Array.from({ length: home.tenants }, () =>
      invent({ arrivedOn: dayBefore(random, startsOn, 45), leaseRegistered: true }),
    );
    people.push(...tenants);
    leases.push(leaseOf(home, { startsOn, tenants, registered: true, paidOut: false }, month));
  }
  return { people, leases };
}

function movedIn(random: Random, month: Month): Day {
  const thisYear = random.chance(MOVED_IN_THIS_YEAR);
  const monthsAgo = thisYear ? random.whole(2, MONTHS - 2) : random.whole(MONTHS - 1, LONGEST_STAY);
  const first = firstDay(addMonths(month, -monthsAgo));
  return random.chance(0.6) ? first : addDays(first, random.whole(1, 27));
}

type Moved = { startsOn: Day; tenants: readonly InventedPerson[]; registered: boolean; paidOut: boolean };

function leaseOf(home: Home, { startsOn, tenants, registered, paidOut }: Moved, month: Month): RunningLease {
  // Leases last a year and were renewed as often as it took to reach beyond next month.
  let years = 1;
  while (lastDayOf(startsOn, years * 12) < firstDay(addMonths(month, 2))) years += 1;
  return {
    id: newId(),
    unitId: home.id,
    startsOn,
    endsOn: lastDayOf(startsOn, years * 12),
    rentFen: home.rentFen,
    registrationNo: registered ? `BA${startsOn.slice(0, 4)}${home.id.replace(/\D/g, "")}` : null,
    registeredOn: registered ? startsOn : null,
    // Who lived here when the books were opened had paid; who came later pays with the first bill.
    depositPaid: startsOn < firstDay(addMonths(month, 1 - MONTHS)),
    tenants: tenants.map(({ id }) => ({
      personId: id,
      weight: 1,
      offsetMode: paidOut ? ("cashToPerson" as const) : ("directOffset" as const),
    })),
  };
}
