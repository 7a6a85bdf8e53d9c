import { and, asc, desc, eq, ne, type SQL, sql } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { buildings, meterImports, meterRows, meters, units, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { NotFound } from "../errors.ts";
import { countWhere } from "../sums.ts";

export const READING_ROWS_PER_PAGE = 50;
const IMPORTS = 50;
export type ReadingState = (typeof meterRows.$inferSelect)["state"];

/** The imports of readings, the latest first, with what became of their rows. */
export async function readingImports(actor: Actor) {
  authorize(actor, "meter.list");
  const state = (one: ReadingState) => countWhere(sql`${meterRows.state} = ${one}`);
  return (await reader())
    .select({
      id: meterImports.id,
      fileName: meterImports.fileName,
      status: meterImports.status,
      madeAt: meterImports.madeAt,
      rows: meterImports.rows,
      recorded: state("posted"),
      waiting: state("implausible"),
      wrong: state("wrong"),
    })
    .from(meterImports)
    .leftJoin(meterRows, eq(meterRows.importId, meterImports.id))
    .where(ne(meterImports.status, "discarded"))
    .groupBy(meterImports.id)
    .orderBy(desc(meterImports.madeAt), desc(meterImports.id))
    .limit(IMPORTS);
}

const rowsWhere = (db: Reader, where: SQL | undefined) =>
  db
    .select({
      id: meterRows.id,
      importId: meterRows.importId,
      line: meterRows.line,
      serialNo: meterRows.serialNo,
      readOn: meterRows.readOn,
      valueHundredths: meterRows.valueHundredths,
      state: meterRows.state,
      reason: meterRows.reason,
      reasonValues: meterRows.reasonValues,
      kind: meters.kind,
      unitId: meters.unitId,
      buildingNo: buildings.no,
      roomNo: units.roomNo,
    })
    .from(meterRows)
    .innerJoin(meterImports, eq(meterImports.id, meterRows.importId))
    .leftJoin(meters, eq(meters.serialNo, meterRows.serialNo))
    .leftJoin(units, eq(units.id, meters.unitId))
    .leftJoin(buildings, eq(buildings.id, units.buildingId))
    .where(where)
    .orderBy(desc(meterRows.importId), asc(meterRows.line));
export type ReadingRowView = Awaited<ReturnType<typeof rowsWhere>>[number];

/** One import: its counts by state and a page of its rows. */
export async function readingImportFor(
  actor: Actor,
  id: string,
  { state, page = 1 }: { state?: ReadingState; page?: number } = {},
) {
  authorize(actor, "meter.list");
  const db = await reader();
  const [found] = await db
    .select({ one: meterImports, maker: users.name })
    .from(meterImports)
    .leftJoin(users, eq(users.id, meterImports.madeBy))
    .where(eq(meterImports.id, id));
  if (!found) throw new NotFound();
  const sums = await db
    .select({ state: meterRows.state, rows: sql<number>`count(*)`.mapWith(Number) })
    .from(meterRows)
    .where(eq(meterRows.importId, id))
    .groupBy(meterRows.state);
  const its = eq(meterRows.importId, id);
  const total = sums.filter((row) => !state || row.state === state).reduce((sum, row) => sum + row.rows, 0);
  const pages = Math.max(1, Math.ceil(total / READING_ROWS_PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  return {
    ...found.one,
    maker: found.maker,
    counts: Object.fromEntries(sums.map((row) => [row.state, row.rows])) as Partial<Record<ReadingState, number>>,
    rows: await rowsWhere(db, state ? and(its, eq(meterRows.state, state)) : its)
      .limit(READING_ROWS_PER_PAGE)
      .offset((at - 1) * READING_ROWS_PER_PAGE),
    found: total,
    page: at,
    pages,
  };
}

const waits = and(eq(meterRows.state, "implausible"), eq(meterImports.status, "confirmed"));

/** Readings that did not look right and wait for somebody to say why, of all imports. */
export async function waitingReadings(actor: Actor, { page = 1 }: { page?: number } = {}) {
  authorize(actor, "meter.list");
  const db = await reader();
  const found = await waitingCount(db);
  const pages = Math.max(1, Math.ceil(found / READING_ROWS_PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  const rows = await rowsWhere(db, waits)
    .limit(READING_ROWS_PER_PAGE)
    .offset((at - 1) * READING_ROWS_PER_PAGE);
  return { rows, found, page: at, pages };
}

/** How many readings wait to be decided. */
export async function readingsToDecide(actor: Actor): Promise<number> {
  authorize(actor, "meter.list");
  return waitingCount(await reader());
}

async function waitingCount(db: Reader): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(meterRows)
    .innerJoin(meterImports, eq(meterImports.id, meterRows.importId))
    .where(waits);
  return row?.count ?? 0;
}

/** One of them. */
export async function waitingReading(actor: Actor, rowId: string): Promise<ReadingRowView> {
  authorize(actor, "meter.list");
  const [row] = await rowsWhere(await reader(), and(waits, eq(meterRows.id, rowId)));
  if (!row) throw new NotFound();
  return row;
}
