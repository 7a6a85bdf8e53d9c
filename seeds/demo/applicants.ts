import { addDays, type Day } from "#lib/days";
import { newId } from "#lib/ids";
import type { InventedPerson, inventor } from "./people.ts";
import type { Random } from "./random.ts";
import type { Applicant } from "./round-steps.ts";

/** How much each room type is asked for. */
const WISHES: Record<string, number> = { compact: 3, single: 8, double: 4, triple: 2, quad: 1 };

export type Applicants = { people: InventedPerson[]; applicants: Applicant[] };

/** People without a home in the complex, who began to work in the city in the year before `opensOn`. */
export function inventApplicants(
  random: Random,
  invent: ReturnType<typeof inventor>,
  { count, opensOn, roomTypes }: { count: number; opensOn: Day; roomTypes: readonly string[] },
): Applicants {
  const people = Array.from({ length: count }, () =>
    invent({ arrivedOn: addDays(opensOn, -random.whole(5, 360)), leaseRegistered: false, knownOn: opensOn }),
  );
  const applicants = people.map((person) => ({
    userId: newId(),
    personId: person.id,
    ...wishesFor(random, roomTypes),
  }));
  return { people, applicants };
}

/** One to four of the offered types, best first. */
export function wishesFor(random: Random, roomTypes: readonly string[]): { choices: string[]; anyOther: boolean } {
  const left = new Map(roomTypes.map((type) => [type, WISHES[type] ?? 1]));
  const choices: string[] = [];
  for (let wanted = random.whole(1, Math.min(4, roomTypes.length)); wanted > 0; wanted--) {
    const next = random.weighted(Object.fromEntries(left));
    left.delete(next);
    choices.push(next);
  }
  return { choices, anyOther: random.chance(0.35) };
}
