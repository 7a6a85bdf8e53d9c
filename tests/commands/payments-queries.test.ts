import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { people } from "#db/schema";
import { arrearBuildings, arrearsCsv, arrearsFor } from "#lib/billing/arrears";
import { confirmImport } from "#lib/billing/bank-imports";
import { previewBankFile } from "#lib/billing/bank-preview";
import { bankRowFor, importFor, importsFor, waitingRows } from "#lib/billing/bank-queries";
import { recordPayment } from "#lib/billing/commands";
import { receiptFor } from "#lib/billing/receipts";
import { creditHolders, refundsFor } from "#lib/billing/refund-queries";
import { approveRefund, proposeRefund } from "#lib/billing/refunds";
import { myMoney } from "#lib/billing/statement";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { trialBalanceFor } from "#lib/ledger/queries";
import { accounts } from "#lib/ledger/rules";
import { accountStatement, latestLedgerMonth } from "#lib/ledger/statement";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, type Officers, settleMonth } from "#tests/support/month";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
type Talent = Awaited<ReturnType<typeof makeTalent>>;
let by: Officers;
let payer: Talent;
let behind: Talent;
let paymentId = "";

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  payer = await makeTalent(db());
  behind = await makeTalent(db(), { employerKind: "university" });
  for (const { personId } of [payer, behind]) await makeLease(db(), [{ personId }]);
  for (const month of ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09"]) await settleMonth(db(), by, month);
  const bill = await billOf(db(), payer.personId, "2026-05");
  const given = {
    billId: bill.id,
    amountFen: 180000,
    paidOn: "2026-06-01",
    method: "wechat" as const,
    reference: "Q1",
  };
  const paid = await recordPayment(by.operator, { ...given, rest: "credit" }, { now: NOW });
  paymentId = paid.ok ? paid.paymentId : "";
});

test("arrears are summed by tenant and age, the largest debt first", async () => {
  // Due on the 10th: on 10 September that of August is 31 days late, July's 62, June's 92 and May's 123; September's is in time.
  const { rows, total, found } = await arrearsFor(by.operator, { now: NOW });
  expect(found).toBe(1);
  expect(rows).toMatchObject([
    { personId: behind.personId, bills: 4, since: "2026-05-10", to30: 0, to60: 145000, to90: 145000, over90: 290000 },
  ]);
  expect(total).toEqual({ to30: 0, to60: 145000, to90: 145000, over90: 290000, totalFen: 580000 });
  const next = await arrearsFor(by.operator, { now: new Date("2026-09-11T02:00:00Z") });
  expect(next.total).toMatchObject({ to30: 145000, to60: 145000, to90: 145000, over90: 290000 });
});

test("arrears are found by age, building, name, room and lease", async () => {
  const found = async (ask: Parameters<typeof arrearsFor>[1]) =>
    (await arrearsFor(by.operator, { now: NOW, ...ask })).found;
  expect([await found({ age: "to30" }), await found({ age: "over90" })]).toEqual([0, 1]);
  const [row] = (await arrearsFor(by.operator, { now: NOW })).rows;
  expect(await found({ building: row?.buildingNo })).toBe(1);
  expect(await found({ building: 99 })).toBe(0);
  for (const q of [row?.personName, row?.roomNo, row?.leaseNo]) expect(await found({ q })).toBe(1);
  expect(await found({ q: "nobody" })).toBe(0);
  expect((await arrearBuildings(by.operator)).map((one) => one.no)).toEqual([1, 2]);
});

test("arrears as a file hold every row, in yuan, and no cell that a spreadsheet would run", async () => {
  const rename = (name: string) =>
    db().transaction((tx) => tx.update(people).set({ name }).where(eq(people.id, behind.personId)));
  await rename("=HYPERLINK(1)");
  const text = await arrearsCsv(by.operator, { now: NOW }, ["姓名"]);
  await rename("王欠租");
  const [head, row, ...rest] = text.split("\r\n");
  expect(head).toBe("\uFEFF姓名");
  expect(row).toMatch(/^'=HYPERLINK\(1\),HT2026-\d{5},\d-\d{4},4,2026-05-10,0,1450,1450,2900,5800$/);
  expect(rest).toEqual([""]);
  await expect(arrearsCsv(payer, {}, [])).rejects.toThrow(Forbidden);
});

test("a talent's money is told move by move, and what is left after the last is what the bills say", async () => {
  const { moves, creditFen } = await myMoney(payer);
  expect(creditFen).toBe(5000);
  expect(moves[0]?.balanceFen).toBe(-5000);
  const kinds = Map.groupBy(moves, (move) => move.kind);
  expect([...kinds].map(([kind, list]) => [kind, list.length]).sort()).toEqual([
    ["credit-used", 4],
    ["offset", 5],
    ["payment", 1],
    ["rent", 5],
  ]);
  expect(kinds.get("payment")?.[0]).toMatchObject({ on: "2026-06-01", owedFen: -180000, creditFen: 145000, paymentId });
  expect(moves.every((move) => move.billId !== null)).toBe(true);
  expect((await myMoney(await makeTalent(db()))).moves).toEqual([]);
});

test("a receipt says what was paid, in words as well, to the payer and to staff and to nobody else", async () => {
  expect(await receiptFor(payer, paymentId)).toMatchObject({
    contents: [{ kind: "rent", fen: expect.any(Number) }],
    amountFen: 180000,
    creditFen: 145000,
    capital: "壹仟捌佰元整",
    month: "2026-05",
  });
  expect((await receiptFor(by.operator, paymentId)).receiptNo).toMatch(/^SJ20260601-/);
  await expect(receiptFor(behind, paymentId)).rejects.toThrow(NotFound);
  await expect(receiptFor(payer, "nowhere")).rejects.toThrow(NotFound);
});

test("credit and refunds are shown to those who propose and to those who decide", async () => {
  expect(await creditHolders(by.operator)).toMatchObject([{ personId: payer.personId, availableFen: 5000 }]);
  const refundId = newId();
  await proposeRefund(
    by.operator,
    { refundId, personId: payer.personId, amountFen: 3000, reason: "退租" },
    { now: NOW },
  );
  expect(await creditHolders(by.operator)).toMatchObject([{ availableFen: 2000 }]);
  expect((await myMoney(payer)).waiting).toMatchObject([{ amountFen: 3000, on: "2026-09-10" }]);
  await approveRefund(by.checker, refundId, { now: NOW, amountFen: 2500 });
  expect(await refundsFor(by.checker)).toMatchObject([
    { id: refundId, status: "paid", paidFen: 2500, releasedFen: 500 },
  ]);
  expect((await myMoney(payer)).moves.find((move) => move.kind === "refund")).toMatchObject({ owedFen: 2500 });
  await expect(refundsFor(payer)).rejects.toThrow(Forbidden);
});

test("an import is shown with its counts, its suggestions and its rows; what waits is found a bill for", async () => {
  const file = `流水号,日期,收入金额,付款人,摘要\nN1,2026-09-09,1450,${behind.name},房租\nN2,2026-09-09,5,王欠租,房租\nN3,2026-09-09,7,谁,茶水`;
  const made = await previewBankFile(
    by.operator,
    { name: "a.csv", bytes: new TextEncoder().encode(file) },
    { now: NOW },
  );
  const importId = made.ok ? made.importId : "";
  const before = await importFor(by.operator, importId);
  expect(before.counts).toEqual({ unmatched: 3 });
  await confirmImport(by.operator, importId, { accept: [], now: NOW });
  expect(await importFor(by.operator, importId, { state: "waiting" })).toMatchObject({ found: 3, status: "confirmed" });
  expect(await importsFor(by.operator)).toMatchObject([{ id: importId, rows: 3, waiting: 3, posted: 0 }]);
  const waiting = await waitingRows(by.operator);
  expect(waiting).toMatchObject({ found: 3, sumFen: 146200 });
  const { candidates } = await bankRowFor(by.operator, waiting.rows[1]?.id ?? "");
  expect(candidates.map((one) => one.month)).toEqual(["2026-09", "2026-08", "2026-07", "2026-06", "2026-05"]);
  expect((await bankRowFor(by.operator, waiting.rows[2]?.id ?? "", "ZD202609")).candidates.length).toBe(2);
  await expect(importFor(by.operator, "nowhere")).rejects.toThrow(NotFound);
  await expect(waitingRows(payer)).rejects.toThrow(Forbidden);
});

test("an account's statement opens where the month before closed, and closes where the trial balance stands", async () => {
  const { rows } = await trialBalanceFor(by.checker);
  expect(await latestLedgerMonth(by.checker)).toBe("2026-09");
  for (const { code } of accounts) {
    const months = ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09"];
    let closing = 0;
    for (const month of months) {
      const statement = await accountStatement(by.checker, code, { month });
      expect(statement.openingFen).toBe(closing);
      expect(statement.lines.at(-1)?.balanceFen ?? closing).toBe(statement.closingFen);
      closing = statement.closingFen;
    }
    expect(closing, code).toBe(rows.find((row) => row.account === code)?.balanceFen);
  }
  await expect(accountStatement(payer, "bank", { month: "2026-09" })).rejects.toThrow(Forbidden);
});
