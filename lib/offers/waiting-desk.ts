import { and, asc, desc, eq, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { applications, offers, people, waitEvents, waitlist } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { writeCsv } from "../csv.ts";
import { cityTime } from "../days.ts";
import { maskName } from "../people/masks.ts";
import { type CategoryRow, categoriesOf } from "../rounds/places.ts";
import { findRound, type RoundRow } from "../rounds/record.ts";
import { holds } from "../search.ts";

type WaitStatus = (typeof waitlist.$inferSelect)["status"];
export const WAITING_A_PAGE = 50;
const EVENTS_SHOWN = 30;
export const waitFilters = ["live", "ended", "all"] as const;
export type WaitFilter = (typeof waitFilters)[number];

export type DeskWait = {
  applicationId: string;
  position: number;
  /** where they stand among those who still wait, null for the others */
  place: number | null;
  receiptNo: string;
  /** Masked. */
  name: string;
  status: WaitStatus;
  since: Date;
  endedAt: Date | null;
  /** the offer that waits for an answer */
  offerId: string | null;
};
export type DeskWaitEvent = Pick<typeof waitEvents.$inferSelect, "id" | "kind" | "at" | "position"> & {
  receiptNo: string | null;
};
export type WaitingCategory = CategoryRow & { waiting: number; offered: number; all: number };
export type DeskWaiting = {
  round: Pick<RoundRow, "id" | "code" | "nameZh" | "nameEn" | "status" | "waitlistUntil">;
  categories: WaitingCategory[];
  /** the one that is shown, null for a round without categories */
  category: WaitingCategory | null;
  counts: Record<WaitFilter, number>;
  rows: DeskWait[];
  total: number;
  page: number;
  pages: number;
  events: DeskWaitEvent[];
};

/** The waiting list of one category, the first of the round unless told, a page at a time, and what moved it lately. */
export async function waitingOf(
  actor: Actor,
  roundId: string,
  asked: { category?: string; filter: WaitFilter; query?: string; page?: number },
): Promise<DeskWaiting> {
  authorize(actor, "waiting.list");
  const db = await reader();
  const { id, code, nameZh, nameEn, status, waitlistUntil } = await findRound(db, roundId);
  const categories = await countedCategories(db, roundId);
  const full = categories.filter(({ all }) => all > 0);
  const category = categories.find((one) => one.id === asked.category) ?? full[0] ?? categories[0] ?? null;
  const list = inList(roundId, category?.id ?? "");
  const where = and(list, filtered(asked.filter), matching(asked.query ?? ""));
  const total = await countOf(db, where);
  const pages = Math.max(1, Math.ceil(total / WAITING_A_PAGE));
  const page = Math.min(Math.max(1, asked.page ?? 1), pages);
  const rows = await rowsOf(db, where, { limit: WAITING_A_PAGE, offset: (page - 1) * WAITING_A_PAGE });
  const counts = {
    live: (category?.waiting ?? 0) + (category?.offered ?? 0),
    ended: (category?.all ?? 0) - (category?.waiting ?? 0) - (category?.offered ?? 0),
    all: category?.all ?? 0,
  };
  const round = { id, code, nameZh, nameEn, status, waitlistUntil };
  const events = await eventsOf(db, roundId, category?.id ?? "");
  return { round, categories, category, counts, rows, total, page, pages, events };
}

/** The words of a sheet in the reader's language. */
export type WaitingSheet = { header: readonly string[]; status: (status: WaitStatus) => string };

/** All of one category's list as a sheet: position, place now, receipt number, masked name, status, since, ended. */
export async function waitingSheet(
  actor: Actor,
  roundId: string,
  categoryId: string,
  words: WaitingSheet,
): Promise<{ code: string; text: string }> {
  authorize(actor, "waiting.list");
  const db = await reader();
  const { code } = await findRound(db, roundId);
  const rows = await rowsOf(db, inList(roundId, categoryId));
  const cells = rows.map((row) => [
    String(row.position),
    row.place === null ? "" : String(row.place),
    row.receiptNo,
    row.name,
    words.status(row.status),
    cityTime(row.since),
    row.endedAt ? cityTime(row.endedAt) : "",
  ]);
  return { code, text: writeCsv([words.header, ...cells]) };
}

const inList = (roundId: string, categoryId: string) =>
  and(eq(waitlist.roundId, roundId), eq(waitlist.categoryId, categoryId));
const live = inArray(waitlist.status, ["waiting", "offered"]);

function filtered(filter: WaitFilter): SQL | undefined {
  if (filter === "all") return undefined;
  return filter === "live" ? live : sql`not (${live})`;
}

/** Part of a receipt number or of a name. */
function matching(query: string): SQL | undefined {
  // The wildcards of LIKE are letters here.
  const text = query.trim().replace(/[%_\\]/g, "");
  return text === "" ? undefined : or(holds(applications.receiptNo, text), holds(people.name, text));
}

async function countOf(db: Reader, where: SQL | undefined): Promise<number> {
  const [row] = await db
    .select({ total: sql<number>`count(*)`.mapWith(Number) })
    .from(waitlist)
    .innerJoin(applications, eq(applications.id, waitlist.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .where(where);
  return row?.total ?? 0;
}

async function rowsOf(
  db: Reader,
  where: SQL | undefined,
  { limit = Number.MAX_SAFE_INTEGER, offset = 0 }: { limit?: number; offset?: number } = {},
): Promise<DeskWait[]> {
  const found = await db
    .select({ row: waitlist, receiptNo: applications.receiptNo, name: people.name, offerId: offers.id })
    .from(waitlist)
    .innerJoin(applications, eq(applications.id, waitlist.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .leftJoin(
      offers,
      and(
        eq(offers.applicationId, waitlist.applicationId),
        eq(offers.categoryId, waitlist.categoryId),
        eq(offers.status, "open"),
      ),
    )
    .where(where)
    .orderBy(asc(waitlist.position))
    .limit(limit)
    .offset(offset);
  const places = await placesOf(db, found[0]?.row, found.at(-1)?.row);
  return found.map(({ row, receiptNo, name, offerId }) => ({
    applicationId: row.applicationId,
    position: row.position,
    place: places.get(row.position) ?? null,
    receiptNo,
    name: maskName(name ?? ""),
    status: row.status,
    since: row.since,
    endedAt: row.endedAt,
    offerId,
  }));
}

type WaitRow = typeof waitlist.$inferSelect;

/** The place now of everybody who waits between two rows of a list, by position. */
async function placesOf(db: Reader, first?: WaitRow, last?: WaitRow): Promise<Map<number, number>> {
  if (!first || !last) return new Map();
  const waiting = and(inList(first.roundId, first.categoryId), eq(waitlist.status, "waiting"));
  const before = await db.$count(waitlist, and(waiting, lt(waitlist.position, first.position)));
  const between = await db
    .select({ position: waitlist.position })
    .from(waitlist)
    .where(and(waiting, sql`${waitlist.position} between ${first.position} and ${last.position}`))
    .orderBy(asc(waitlist.position));
  return new Map(between.map(({ position }, index) => [position, before + index + 1]));
}

async function countedCategories(db: Reader, roundId: string): Promise<WaitingCategory[]> {
  const counted = await db
    .select({ categoryId: waitlist.categoryId, status: waitlist.status, total: sql<number>`count(*)`.mapWith(Number) })
    .from(waitlist)
    .where(eq(waitlist.roundId, roundId))
    .groupBy(waitlist.categoryId, waitlist.status);
  return (await categoriesOf(db, roundId)).map((category) => {
    const mine = counted.filter(({ categoryId }) => categoryId === category.id);
    const of = (status: WaitStatus) => mine.find((row) => row.status === status)?.total ?? 0;
    const all = mine.reduce((sum, { total }) => sum + total, 0);
    return { ...category, waiting: of("waiting"), offered: of("offered"), all };
  });
}

const eventsOf = (db: Reader, roundId: string, categoryId: string): Promise<DeskWaitEvent[]> =>
  Promise.resolve(
    db
      .select({
        id: waitEvents.id,
        kind: waitEvents.kind,
        at: waitEvents.at,
        position: waitEvents.position,
        receiptNo: applications.receiptNo,
      })
      .from(waitEvents)
      .leftJoin(applications, eq(applications.id, waitEvents.applicationId))
      .where(and(eq(waitEvents.roundId, roundId), eq(waitEvents.categoryId, categoryId)))
      .orderBy(desc(waitEvents.at), desc(waitEvents.id))
      .limit(EVENTS_SHOWN),
  );
