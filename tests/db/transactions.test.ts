import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Writer } from "#db/client";
import { auditLog, counters, ledgerEntries, ledgerLegs } from "#db/schema";
import { nextNumbers } from "#lib/counters";
import { newId } from "#lib/ids";
import { freshDatabase } from "#tests/support/database";

const db = freshDatabase();

const read = async (name: string) =>
  (await db().reader.select().from(counters).where(eq(counters.name, name)))[0]?.value ?? null;

test("what a transaction wrote is there afterwards, and nothing of one that failed", async () => {
  await db().transaction((tx) => tx.insert(counters).values({ name: "kept", value: 1 }));
  await expect(
    db().transaction(async (tx) => {
      await tx.insert(counters).values({ name: "lost", value: 1 });
      throw new Error("on purpose");
    }),
  ).rejects.toThrow("on purpose");
  expect([await read("kept"), await read("lost")]).toEqual([1, null]);
});

test("fifty callers taking numbers at once get fifty different ones without a gap", async () => {
  const taken = await Promise.all(Array.from({ length: 50 }, () => db().transaction((tx) => nextNumbers(tx, "race"))));
  expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
});

test("a transaction inside a transaction is refused", async () => {
  await expect(db().transaction(() => db().transaction(async () => 1))).rejects.toThrow("inside transaction");
});

test("a tx kept beyond its transaction is refused", async () => {
  let kept: Writer | undefined;
  await db().transaction(async (tx) => {
    kept = tx;
  });
  expect(() => kept?.select()).toThrow("after its transaction ended");
});

test("a unique violation names its index", async () => {
  const row = { id: "s1", month: "2026-01" };
  const entry = () => ({ ...sealed(row.id), key: "same" });
  const failed = await db()
    .transaction(async (tx) => {
      await legs(tx, row.id, [100, -100]);
      await tx.insert(ledgerEntries).values(entry());
      await legs(tx, "s2", [100, -100]);
      await tx.insert(ledgerEntries).values({ ...entry(), id: "s2" });
    })
    .catch((error: unknown) => error);
  expect(db().uniqueViolation(failed)).toBe("ledger_entries_one_per_key");
  expect(db().isConflict(failed)).toBe(false);
});

const sealed = (id: string) => ({
  id,
  key: id,
  requestHash: "h",
  kind: "test",
  month: "2026-01",
  effectiveOn: "2026-01-01",
  postedAt: new Date(),
  reason: "test",
  madeBy: "system",
});
const legs = (tx: Writer, entryId: string, amounts: number[]) =>
  tx
    .insert(ledgerLegs)
    .values(amounts.map((amountFen, seq) => ({ entryId, seq, account: "bank" as const, amountFen })));

test("an entry whose legs do not sum to zero is refused by the database itself", async () => {
  for (const amounts of [[100, -99], [100]]) {
    const id = newId();
    const failed = await db()
      .transaction(async (tx) => {
        await legs(tx, id, amounts);
        await tx.insert(ledgerEntries).values(sealed(id));
      })
      .catch((error: unknown) => error);
    expect(chain(failed)).toContain("sum to zero");
  }
});

test("a leg without its entry does not commit, and none can join a sealed entry", async () => {
  await expect(db().transaction((tx) => legs(tx, newId(), [5, -5]))).rejects.toThrow();
  const id = newId();
  await db().transaction(async (tx) => {
    await legs(tx, id, [5, -5]);
    await tx.insert(ledgerEntries).values(sealed(id));
  });
  const failed = await db()
    .transaction((tx) => tx.insert(ledgerLegs).values({ entryId: id, seq: 9, account: "bank", amountFen: 1 }))
    .catch((error: unknown) => error);
  expect(chain(failed)).toContain("sealed");
});

test("ledger and audit rows can be neither changed nor deleted", async () => {
  const id = newId();
  await db().transaction(async (tx) => {
    await legs(tx, id, [7, -7]);
    await tx.insert(ledgerEntries).values(sealed(id));
    const audit = {
      id,
      at: new Date(),
      actorId: "system",
      actorRole: "system",
      action: "x",
      entity: "y",
      entityId: "z",
    };
    await tx.insert(auditLog).values({ ...audit, detail: {} });
  });
  const tries = [
    (tx: Writer) => tx.update(ledgerLegs).set({ amountFen: 8 }).where(eq(ledgerLegs.entryId, id)),
    (tx: Writer) => tx.delete(ledgerLegs).where(eq(ledgerLegs.entryId, id)),
    (tx: Writer) => tx.update(ledgerEntries).set({ reason: "x" }).where(eq(ledgerEntries.id, id)),
    (tx: Writer) => tx.delete(ledgerEntries).where(eq(ledgerEntries.id, id)),
    (tx: Writer) => tx.update(auditLog).set({ action: "w" }).where(eq(auditLog.id, id)),
    (tx: Writer) => tx.delete(auditLog).where(eq(auditLog.id, id)),
  ];
  for (const attempt of tries) {
    expect(
      chain(
        await db()
          .transaction(async (tx) => void (await attempt(tx)))
          .catch((error: unknown) => error),
      ),
    ).toContain("append-only");
  }
});

/** The messages of an error and of all it was caused by. */
function chain(error: unknown): string {
  const messages: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) messages.push(at.message);
  return messages.join(" | ");
}
