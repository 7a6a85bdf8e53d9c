import { asc } from "drizzle-orm";
import { reader } from "#db/client";
import { roomTypes } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { addMonths, dayAt, type Month, monthOf } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import type { Fen } from "../money.ts";
import { qualifications } from "../subsidy/rules-facts.ts";
import type { Untold } from "../subsidy/rules-quick.ts";
import {
  between,
  type Course,
  courseOf,
  type NetRow,
  netByGroup,
  type Standing,
  standingOf,
} from "../subsidy/rules-whatif.ts";
import { type KnownResident, residentsBefore } from "./residents.ts";
import { type Changed, type NamedPlan, plansOf, type Side } from "./sides.ts";

export const MONTHS = 12;
export const PEOPLE_PER_PAGE = 15;
const TOP = 5;
export const standings = ["gains", "loses", "same"] as const satisfies Standing[];

export type FiguresAsked = {
  before: Side;
  after: Side;
  untold?: Untold;
  who?: Standing;
  q?: string;
  page?: number;
  /** What a form says of the draft `after` before it is saved. */
  unsaved?: Changed;
};
export type PersonFigures = {
  personId: string;
  personName: string;
  room: string;
  degree: string | null;
  rentFen: Fen;
} & {
  beforeFen: Fen;
  afterFen: Fen;
  differenceFen: Fen;
};
export type Figures = Awaited<ReturnType<typeof figures>>;

/**
 * What two sides cost over the residents of today in the twelve months from next month on (from the draft's month, where
 * that is later): by month, who gains and who loses, and the average net rent by degree and room type in the first month in
 * which the sides can differ. Refuses like `courseOf`.
 */
export async function figuresFor(
  actor: Actor,
  asked: FiguresAsked,
  now = new Date(),
): Promise<Decision<{ figures: Figures }>> {
  authorize(actor, "lab.view");
  const db = await reader();
  const next = addMonths(monthOf(dayAt(now)), 1);
  const sides = [await plansOf(db, asked.before, next), await plansOf(db, asked.after, next, asked.unsaved)] as const;
  const first = firstMonth(next, sides);
  const residents = await residentsBefore(db, first, now);
  const given = { first, count: MONTHS, untold: asked.untold ?? "asked" };
  const before = courseOf(residents, sides[0].planOf, given);
  if (!before.ok) return before;
  const after = courseOf(residents, sides[1].planOf, given);
  if (!after.ok) return after;
  return grant({ figures: await figures(asked, sides, residents, before, after) });
}

/** Far drafts are looked at from their own month on. */
function firstMonth(next: Month, sides: readonly NamedPlan[]): Month {
  const begins = sides.flatMap(({ fromMonth }) => fromMonth ?? []);
  const earliest = begins.toSorted()[0];
  return earliest !== undefined && earliest >= addMonths(next, MONTHS) ? earliest : next;
}

async function figures(
  asked: FiguresAsked,
  sides: readonly [NamedPlan, NamedPlan],
  residents: readonly KnownResident[],
  before: Course,
  after: Course,
) {
  const types = await (await reader()).select().from(roomTypes).orderBy(asc(roomTypes.position));
  const told = between(before, after);
  const shownAt = firstDifferent(sides, before);
  const month = before.months[shownAt]?.month ?? "";
  const people = residents.map(
    (resident, at): PersonFigures => ({
      personId: resident.personId,
      personName: resident.personName,
      room: resident.room,
      degree: resident.person.degree ?? resident.person.skill,
      rentFen: resident.rentFen,
      beforeFen: before.totalsFen[at] ?? 0,
      afterFen: after.totalsFen[at] ?? 0,
      differenceFen: told.differencesFen[at] ?? 0,
    }),
  );
  return {
    sides: sides.map(({ side, name }) => ({ side, name })),
    people: residents.length,
    ...told,
    months: before.months.map((one, at) => ({
      month: one.month,
      beforeFen: one.subsidyFen,
      beforePeople: one.people,
      afterFen: after.months[at]?.subsidyFen ?? 0,
      afterPeople: after.months[at]?.people ?? 0,
    })),
    net: {
      month,
      rows: inOrder(
        netByGroup(residents, before, after, shownAt),
        types.map((type) => type.id),
      ),
    },
    types: types.map(({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn })),
    list: listOf(people, asked),
    /** Who gains and who loses most. */
    top: {
      gains: people
        .filter((one) => one.differenceFen > 0)
        .sort(most)
        .slice(0, TOP),
      loses: people
        .filter((one) => one.differenceFen < 0)
        .sort(most)
        .slice(0, TOP),
    },
  };
}

/** By degree, nobody's last, then by room type as the complex has them. */
function inOrder(rows: readonly NetRow[], types: readonly string[]): NetRow[] {
  const rank = ({ degree }: NetRow) => (degree === null ? qualifications.length : ORDER.indexOf(degree));
  return rows.toSorted((a, b) => rank(a) - rank(b) || types.indexOf(a.roomTypeId) - types.indexOf(b.roomTypeId));
}
const ORDER: readonly string[] = qualifications;

/** The first month in which a side that begins later has begun. */
function firstDifferent(sides: readonly NamedPlan[], { months }: Course): number {
  const begins = sides
    .flatMap(({ fromMonth }) => fromMonth ?? [])
    .toSorted()
    .at(-1);
  const at = months.findIndex(({ month }) => begins === undefined || month >= begins);
  return Math.max(0, at);
}

const most = (a: PersonFigures, b: PersonFigures): number =>
  Math.abs(b.differenceFen) - Math.abs(a.differenceFen) || (a.room < b.room ? -1 : 1);

function listOf(people: readonly PersonFigures[], { who = "gains", q = "", page = 1 }: FiguresAsked) {
  const wanted = q.trim().toLowerCase();
  const found = people
    .filter((one) => standingOf(one.differenceFen) === who)
    .filter((one) => !wanted || [one.personName, one.room].some((text) => text.toLowerCase().includes(wanted)))
    .sort(most);
  const pages = Math.max(1, Math.ceil(found.length / PEOPLE_PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  return {
    who,
    q,
    found: found.length,
    page: at,
    pages,
    rows: found.slice((at - 1) * PEOPLE_PER_PAGE, at * PEOPLE_PER_PAGE),
  };
}
