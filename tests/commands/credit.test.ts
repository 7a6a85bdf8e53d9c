import { and, eq, isNull } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { bills, creditMoves, ledgerProposals, outbox } from "#db/schema";
import type { Actor } from "#lib/actor";
import { recordPayment, runMonth } from "#lib/billing/commands";
import { availableCredit, payByCredit, setAsideOverpaid } from "#lib/billing/credit";
import { approveRefund, proposeRefund, rejectRefund } from "#lib/billing/refunds";
import { addMonths } from "#lib/days";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { postEntries } from "#lib/ledger/commands";
import { ledgerFacts } from "#lib/ledger/queries";
import { rentEntry } from "#lib/ledger/rules";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, type Officers, settleMonth } from "#tests/support/month";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let by: Officers;
let master = "";

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  master = (await makeTalent(db())).personId;
  await makeLease(db(), [{ personId: master }]);
  await settleMonth(db(), by, "2026-08");
});

let references = 0;
const pay = (billId: string, amountFen: number, rest: "refuse" | "credit" = "credit") =>
  recordPayment(
    by.operator,
    { billId, amountFen, paidOn: "2026-09-08", method: "bankTransfer", reference: `C${++references}`, rest },
    { now: NOW },
  );
const creditOf = async (personId: string) =>
  ((await availableCredit(db().reader, personId)).get(personId) ?? []).reduce((sum, one) => sum + one.availableFen, 0);
const wrongFacts = async () => (await ledgerFacts()).filter((fact) => !fact.ok);
const refundOf = (personId: string, amountFen: number, reason = "退租多缴", refundId = newId()) => ({
  refundId,
  personId,
  amountFen,
  reason,
});

test("what is paid above a bill is refused unless it is to be kept, and is then the person's credit", async () => {
  const bill = await billOf(db(), master, "2026-08");
  expect(await pay(bill.id, 60000, "refuse")).toMatchObject({ reason: "payment-above-due", values: { dueFen: 35000 } });
  expect(await pay(bill.id, 60000)).toMatchObject({ ok: true, creditFen: 25000 });
  expect((await billOf(db(), master, "2026-08")).paidFen).toBe(35000);
  expect(await creditOf(master)).toBe(25000);
  expect(await wrongFacts()).toEqual([]);
});

test("the next bill uses the credit, never more than is left once the support that is decided has been netted", async () => {
  await runMonth(by.operator, "2026-09", { now: NOW });
  expect((await billOf(db(), master, "2026-09")).paidFen).toBe(25000);
  expect(await creditOf(master)).toBe(0);
  const bill = await billOf(db(), master, "2026-08");
  expect(await pay(bill.id, 50000)).toMatchObject({ creditFen: 50000 });
  // 350 are left of September once its 1100 come: 250 were paid by credit before, 100 are now.
  expect((await billOf(db(), master, "2026-09")).paidFen).toBe(35000);
  expect(await creditOf(master)).toBe(40000);
  expect(await wrongFacts()).toEqual([]);
});

test("a bill paid in full before its support was netted gives back what was too much, at the next month's run", async () => {
  const { personId } = await makeTalent(db());
  await makeLease(db(), [{ personId }], { startsOn: "2026-09-01" });
  await runMonth(by.operator, "2026-09", { now: NOW });
  const bill = await billOf(db(), personId, "2026-09");
  expect(await pay(bill.id, 145000)).toMatchObject({ creditFen: 0 });
  await settleMonth(db(), by, "2026-09");
  expect((await billOf(db(), personId, "2026-09")).paidFen).toBe(145000);
  await runMonth(by.operator, "2026-10", { now: NOW });
  expect((await billOf(db(), personId, "2026-09")).paidFen).toBe(35000);
  expect((await billOf(db(), personId, "2026-10")).paidFen).toBe(35000);
  expect(await creditOf(personId)).toBe(75000);
  expect(await wrongFacts()).toEqual([]);
});

test("a refund is held while it waits, is proposed once, and needs somebody else to pay it out", async () => {
  const before = await creditOf(master);
  const given = refundOf(master, before);
  expect(await proposeRefund(by.operator, given, { now: NOW })).toMatchObject({ ok: true, before: false });
  expect(await proposeRefund(by.operator, given, { now: NOW })).toMatchObject({ ok: true, before: true });
  const other = { ...given, amountFen: 1 };
  expect(await proposeRefund(by.operator, other, { now: NOW })).toMatchObject({ reason: "refund-id-used" });
  expect(await creditOf(master)).toBe(0);
  expect(await proposeRefund(by.operator, refundOf(master, 1), { now: NOW })).toMatchObject({
    reason: "refund-above-credit",
    values: { available: 0 },
  });
  await expect(approveRefund(by.operator, given.refundId, { now: NOW })).rejects.toThrow(Forbidden);
  const maker = { ...by.checker, userId: by.operator.userId } as Actor;
  expect(await approveRefund(maker, given.refundId, { now: NOW })).toMatchObject({ reason: "maker-cannot-decide" });
  const paid = await approveRefund(by.checker, given.refundId, { now: NOW, amountFen: before - 2 });
  expect(paid).toMatchObject({ ok: true, paidFen: before - 2, releasedFen: 2 });
  expect(await approveRefund(by.checker, given.refundId, { now: NOW })).toMatchObject({ reason: "proposal-decided" });
  expect(await creditOf(master)).toBe(2);
  const told = and(eq(outbox.personId, master), eq(outbox.kind, "refund-approved"));
  expect(await db().reader.$count(outbox, told)).toBe(1);
  expect(await wrongFacts()).toEqual([]);
});

test("a rejected refund gives the credit back, with a reason", async () => {
  const given = refundOf(master, 2);
  await proposeRefund(by.operator, given, { now: NOW });
  expect(await rejectRefund(by.checker, given.refundId, " ", { now: NOW })).toMatchObject({
    reason: "reject-without-reason",
  });
  expect(await rejectRefund(by.checker, given.refundId, "账号不符", { now: NOW })).toMatchObject({ ok: true });
  expect(await creditOf(master)).toBe(2);
  await expect(rejectRefund(by.checker, newId(), "x", { now: NOW })).rejects.toThrow(NotFound);
});

test("a refund of nothing, of parts of a fen or without a reason is refused", async () => {
  for (const [change, reason] of [
    [{ amountFen: 0 }, "refund-amount-wrong"],
    [{ amountFen: -5 }, "refund-amount-wrong"],
    [{ amountFen: 0.5 }, "refund-amount-wrong"],
    [{ reason: " " }, "refund-without-reason"],
  ] as const) {
    expect(await proposeRefund(by.operator, { ...refundOf(master, 1), ...change }, { now: NOW })).toMatchObject({
      reason,
    });
  }
});

test("credit under leases of 40, 40 and 21 refunds 100 as 40, 40 and 20; asked for more than all, nothing moves", async () => {
  const { personId } = await makeTalent(db());
  for (const [index, fen] of [40, 40, 21].entries()) {
    const leaseId = await makeLease(db(), [{ personId }], {
      status: "ended",
      startsOn: `2026-0${index + 3}-01`,
      endedOn: "2026-05-31",
    });
    const bill = await makeBill(personId, leaseId, "2026-05", 100);
    await pay(bill, 100 + fen);
  }
  const before = await db().reader.$count(ledgerProposals);
  expect(await proposeRefund(by.operator, refundOf(personId, 102), { now: NOW })).toMatchObject({
    reason: "refund-above-credit",
  });
  expect(await db().reader.$count(ledgerProposals)).toBe(before);
  const given = refundOf(personId, 100);
  await proposeRefund(by.operator, given, { now: NOW });
  await approveRefund(by.checker, given.refundId, { now: NOW });
  const moves = await db().reader.select().from(creditMoves).where(eq(creditMoves.refundId, given.refundId));
  expect(moves.map((move) => move.amountFen).sort((a, b) => a - b)).toEqual([-40, -40, -20]);
});

/** A bill with its entry in the books, without a month run. */
async function makeBill(personId: string, leaseId: string, month: string, rentFen: number): Promise<string> {
  const bill = { id: newId(), leaseId, personId, month, fromOn: `${month}-01`, toOn: `${month}-28`, rentFen };
  await db().transaction(async (tx) => {
    const rest = { billNo: `ZDT-${bill.id}`, dueOn: `${month}-10`, offsetFen: 0, paidFen: 0, createdAt: NOW };
    await tx.insert(bills).values({ ...bill, ...rest });
    await postEntries(tx, [rentEntry(bill)], { madeBy: "system", now: NOW });
  });
  return bill.id;
}

type Op =
  | { op: "bill"; fen: number }
  | { op: "pay"; bill: number; fen: number; twice: boolean }
  | { op: "refund"; fen: number }
  | { op: "decide"; fen: number | null };
const fen = fc.integer({ min: 1, max: 9 });
const op: fc.Arbitrary<Op> = fc.oneof(
  fen.map((one): Op => ({ op: "bill", fen: one })),
  fc.tuple(fc.nat(3), fen, fc.boolean()).map(([bill, one, twice]): Op => ({ op: "pay", bill, fen: one, twice })),
  fen.map((one): Op => ({ op: "refund", fen: one })),
  fc.option(fen, { freq: 3 }).map((one): Op => ({ op: "decide", fen: one })),
);

test("whatever is billed, paid, used and refunded in whatever order, a person's money adds up to the fen", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(op, { minLength: 2, maxLength: 9 }), async (ops) => {
      const { personId } = await makeTalent(db());
      const leaseId = await makeLease(db(), [{ personId }], { status: "ended", endedOn: "2026-08-31" });
      const made: string[] = [];
      const waiting: { id: string; fen: number }[] = [];
      // The model: what was asked for, what came in, what went out. Nothing else can matter.
      const sums = { billed: 0, paid: 0, refunded: 0, held: 0 };
      for (const step of ops) {
        if (step.op === "bill") {
          made.push(await makeBill(personId, leaseId, addMonths("2026-01", made.length), step.fen));
          sums.billed += step.fen;
          await db().transaction((tx) => payByCredit(tx, { personId, by: "system", now: NOW }));
        } else if (step.op === "pay") {
          const bill = made[step.bill];
          if (bill === undefined) continue;
          const given = { billId: bill, amountFen: step.fen, paidOn: "2026-09-08", reference: `P${++references}` };
          const row = { ...given, method: "cash" as const, rest: "credit" as const };
          for (const _ of step.twice ? [1, 2] : [1]) await recordPayment(by.operator, row, { now: NOW });
          sums.paid += step.fen;
        } else if (step.op === "refund") {
          const given = refundOf(personId, step.fen);
          const decision = await proposeRefund(by.operator, given, { now: NOW });
          const free = Math.max(0, sums.paid - sums.refunded - sums.billed) - sums.held;
          expect(decision.ok).toBe(step.fen <= free);
          if (!decision.ok) continue;
          waiting.push({ id: given.refundId, fen: step.fen });
          sums.held += step.fen;
        } else {
          const next = waiting.shift();
          if (!next) continue;
          sums.held -= next.fen;
          if (step.fen === null) await rejectRefund(by.checker, next.id, "no", { now: NOW });
          else await approveRefund(by.checker, next.id, { now: NOW, amountFen: Math.min(step.fen, next.fen) });
          sums.refunded += step.fen === null ? 0 : Math.min(step.fen, next.fen);
          await db().transaction((tx) => payByCredit(tx, { personId, by: "system", now: NOW }));
        }
      }
      const rows = await db().reader.select().from(bills).where(eq(bills.personId, personId));
      const openFen = rows.reduce((sum, bill) => sum + bill.rentFen - bill.paidFen, 0);
      const credit = (await creditOf(personId)) + sums.held;
      expect(openFen - credit).toBe(sums.billed - sums.paid + sums.refunded);
      // Nobody has something open and something to spend at once.
      expect(Math.min(openFen, await creditOf(personId))).toBe(0);
    }),
    { numRuns: 110 },
  );
  expect(await wrongFacts()).toEqual([]);
}, 120_000);

test("a month that runs twice spends credit once", async () => {
  const before = await db().reader.select().from(creditMoves).where(isNull(creditMoves.paymentId));
  await runMonth(by.operator, "2026-10", { now: later(1000) });
  await db().transaction((tx) => setAsideOverpaid(tx, { by: "system", now: NOW }));
  expect(await db().reader.select().from(creditMoves).where(isNull(creditMoves.paymentId))).toEqual(before);
});
