import { and, asc, desc, eq, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { bankImports, bankRows, bills, buildings, leases, offsets, people, units, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { NotFound } from "../errors.ts";
import { holds } from "../search.ts";
import { countWhere, sumFen } from "../sums.ts";
import { left, wants } from "./standing.ts";

export const BANK_ROWS_PER_PAGE = 50;
/** So many suggestions are offered to be ticked; further ones wait to be matched by hand. */
const SUGGESTIONS = 500;
const IMPORTS = 50;
type RowState = (typeof bankRows.$inferSelect)["state"];

/** The imports, the latest first, with what became of their rows. */
export async function importsFor(actor: Actor) {
  authorize(actor, "payment.list");
  const state = (one: RowState) => countWhere(sql`${bankRows.state} = ${one}`);
  return (await reader())
    .select({
      id: bankImports.id,
      fileName: bankImports.fileName,
      status: bankImports.status,
      madeAt: bankImports.madeAt,
      rows: bankImports.rows,
      posted: state("posted"),
      waiting: state("waiting"),
      wrong: state("wrong"),
    })
    .from(bankImports)
    .leftJoin(bankRows, eq(bankRows.importId, bankImports.id))
    .where(ne(bankImports.status, "discarded"))
    .groupBy(bankImports.id)
    .orderBy(desc(bankImports.madeAt), desc(bankImports.id))
    .limit(IMPORTS);
}

const line = {
  id: bankRows.id,
  importId: bankRows.importId,
  line: bankRows.line,
  transactionNo: bankRows.transactionNo,
  paidOn: bankRows.paidOn,
  amountFen: bankRows.amountFen,
  payerName: bankRows.payerName,
  note: bankRows.note,
  state: bankRows.state,
  reason: bankRows.reason,
  reasonValues: bankRows.reasonValues,
  paymentId: bankRows.paymentId,
  billId: bankRows.billId,
  billNo: bills.billNo,
  month: bills.month,
  personName: people.name,
  /** Once decided support is netted: what a person would pay. */
  dueFen: wants.mapWith(Number),
};

const linesWhere = (db: Reader, where: SQL | undefined) =>
  db
    .select(line)
    .from(bankRows)
    .leftJoin(bills, eq(bills.id, bankRows.billId))
    .leftJoin(people, eq(people.id, bills.personId))
    .leftJoin(offsets, eq(offsets.billId, bills.id))
    .where(where)
    .orderBy(desc(bankRows.importId), asc(bankRows.line));
export type BankRowView = Awaited<ReturnType<typeof linesWhere>>[number];

/** One import: its counts and sums by state, its suggestions, what is wrong, and a page of its rows. */
export async function importFor(
  actor: Actor,
  id: string,
  { state, page = 1 }: { state?: RowState; page?: number } = {},
) {
  authorize(actor, "payment.list");
  const db = await reader();
  const [found] = await db
    .select({ one: bankImports, maker: users.name })
    .from(bankImports)
    .leftJoin(users, eq(users.id, bankImports.madeBy))
    .where(eq(bankImports.id, id));
  if (!found) throw new NotFound();
  const sums = await db
    .select({ state: bankRows.state, rows: sql<number>`count(*)`.mapWith(Number), fen: sumFen(bankRows.amountFen) })
    .from(bankRows)
    .where(eq(bankRows.importId, id))
    .groupBy(bankRows.state);
  const of = (one: RowState) => and(eq(bankRows.importId, id), eq(bankRows.state, one));
  const where = state ? of(state) : eq(bankRows.importId, id);
  const total = sums.filter((row) => !state || row.state === state).reduce((sum, row) => sum + row.rows, 0);
  const pages = Math.max(1, Math.ceil(total / BANK_ROWS_PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  return {
    ...found.one,
    maker: found.maker,
    counts: Object.fromEntries(sums.map((row) => [row.state, row.rows])) as Partial<Record<RowState, number>>,
    sums: Object.fromEntries(sums.map((row) => [row.state, row.fen])) as Partial<Record<RowState, number>>,
    suggestions: found.one.status === "preview" ? await linesWhere(db, of("suggested")).limit(SUGGESTIONS) : [],
    rows: await linesWhere(db, where)
      .limit(BANK_ROWS_PER_PAGE)
      .offset((at - 1) * BANK_ROWS_PER_PAGE),
    found: total,
    page: at,
    pages,
  };
}

/** Rows that wait to be matched by hand, and how much that is. */
export async function waitingRows(actor: Actor, { page = 1 }: { page?: number } = {}) {
  authorize(actor, "payment.list");
  const db = await reader();
  const where = eq(bankRows.state, "waiting");
  const [sum] = await db
    .select({ rows: sql<number>`count(*)`.mapWith(Number), fen: sumFen(bankRows.amountFen) })
    .from(bankRows)
    .where(where);
  const pages = Math.max(1, Math.ceil((sum?.rows ?? 0) / BANK_ROWS_PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  const rows = await linesWhere(db, where)
    .limit(BANK_ROWS_PER_PAGE)
    .offset((at - 1) * BANK_ROWS_PER_PAGE);
  return { rows, found: sum?.rows ?? 0, sumFen: sum?.fen ?? 0, page: at, pages };
}

/** A row and the bills it may be for: what `q` finds by number, name or room, open ones first. */
export async function bankRowFor(actor: Actor, id: string, q?: string) {
  authorize(actor, "payment.list");
  const db = await reader();
  const [row] = await linesWhere(db, eq(bankRows.id, id));
  if (!row) throw new NotFound();
  const text = (q ?? row.payerName).trim();
  // A room's four digits are in many a number: numbers are asked for by their letters.
  const numbered = /^(?:ZD|HT)/i.test(text) ? [holds(bills.billNo, text), holds(leases.leaseNo, text)] : [];
  const named = or(holds(people.name, text), eq(units.roomNo, text), ...numbered);
  const open = sql`case when ${left} > 0 then 0 else 1 end`;
  const candidates =
    text === ""
      ? []
      : await db
          .select({
            id: bills.id,
            billNo: bills.billNo,
            month: bills.month,
            personName: people.name,
            buildingNo: buildings.no,
            roomNo: units.roomNo,
            dueFen: wants.mapWith(Number),
          })
          .from(bills)
          .innerJoin(people, eq(people.id, bills.personId))
          .innerJoin(leases, eq(leases.id, bills.leaseId))
          .innerJoin(units, eq(units.id, leases.unitId))
          .innerJoin(buildings, eq(buildings.id, units.buildingId))
          .leftJoin(offsets, eq(offsets.billId, bills.id))
          .where(or(named, row.billId === null ? undefined : inArray(bills.id, [row.billId])))
          .orderBy(asc(open), desc(bills.month), asc(bills.billNo))
          .limit(20);
  return { row, q: text, candidates };
}
