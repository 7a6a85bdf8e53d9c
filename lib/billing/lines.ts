import { and, eq, inArray, sql } from "drizzle-orm";
import type { Writer } from "#db/client";
import { type billLineKinds, billLines, bills } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { nextNumbers } from "../counters.ts";
import { type Day, dayAt, daysInMonth, lastDay, type Month } from "../days.ts";
import { invariant } from "../errors.ts";
import { newId } from "../ids.ts";
import { postEntries } from "../ledger/commands.ts";
import { type Contra, chargeEntry } from "../ledger/rules.ts";
import type { Fen } from "../money.ts";
import { billNo, RENT_DUE_DAY } from "./rules.ts";

export type BillLineKind = (typeof billLineKinds)[number];
type Bill = typeof bills.$inferSelect;

/** One thing that a tenant is charged beside the rent (`amountFen` above zero) or that is taken off (below). */
export type LineGiven = {
  /** Made from the event: the same event is charged once, whoever asks again. */
  key: string;
  leaseId: string;
  personId: string;
  /** Whose bill it stands on: that of this month, made with a rent of 0 where there is none yet. */
  month: Month;
  /** The month in the books, where it is another than the bill's. */
  bookedIn?: Month;
  kind: BillLineKind;
  amountFen: Fen;
  /** What the other side of the entry is; each kind has its own. */
  contra: Contra;
  fromOn?: Day | null;
  toOn?: Day | null;
  reason?: string;
  detail?: Record<string, string | number | null>;
};

/**
 * Charges lines on the bills of their months, each with its entry in the books, in the caller's transaction. A key that
 * was charged before is passed over. The second person, where the event asks for four eyes, is `approvedBy`.
 * @returns the lines that were new, with their bills
 */
export async function addLines(
  tx: Writer,
  given: readonly LineGiven[],
  { by, approvedBy = null, now }: { by: string; approvedBy?: string | null; now: Date },
): Promise<{ key: string; lineId: string; billId: string }[]> {
  const known = new Set<string>();
  await inChunks(
    given.map((line) => line.key),
    async (keys) => {
      const rows = await tx.select({ key: billLines.key }).from(billLines).where(inArray(billLines.key, keys));
      for (const row of rows) known.add(row.key);
    },
  );
  const fresh = given.filter((line) => !known.has(line.key));
  invariant(new Set(fresh.map((line) => line.key)).size === fresh.length, "a line is charged twice at once");
  if (fresh.length === 0) return [];
  const billOf = await billsFor(tx, fresh, now);
  const rows = fresh.map((line) => ({
    id: newId(),
    key: line.key,
    billId: billOf.get(nameOf(line))?.id ?? "",
    kind: line.kind,
    amountFen: line.amountFen,
    fromOn: line.fromOn ?? null,
    toOn: line.toOn ?? null,
    reason: line.reason ?? "",
    detail: line.detail ?? {},
    madeBy: by,
    madeAt: now,
  }));
  await inChunks(rows, (chunk) => tx.insert(billLines).values(chunk));
  const effectiveOn = dayAt(now);
  const entries = fresh.map((line) =>
    chargeEntry({ ...line, month: line.bookedIn ?? line.month, effectiveOn: line.toOn ?? effectiveOn }),
  );
  await postEntries(tx, entries, { madeBy: by, approvedBy, now });
  await setOther(
    tx,
    rows.map((row) => row.billId),
  );
  return rows.map(({ key, id, billId }) => ({ key, lineId: id, billId }));
}

/** Writes anew what these bills ask for beside the rent. */
export const setOther = (tx: Writer, billIds: readonly string[]): Promise<void> => {
  const sum = sql<Fen>`(select coalesce(sum(${billLines.amountFen}), 0) from ${billLines} where ${billLines.billId} = ${bills.id})`;
  return inChunks([...new Set(billIds)], (ids) =>
    tx.update(bills).set({ otherFen: sum }).where(inArray(bills.id, ids)),
  );
};

const nameOf = ({ leaseId, personId, month }: { leaseId: string; personId: string; month: Month }): string =>
  `${leaseId} ${personId} ${month}`;

/** The bills of these tenants and months; those that are not there yet are made, of lines alone. */
export async function billsFor(
  tx: Writer,
  wanted: readonly { leaseId: string; personId: string; month: Month }[],
  now: Date,
): Promise<Map<string, Bill>> {
  const found = new Map<string, Bill>();
  for (const [month, its] of Map.groupBy(wanted, (one) => one.month)) {
    const leaseIds = [...new Set(its.map((one) => one.leaseId))];
    await inChunks(leaseIds, async (ids) => {
      const rows = await tx
        .select()
        .from(bills)
        .where(and(eq(bills.month, month), inArray(bills.leaseId, ids)));
      for (const row of rows) found.set(nameOf(row), row);
    });
    const missing = [...new Map(its.map((one) => [nameOf(one), one])).values()].filter(
      (one) => !found.has(nameOf(one)),
    );
    for (const bill of await makeBills(tx, missing, month, now)) found.set(nameOf(bill), bill);
  }
  return found;
}

async function makeBills(
  tx: Writer,
  missing: readonly { leaseId: string; personId: string }[],
  month: Month,
  now: Date,
): Promise<Bill[]> {
  if (missing.length === 0) return [];
  const first = await nextNumbers(tx, `bill:${month}`, missing.length);
  const today = dayAt(now);
  const dueOn = `${month}-${String(Math.min(RENT_DUE_DAY, daysInMonth(month))).padStart(2, "0")}`;
  const rows = missing.map(({ leaseId, personId }, index) => ({
    id: newId(),
    billNo: billNo(month, first + index),
    leaseId,
    personId,
    month,
    fromOn: `${month}-01`,
    toOn: lastDay(month),
    // Nobody is late on the day on which they are first told.
    dueOn: dueOn < today ? today : dueOn,
    rentFen: 0,
    offsetFen: 0,
    paidFen: 0,
    otherFen: 0,
    createdAt: now,
  }));
  await inChunks(rows, (chunk) => tx.insert(bills).values(chunk));
  return rows;
}
