import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { outbox, rentChanges } from "#db/schema";
import type { Actor } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { instantOn } from "#lib/days";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { leaseFor } from "#lib/leases/queries";
import { changeRent, withdrawRentChange } from "#lib/leases/rent-changes";
import { rentsFor } from "#lib/leases/rent-queries";
import { ledgerFacts } from "#lib/ledger/queries";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf } from "#tests/support/month";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let operator: Actor;
let anna: Actor & { role: "talent" };
let leaseId = "";

beforeAll(async () => {
  await buildComplex(db());
  operator = await makeStaff(db(), "operator");
  anna = await makeTalent(db());
  leaseId = await makeLease(db(), [{ personId: anna.personId }]);
  await runMonth(operator, "2026-09", { now: NOW });
});

const given = (change: object = {}) => ({ fromOn: "2026-10-11", rentFen: 160000, reason: "装修升级", ...change });
const change = (to: object = {}, id = leaseId) => changeRent(operator, id, given(to), { now: NOW });

test("a rent changes on a day ahead, in a month that is not billed, within the lease, to another rent, for a reason", async () => {
  for (const [to, field, reason] of [
    [{ fromOn: "2026-09-10" }, "fromOn", "rent-change-not-ahead"],
    [{ fromOn: "2026-09-11" }, "fromOn", "rent-change-billed"],
    [{ fromOn: "2027-03-01" }, "fromOn", "rent-change-after-end"],
    [{ rentFen: 145000 }, "rentFen", "rent-change-same"],
    [{ reason: "  " }, "reason", "rent-change-without-reason"],
  ] as const) {
    const decision = await change(to);
    expect(decision).toMatchObject({ ok: false, problems: [{ field, reason }] });
  }
  const ended = await makeLease(db(), [{ personId: anna.personId }], { status: "ended", endedOn: "2026-08-31" });
  expect(await change({}, ended)).toMatchObject({ reason: "lease-not-running" });
  await expect(change({}, newId())).rejects.toThrow(NotFound);
  await expect(changeRent(anna, leaseId, given(), { now: NOW })).rejects.toThrow(Forbidden);
});

test("the tenants are told of it, it is announced once a day, and can be withdrawn until it is billed", async () => {
  const done = await change({ fromOn: "2026-10-21" });
  expect(done).toMatchObject({ ok: true });
  expect(await change({ fromOn: "2026-10-21", rentFen: 1 })).toMatchObject({
    problems: [{ reason: "rent-change-taken" }],
  });
  const told = (kind: string) =>
    db().reader.$count(outbox, and(eq(outbox.personId, anna.personId), eq(outbox.kind, kind)));
  expect(await told("rent-changes")).toBe(1);
  const changeId = done.ok ? done.changeId : "";
  for (const _ of [1, 2])
    expect(await withdrawRentChange(operator, changeId, { now: NOW })).toMatchObject({ ok: true, leaseId });
  expect(await told("rent-change-withdrawn")).toBe(1);
  await expect(withdrawRentChange(operator, newId(), { now: NOW })).rejects.toThrow(NotFound);
  await expect(withdrawRentChange(anna, changeId, { now: NOW })).rejects.toThrow(Forbidden);
});

test("two who change the rent on one day at once: one does, the other is told", async () => {
  const both = await Promise.all([change(), change({ rentFen: 150000 })]);
  expect(both.filter((one) => one.ok)).toHaveLength(1);
  const [row] = await db().reader.select().from(rentChanges).where(eq(rentChanges.fromOn, "2026-10-11"));
  await withdrawRentChange(operator, row?.id ?? "", { now: NOW });
});

test("the month of the change is billed by the days of each rent, and then nothing of it can be withdrawn", async () => {
  const done = await change();
  await runMonth(operator, "2026-10", { now: instantOn("2026-10-01", 9) });
  // 1450 yuan for 10 of 31 days and 1600 for 21: 467.74 and 1083.87.
  expect((await billOf(db(), anna.personId, "2026-10")).rentFen).toBe(46774 + 108387);
  const changeId = done.ok ? done.changeId : "";
  expect(await withdrawRentChange(operator, changeId, { now: NOW })).toMatchObject({
    reason: "rent-change-used",
    values: { month: "2026-10" },
  });
  await runMonth(operator, "2026-11", { now: instantOn("2026-11-01", 9) });
  expect((await billOf(db(), anna.personId, "2026-11")).rentFen).toBe(160000);
  expect((await billOf(db(), anna.personId, "2026-09")).rentFen).toBe(145000);
  expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
});

test("pages show the rent of the day they are looked at, and every change with who made it", async () => {
  expect((await leaseFor(operator, leaseId, instantOn("2026-10-10", 9))).rentNowFen).toBe(145000);
  expect((await leaseFor(operator, leaseId, instantOn("2026-10-11", 9))).rentNowFen).toBe(160000);
  const rents = await rentsFor(operator, leaseId, instantOn("2026-11-01", 9));
  expect(rents).toMatchObject({ nowFen: 160000, billedTo: "2026-11" });
  expect(rents.changes.map(({ open, withdrawnAt }) => [open, withdrawnAt !== null])).toEqual([
    [false, true],
    [false, false],
    [false, true],
  ]);
});

test("what was announced is never changed or forgotten", async () => {
  const set = { rentFen: 1 };
  await expect(
    db().transaction((tx) => tx.update(rentChanges).set(set).where(eq(rentChanges.leaseId, leaseId))),
  ).rejects.toThrow();
  await expect(
    db().transaction((tx) => tx.delete(rentChanges).where(eq(rentChanges.leaseId, leaseId))),
  ).rejects.toThrow();
});
