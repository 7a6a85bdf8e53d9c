import type { Fen } from "../money.ts";
import { type Course, type Standing, standingOf } from "../subsidy/rules-whatif.ts";
import type { KnownResident } from "./residents.ts";

/** What one resident would get over all the months, on either side. */
export type PersonFigures = {
  personId: string;
  personName: string;
  room: string;
  degree: string | null;
  rentFen: Fen;
  beforeFen: Fen;
  afterFen: Fen;
  differenceFen: Fen;
};

export const standings = ["gains", "loses", "same"] as const satisfies Standing[];
export type ListAsked = { who?: Standing; q?: string; page?: number };

const PEOPLE_PER_PAGE = 15;
const TOP = 5;

export const peopleFigures = (residents: readonly KnownResident[], before: Course, after: Course): PersonFigures[] =>
  residents.map(({ personId, personName, room, person, rentFen }, at) => {
    const [beforeFen, afterFen] = [before.totalsFen[at] ?? 0, after.totalsFen[at] ?? 0];
    const degree = person.degree ?? person.skill;
    return { personId, personName, room, degree, rentFen, beforeFen, afterFen, differenceFen: afterFen - beforeFen };
  });

/** One page of those who gain, lose or stay, the largest difference first; `q` finds a name or room. */
export function listOf(people: readonly PersonFigures[], { who = "gains", q = "", page = 1 }: ListAsked) {
  const wanted = q.trim().toLowerCase();
  const found = people
    .filter((one) => standingOf(one.differenceFen) === who)
    .filter((one) => !wanted || [one.personName, one.room].some((text) => text.toLowerCase().includes(wanted)))
    .sort(most);
  const pages = Math.max(1, Math.ceil(found.length / PEOPLE_PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  const rows = found.slice((at - 1) * PEOPLE_PER_PAGE, at * PEOPLE_PER_PAGE);
  return { who, q, found: found.length, page: at, pages, rows };
}

/** Who gains and who loses most. */
export const topOf = (people: readonly PersonFigures[]) => ({
  gains: mostOf(people, "gains"),
  loses: mostOf(people, "loses"),
});

const mostOf = (people: readonly PersonFigures[], who: Standing): PersonFigures[] =>
  people
    .filter((one) => standingOf(one.differenceFen) === who)
    .sort(most)
    .slice(0, TOP);

const most = (a: PersonFigures, b: PersonFigures): number =>
  Math.abs(b.differenceFen) - Math.abs(a.differenceFen) || (a.room < b.room ? -1 : 1);
