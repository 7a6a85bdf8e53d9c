import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { bills, leases, payments } from "#db/schema";
import { type Actor, system } from "#lib/actor";
import { recordPayment, recordPayments, runMonth } from "#lib/billing/commands";
import { Forbidden } from "#lib/errors";
import * as postings from "#lib/ledger/commands";
import { ledgerFacts } from "#lib/ledger/queries";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, everything, offsetOf, settleMonth } from "#tests/support/month";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let operator: Actor;
let officers: { operator: Actor; checker: Actor; approver: Actor };
const people: Record<"doctor" | "master" | "bachelor" | "pairA" | "pairB" | "late", string> = {
  doctor: "",
  master: "",
  bachelor: "",
  pairA: "",
  pairB: "",
  late: "",
};

beforeAll(async () => {
  await buildComplex(db());
  operator = await makeStaff(db(), "operator");
  officers = { operator, checker: await makeStaff(db(), "officer"), approver: await makeStaff(db(), "officer") };
  for (const degree of ["doctor", "master", "bachelor"] as const) {
    people[degree] = (await makeTalent(db(), { degree })).personId;
    await makeLease(db(), [{ personId: people[degree] }]);
  }
  people.pairA = (await makeTalent(db(), { degree: "master" })).personId;
  people.pairB = (await makeTalent(db(), { degree: "bachelor" })).personId;
  await makeLease(db(), [{ personId: people.pairA }, { personId: people.pairB, weight: 2 }], {
    unitId: "b01-0103",
    rentFen: 190001,
  });
  people.late = (await makeTalent(db())).personId;
  await makeLease(db(), [{ personId: people.late }], { startsOn: "2026-09-16", registeredOn: "2026-09-20" });
});

const TAMPERED_FEN = 9_999;
const pay = (billId: string, amountFen: number, reference: string) =>
  recordPayment(operator, { billId, amountFen, paidOn: "2026-09-10", method: "bankTransfer", reference }, { now: NOW });

test("a month that is billed while the books refuse an entry leaves nothing behind", async () => {
  const before = await everything(db());
  const spy = vi.spyOn(postings, "postEntries").mockRejectedValueOnce(new Error("power cut"));
  await expect(runMonth(operator, "2026-09", { now: NOW })).rejects.toThrow("power cut");
  spy.mockRestore();
  expect(await everything(db())).toEqual(before);
});

test("the first month run may be any; later months follow one another", async () => {
  expect(await runMonth(operator, "2026-11", { now: NOW })).toMatchObject({ ok: false, reason: "month-in-future" });
  expect(await runMonth(operator, "2026-13", { now: NOW })).toMatchObject({ ok: false, reason: "month-wrong" });
  expect(await runMonth(operator, "2026-08", { now: NOW })).toMatchObject({ ok: true, newBills: 5 });
  expect(await runMonth(operator, "2026-10", { now: NOW })).toMatchObject({
    ok: false,
    reason: "month-out-of-order",
    values: { expected: "2026-09" },
  });
  expect(await runMonth(operator, "2026-07", { now: NOW })).toMatchObject({ reason: "month-out-of-order" });
});

test("two runs of a month at once, and a third one later, end in the same rows", async () => {
  const runs = await Promise.all([1, 2].map(() => runMonth(operator, "2026-09", { now: NOW })));
  expect(runs.map((run) => run.ok && run.newBills).sort()).toEqual([0, 6]);
  const once = await everything(db());
  expect(await runMonth(operator, "2026-09", { now: later(3_600_000) })).toMatchObject({ newBills: 0, decided: 0 });
  expect(await everything(db())).toEqual(once);
  expect(once.bills.filter((bill) => bill.month === "2026-09")).toHaveLength(6);
});

test("only operators and the command line run months and record payments", async () => {
  expect(await runMonth(system, "2026-09", { now: NOW })).toMatchObject({ ok: true });
  for (const actor of [officers.checker, await makeTalent(db()), await makeStaff(db(), "auditor")]) {
    await expect(runMonth(actor, "2026-09", { now: NOW })).rejects.toThrow(Forbidden);
    await expect(recordPayments(actor, [], { now: NOW })).rejects.toThrow(Forbidden);
  }
});

test("a lease from the 16th of a month of 30 days pays half of it", async () => {
  expect(await billOf(db(), people.late, "2026-09")).toMatchObject({ fromOn: "2026-09-16", rentFen: 72500 });
});

test("two people in a room pay by their weights, and the shares sum to the rent", async () => {
  const shares = [await billOf(db(), people.pairA, "2026-09"), await billOf(db(), people.pairB, "2026-09")];
  expect(shares.map((bill) => bill.rentFen)).toEqual([63334, 126667]);
});

test("each co-tenant's subsidy nets that person's own share", async () => {
  expect(await offsetOf(db(), people.pairA, "2026-09")).toMatchObject({ offsetFen: 63334, surplusFen: 46666 });
  expect(await offsetOf(db(), people.pairB, "2026-09")).toMatchObject({ offsetFen: 80000, surplusFen: 0 });
});

test("a bill's due falls by the offset only once the batch is posted", async () => {
  expect(await billOf(db(), people.master, "2026-09")).toMatchObject({ rentFen: 145000, offsetFen: 0 });
  await settleMonth(db(), officers, "2026-09");
  expect(await billOf(db(), people.master, "2026-09")).toMatchObject({ rentFen: 145000, offsetFen: 110000 });
});

test("leases that begin after a month's batch was posted are billed into a further batch", async () => {
  const personId = (await makeTalent(db())).personId;
  const leaseId = await makeLease(db(), [{ personId }], { startsOn: "2026-09-28" });
  expect(await runMonth(operator, "2026-09", { now: NOW })).toMatchObject({ newBills: 1, decided: 1 });
  const { settlements } = await everything(db());
  const its = settlements.filter((row) => row.month === "2026-09").map((row) => [row.sequence, row.status]);
  expect(its.sort()).toEqual([
    [1, "posted"],
    [2, "draft"],
  ]);
  await db().transaction((tx) => tx.update(leases).set({ status: "ended" }).where(eq(leases.id, leaseId)));
});

test("a lease that comes after the next month was billed is made up for, and nothing else of that month moves", async () => {
  expect(await runMonth(operator, "2026-10", { now: NOW })).toMatchObject({ ok: true });
  const before = (await everything(db())).bills;
  const someone = await makeTalent(db());
  const leaseId = await makeLease(db(), [{ personId: someone.personId }], {
    unitId: "b02-0303",
    rentFen: 145000,
    startsOn: "2026-09-21",
  });
  expect(await runMonth(operator, "2026-09", { now: NOW })).toMatchObject({ newBills: 1 });
  expect(await runMonth(operator, "2026-09", { now: NOW })).toMatchObject({ newBills: 0, decided: 0 });
  const after = (await everything(db())).bills;
  expect(after.filter((bill) => bill.leaseId !== leaseId)).toEqual(before);
  expect(await billOf(db(), someone.personId, "2026-09")).toMatchObject({ fromOn: "2026-09-21", rentFen: 48333 });
  await db().transaction((tx) =>
    tx.update(leases).set({ endedOn: "2026-09-30", status: "ended" }).where(eq(leases.id, leaseId)),
  );
});

test("months in which no lease ran are passed over", async () => {
  const all = await db().reader.select().from(leases);
  expect(all.length).toBeGreaterThan(0);
  expect(await runMonth(operator, "2026-10", { now: NOW })).toMatchObject({ ok: true });
  await db().transaction((tx) => tx.update(leases).set({ endedOn: "2026-10-31", status: "ended" }));
  const muchLater = new Date("2027-03-01T00:00:00Z");
  await makeLease(db(), [{ personId: people.late }], { startsOn: "2027-02-01", endsOn: "2028-01-31" });
  expect(await runMonth(operator, "2027-03", { now: muchLater })).toMatchObject({ reason: "month-out-of-order" });
  expect(await runMonth(operator, "2027-02", { now: muchLater })).toMatchObject({ ok: true, newBills: 1 });
});

test("a payment reduces what is due and moves the ledger with it", async () => {
  const bill = await billOf(db(), people.master, "2026-09");
  const answer = await pay(bill.id, 15000, "T1");
  expect(answer).toMatchObject({ ok: true, before: false });
  expect(await billOf(db(), people.master, "2026-09")).toMatchObject({ paidFen: 15000 });
  expect((await ledgerFacts()).every((fact) => fact.ok)).toBe(true);
});

test("the same reference with the same payment is the same payment; with another it is refused", async () => {
  const bill = await billOf(db(), people.master, "2026-09");
  expect(await pay(bill.id, 15000, "T1")).toMatchObject({ ok: true, before: true });
  expect(await pay(bill.id, 10000, "T1")).toMatchObject({ ok: false, reason: "payment-reference-used" });
  expect((await billOf(db(), people.master, "2026-09")).paidFen).toBe(15000);
});

test("two people recording the same transfer at once book it once", async () => {
  const bill = await billOf(db(), people.master, "2026-09");
  const both = await Promise.all([pay(bill.id, 5000, "T2"), pay(bill.id, 5000, "T2")]);
  expect(both.map((answer) => answer.ok && answer.before).sort()).toEqual([false, true]);
  expect((await billOf(db(), people.master, "2026-09")).paidFen).toBe(20000);
});

test("more than is due is refused, and says what is due", async () => {
  const bill = await billOf(db(), people.master, "2026-09");
  expect(await pay(bill.id, 15001, "T3")).toMatchObject({ reason: "payment-above-due", values: { dueFen: 15000 } });
  expect(await pay(bill.id, 15000, "T3")).toMatchObject({ ok: true });
  expect(await pay(bill.id, 1, "T4")).toMatchObject({ reason: "payment-above-due", values: { dueFen: 0 } });
});

test("a payment without a bill, an amount, a day or a reference is refused", async () => {
  const { billNo } = await billOf(db(), people.bachelor, "2026-09");
  const good = { billNo, amountFen: 100, paidOn: "2026-09-01", method: "cash" as const, reference: "T5" };
  const refusals: [object, string][] = [
    [{ billNo: "ZD209901-00001" }, "bill-unknown"],
    [{ amountFen: 0 }, "payment-amount-wrong"],
    [{ amountFen: 1.5 }, "payment-amount-wrong"],
    [{ paidOn: "2026-02-30" }, "payment-day-wrong"],
    [{ paidOn: "2026-09-11" }, "payment-in-future"],
    [{ reference: " " }, "payment-without-reference"],
  ];
  for (const [wrong, reason] of refusals) {
    expect(await recordPayment(operator, { ...good, ...wrong }, { now: NOW })).toMatchObject({ reason });
  }
});

test("of many payments all are recorded or none, and the refused row is named", async () => {
  const { billNo, rentFen, offsetFen } = await billOf(db(), people.bachelor, "2026-09");
  const row = { billNo, paidOn: "2026-09-10", method: "wechat" as const };
  const dueFen = rentFen - offsetFen;
  const rows = [
    { ...row, amountFen: dueFen - 100, reference: "B1" },
    { ...row, amountFen: 101, reference: "B2" },
  ];
  expect(await recordPayments(operator, rows, { now: NOW })).toMatchObject({
    reason: "payment-above-due",
    values: { dueFen: 100, row: 2 },
  });
  expect(await db().reader.select().from(payments).where(eq(payments.reference, "B1"))).toEqual([]);
  const many = await recordPayments(
    operator,
    rows.map((one) => ({ ...one, amountFen: 100 })),
    { now: NOW },
  );
  expect(many).toMatchObject({ ok: true, payments: [{ before: false }, { before: false }] });
  expect((await billOf(db(), people.bachelor, "2026-09")).paidFen).toBe(200);
});

test("bills, offsets and payments agree with the ledger to the fen, and a bill changed by hand is found", async () => {
  expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
  const bill = await billOf(db(), people.doctor, "2026-09");
  const tamper = (by: number) =>
    db().transaction((tx) =>
      tx
        .update(bills)
        .set({ rentFen: sql`${bills.rentFen} + ${by}` })
        .where(and(eq(bills.id, bill.id))),
    );
  await tamper(TAMPERED_FEN);
  expect((await ledgerFacts()).filter((fact) => !fact.ok)).toMatchObject([
    { name: "bills agree with the ledger" },
    { name: "what stands of each bill agrees with the ledger" },
  ]);
  await tamper(-TAMPERED_FEN);
  expect((await ledgerFacts()).every((fact) => fact.ok)).toBe(true);
});
