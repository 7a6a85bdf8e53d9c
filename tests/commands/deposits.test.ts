import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { auditLog, billLines, bills, creditMoves, depositReturns, leases, outbox, periods, units } from "#db/schema";
import type { Actor } from "#lib/actor";
import { recordPayment, runMonth } from "#lib/billing/commands";
import { availableCredit } from "#lib/billing/credit";
import { depositFor, myDeposit } from "#lib/billing/deposit-queries";
import { returnDeposit } from "#lib/billing/deposit-return";
import { heldDeposits } from "#lib/billing/deposits";
import { approveRefund, proposeRefund } from "#lib/billing/refunds";
import { nextNumbers } from "#lib/counters";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { checkOut, loadLeases } from "#lib/leases/commands";
import { ledgerFacts } from "#lib/ledger/queries";
import { installMeter, recordReadings } from "#lib/meters/commands";
import { freshDatabase } from "#tests/support/database";
import { makeLease as leaseIn } from "#tests/support/leases";
import { billOf } from "#tests/support/month";
import { addUnits, buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let operator: Actor;
let officer: Actor;

beforeAll(async () => {
  await buildComplex(db());
  operator = await makeStaff(db(), "operator");
  officer = await makeStaff(db(), "officer");
  // The leases of this file count from 1 by themselves; those that are taken over count on from here.
  await db().transaction((tx) => nextNumbers(tx, "lease:2026", 500));
});

/** A lease in a unit of its own. */
async function makeLease(
  tenants: { personId: string; weight?: number }[],
  values: Partial<typeof leases.$inferInsert>,
) {
  const [unitId = ""] = await addUnits(db(), "b01", "single", 1);
  return leaseIn(db(), tenants, { unitId, ...values });
}
const held = async (leaseId: string) => (await heldDeposits(db().reader, [leaseId])).get(leaseId) ?? [];
const wrongFacts = async () => (await ledgerFacts()).filter((fact) => !fact.ok);
const creditOf = async (personId: string) =>
  ((await availableCredit(db().reader, personId)).get(personId) ?? []).reduce((sum, one) => sum + one.availableFen, 0);
const linesOf = async (personId: string, kind: "deposit" | "damage") =>
  db()
    .reader.select({ amountFen: billLines.amountFen, month: bills.month, reason: billLines.reason })
    .from(billLines)
    .innerJoin(bills, eq(bills.id, billLines.billId))
    .where(and(eq(bills.personId, personId), eq(billLines.kind, kind)));
const damage = (amountFen: number, reason = "墙面破损") => ({ kind: "damage" as const, amountFen, reason });
const giveBack = (leaseId: string, deductions: ReturnType<typeof damage>[] = [], by = operator) =>
  returnDeposit(by, leaseId, { deductions }, { now: NOW });

/** Somebody who paid the deposit of 1450 and the rent of August, and left at its end. */
async function leaver(values: Partial<typeof leases.$inferInsert> = {}, tenants = 1) {
  const people = await Promise.all(Array.from({ length: tenants }, () => makeTalent(db(), { ownsLocalHome: true })));
  const leaseId = await makeLease(
    people.map(({ personId }) => ({ personId })),
    { startsOn: "2026-08-01", depositFen: 145000, ...values },
  );
  await runMonth(operator, "2026-08", { now: NOW });
  for (const { personId } of people) {
    const bill = await billOf(db(), personId, "2026-08");
    const given = { billId: bill.id, amountFen: bill.rentFen + bill.otherFen, paidOn: "2026-09-01" };
    await recordPayment(operator, { ...given, method: "cash", reference: newId() }, { now: NOW });
  }
  await db().transaction((tx) =>
    tx.update(leases).set({ status: "ended", endedOn: "2026-08-31", checkedOutAt: NOW }).where(eq(leases.id, leaseId)),
  );
  return { leaseId, people };
}

describe("a deposit is charged with the first bill", () => {
  test("by the weights of the rent, once, whenever and however often the month is run", async () => {
    const [anna, bo] = [await makeTalent(db()), await makeTalent(db())];
    const tenants = [
      { personId: anna.personId, weight: 2 },
      { personId: bo.personId, weight: 1 },
    ];
    const leaseId = await makeLease(tenants, { startsOn: "2026-08-11", depositFen: 100000 });
    await Promise.all([1, 2].map(() => runMonth(operator, "2026-08", { now: NOW })));
    await runMonth(operator, "2026-08", { now: NOW });
    await runMonth(operator, "2026-09", { now: NOW });
    const [its, other] = [await linesOf(anna.personId, "deposit"), await linesOf(bo.personId, "deposit")];
    expect([...its, ...other].map(({ month }) => month)).toEqual(["2026-08", "2026-08"]);
    expect([its[0]?.amountFen, other[0]?.amountFen].sort()).toEqual([33333, 66667]);
    expect((await held(leaseId)).reduce((sum, one) => sum + one.heldFen, 0)).toBe(100000);
    expect(await wrongFacts()).toEqual([]);
  });

  test("not for a lease that has ended before its first bill, nor for one without a deposit", async () => {
    const [gone, none] = [await makeTalent(db()), await makeTalent(db())];
    await makeLease([{ personId: gone.personId }], {
      startsOn: "2026-09-01",
      status: "ended",
      endedOn: "2026-09-05",
      depositFen: 145000,
    });
    await makeLease([{ personId: none.personId }], { startsOn: "2026-09-01" });
    await runMonth(operator, "2026-09", { now: NOW });
    expect((await billOf(db(), gone.personId, "2026-09")).otherFen).toBe(0);
    expect((await billOf(db(), none.personId, "2026-09")).otherFen).toBe(0);
  });

  test("of a lease that ran before the books were opened it is taken over, and never charged", async () => {
    const [before, after] = [await makeTalent(db()), await makeTalent(db())];
    const row = (unitId: string, personId: string, startsOn: string) => ({
      id: newId(),
      unitId,
      startsOn,
      endsOn: "2027-12-31",
      rentFen: 100000,
      registrationNo: null,
      registeredOn: null,
      tenants: [{ personId, weight: 1 }],
    });
    const rows = [row("b01-0101", before.personId, "2026-01-01"), row("b01-0201", after.personId, "2026-09-10")];
    expect(await loadLeases(rows, { now: NOW })).toMatchObject({ ok: true });
    await runMonth(operator, "2026-09", { now: NOW });
    expect(await held(rows[0]?.id ?? "")).toEqual([{ personId: before.personId, heldFen: 100000 }]);
    expect(await linesOf(before.personId, "deposit")).toEqual([]);
    expect(await linesOf(after.personId, "deposit")).toMatchObject([{ amountFen: 100000 }]);
    expect(await wrongFacts()).toEqual([]);
  });
});

describe("a deposit is given back", () => {
  test("once the lease has ended, by operators, with a reason for each deduction", async () => {
    const anna = await makeTalent(db());
    const running = await makeLease([{ personId: anna.personId }], { depositFen: 145000 });
    expect(await giveBack(running)).toMatchObject({ reason: "deposit-lease-running" });
    const { leaseId } = await leaver();
    expect(await giveBack(leaseId, [damage(1, " ")])).toMatchObject({
      problems: [{ field: "reason0", reason: "deduction-without-reason" }],
    });
    await expect(giveBack(leaseId, [], anna)).rejects.toThrow(Forbidden);
    await expect(giveBack(leaseId, [], officer)).rejects.toThrow(Forbidden);
    await expect(giveBack(newId())).rejects.toThrow(NotFound);
    const none = await makeLease([{ personId: anna.personId }], { status: "ended", endedOn: "2026-08-31" });
    expect(await giveBack(none)).toMatchObject({ reason: "deposit-nothing-held" });
  });

  test("less the deductions, as credit that two people refund; its tenants and the audit are told", async () => {
    const { leaseId, people } = await leaver();
    const personId = people[0]?.personId ?? "";
    expect(await giveBack(leaseId, [damage(20000), damage(5000, "钥匙")])).toMatchObject({
      ok: true,
      backFen: 120000,
      keptFen: 25000,
      damageFen: 0,
    });
    expect(await creditOf(personId)).toBe(120000);
    expect(await held(leaseId)).toEqual([]);
    const refund = { refundId: newId(), personId, amountFen: 120000, reason: "退押金" };
    expect(await proposeRefund(operator, refund, { now: NOW })).toMatchObject({ ok: true });
    expect(await approveRefund(officer, refund.refundId, { now: NOW })).toMatchObject({ ok: true, paidFen: 120000 });
    const [told] = await db()
      .reader.select()
      .from(outbox)
      .where(and(eq(outbox.personId, personId), eq(outbox.kind, "deposit-deducted")));
    expect(told?.values).toMatchObject({ kept: "250", back: "1200", reasons: "墙面破损 ¥200；钥匙 ¥50" });
    const audited = and(eq(auditLog.entityId, leaseId), eq(auditLog.action, "deposit.return"));
    expect(await db().reader.$count(auditLog, audited)).toBe(1);
    expect(await wrongFacts()).toEqual([]);
  });

  test("what the deductions come to above it is charged by the weights, and paid like any bill", async () => {
    const { leaseId, people } = await leaver({ depositFen: 100000 }, 2);
    expect(await giveBack(leaseId, [damage(130001)])).toMatchObject({ keptFen: 100000, backFen: 0, damageFen: 30001 });
    const lines = await Promise.all(people.map(({ personId }) => linesOf(personId, "damage")));
    expect(
      lines
        .flat()
        .map(({ amountFen }) => amountFen)
        .sort(),
    ).toEqual([15000, 15001]);
    expect(lines.flat()[0]).toMatchObject({ month: "2026-09", reason: "墙面破损 ¥1300.01" });
    expect(await wrongFacts()).toEqual([]);
  });

  test("what is given back pays what its people still have open, the rest is theirs", async () => {
    const { leaseId, people } = await leaver();
    const personId = people[0]?.personId ?? "";
    const other = await makeLease([{ personId }], { startsOn: "2026-09-01", rentFen: 100000 });
    await runMonth(operator, "2026-09", { now: NOW });
    await giveBack(leaseId);
    const [bill] = await db().reader.select().from(bills).where(eq(bills.leaseId, other));
    // 1000 yuan less the 500 of the living part, which is decided and waits for the officers.
    expect(bill?.paidFen).toBe(50000);
    expect(await creditOf(personId)).toBe(95000);
    expect(await wrongFacts()).toEqual([]);
  });

  test("after what was used up to the last day is charged, so that the rest pays it; what was read later is not theirs", async () => {
    const [unitId = ""] = await addUnits(db(), "b01", "single", 1);
    const { leaseId, people } = await leaver({ unitId });
    const installed = {
      unitId,
      kind: "water" as const,
      serialNo: "W-1",
      installedOn: "2026-08-01",
      valueHundredths: 0,
    };
    const meter = await installMeter(operator, installed, { now: NOW });
    const meterId = meter.ok ? meter.meterId : "";
    const readings = [
      { meterId, readOn: "2026-08-31", valueHundredths: 1000, reason: "" },
      { meterId, readOn: "2026-09-05", valueHundredths: 1050, reason: "" },
    ];
    await recordReadings(operator, readings, "checkOut", { now: NOW });
    await giveBack(leaseId);
    const personId = people[0]?.personId ?? "";
    // Ten cubic metres at 3 yuan are paid out of the deposit of 1450; half a cubic metre was used after they left.
    expect(await billOf(db(), personId, "2026-09")).toMatchObject({ otherFen: 3000, paidFen: 3000 });
    expect(await creditOf(personId)).toBe(142000);
    expect(await wrongFacts()).toEqual([]);
  });

  test("once: again it is the same return, otherwise it is refused, and of two at once one gives it back", async () => {
    const { leaseId } = await leaver();
    const both = await Promise.all([giveBack(leaseId), giveBack(leaseId)]);
    expect(both.map((one) => one.ok && one.before).sort()).toEqual([false, true]);
    expect(await giveBack(leaseId)).toMatchObject({ ok: true, before: true, backFen: 145000 });
    expect(await giveBack(leaseId, [damage(1)])).toMatchObject({ reason: "deposit-returned-before" });
    expect(await db().reader.$count(creditMoves, eq(creditMoves.leaseId, leaseId))).toBe(1);
    await expect(db().transaction((tx) => tx.delete(depositReturns))).rejects.toThrow();
  });

  test("after a check-out that the desk made; rent billed beyond the last day is shown as due to be put right", async () => {
    const anna = await makeTalent(db());
    const leaseId = await makeLease([{ personId: anna.personId }], { unitId: "b02-0301", depositFen: 145000 });
    await runMonth(operator, "2026-09", { now: NOW });
    const given = { on: "2026-09-10", toService: "vacant" as const };
    // The unit of the test world stands empty in the books of rooms; it is lived in here.
    await db().transaction((tx) => tx.update(units).set({ status: "occupied" }).where(eq(units.id, "b02-0301")));
    expect(await checkOut(operator, leaseId, given, { now: NOW })).toMatchObject({ ok: true });
    const deposit = await depositFor(operator, leaseId);
    expect(deposit).toMatchObject({ heldFen: 145000, returned: null });
    expect(deposit.billedBeyond.map(({ month }) => month)).toEqual(["2026-09"]);
    expect(deposit.open.map(({ leftFen }) => leftFen)).toEqual([290000]);
    await giveBack(leaseId);
    expect(await depositFor(officer, leaseId)).toMatchObject({ heldFen: 0, returned: { returnedFen: 145000 } });
    expect(await myDeposit(anna, leaseId)).toMatchObject({ heldFen: 0, returned: { depositFen: 145000 } });
    const stranger = await makeTalent(db());
    await expect(myDeposit(stranger, leaseId)).rejects.toThrow(NotFound);
    await expect(depositFor(anna, leaseId)).rejects.toThrow(Forbidden);
  });
});

test("in a month whose books are closed, what is charged goes on the next open month's bill", async () => {
  const { leaseId, people } = await leaver({ depositFen: 1000 });
  const closed = { month: "2026-09", status: "closed" as const, closedBy: "x", closedAt: NOW };
  await db().transaction((tx) => tx.insert(periods).values(closed));
  expect(await giveBack(leaseId, [damage(3000)])).toMatchObject({ damageFen: 2000 });
  expect(await linesOf(people[0]?.personId ?? "", "damage")).toMatchObject([{ month: "2026-10", amountFen: 2000 }]);
  expect(await wrongFacts()).toEqual([]);
});
