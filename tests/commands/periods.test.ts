import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { auditLog, ledgerEntries, periods, settlements } from "#db/schema";
import type { Actor } from "#lib/actor";
import { recordPayment, runMonth } from "#lib/billing/commands";
import { approveRefund, proposeRefund } from "#lib/billing/refunds";
import { myMoney } from "#lib/billing/statement";
import { Forbidden } from "#lib/errors";
import { newId } from "#lib/ids";
import { closePeriod, needsOf, reopenPeriod } from "#lib/ledger/closing";
import { periodList } from "#lib/ledger/period-queries";
import { ledgerFacts } from "#lib/ledger/queries";
import { recordPaid } from "#lib/payouts/settling";
import { approveSettlement, checkSettlement } from "#lib/subsidy/commands";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, hashOf, type Officers, settleMonth } from "#tests/support/month";
import { batchOf, fund, payoutsOf, sendAll, tellAccount } from "#tests/support/payouts";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
const given = { now: NOW };
const OCTOBER = new Date("2026-10-12T02:00:00Z");
const then = { now: OCTOBER };
let by: Officers;
let auditor: Actor;
let doctor: Awaited<ReturnType<typeof makeTalent>>;

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  auditor = await makeStaff(db(), "auditor");
  doctor = await makeTalent(db(), { degree: "doctor" });
  await tellAccount(doctor);
  await makeLease(db(), [{ personId: doctor.personId }]);
  await settleMonth(db(), by, "2026-07");
  await settleMonth(db(), by, "2026-08");
});

const facts = async () => (await ledgerFacts()).filter((fact) => !fact.ok);
const lacking = async (month: string, now = NOW) =>
  Object.fromEntries(
    (await needsOf(db().reader, month, now))
      .filter((need) => need.lacks.length > 0)
      .map((need) => [need.code, need.lacks.map((lack) => lack.name)]),
  );

describe("a month is closed", () => {
  test("in order, and not before it is over", async () => {
    expect(await lacking("2026-07")).toEqual({});
    expect(await lacking("2026-08")).toEqual({ "earlier-closed": ["2026-07"] });
    expect(await lacking("2026-09")).toEqual({ "month-over": ["2026-09"], "earlier-closed": ["2026-07", "2026-08"] });
    expect(await closePeriod(by.checker, "2026-08", given)).toMatchObject({
      reason: "period-needs",
      values: { count: 1 },
    });
    expect(await closePeriod(by.checker, "2026-13", given)).toMatchObject({ reason: "month-wrong" });
    for (const actor of [by.operator, auditor, doctor])
      await expect(closePeriod(actor, "2026-07", given)).rejects.toThrow(Forbidden);
    expect((await periodList(auditor, { now: NOW })).next).toMatchObject({ month: "2026-07" });
    await expect(periodList(by.operator)).rejects.toThrow(Forbidden);
  });

  test("by two officers at once it is closed once, and asked again it is so already", async () => {
    const both = await Promise.all([by.checker, by.approver].map((one) => closePeriod(one, "2026-07", given)));
    expect(both.map((one) => one.ok && one.before).sort()).toEqual([false, true]);
    expect(await closePeriod(by.checker, "2026-07", given)).toMatchObject({ before: true });
    expect(await db().reader.$count(auditLog, eq(auditLog.action, "period.close"))).toBe(1);
  });

  test("not while a batch of it waits for an officer", async () => {
    const late = await makeTalent(db());
    await makeLease(db(), [{ personId: late.personId }], { startsOn: "2026-08-01" });
    await runMonth(by.operator, "2026-08", given);
    expect(await lacking("2026-08")).toEqual({ "batches-posted": ["2"] });
    expect(await closePeriod(by.checker, "2026-08", given)).toMatchObject({ reason: "period-needs" });
    await settleMonth(db(), by, "2026-08");
    expect(await lacking("2026-08")).toEqual({});
  });

  test("not while a proposal of it is undecided, nor while the books do not hold", async () => {
    await settleMonth(db(), by, "2026-09");
    const bill = await billOf(db(), doctor.personId, "2026-08");
    const payment = { billId: bill.id, amountFen: 100, paidOn: "2026-09-08", method: "cash" as const, reference: "P1" };
    await recordPayment(by.operator, { ...payment, rest: "credit" }, given);
    const refund = { refundId: newId(), personId: doctor.personId, amountFen: 100, reason: "多付" };
    expect(await proposeRefund(by.operator, refund, given)).toMatchObject({ ok: true });
    expect(await lacking("2026-09", OCTOBER)).toMatchObject({ "proposals-decided": ["refund"] });
    await approveRefund(by.checker, refund.refundId, given);
    expect(await lacking("2026-09", OCTOBER)).toEqual({ "earlier-closed": ["2026-08"] });
    const batch = await batchOf(db(), "2026-09");
    const set = (status: "posted" | "funded") =>
      db().transaction((tx) => tx.update(settlements).set({ status }).where(eq(settlements.id, batch.id)));
    await set("funded");
    expect(Object.keys(await lacking("2026-09", OCTOBER))).toContain("facts-hold");
    await set("posted");
    expect(await closePeriod(by.checker, "2026-08", given)).toMatchObject({ ok: true, before: false });
  });
});

describe("what still comes of a closed month", () => {
  test("the month is not run, its batches are not decided, and nobody books in it", async () => {
    expect(await runMonth(by.operator, "2026-08", given)).toMatchObject({
      reason: "period-closed",
      values: { month: "2026-08" },
    });
    const row = {
      key: "x",
      requestHash: "x",
      kind: "rent",
      effectiveOn: "2026-08-01",
      postedAt: NOW,
      reason: "x",
      madeBy: "x",
    };
    await expect(
      db().transaction((tx) => tx.insert(ledgerEntries).values({ id: newId(), month: "2026-08", ...row })),
    ).rejects.toThrow();
  });

  test("is booked in the next open month, and still stands with its own bill", async () => {
    const { id } = await batchOf(db(), "2026-08");
    expect(await fund(db(), by.checker, id)).toBe("funded");
    await sendAll(db(), by.checker);
    const [payout] = await payoutsOf(db(), doctor.personId);
    await recordPaid(by.checker, payout?.id ?? "", { on: "2026-09-10", reference: "B1" }, given);
    const entries = await db().reader.select().from(ledgerEntries).where(eq(ledgerEntries.forMonth, "2026-08"));
    expect(entries.map((entry) => [entry.kind, entry.month]).sort()).toEqual([
      ["budget", "2026-09"],
      ["funding", "2026-09"],
      ["surplus-paid", "2026-09"],
    ]);
    const { moves } = await myMoney(doctor);
    const bill = await billOf(db(), doctor.personId, "2026-08");
    expect(moves.find((move) => move.kind === "surplus-paid")).toMatchObject({ month: "2026-08", billId: bill.id });
    expect(await facts()).toEqual([]);
    expect((await periodList(auditor, { now: NOW })).rows.find((one) => one.month === "2026-08")).toMatchObject({
      lateEntries: 3,
    });
  });
});

describe("a closed month is opened again", () => {
  test("once, with a reason, by somebody else than who closed it", async () => {
    expect(await reopenPeriod(by.approver, "2026-08", "  ", given)).toMatchObject({ reason: "reopen-without-reason" });
    expect(await reopenPeriod(by.checker, "2026-08", "补录", given)).toMatchObject({ reason: "closer-cannot-reopen" });
    expect(await reopenPeriod(by.approver, "2026-09", "补录", given)).toMatchObject({ reason: "period-not-closed" });
    await expect(reopenPeriod(by.operator, "2026-08", "补录", given)).rejects.toThrow(Forbidden);
    expect(await reopenPeriod(by.approver, "2026-08", "迟到的租约", given)).toMatchObject({ ok: true });
    expect(await runMonth(by.operator, "2026-08", given)).toMatchObject({ ok: true });
    expect(await closePeriod(by.checker, "2026-08", { now: later(60_000) })).toMatchObject({ ok: true, before: false });
    expect(await reopenPeriod(by.approver, "2026-08", "再开", given)).toMatchObject({
      reason: "period-reopened-before",
    });
    const [row] = await db().reader.select().from(periods).where(eq(periods.month, "2026-08"));
    expect(row).toMatchObject({ status: "closed", reopenedBy: by.approver.userId, reopenReason: "迟到的租约" });
    expect(await facts()).toEqual([]);
  });

  test("the database itself opens no month twice and forgets none", async () => {
    const where = eq(periods.month, "2026-08");
    await expect(db().transaction((tx) => tx.update(periods).set({ status: "open" }).where(where))).rejects.toThrow();
    await expect(db().transaction((tx) => tx.delete(periods).where(where))).rejects.toThrow();
  });

  test("what was booked in a closed month after it was closed would be found", async () => {
    await db().transaction((tx) =>
      tx
        .insert(periods)
        .values({ month: "2026-09", status: "closed", closedBy: "x", closedAt: new Date("2026-09-09T00:00:00Z") }),
    );
    expect(await facts()).toMatchObject([{ name: "nothing is booked in closed months" }]);
    const open = { status: "open" as const, reopenedBy: "y", reopenedAt: NOW, reopenReason: "x" };
    await db().transaction((tx) => tx.update(periods).set(open).where(eq(periods.month, "2026-09")));
  });

  test("a batch that waits in a closed month is neither checked nor approved", async () => {
    const late = await makeTalent(db());
    await makeLease(db(), [{ personId: late.personId }], { startsOn: "2026-10-01" });
    await runMonth(by.operator, "2026-10", then);
    const { id } = await batchOf(db(), "2026-10");
    const hash = await hashOf(db(), id);
    await db().transaction((tx) =>
      tx.insert(periods).values({ month: "2026-10", status: "closed", closedBy: "x", closedAt: OCTOBER }),
    );
    expect(await checkSettlement(by.checker, id, hash, then)).toMatchObject({ reason: "period-closed" });
    expect(await approveSettlement(by.approver, id, hash, then)).toMatchObject({ reason: "period-closed" });
  });
});
