import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#lib/actor";
import { auditKinds, auditRows } from "#lib/audit/queries";
import { recordPayment, runMonth } from "#lib/billing/commands";
import { monthSummaries, monthSummary, nextMonth } from "#lib/billing/months";
import { billFor, billsFor, myBills } from "#lib/billing/queries";
import { Forbidden, NotFound } from "#lib/errors";
import { trialBalanceFor } from "#lib/ledger/queries";
import { entitlementPreview } from "#lib/people/preview";
import { offsetFor, settlementFor, settlementList } from "#lib/subsidy/queries";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, type Officers, offsetOf, settleMonth } from "#tests/support/month";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
type Talent = Awaited<ReturnType<typeof makeTalent>>;
let by: Officers;
let auditor: Actor;
let master: Talent;
let doctor: Talent;
let stranger: Talent;
let settlementId = "";

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  auditor = await makeStaff(db(), "auditor");
  [master, doctor, stranger] = [
    await makeTalent(db()),
    await makeTalent(db(), { degree: "doctor" }),
    await makeTalent(db(), { employerKind: "university" }),
  ];
  for (const { personId } of [master, doctor, stranger]) await makeLease(db(), [{ personId }]);
  await settleMonth(db(), by, "2026-08");
  const { id } = await billOf(db(), master.personId, "2026-08");
  const payment = { billId: id, amountFen: 35000, paidOn: "2026-08-09", method: "wechat" as const, reference: "W1" };
  await recordPayment(by.operator, payment, { now: NOW });
  const run = await runMonth(by.operator, "2026-09", { now: NOW });
  settlementId = (run.ok && run.settlementIds[0]) || "";
});

test("a bill shows what is expected before approval and what was approved after it", async () => {
  const expected = await billFor(master, (await billOf(db(), master.personId, "2026-09")).id, NOW);
  expect(expected).toMatchObject({ dueFen: 145000, subsidy: { stage: "expected", expectedDueFen: 35000 } });
  expect(expected.subsidy?.parts.map((part) => part.grantedFen)).toEqual([50000, 60000]);
  const approved = await billFor(master, (await billOf(db(), master.personId, "2026-08")).id, NOW);
  expect(approved).toMatchObject({ dueFen: 0, status: "paid", subsidy: { stage: "approved" }, payments: [{}] });
});

test("a bill whose rest only waits for the officers is neither due nor overdue", async () => {
  const late = new Date("2026-09-20T02:00:00Z");
  const bill = await billOf(db(), doctor.personId, "2026-09");
  expect(await billFor(doctor, bill.id, late)).toMatchObject({ status: "awaiting", dueFen: 145000 });
  expect((await myBills(doctor, late)).map((one) => one.status)).toEqual(["awaiting", "paid"]);
  const { rows } = await billsFor(by.operator, "2026-09", { filter: "overdue", now: late });
  expect(rows.map((row) => row.rentFen - row.offsetFen - row.expectedFen)).toEqual([35000, 145000]);
});

test("somebody without support is told every reason", async () => {
  const bill = await billFor(stranger, (await billOf(db(), stranger.personId, "2026-09")).id, NOW);
  const failed = bill.subsidy?.parts[0]?.reasons.filter((reason) => !reason.passed);
  expect(failed).toMatchObject([{ code: "employer-kind", actual: "university", required: ["enterprise"] }]);
});

test("another person's bill is not found, and neither is one that does not exist", async () => {
  const { id } = await billOf(db(), master.personId, "2026-09");
  await expect(billFor(doctor, id)).rejects.toThrow(NotFound);
  await expect(billFor(by.operator, "nowhere")).rejects.toThrow(NotFound);
  await expect(billsFor(master, "2026-09")).rejects.toThrow(Forbidden);
  await expect(entitlementPreview(doctor, master.personId, { rentFen: 1 }, NOW)).rejects.toThrow(NotFound);
});

test("a month's sums agree with its bills and with the ledger", async () => {
  const august = await monthSummary(by.operator, "2026-08", NOW);
  expect(august).toMatchObject({ bills: 3, billedFen: 435000, subsidisedFen: 255000, paidFen: 35000, expectedFen: 0 });
  const months = await monthSummaries(auditor, NOW);
  expect(months.map((row) => [row.month, row.expectedFen])).toEqual([
    ["2026-09", 255000],
    ["2026-08", 0],
  ]);
  const { rows } = await trialBalanceFor(auditor);
  const owed = rows.find((row) => row.account === "tenant-receivable")?.balanceFen;
  expect(months.reduce((sum, row) => sum + row.dueFen, 0)).toBe(owed);
  expect(await monthSummary(by.operator, "2020-01")).toMatchObject({ bills: 0, dueFen: 0 });
  expect(await nextMonth(by.operator, NOW)).toBe("2026-10");
});

test("bills are found by number, name and room", async () => {
  const { billNo } = await billOf(db(), master.personId, "2026-09");
  for (const q of [billNo.toLowerCase(), master.name ?? ""]) {
    expect((await billsFor(by.operator, "2026-09", { q })).rows.map((row) => row.billNo)).toContain(billNo);
  }
  expect((await billsFor(by.operator, "2026-09", { q: "nobody" })).total.bills).toBe(0);
});

test("a batch shows its sums, its exceptions and whose turn it is", async () => {
  const batch = await settlementFor(by.checker, settlementId);
  expect(batch).toMatchObject({
    mine: true,
    totals: { people: 3, eligible: 2, subsidyFen: 270000, offsetFen: 255000, surplusFen: 15000 },
    changes: { new: 0, stopped: 0, left: 0 },
    counts: { all: 3, not: 1, surplus: 1, changed: 0 },
  });
  expect(batch.lines[0]?.failed).toContain("changzhou/living:employer-kind");
  expect((await settlementFor(auditor, settlementId, { view: "surplus" })).lines).toHaveLength(1);
  expect((await settlementList(auditor)).map((row) => row.mine)).toEqual([false, false]);
  await expect(settlementFor(by.operator, settlementId)).rejects.toThrow(Forbidden);
  await expect(settlementFor(by.checker, "nowhere")).rejects.toThrow(NotFound);
});

test("one resident's decision is explained with every month before it", async () => {
  const line = await offsetFor(by.checker, (await offsetOf(db(), doctor.personId, "2026-09")).id);
  expect(line.history.map((row) => row.month)).toEqual(["2026-09", "2026-08"]);
  expect(line.explained.parts.every((part) => part.eligible)).toBe(true);
  await expect(offsetFor(by.checker, "nowhere")).rejects.toThrow(NotFound);
});

test("an entitlement is worked out for any room type before a lease", async () => {
  const october = new Date("2026-10-10T02:00:00Z");
  const preview = (roomTypeId: string) => entitlementPreview(master, master.personId, { roomTypeId }, october);
  expect(await preview("single")).toMatchObject({ ok: true, month: "2026-10", current: { dueFen: 35000 } });
  await expect(preview("palace")).rejects.toThrow(NotFound);
});

test("the audit log is read by administrators and auditors, filtered and in pages", async () => {
  const log = await auditRows(auditor, { action: "month.run" });
  expect(log.rows.map((row) => row.entityId)).toEqual(["2026-09", "2026-08"]);
  expect(log.rows[0]?.actorName).toBe(by.operator.name);
  expect((await auditKinds(await makeStaff(db(), "admin"))).actions).toContain("settlement.approve");
  await expect(auditRows(by.operator)).rejects.toThrow(Forbidden);
});
