import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { leases } from "#db/schema";
import type { Actor } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { returnDeposit } from "#lib/billing/deposit-return";
import { chargeByHand, takeOffCharge } from "#lib/billing/hand-charges";
import { monthSummary } from "#lib/billing/months";
import { billFor, billsFor } from "#lib/billing/queries";
import { myMoney } from "#lib/billing/statement";
import { nextNumbers } from "#lib/counters";
import { instantOn } from "#lib/days";
import { NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { loadLeases } from "#lib/leases/commands";
import { leaseCounts, leasesFor } from "#lib/leases/queries";
import { changeRent } from "#lib/leases/rent-changes";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf } from "#tests/support/month";
import { addUnits, buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let operator: Actor;
let anna: Actor & { role: "talent" };
let bo: Actor & { role: "talent" };
let leaseId = "";

beforeAll(async () => {
  await buildComplex(db());
  operator = await makeStaff(db(), "operator");
  [anna, bo] = [await makeTalent(db()), await makeTalent(db())];
  const [unitId = ""] = await addUnits(db(), "b01", "double", 1);
  const tenants = [
    { personId: anna.personId, weight: 2 },
    { personId: bo.personId, weight: 1 },
  ];
  leaseId = await makeLease(db(), tenants, { unitId, rentFen: 190000, depositFen: 190000, startsOn: "2026-09-01" });
  await db().transaction((tx) => nextNumbers(tx, "lease:2026", 500));
  await changeRent(operator, leaseId, { fromOn: "2026-10-11", rentFen: 210000, reason: "x" }, { now: NOW });
  await runMonth(operator, "2026-09", { now: NOW });
  await runMonth(operator, "2026-10", { now: instantOn("2026-10-02", 9) });
});

test("a bill says how its rent was worked out: each rent by its days, and the tenant's part of both", async () => {
  const october = await billFor(anna, (await billOf(db(), anna.personId, "2026-10")).id);
  expect(october.rent).toMatchObject({
    parts: [
      { fromOn: "2026-10-01", toOn: "2026-10-10", monthFen: 190000, rentFen: 61290 },
      { fromOn: "2026-10-11", toOn: "2026-10-31", monthFen: 210000, rentFen: 142258 },
    ],
    sumFen: 203548,
    daysOfMonth: 31,
    weights: 3,
  });
  const others = await billFor(bo, (await billOf(db(), bo.personId, "2026-10")).id);
  expect(october.rentFen + others.rentFen).toBe(203548);
  expect([october.rent.weight, others.rent.weight]).toEqual([2, 1]);
});

test("a bill shows every line with its reason, and which of them can be taken off; nobody sees another person's", async () => {
  const { id } = await billOf(db(), anna.personId, "2026-09");
  const given = { chargeId: newId(), billId: id, kind: "service" as const, amountFen: 8000, reason: "换锁" };
  await chargeByHand(operator, given, { now: NOW });
  const before = await billFor(operator, id);
  const lock = before.lines.find(({ kind }) => kind === "service");
  expect(lock).toMatchObject({ reason: "换锁", open: true, takenOff: false, maker: operator.name });
  await takeOffCharge(operator, lock?.id ?? "", "记错人", { now: NOW });
  const bill = await billFor(anna, id);
  const shown = bill.lines.map(({ kind, amountFen, open, takenOff, takingOff }) => [
    kind,
    amountFen,
    open,
    takenOff,
    takingOff,
  ]);
  expect(shown.sort()).toEqual([
    ["deposit", expect.any(Number), false, false, false],
    ["service", -8000, false, false, true],
    ["service", 8000, false, true, false],
  ]);
  expect(bill.dueFen).toBe(bill.rentFen + bill.otherFen);
  await expect(billFor(bo, id)).rejects.toThrow(NotFound);
});

test("the desk's lists of a month sum what is charged beside the rent", async () => {
  expect(await monthSummary(operator, "2026-09", NOW)).toMatchObject({ billedFen: 190000, otherFen: 190000 });
  expect((await billsFor(operator, "2026-09", { now: NOW })).total).toMatchObject({
    rentFen: 190000,
    otherFen: 190000,
  });
});

test("a statement names each charge by what it is for, and deposits that came in, went back or were taken over", async () => {
  const kinds = async (actor: Actor) => (await myMoney(actor)).moves.map(({ kind, depositFen }) => [kind, depositFen]);
  expect(await kinds(anna)).toContainEqual(["charge-deposit", 0]);
  expect(await kinds(anna)).toContainEqual(["charge-service", 0]);
  const cora = await makeTalent(db());
  const [unitId = ""] = await addUnits(db(), "b01", "single", 1);
  const row = { id: newId(), unitId, startsOn: "2026-01-01", endsOn: "2027-12-31", rentFen: 100000 };
  const registered = { registrationNo: null, registeredOn: null, tenants: [{ personId: cora.personId, weight: 1 }] };
  await loadLeases([{ ...row, ...registered }], { now: NOW });
  expect(await kinds(cora)).toEqual([["deposit-taken-over", 100000]]);
  const ended = { status: "ended" as const, endedOn: "2026-08-31", checkedOutAt: NOW };
  await db().transaction((tx) => tx.update(leases).set(ended).where(eq(leases.id, row.id)));

  // What waits to be given back is in a list of its own until it is.
  const waiting = async () => (await leasesFor(operator, { filter: "deposit", now: NOW })).rows.map(({ id }) => id);
  expect(await waiting()).toEqual([row.id]);
  expect((await leaseCounts(operator, NOW)).deposit).toBe(1);
  const deductions = [{ kind: "damage" as const, amountFen: 100000, reason: "x" }];
  await returnDeposit(operator, row.id, { deductions }, { now: NOW });
  expect(await waiting()).toEqual([]);
  const [last] = (await myMoney(cora)).moves;
  expect(last).toMatchObject({ kind: "deposit-returned", owedFen: 0, creditFen: 0, billId: null });
});
