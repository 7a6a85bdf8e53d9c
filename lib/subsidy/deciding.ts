import { and, count, desc, eq, gt, inArray, lt, ne, sql } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { correctionLines, offsetParts, offsets, people } from "#db/schema";
import { inChunks } from "../chunks.ts";
import type { Month } from "../days.ts";
import { carriedBalances, waitingLines } from "./carried.ts";
import type { BillToDecide, Grounds } from "./rules-bills.ts";
import { type Balance, type Carried, lessDrawn } from "./rules-carried.ts";

type Db = Reader | Pick<Writer, "select">;

/**
 * Which months count as used: `elsewhere` all others, so that neither a late approval nor a late bill ever grants a
 * month too many; `before` only earlier ones, for past months that are decided again one after the other.
 */
export type Counted = "elsewhere" | "before";

/** No more than this many people are asked for by their ids. */
const FEW = 800;

/**
 * What `decideBills` has to know of the people of these bills: who they are today, which months they have used, what
 * other bills of the month grant them, and what stands of what was carried. Whatever was corrected counts as it was
 * corrected last. Reads only.
 */
export async function groundsFor(
  db: Db,
  month: Month,
  bills: readonly BillToDecide[],
  counted: Counted = "elsewhere",
): Promise<Grounds> {
  const ids = [...new Set(bills.map((bill) => bill.personId))];
  const corrected = await correctedBills(db, ids);
  const other = counted === "before" ? lt(offsets.month, month) : ne(offsets.month, month);
  const used = await usedIn(db, ids, other);
  for (const line of corrected) {
    if (counted === "before" ? line.month < month : line.month !== month) {
      for (const { part } of line.parts) addMonths(used, line.personId, part, 1);
    }
  }
  const decided = new Set(bills.map((bill) => bill.id));
  const granted = new Map<string, Set<string>>();
  const note = (personId: string, part: string) => {
    const its = granted.get(personId) ?? new Set();
    granted.set(personId, its.add(part));
  };
  for (const { billId, personId, part } of await partsGranted(db, ids, month)) {
    if (!decided.has(billId)) note(personId, part);
  }
  for (const line of corrected) {
    if (line.month === month && !decided.has(line.billId)) for (const { part } of line.parts) note(line.personId, part);
  }
  const balances = await balancesFor(db, ids, { month, decided, counted });
  return { people: await peopleNamed(db, ids), used, granted, balances };
}

/**
 * What stands in the books of what was carried. Lines of the same month that wait have taken theirs; before a month that
 * is only reckoned, earlier months count as if they were in the books already.
 */
async function balancesFor(
  db: Db,
  personIds: string[],
  { month, decided, counted }: { month: Month; decided: ReadonlySet<string>; counted: Counted },
): Promise<Map<string, Balance>> {
  const balances = await carriedBalances(db, personIds);
  for (const { billId, personId, month: its, carried } of await waitingLines(db, personIds)) {
    const before = balances.get(personId) ?? {};
    if (counted === "before" && its < month) balances.set(personId, added(before, carried));
    else if (counted === "elsewhere" && its === month && !decided.has(billId))
      balances.set(personId, lessDrawn(before, [carried]));
  }
  return balances;
}

const added = (balance: Balance, carried: Carried): Balance => ({
  ...balance,
  ...Object.fromEntries(
    Object.entries(carried).map(([scheme, { fen }]) => [scheme, Math.max(0, (balance[scheme] ?? 0) + fen)]),
  ),
});

type Used = Map<string, Record<string, number>>;

function addMonths(used: Used, personId: string, part: string, months: number): void {
  const its = used.get(personId) ?? {};
  its[part] = (its[part] ?? 0) + months;
  used.set(personId, its);
}

const ofFew = <C extends typeof offsets.personId | typeof correctionLines.personId>(column: C, ids: string[]) =>
  ids.length <= FEW ? inArray(column, ids) : undefined;

const uncorrected = sql`not exists (select 1 from correction_lines where correction_lines.bill_id = ${offsets.billId} and correction_lines.sequence > 0)`;

async function usedIn(db: Db, ids: string[], months: ReturnType<typeof ne>): Promise<Used> {
  const rows = await db
    .select({ personId: offsets.personId, part: offsetParts.part, months: count() })
    .from(offsetParts)
    .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
    .where(and(months, uncorrected, ofFew(offsets.personId, ids)))
    .groupBy(offsets.personId, offsetParts.part);
  const used: Used = new Map();
  for (const { personId, part, months: granted } of rows) addMonths(used, personId, part, granted);
  return used;
}

const partsGranted = (db: Db, ids: string[], month: Month) =>
  db
    .select({ billId: offsets.billId, personId: offsets.personId, part: offsetParts.part })
    .from(offsetParts)
    .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
    .where(and(eq(offsets.month, month), uncorrected, ofFew(offsets.personId, ids)));

/** The latest posted correction of each bill. */
async function correctedBills(db: Db, ids: string[]) {
  const { billId, personId, month, parts } = correctionLines;
  const rows = await db
    .select({ billId, personId, month, parts })
    .from(correctionLines)
    .where(and(gt(correctionLines.sequence, 0), ofFew(correctionLines.personId, ids)))
    .orderBy(desc(correctionLines.sequence));
  const latest = new Map<string, (typeof rows)[number]>();
  for (const row of rows) if (!latest.has(row.billId)) latest.set(row.billId, row);
  return [...latest.values()];
}

async function peopleNamed(db: Db, ids: readonly string[]) {
  const found = new Map<string, typeof people.$inferSelect>();
  await inChunks(ids, async (chunk) => {
    for (const row of await db.select().from(people).where(inArray(people.id, chunk))) found.set(row.id, row);
  });
  return found;
}
