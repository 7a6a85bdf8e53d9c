import { and, asc, eq, gte, inArray, lt, lte, or, sql } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { applicationMembers, applications, offers, rounds, waitEvents, waitlist } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { type CategoryRow, categoriesOf } from "../rounds/places.ts";
import { movesOf, type PlaceMove, placeAfter } from "./rules-place.ts";

type WaitRow = typeof waitlist.$inferSelect;
export type MyWait = {
  applicationId: string;
  receiptNo: string;
  /** the person leads the application, and so may leave the list */
  leads: boolean;
  round: Pick<typeof rounds.$inferSelect, "id" | "code" | "nameZh" | "nameEn" | "status" | "waitlistUntil">;
  category: CategoryRow;
  status: WaitRow["status"];
  since: Date;
  endedAt: Date | null;
  /** where the person stood at first, and stands now; `place` is null once they wait no more */
  start: number;
  place: number | null;
  /** how many wait now */
  waiting: number;
  /** the offer that waits for an answer */
  offerId: string | null;
  /** what moved them, the newest first */
  moves: PlaceMove[];
};

/** Every waiting list a talent stands or stood in, as leader or member; those that go on first, the newest round first. */
export async function myWaiting(actor: Actor): Promise<MyWait[]> {
  authorize(actor, "waiting.view", actor);
  const db = await reader();
  const personId = actor.personId ?? "";
  const joined = db
    .select({ id: applicationMembers.applicationId })
    .from(applicationMembers)
    .where(eq(applicationMembers.personId, personId));
  const found = await db
    .select({ row: waitlist, application: applications, round: rounds, offerId: offers.id })
    .from(waitlist)
    .innerJoin(applications, eq(applications.id, waitlist.applicationId))
    .innerJoin(rounds, eq(rounds.id, waitlist.roundId))
    .leftJoin(
      offers,
      and(
        eq(offers.applicationId, waitlist.applicationId),
        eq(offers.categoryId, waitlist.categoryId),
        eq(offers.status, "open"),
      ),
    )
    .where(or(eq(applications.personId, personId), inArray(applications.id, joined)))
    .orderBy(asc(rounds.offeringAt));
  const categories = new Map<string, CategoryRow[]>();
  const waits: MyWait[] = [];
  for (const { row, application, round, offerId } of found) {
    if (!categories.has(round.id)) categories.set(round.id, await categoriesOf(db, round.id));
    const category = categories.get(round.id)?.find(({ id }) => id === row.categoryId);
    if (!category) continue;
    const { id, code, nameZh, nameEn, status, waitlistUntil } = round;
    waits.push({
      applicationId: application.id,
      receiptNo: application.receiptNo,
      leads: application.personId === personId,
      round: { id, code, nameZh, nameEn, status, waitlistUntil },
      category,
      status: row.status,
      since: row.since,
      endedAt: row.endedAt,
      offerId,
      ...(await standingOf(db, row)),
    });
  }
  const over = ({ status }: MyWait) => (status === "waiting" || status === "offered" ? 0 : 1);
  const wish = new Map([...categories.values()].flat().map(({ id, position }) => [id, position]));
  return waits.sort(
    (a, b) =>
      over(a) - over(b) ||
      b.round.code.localeCompare(a.round.code) ||
      (wish.get(a.category.id) ?? 0) - (wish.get(b.category.id) ?? 0),
  );
}

/** One list of the person's; null when they never stood in it. */
export async function myWaitIn(actor: Actor, applicationId: string, categoryId: string): Promise<MyWait | null> {
  const all = await myWaiting(actor);
  return all.find((one) => one.applicationId === applicationId && one.category.id === categoryId) ?? null;
}

async function standingOf(db: Reader, row: WaitRow): Promise<Pick<MyWait, "start" | "place" | "waiting" | "moves">> {
  const list = and(eq(waitlist.roundId, row.roundId), eq(waitlist.categoryId, row.categoryId));
  const ahead = and(list, lt(waitlist.position, row.position));
  const waiting = eq(waitlist.status, "waiting");
  const aheadAtStart = await db.$count(waitlist, and(ahead, lte(waitlist.since, row.since)));
  const events = await eventsFor(db, row);
  const before = events.filter(({ position }) => position !== null && position < row.position);
  const { start, moves } = movesOf({
    applicationId: row.applicationId,
    aheadAtStart,
    before: [...new Set(before.flatMap(({ applicationId }) => applicationId ?? []))],
    cameLater: before.flatMap(({ applicationId, since }) => (since && since > row.since ? (applicationId ?? []) : [])),
    events,
  });
  return {
    start,
    place: row.status === "waiting" ? placeAfter(await db.$count(waitlist, and(ahead, waiting))) : null,
    waiting: await db.$count(waitlist, and(list, waiting)),
    moves: moves.reverse(),
  };
}

/** What happened in the list since the row stands there: to those before it, to itself, and places that came free. */
function eventsFor(db: Reader, row: WaitRow) {
  return db
    .select({
      kind: waitEvents.kind,
      at: waitEvents.at,
      applicationId: waitEvents.applicationId,
      position: waitEvents.position,
      since: waitlist.since,
    })
    .from(waitEvents)
    .leftJoin(
      waitlist,
      and(
        eq(waitlist.roundId, waitEvents.roundId),
        eq(waitlist.categoryId, waitEvents.categoryId),
        eq(waitlist.applicationId, waitEvents.applicationId),
      ),
    )
    .where(
      and(
        eq(waitEvents.roundId, row.roundId),
        eq(waitEvents.categoryId, row.categoryId),
        gte(waitEvents.at, row.since),
        sql`(${waitEvents.position} <= ${row.position} or ${waitEvents.kind} = 'vacancy')`,
      ),
    )
    .orderBy(asc(waitEvents.at), asc(waitEvents.id));
}
