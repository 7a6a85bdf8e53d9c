import { addDays, addMonths, type Day } from "#lib/days";
import { invariant } from "#lib/errors";
import { newId } from "#lib/ids";
import { type Applicants, inventApplicants } from "./applicants.ts";
import type { Calendar } from "./calendar.ts";
import type { Plan } from "./homes.ts";
import { type Account, keepAccounts, keepNewcomer, keepPeople } from "./keep-people.ts";
import { type Arrival, type InventedPerson, inventor } from "./people.ts";
import type { Random } from "./random.ts";
import { inventDeparted, inventLate, inventResidents, type Residents, SHOWN } from "./residents.ts";
import type { Applicant } from "./round-steps.ts";
import { LIVE_ROUND, ROUNDS } from "./settings.ts";
import { keepStaff } from "./staff.ts";

export type Cast = {
  residents: Residents;
  late: Residents;
  /** they leave in the course of the year */
  departed: Residents;
  answered: Applicants;
  published: Applicants;
  open: Applicants;
  /** a full profile, nothing applied for yet */
  applicant: InventedPerson;
  winner: InventedPerson;
  /** of the round of live choosing; whose turn it is among them */
  live: Applicants;
  choosers: Account[];
  /** the residents whose bills show the three net rents, as accounts */
  shown: Account[];
};

/** Makes up everybody in the demo; the same random numbers give the same people. */
export function inventCast(calendar: Calendar, plan: Plan, scale: number, randomOf: (part: number) => Random): Cast {
  const { month, today } = calendar;
  const random = randomOf(2);
  const invent = inventor(randomOf(3), today);
  const applicants = (part: number, full: number, least: number, opensOn: string, roomTypes: readonly string[]) =>
    inventApplicants(randomOf(part), invent, { count: Math.max(least, Math.round(full * scale)), opensOn, roomTypes });
  const residents = inventResidents(random, invent, plan.takenOver, month);
  const late = inventLate(random, invent, plan.late, month);
  const { finished, published, open } = ROUNDS;
  const before = `${addMonths(month, -3)}-01`;
  const likely = { leaseRegistered: false, likely: true, qualification: "master" } as const;
  const cast = {
    residents,
    late,
    answered: applicants(4, finished.applicants, plan.finished.length * 4, before, Object.keys(finished.units)),
    // Nobody else asks for a single room here, so that the demo's winner has one whatever the draw says.
    published: applicants(5, published.applicants, 24, addDays(today, -18), ["compact", "double"]),
    open: applicants(6, open.applicants * (1 - RETURNING), 20, addDays(today, -6), Object.keys(open.units)),
    applicant: invent({ ...likely, arrivedOn: addDays(today, -270) }),
    winner: invent({ ...likely, arrivedOn: addDays(today, -300) }),
    shown: SHOWN.map((key, index) => {
      const person = residents.people[index];
      invariant(person, "the first flats are the shown people's");
      return { userId: `demo-${key}`, personId: person.id };
    }),
  };
  for (const applicant of cast.published.applicants) applicant.anyOther = false;
  cast.published.applicants.push({ ...winnerAccount(cast.winner), choices: ["single"], anyOther: false });
  const choosing = inventLive(invent, addDays(today, -20));
  return { ...cast, ...choosing, departed: inventDeparted(randomOf(16), invent, plan.departed, month) };
}

const CHOOSERS = ["demo-chooser", "demo-chooser-2"] as const;

/** So many of each degree; the first masters are the demo's choosers. In live choosing wishes are only said in the turn. */
function inventLive(invent: (arrival: Arrival) => InventedPerson, opensOn: Day): Pick<Cast, "live" | "choosers"> {
  const people = (["master", "doctor", "bachelor"] as const).flatMap((qualification) =>
    Array.from({ length: LIVE_ROUND.applicants[qualification] }, (_, index) =>
      invent({
        arrivedOn: addDays(opensOn, -240 + index * 7),
        leaseRegistered: false,
        likely: true,
        knownOn: opensOn,
        qualification,
      }),
    ),
  );
  const applicants = people.map((person, index) => ({
    userId: CHOOSERS[index] ?? newId(),
    personId: person.id,
    choices: [],
    anyOther: false,
  }));
  return { live: { people, applicants }, choosers: applicants.slice(0, CHOOSERS.length) };
}

/** Of the applicants of the open round: had no luck in the first one. */
const RETURNING = 0.18;

/** Who applies to the open round: new people, and some of those who got nothing before. */
export function openApplicants(cast: Cast, unserved: readonly Applicant[], scale: number): Applicant[] {
  const returning = unserved.slice(0, Math.round(ROUNDS.open.applicants * scale * RETURNING));
  return [...returning, ...cast.open.applicants];
}

const winnerAccount = (winner: InventedPerson): Account => ({ userId: "demo-winner", personId: winner.id });

/** Writes people, accounts and staff. Residents have no account before they sign in for the first time. */
export async function keepCast(cast: Cast, now: Date): Promise<void> {
  await keepStaff(now);
  const applying = [cast.answered, cast.published, cast.open, cast.live];
  const people = [cast.residents, cast.late, cast.departed, ...applying].flatMap((part) => part.people);
  await keepPeople([...people, cast.applicant, cast.winner], now);
  const newcomer = newId();
  await keepNewcomer(newcomer, people.length + 2, now);
  await keepAccounts(
    [
      ...applying.flatMap((part) => part.applicants),
      ...cast.shown,
      { userId: "demo-applicant", personId: cast.applicant.id },
      { userId: "demo-newcomer", personId: newcomer },
    ],
    now,
  );
}
