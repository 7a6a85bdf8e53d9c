import { expect, test } from "vitest";
import type { Writer } from "#db/client";
import { BrokenInvariant, Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { postEntries } from "#lib/ledger/commands";
import { balancesOf, ledgerFacts, trialBalanceFor } from "#lib/ledger/queries";
import { type Entry, offsetEntry, rentEntry } from "#lib/ledger/rules";
import { freshDatabase } from "#tests/support/database";
import { everything } from "#tests/support/month";
import { makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
const by = { madeBy: "system", now: NOW };
const rent = (personId: string, rentFen = 145000): Entry =>
  rentEntry({ leaseId: "lease", personId, month: "2026-09", fromOn: "2026-09-01", rentFen });
const post = (entries: Entry[], given: { madeBy: string; approvedBy?: string; now: Date } = by) =>
  db().transaction((tx: Writer) => postEntries(tx, entries, given));

test("an event posts once, however often and by however many it is posted", async () => {
  const entry = rent("a");
  const ids = (await Promise.all([post([entry]), post([entry]), post([entry, entry])])).map((one) =>
    one.get(entry.key),
  );
  expect(new Set(ids).size).toBe(1);
  const { entries, legs } = await everything(db());
  expect([entries.length, legs.length]).toEqual([1, 2]);
});

test("a used key with other contents is an error, in one batch and against the books", async () => {
  await expect(post([rent("a", 145001)])).rejects.toThrow(BrokenInvariant);
  await expect(post([rent("b", 1), rent("b", 2)])).rejects.toThrow(BrokenInvariant);
  expect((await everything(db())).entries).toHaveLength(1);
});

test("an entry that does not balance is refused and takes the whole batch with it", async () => {
  const crooked = rent("d");
  crooked.legs = crooked.legs.map((leg, at) => (at === 0 ? { ...leg, amountFen: leg.amountFen + 1 } : leg));
  await expect(post([rent("c"), crooked])).rejects.toThrow("entry-unbalanced");
  expect((await everything(db())).entries).toHaveLength(1);
});

test("nobody approves what they made", async () => {
  const offset = offsetEntry({
    leaseId: "lease",
    personId: "a",
    month: "2026-09",
    effectiveOn: "2026-09-10",
    offsetFen: 110000,
    surplusFen: 0,
  });
  if (!offset) throw new Error("no entry");
  await expect(post([offset], { madeBy: "x", approvedBy: "x", now: NOW })).rejects.toThrow();
  expect((await post([offset], { madeBy: "x", approvedBy: "y", now: NOW })).size).toBe(1);
});

test("thousands of entries post in one transaction and the trial balance sums to zero", async () => {
  await post(Array.from({ length: 2500 }, () => rent(newId(), 100001)));
  const officer = await makeStaff(db(), "officer");
  const { rows, sumFen } = await trialBalanceFor(officer);
  expect(sumFen).toBe(0);
  expect(rows.find((row) => row.account === "rent-revenue")).toMatchObject({ balanceFen: -(145000 + 2500 * 100001) });
  expect((await ledgerFacts()).find((fact) => fact.name === "ledger sums to zero")?.ok).toBe(true);
});

test("entries without bills are found", async () => {
  expect((await ledgerFacts()).find((fact) => fact.name === "bills agree with the ledger")?.ok).toBe(false);
});

test("a talent sees their own balance only, and the trial balance is for officers and auditors", async () => {
  const talent = await makeTalent(db());
  expect(await balancesOf(talent, talent.personId)).toEqual([]);
  await expect(balancesOf(talent, "a")).rejects.toThrow(NotFound);
  await expect(trialBalanceFor(talent)).rejects.toThrow(Forbidden);
  const auditor = await makeStaff(db(), "auditor");
  expect(await balancesOf(auditor, "a")).toContainEqual({ account: "tenant-receivable", balanceFen: 35000 });
});
