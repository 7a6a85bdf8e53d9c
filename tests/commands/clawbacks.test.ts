import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { billLines, bills, clawbackMoves, ledgerEntries, outbox, writeOffs } from "#db/schema";
import { runMonth } from "#lib/billing/commands";
import {
  approveClawbackWriteOff,
  proposeClawbackWriteOff,
  rejectClawbackWriteOff,
} from "#lib/corrections/clawback-write-offs";
import { approvePlan, payClawbackNow, planClawback, returnPlan } from "#lib/corrections/clawbacks";
import { approveWriteOff, proposeWriteOff, rejectWriteOff } from "#lib/corrections/write-offs";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { checkOut } from "#lib/leases/commands";
import { correcting, MAY } from "#tests/support/corrections";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, type Officers, settleMonth } from "#tests/support/month";
import { buildComplex, makeStaff, makeTalent } from "#tests/support/world";

const db = freshDatabase();
let by: Officers;
const { correct, clawbacksOf, pay, booked, wrongFacts } = correcting(db, () => by);
const JUNE = new Date("2026-06-03T02:00:00Z");
const JULY = new Date("2026-07-03T02:00:00Z");
type Talent = Awaited<ReturnType<typeof makeTalent>>;
let owner: Talent;
let other: Talent;
const leaseIds: string[] = [];

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  const insured = { insuredMonthsAsOf: "2026-02", insuredMonths: 8, firstInsuredOn: "2025-06-01" };
  [owner, other] = [await makeTalent(db(), insured), await makeTalent(db(), insured)];
  for (const { personId } of [owner, other]) {
    leaseIds.push(await makeLease(db(), [{ personId }], { startsOn: "2026-01-01", registeredOn: "2026-01-05" }));
  }
  for (const month of ["2026-02", "2026-03", "2026-04", "2026-05"]) await settleMonth(db(), by, month, MAY);
  for (const { personId } of [owner, other]) {
    for (const month of ["2026-02", "2026-03", "2026-04"]) await pay(personId, month, 35000);
    await correct({
      cause: "lateFact",
      personId,
      fact: "ownsLocalHome",
      value: true,
      fromMonth: "2026-03",
      toMonth: "2026-04",
      still: true,
    });
  }
}, 60_000);

const clawbackOf = async (person: Talent) => {
  const [row] = await clawbacksOf(person.personId);
  if (!row) throw new Error("no clawback");
  return row;
};
const plan = async (person: Talent, monthlyLimitFen: number, fromMonth = "2026-06", reason = "有房期间租房资助") =>
  planClawback(by.checker, (await clawbackOf(person)).id, { monthlyLimitFen, fromMonth, reason }, { now: MAY });
const instalments = () => db().reader.$count(billLines, eq(billLines.kind, "clawback"));

test("nothing is billed of a claim before a plan of it is approved", async () => {
  expect(await clawbackOf(owner)).toMatchObject({ amountFen: 120000, status: "claimed" });
  await runMonth(by.operator, "2026-05", { now: MAY });
  expect(await instalments()).toBe(0);
});

test("a plan of nothing, of parts of a fen, above what is left, for a past month or without a reason is refused", async () => {
  for (const [limit, month, reason, refusal] of [
    [0, "2026-06", "x", "clawback-limit-wrong"],
    [-5, "2026-06", "x", "clawback-limit-wrong"],
    [0.5, "2026-06", "x", "clawback-limit-wrong"],
    [120001, "2026-06", "x", "clawback-limit-above-rest"],
    [50000, "2026-04", "x", "clawback-month-past"],
    [50000, "2026-13", "x", "month-wrong"],
    [50000, "2026-06", " ", "clawback-without-reason"],
  ] as const) {
    expect(await plan(owner, limit, month, reason)).toMatchObject({ problems: [{ reason: refusal }] });
  }
});

test("a plan is approved by another officer, as it was shown; who proposed it cannot, and it can be sent back", async () => {
  const { id } = await clawbackOf(owner);
  const seen = { monthlyLimitFen: 60000, fromMonth: "2026-06" };
  expect(await approvePlan(by.approver, id, seen, { now: MAY })).toMatchObject({ reason: "clawback-not-proposed" });
  expect(await plan(owner, 60000)).toMatchObject({ ok: true });
  expect(await approvePlan(by.checker, id, seen, { now: MAY })).toMatchObject({ reason: "maker-cannot-decide" });
  expect(await returnPlan(by.approver, id, "每月太多", { now: MAY })).toMatchObject({ ok: true });
  expect(await clawbackOf(owner)).toMatchObject({ status: "claimed", decidedReason: "每月太多" });
  expect(await plan(owner, 50000)).toMatchObject({ ok: true });
  expect(await approvePlan(by.approver, id, seen, { now: MAY })).toMatchObject({ reason: "clawback-plan-changed" });
  const right = { ...seen, monthlyLimitFen: 50000 };
  await expect(approvePlan(by.operator, id, right, { now: MAY })).rejects.toThrow(Forbidden);
  const both = await Promise.all(
    [by.approver, await makeStaff(db(), "officer")].map((actor) => approvePlan(actor, id, right, { now: MAY })),
  );
  expect(both.filter((answer) => answer.ok)).toHaveLength(1);
  expect(await clawbackOf(owner)).toMatchObject({ status: "running", decidedReason: null });
  const told = and(eq(outbox.personId, owner.personId), eq(outbox.kind, "clawback-planned"));
  expect(await db().reader.$count(outbox, told)).toBe(1);
});

test("the month's run puts one instalment on the bill, however often it runs, and never above the limit", async () => {
  for (const _ of [1, 2]) await runMonth(by.operator, "2026-06", { now: JUNE });
  const bill = await billOf(db(), owner.personId, "2026-06");
  expect(bill.otherFen).toBe(50000);
  expect(await booked(owner.personId, "clawback-receivable", "charge")).toBe(-50000);
  expect(await wrongFacts()).toEqual([]);
});

test("the person pays more at once if they like: it stands on their next bill, once, and never above what is left", async () => {
  const { id } = await clawbackOf(owner);
  const now = (amountFen: number, lineId = newId(), actor: Parameters<typeof payClawbackNow>[0] = owner) =>
    payClawbackNow(actor, { clawbackId: id, lineId, amountFen }, { now: JUNE });
  expect(await now(70001)).toMatchObject({ reason: "clawback-above-rest", values: { rest: 700 } });
  for (const wrong of [0, -1, 0.5]) expect(await now(wrong)).toMatchObject({ reason: "payment-amount-wrong" });
  await expect(now(100, newId(), other)).rejects.toThrow(NotFound);
  const lineId = newId();
  for (const _ of [1, 2]) expect(await now(30000, lineId)).toMatchObject({ ok: true, month: "2026-06" });
  expect((await billOf(db(), owner.personId, "2026-06")).otherFen).toBe(80000);
  expect(await wrongFacts()).toEqual([]);
});

test("the last instalment is what is left, and then the clawback is settled and its person told", async () => {
  await runMonth(by.operator, "2026-07", { now: JULY });
  expect((await billOf(db(), owner.personId, "2026-07")).otherFen).toBe(40000);
  expect(await clawbackOf(owner)).toMatchObject({ status: "settled" });
  const moves = await db()
    .reader.select()
    .from(clawbackMoves)
    .where(eq(clawbackMoves.clawbackId, (await clawbackOf(owner)).id));
  expect(moves.map((move) => [move.kind, move.month, move.amountFen])).toEqual([
    ["billed", "2026-06", 50000],
    ["paid", "2026-06", 30000],
    ["billed", "2026-07", 40000],
  ]);
  const told = and(eq(outbox.personId, owner.personId), eq(outbox.kind, "clawback-settled"));
  expect(await db().reader.$count(outbox, told)).toBe(1);
  expect(await plan(owner, 100)).toMatchObject({ reason: "clawback-settled" });
  expect(await wrongFacts()).toEqual([]);
});

test("part of a clawback is given up with two signatures, and what falls away meanwhile is not", async () => {
  const { id } = await clawbackOf(other);
  const propose = (amountFen: number, reason = "生活困难") =>
    proposeClawbackWriteOff(by.operator, { writeOffId: newId(), clawbackId: id, amountFen, reason }, { now: MAY });
  expect(await propose(120001)).toMatchObject({ problems: [{ reason: "write-off-above-open" }] });
  expect(await propose(20000)).toMatchObject({ ok: true });
  expect(await propose(100)).toMatchObject({ reason: "write-off-waits" });
  await expect(approveClawbackWriteOff(by.operator, id, { now: MAY })).rejects.toThrow(Forbidden);
  expect(await rejectClawbackWriteOff(by.approver, id, "无证明", { now: MAY })).toMatchObject({ ok: true });
  expect(await rejectClawbackWriteOff(by.approver, id, "无证明", { now: MAY })).toMatchObject({
    reason: "proposal-decided",
  });
  expect(await propose(110000)).toMatchObject({ ok: true });
  const line = { clawbackId: id, lineId: newId(), amountFen: 20000 };
  expect(await payClawbackNow(by.checker, line, { now: MAY })).toMatchObject({ ok: true });
  expect(await approveClawbackWriteOff(by.approver, id, { now: MAY })).toMatchObject({
    reason: "write-off-paid-meanwhile",
    values: { open: 1000 },
  });
  await rejectClawbackWriteOff(by.approver, id, "已还一部分", { now: MAY });
  expect(await propose(40000)).toMatchObject({ ok: true });
  expect(await approveClawbackWriteOff(by.approver, id, { now: MAY })).toMatchObject({ ok: true });
  expect(await approveClawbackWriteOff(by.approver, id, { now: MAY })).toMatchObject({ reason: "proposal-decided" });
  expect(await booked(other.personId, "write-off", "write-off")).toBe(40000);
  expect(await wrongFacts()).toEqual([]);
});

test("once no lease of the person runs, the whole rest stands on one bill", async () => {
  expect(await plan(other, 10000, "2026-06")).toMatchObject({ ok: true });
  const { id } = await clawbackOf(other);
  await approvePlan(by.approver, id, { monthlyLimitFen: 10000, fromMonth: "2026-06" }, { now: MAY });
  await checkOut(
    by.operator,
    leaseIds[1] ?? "",
    { on: "2026-07-20", toService: "vacant" },
    { now: new Date("2026-07-21T02:00:00Z") },
  );
  await runMonth(by.operator, "2026-08", { now: new Date("2026-08-03T02:00:00Z") });
  const bill = await billOf(db(), other.personId, "2026-08");
  expect(bill).toMatchObject({ rentFen: 0, otherFen: 60000 });
  expect(await clawbackOf(other)).toMatchObject({ status: "settled" });
  expect(await wrongFacts()).toEqual([]);
});

test("what is overdue on a bill is written off by a line of its own, once, with a second signature", async () => {
  const bill = await billOf(db(), owner.personId, "2026-05");
  const writeOffId = newId();
  const propose = (amountFen: number, id = newId(), reason = "无法联系") =>
    proposeWriteOff(by.operator, { writeOffId: id, billId: bill.id, amountFen, reason }, { now: JUNE });
  expect(await propose(35001)).toMatchObject({ problems: [{ reason: "write-off-above-open", values: { open: 350 } }] });
  for (const wrong of [0, -1, 1.5])
    expect(await propose(wrong)).toMatchObject({ problems: [{ reason: "write-off-amount-wrong" }] });
  expect(await propose(100, newId(), " ")).toMatchObject({ problems: [{ reason: "write-off-without-reason" }] });
  const early = { writeOffId: newId(), billId: bill.id, amountFen: 100, reason: "x" };
  expect(await proposeWriteOff(by.operator, early, { now: MAY })).toMatchObject({ reason: "write-off-not-overdue" });
  expect(await propose(20000, writeOffId)).toMatchObject({ before: false });
  expect(await propose(20000, writeOffId)).toMatchObject({ before: true });
  expect(await propose(100, writeOffId)).toMatchObject({ reason: "write-off-id-used" });
  expect(await propose(15001)).toMatchObject({ problems: [{ reason: "write-off-above-open", values: { open: 150 } }] });
  await expect(approveWriteOff(by.operator, writeOffId, { now: JUNE })).rejects.toThrow(Forbidden);
  expect((await billOf(db(), owner.personId, "2026-05")).otherFen).toBe(0);
  const officers = [by.approver, by.checker];
  const answers = await Promise.all(officers.map((actor) => approveWriteOff(actor, writeOffId, { now: JUNE })));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(answers.find((answer) => !answer.ok)).toMatchObject({ reason: "proposal-decided" });
  expect((await billOf(db(), owner.personId, "2026-05")).otherFen).toBe(-20000);
  const [entry] = await db()
    .reader.select()
    .from(ledgerEntries)
    .where(eq(ledgerEntries.key, `charge:write-off:${writeOffId}`));
  expect(entry?.madeBy).toBe(by.operator.userId);
  expect(officers.map((actor) => actor.userId)).toContain(entry?.approvedBy);
  expect(await wrongFacts()).toEqual([]);
});

test("an officer who proposed a write-off cannot approve it, and what was paid meanwhile is not given up", async () => {
  const bill = await billOf(db(), owner.personId, "2026-05");
  const writeOffId = newId();
  const given = { writeOffId, billId: bill.id, amountFen: 15000, reason: "x" };
  expect(await proposeWriteOff(by.checker, given, { now: JUNE })).toMatchObject({ ok: true });
  expect(await approveWriteOff(by.checker, writeOffId, { now: JUNE })).toMatchObject({ reason: "maker-cannot-decide" });
  await pay(owner.personId, "2026-05", 5000, JUNE);
  expect(await approveWriteOff(by.approver, writeOffId, { now: JUNE })).toMatchObject({
    reason: "write-off-paid-meanwhile",
    values: { open: 100 },
  });
  expect(await rejectWriteOff(by.approver, writeOffId, " ", { now: JUNE })).toMatchObject({
    reason: "reject-without-reason",
  });
  expect(await rejectWriteOff(by.approver, writeOffId, "已还款", { now: JUNE })).toMatchObject({ ok: true });
  await expect(approveWriteOff(by.approver, newId(), { now: JUNE })).rejects.toThrow(NotFound);
  const unknown = { ...given, writeOffId: newId(), billId: newId() };
  await expect(proposeWriteOff(by.operator, unknown, { now: JUNE })).rejects.toThrow(NotFound);
  expect(await db().reader.$count(writeOffs)).toBe(2);
  expect(await db().reader.$count(bills)).toBeGreaterThan(0);
  expect(await wrongFacts()).toEqual([]);
});
