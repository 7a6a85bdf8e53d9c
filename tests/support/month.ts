import { eq } from "drizzle-orm";
import type { Db } from "#db/client";
import {
  auditLog,
  bills,
  carriedMoves,
  counters,
  findings,
  ledgerEntries,
  ledgerLegs,
  offsetParts,
  offsets,
  outbox,
  settlements,
} from "#db/schema";
import type { Actor } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { approveSettlement, checkSettlement } from "#lib/subsidy/commands";
import { NOW } from "#tests/support/world";

export type Officers = { operator: Actor; checker: Actor; approver: Actor };

/** Runs a month and takes every draft batch of it through both officers. */
export async function settleMonth(db: Db, by: Officers, month: string, now = NOW): Promise<void> {
  const run = await runMonth(by.operator, month, { now });
  if (!run.ok) throw new Error(`${month}: ${run.reason}`);
  for (const id of run.settlementIds) {
    const hash = await hashOf(db, id);
    for (const decide of [checkSettlement, approveSettlement]) {
      const actor = decide === checkSettlement ? by.checker : by.approver;
      const decision = await decide(actor, id, hash, { now });
      if (!decision.ok) throw new Error(`${month}: ${decision.reason}`);
    }
  }
}

export async function hashOf(db: Db, settlementId: string): Promise<string> {
  const [row] = await db.reader.select().from(settlements).where(eq(settlements.id, settlementId));
  if (!row) throw new Error("no such settlement");
  return row.contentHash;
}

export const billOf = async (db: Db, personId: string, month: string) => {
  const rows = await db.reader.select().from(bills).where(eq(bills.personId, personId));
  const bill = rows.find((row) => row.month === month);
  if (!bill) throw new Error(`no bill of ${month}`);
  return bill;
};

export const offsetOf = async (db: Db, personId: string, month: string) => {
  const bill = await billOf(db, personId, month);
  const [row] = await db.reader.select().from(offsets).where(eq(offsets.billId, bill.id));
  if (!row) throw new Error(`no offset of ${month}`);
  const parts = await db.reader.select().from(offsetParts).where(eq(offsetParts.offsetId, row.id));
  return { ...row, parts: Object.fromEntries(parts.map((part) => [part.part, part.amountFen])) };
};

/** Everything that billing and settlement write, for "ends in the same rows". */
export async function everything(db: Db) {
  const read = db.reader;
  return {
    bills: await read.select().from(bills).orderBy(bills.id),
    settlements: await read.select().from(settlements).orderBy(settlements.id),
    offsets: await read.select().from(offsets).orderBy(offsets.id),
    carried: await read.select().from(carriedMoves).orderBy(carriedMoves.id),
    parts: await read.select().from(offsetParts).orderBy(offsetParts.offsetId, offsetParts.part),
    entries: await read.select().from(ledgerEntries).orderBy(ledgerEntries.id),
    legs: await read.select().from(ledgerLegs).orderBy(ledgerLegs.entryId, ledgerLegs.seq),
    audit: await read.select().from(auditLog).orderBy(auditLog.id),
    outbox: await read.select().from(outbox).orderBy(outbox.id),
    findings: await read.select().from(findings).orderBy(findings.personId, findings.month),
    counters: await read.select().from(counters).orderBy(counters.name),
  };
}
