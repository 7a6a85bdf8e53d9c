import { asc } from "drizzle-orm";
import { reader } from "#db/client";
import { roomTypes } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { addMonths, dayAt, type Month, monthOf } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import { qualifications } from "../subsidy/rules-facts.ts";
import type { Untold } from "../subsidy/rules-quick.ts";
import { between, type Course, courseOf, type NetRow, netByGroup } from "../subsidy/rules-whatif.ts";
import { type ListAsked, listOf, peopleFigures, topOf } from "./people.ts";
import { type KnownResident, residentsBefore } from "./residents.ts";
import { type Changed, type NamedPlan, plansOf, type Side } from "./sides.ts";

export const MONTHS = 12;

export type FiguresAsked = ListAsked & {
  before: Side;
  after: Side;
  untold?: Untold;
  /** What a form says of the draft `after` before it is saved. */
  unsaved?: Changed;
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
  const people = peopleFigures(residents, before, after);
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
    top: topOf(people),
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
