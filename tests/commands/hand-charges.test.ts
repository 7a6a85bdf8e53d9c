import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { billLines, bills, outbox, periods, reminders } from "#db/schema";
import { type Actor, system } from "#lib/actor";
import { arrearsFor } from "#lib/billing/arrears";
import { recordPayment, runMonth } from "#lib/billing/commands";
import { chargeByHand, takeOffCharge } from "#lib/billing/hand-charges";
import { addLines } from "#lib/billing/lines";
import { sendReminders } from "#lib/billing/reminders";
import { instantOn } from "#lib/days";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { ledgerFacts } from "#lib/ledger/queries";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf } from "#tests/support/month";
import { addUnits, buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let operator: Actor;
let anna: Actor & { role: "talent" };

beforeAll(async () => {
  await buildComplex(db());
  operator = await makeStaff(db(), "operator");
});
/** A tenant of September 2026 whose support does not count here: they own a home and are no graduate. */
beforeEach(async () => {
  anna = await makeTalent(db(), { degree: null, ownsLocalHome: true });
  const [unitId = ""] = await addUnits(db(), "b01", "single", 1);
  await makeLease(db(), [{ personId: anna.personId }], { unitId, startsOn: "2026-09-01" });
  await runMonth(operator, "2026-09", { now: NOW });
});

const bill = () => billOf(db(), anna.personId, "2026-09");
const charge = async (change: object = {}, by = operator) =>
  chargeByHand(
    by,
    { chargeId: newId(), billId: (await bill()).id, kind: "service", amountFen: 8000, reason: "换锁", ...change },
    { now: NOW },
  );
const linesOf = async (billId: string) =>
  (await db().reader.select().from(billLines).where(eq(billLines.billId, billId))).sort(
    (a, b) => b.amountFen - a.amountFen,
  );
const told = (kind: string) =>
  db().reader.$count(outbox, and(eq(outbox.personId, anna.personId), eq(outbox.kind, kind)));
const wrongFacts = async () => (await ledgerFacts()).filter((fact) => !fact.ok);

describe("a charge by hand", () => {
  test("needs an amount and a reason, goes on the bill once, and its tenant is told", async () => {
    expect(await charge({ amountFen: 0 })).toMatchObject({
      problems: [{ field: "chargeFen", reason: "charge-amount-wrong" }],
    });
    expect(await charge({ reason: " " })).toMatchObject({
      problems: [{ field: "reason", reason: "charge-without-reason" }],
    });
    await expect(charge({}, anna)).rejects.toThrow(Forbidden);
    await expect(charge({ billId: newId() })).rejects.toThrow(NotFound);
    const chargeId = newId();
    const both = await Promise.all([charge({ chargeId }), charge({ chargeId })]);
    expect(both.map((one) => one.ok && one.before).sort()).toEqual([false, true]);
    expect(await charge({ chargeId, amountFen: 1 })).toMatchObject({ reason: "charge-id-used" });
    expect((await bill()).otherFen).toBe(8000);
    expect(await told("charge-made")).toBe(1);
    expect(await wrongFacts()).toEqual([]);
  });

  test("is taken off by a line of its own with a reason, once; a deposit or a taking off stays", async () => {
    await charge();
    const { id } = await bill();
    const [line] = await linesOf(id);
    const off = (why = "重复收费", lineId = line?.id ?? "") => takeOffCharge(operator, lineId, why, { now: NOW });
    expect(await off(" ")).toMatchObject({ reason: "take-off-without-reason" });
    const both = await Promise.all([off(), off()]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(await off()).toMatchObject({ reason: "charge-taken-off" });
    const [, taken] = await linesOf(id);
    expect(taken).toMatchObject({ amountFen: -8000, kind: "service", reason: "重复收费" });
    expect(await off("x", taken?.id)).toMatchObject({ reason: "charge-stays" });
    expect((await bill()).otherFen).toBe(0);
    expect(await told("charge-taken-off")).toBe(1);
    await expect(takeOffCharge(anna, line?.id ?? "", "x", { now: NOW })).rejects.toThrow(Forbidden);
    await expect(off("x", newId())).rejects.toThrow(NotFound);
    const { leaseId, personId } = await bill();
    const deposit = { key: "d", leaseId, personId, month: "2026-09", kind: "deposit" as const, amountFen: 5 };
    await db().transaction((tx) =>
      addLines(tx, [{ ...deposit, contra: "deposit-liability" }], { by: "system", now: NOW }),
    );
    const held = (await linesOf(id)).find((one) => one.kind === "deposit");
    expect(await off("x", held?.id)).toMatchObject({ reason: "charge-stays" });
    expect(await wrongFacts()).toEqual([]);
  });

  test("that was paid and is taken off is its person's credit, which pays what else is open", async () => {
    await charge({ amountFen: 200000 });
    const { id } = await bill();
    const given = { billId: id, amountFen: 345000, paidOn: "2026-09-10", method: "cash" as const, reference: newId() };
    await recordPayment(operator, given, { now: NOW });
    const [line] = await linesOf(id);
    await takeOffCharge(operator, line?.id ?? "", "重复收费", { now: NOW });
    expect(await bill()).toMatchObject({ otherFen: 0, paidFen: 145000 });
    await runMonth(operator, "2026-10", { now: NOW });
    expect(await billOf(db(), anna.personId, "2026-10")).toMatchObject({ rentFen: 145000, paidFen: 145000 });
    expect(await wrongFacts()).toEqual([]);
  });

  test("goes on no bill of a month whose books are closed, and is taken off on the next open month's", async () => {
    await charge();
    const { id, leaseId } = await bill();
    const [line] = await linesOf(id);
    const closed = { month: "2026-09", status: "closed" as const, closedBy: "x", closedAt: NOW };
    await db().transaction((tx) => tx.insert(periods).values(closed));
    expect(await charge()).toMatchObject({ reason: "period-closed", values: { month: "2026-09" } });
    const taken = await takeOffCharge(operator, line?.id ?? "", "重复收费", { now: NOW });
    expect(taken).toMatchObject({ ok: true });
    const rows = await db().reader.select().from(bills).where(eq(bills.leaseId, leaseId));
    expect(rows.map((row) => [row.month, row.otherFen]).sort()).toEqual([
      ["2026-09", 8000],
      ["2026-10", -8000],
    ]);
    expect(await wrongFacts()).toEqual([]);
    await db().transaction((tx) =>
      tx.update(periods).set({ status: "open", reopenedBy: "y", reopenedAt: NOW, reopenReason: "x" }),
    );
  });
});

describe("arrears and reminders", () => {
  test("count every line of a bill: 80 yuan of service make a bill late that is else paid", async () => {
    const { id } = await bill();
    const given = { billId: id, amountFen: 145000, paidOn: "2026-09-10", method: "cash" as const, reference: newId() };
    await recordPayment(operator, given, { now: NOW });
    const asked = { q: anna.name ?? "" };
    expect((await arrearsFor(operator, { ...asked, now: instantOn("2026-10-20", 9) })).rows).toEqual([]);
    await charge();
    const [row] = (await arrearsFor(operator, { ...asked, now: instantOn("2026-10-20", 9) })).rows;
    expect(row).toMatchObject({ to60: 8000, totalFen: 8000, bills: 1 });
  });

  test("go out three days before, on the day and 1, 15 and 30 days after, each once, and stop once it is paid", async () => {
    const { id } = await bill();
    const send = (day: string) => sendReminders(system, { now: instantOn(day, 9) });
    const kinds = async () =>
      (await db().reader.select().from(reminders).where(eq(reminders.billId, id))).map(({ kind }) => kind).sort();
    await send("2026-09-06");
    expect(await kinds()).toEqual([]);
    await Promise.all([send("2026-09-07"), send("2026-09-07")]);
    await send("2026-09-09");
    expect(await kinds()).toEqual(["dueSoon"]);
    expect(await told("bill-due-soon")).toBe(1);
    await send("2026-09-10");
    await send("2026-09-11");
    await send("2026-09-24");
    expect(await kinds()).toEqual(["dueSoon", "dueToday", "overdue1"]);
    // Nothing went out on the 25th: it is made up for once, and never two at a time.
    await send("2026-09-27");
    expect(await kinds()).toContain("overdue15");
    const [row] = await db()
      .reader.select()
      .from(outbox)
      .where(and(eq(outbox.personId, anna.personId), eq(outbox.kind, "bill-due-today")));
    expect(row?.values).toMatchObject({ amount: "1450", dueOn: "2026-09-10", month: "2026-09" });
    const given = { billId: id, amountFen: 145000, paidOn: "2026-10-01", method: "cash" as const, reference: newId() };
    await recordPayment(operator, given, { now: instantOn("2026-10-01", 9) });
    await send("2026-10-15");
    expect(await kinds()).not.toContain("overdue30");
    await expect(sendReminders(operator, { now: NOW })).rejects.toThrow(Forbidden);
  });

  test("say nothing of a bill of which all that is left is support that waits for the officers", async () => {
    const doctor = await makeTalent(db(), { degree: "doctor" });
    const [unitId = ""] = await addUnits(db(), "b01", "single", 1);
    await makeLease(db(), [{ personId: doctor.personId }], { unitId, startsOn: "2026-09-01" });
    await runMonth(operator, "2026-09", { now: NOW });
    await sendReminders(system, { now: instantOn("2026-09-20", 9) });
    const { id } = await billOf(db(), doctor.personId, "2026-09");
    expect(await db().reader.$count(reminders, eq(reminders.billId, id))).toBe(0);
  });
});
