import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { billLines, bills } from "#db/schema";
import type { Actor } from "#lib/actor";
import { recordPayment, runMonth } from "#lib/billing/commands";
import { chargeLateFees } from "#lib/billing/late-fees";
import { instantOn } from "#lib/days";
import { newId } from "#lib/ids";
import { ledgerFacts } from "#lib/ledger/queries";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, type Officers, settleMonth } from "#tests/support/month";
import { buildComplex, makeStaff, makeTalent } from "#tests/support/world";

const db = freshDatabase();
let by: Officers;
let operator: Actor;
/** Five in ten thousand a day after five days, at most a fifth. */
const rules = [{ fromOn: "2020-01-01", perDay: 50, graceDays: 5, capPercent: 20 }];

beforeAll(async () => {
  await buildComplex(db());
  operator = await makeStaff(db(), "operator");
  by = { operator, checker: await makeStaff(db(), "officer"), approver: await makeStaff(db(), "officer") };
});

const charge = (day: string, month = day.slice(0, 7)) =>
  db().transaction((tx) => chargeLateFees(tx, month, { by: "system", now: instantOn(day, 9), rules }));
const feesOf = async (personId: string) =>
  (
    await db()
      .reader.select({
        amountFen: billLines.amountFen,
        month: bills.month,
        fromOn: billLines.fromOn,
        toOn: billLines.toOn,
      })
      .from(billLines)
      .innerJoin(bills, eq(bills.id, billLines.billId))
      .where(and(eq(bills.personId, personId), eq(billLines.kind, "lateFee")))
  ).sort((a, b) => `${a.toOn}`.localeCompare(`${b.toOn}`));
const pay = async (personId: string, month: string, amountFen: number, paidOn: string, now: string) => {
  const bill = await billOf(db(), personId, month);
  const given = { billId: bill.id, amountFen, paidOn, method: "cash" as const, reference: newId() };
  const done = await recordPayment(operator, given, { now: instantOn(now, 9) });
  if (!done.ok) throw new Error(done.reason);
};

test("each late day of a rent is charged once, on the month that runs, whenever it is run", async () => {
  // A master who owns a home: 500 of the living part are netted, 950 are due on 10 September.
  const { personId } = await makeTalent(db(), { ownsLocalHome: true });
  await makeLease(db(), [{ personId }], { startsOn: "2026-09-01" });
  await settleMonth(db(), by, "2026-09", instantOn("2026-09-02", 9));
  expect((await billOf(db(), personId, "2026-09")).dueOn).toBe("2026-09-10");
  await charge("2026-09-16");
  expect(await feesOf(personId)).toEqual([]);
  await runMonth(operator, "2026-10", { now: instantOn("2026-10-01", 9) });
  // The complex's own rule is zero: the run itself charges nothing.
  expect(await feesOf(personId)).toEqual([]);
  // 16 to 30 September are 15 days at 47.5 fen: 712.5, rounded once.
  for (const _ of [1, 2]) await charge("2026-10-01");
  await Promise.all([charge("2026-10-01"), charge("2026-10-01")]);
  expect(await feesOf(personId)).toEqual([
    { amountFen: 713, month: "2026-10", fromOn: "2026-09-16", toOn: "2026-09-30" },
  ]);
  await charge("2026-10-03");
  // 17 days are 807.5: the difference of the sums, not a rounding of its own.
  expect((await feesOf(personId)).map(({ amountFen }) => amountFen)).toEqual([713, 95]);
  expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
});

test("what was paid in time and is noted late is given back with the next run", async () => {
  const { personId } = await makeTalent(db(), { ownsLocalHome: true });
  await makeLease(db(), [{ personId }], { startsOn: "2026-10-01" });
  await settleMonth(db(), by, "2026-10", instantOn("2026-10-02", 9));
  await charge("2026-11-01");
  const [fee] = await feesOf(personId);
  expect(fee?.amountFen).toBeGreaterThan(0);
  await pay(personId, "2026-10", 95000, "2026-10-10", "2026-11-02");
  await charge("2026-11-03");
  const fees = await feesOf(personId);
  expect(fees.reduce((sum, one) => sum + one.amountFen, 0)).toBe(0);
  expect(fees).toHaveLength(2);
  expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
});

test("support that waits for the officers is not late, nor is a bill that was paid in time", async () => {
  const [covered, prompt] = [await makeTalent(db(), { degree: "doctor" }), await makeTalent(db())];
  await makeLease(db(), [{ personId: covered.personId }], { startsOn: "2026-11-01" });
  await makeLease(db(), [{ personId: prompt.personId }], { startsOn: "2026-11-01" });
  await runMonth(operator, "2026-11", { now: instantOn("2026-11-02", 9) });
  await pay(prompt.personId, "2026-11", 35000, "2026-11-10", "2026-11-10");
  await charge("2026-12-01");
  expect(await feesOf(covered.personId)).toEqual([]);
  expect(await feesOf(prompt.personId)).toEqual([]);
});
