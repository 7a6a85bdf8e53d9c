import { eq } from "drizzle-orm";
import type { Db } from "#db/client";
import { payouts, settlements } from "#db/schema";
import type { Actor } from "#lib/actor";
import { sharesOf } from "#lib/budget/shares";
import { newId } from "#lib/ids";
import { saveAccount } from "#lib/payouts/accounts";
import { makePayoutFile, readyPayouts } from "#lib/payouts/files";
import { recordFunding } from "#lib/payouts/funding";
import { inventedCard } from "#seeds/demo/invented";
import { NOW } from "#tests/support/world";

let cards = 0;

/** The person tells an account of their own; gives its number. */
export async function tellAccount(
  talent: Actor & { role: "talent" },
  accountNo = inventedCard(++cards),
): Promise<string> {
  const given = { holderName: talent.name ?? "", bankName: "示例银行常州分行", accountNo };
  const saved = await saveAccount(talent, given, { now: NOW });
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  return accountNo;
}

/** Every fund pays what it bears of a batch. */
export async function fund(db: Db, officer: Actor, settlementId: string, now = NOW, paidOn = "2026-09-10") {
  const [batch] = await db.reader.select().from(settlements).where(eq(settlements.id, settlementId));
  if (!batch) throw new Error("no such batch");
  let status = batch.status;
  for (const [one, amountFen] of await sharesOf(db.reader, batch)) {
    const given = { settlementId, fund: one, amountFen, paidOn, reference: `GK-${settlementId.slice(-6)}` };
    const funded = await recordFunding(officer, given, { now });
    if (!funded.ok) throw new Error(JSON.stringify(funded));
    status = funded.status;
  }
  return status;
}

/** Puts all that can be sent into a file. */
export async function sendAll(db: Db, officer: Actor, now = NOW, fileId = newId()) {
  const { seen } = await readyPayouts(db.reader);
  return makePayoutFile(officer, { fileId, seen }, { now });
}

export const batchOf = async (db: Db, month: string, sequence = 1) => {
  const rows = await db.reader.select().from(settlements).where(eq(settlements.month, month));
  const batch = rows.find((row) => row.sequence === sequence);
  if (!batch) throw new Error(`no batch ${sequence} of ${month}`);
  return batch;
};

/** A person's payouts, the first attempt first. */
export const payoutsOf = async (db: Db, personId: string) =>
  (await db.reader.select().from(payouts).where(eq(payouts.personId, personId))).sort((a, b) => a.attempt - b.attempt);
