import { and, asc, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { bankImports, bankRows, bills, creditMoves, payments } from "#db/schema";
import type { Actor } from "#lib/actor";
import { confirmImport, discardImport } from "#lib/billing/bank-imports";
import { previewBankFile } from "#lib/billing/bank-preview";
import { dismissBankRow, matchBankRow } from "#lib/billing/bank-rows";
import { recordPayment } from "#lib/billing/commands";
import { Forbidden, NotFound } from "#lib/errors";
import * as postings from "#lib/ledger/commands";
import { ledgerFacts } from "#lib/ledger/queries";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, type Officers, settleMonth } from "#tests/support/month";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";
import { inGbk, makeXlsx } from "#tests/support/xlsx";

const db = freshDatabase();
let by: Officers;
type Person = { personId: string; name: string; billNo: string; billId: string; leaseNo: string };
const people: Person[] = [];

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  for (let index = 0; index < 6; index++) {
    const { personId, name } = await makeTalent(db());
    const leaseNo = `HT2026-9000${index}`;
    await makeLease(db(), [{ personId }], { leaseNo });
    people.push({ personId, name: name ?? "", billNo: "", billId: "", leaseNo });
  }
  await settleMonth(db(), by, "2026-09");
  for (const person of people) {
    const bill = await billOf(db(), person.personId, "2026-09");
    Object.assign(person, { billNo: bill.billNo, billId: bill.id });
  }
});

const who = (index: number): Person => {
  const person = people[index];
  if (!person) throw new Error(`no person ${index}`);
  return person;
};
type Line = [number: string, on: string, amount: string, name: string, note: string];
const HEADERS = ["交易流水号", "交易日期", "贷方发生额(元)", "对方户名", "附言"];
const text = (lines: Line[]) => [HEADERS, ...lines].map((line) => line.join(",")).join("\n");
const preview = (lines: Line[], actor: Actor = by.operator) =>
  previewBankFile(actor, { name: "九月流水.csv", bytes: new TextEncoder().encode(text(lines)) }, { now: NOW });
async function previewed(lines: Line[]): Promise<string> {
  const decision = await preview(lines);
  if (!decision.ok) throw new Error(decision.reason);
  return decision.importId;
}
const rowsOf = (importId: string) =>
  db().reader.select().from(bankRows).where(eq(bankRows.importId, importId)).orderBy(asc(bankRows.line));
const confirm = (importId: string, accept: string[] = []) => confirmImport(by.operator, importId, { accept, now: NOW });
const paidFen = async (index: number) => (await billOf(db(), who(index).personId, "2026-09")).paidFen;
const wrongFacts = async () => (await ledgerFacts()).filter((fact) => !fact.ok);

const first = (): Line[] => [
  ["B001", "2026-09-08", "350.00", "谁都行", `房租${who(0).billNo}`],
  ["B002", "2026-09-08", "200", "谁都行", `${who(1).leaseNo}房租`],
  ["B003", "2026-09-08", "350", who(2).name, "房租"],
  ["B004", "2026-09-08", "350", who(3).name, "房租"],
  ["B005", "2026-09-08", "888", "陌生人", "货款"],
  ["B001", "2026-09-08", "350.00", "谁都行", `房租${who(0).billNo}`],
];
let importId = "";

test("a preview says of each row what it would do, and books nothing", async () => {
  importId = await previewed(first());
  const rows = await rowsOf(importId);
  expect(rows.map((row) => [row.line, row.state, row.reason])).toEqual([
    [2, "matched", "match-bill-no"],
    [3, "matched", "match-lease-no"],
    [4, "suggested", "match-name-amount"],
    [5, "suggested", "match-name-amount"],
    [6, "unmatched", "row-nobody"],
    [7, "duplicate", "row-twice-in-file"],
  ]);
  expect(rows[5]?.reasonValues).toEqual({ line: 2 });
  expect(await db().reader.$count(payments)).toBe(0);
});

test("the same file again is the same import", async () => {
  expect(await preview(first())).toMatchObject({ ok: true, importId, before: true });
  expect(await db().reader.$count(bankImports)).toBe(1);
});

test("confirming books what was matched and what was accepted, once, however many confirm at once", async () => {
  const rows = await rowsOf(importId);
  const accept = [rows[2]?.id ?? ""];
  const both = await Promise.all([confirm(importId, accept), confirm(importId, accept)]);
  expect(both.map((one) => one.ok && one.before).sort()).toEqual([false, true]);
  for (const one of both) expect(one).toMatchObject({ ok: true, posted: 3, waiting: 2 });
  expect(await confirm(importId)).toMatchObject({ ok: true, posted: 3, waiting: 2, before: true });
  expect(await Promise.all([0, 1, 2, 3].map(paidFen))).toEqual([35000, 20000, 35000, 0]);
  expect(await db().reader.$count(payments)).toBe(3);
  const after = await rowsOf(importId);
  expect(after.map((row) => row.state)).toEqual(["posted", "posted", "posted", "waiting", "waiting", "duplicate"]);
  expect(after.filter((row) => row.paymentId !== null)).toHaveLength(3);
  expect(await wrongFacts()).toEqual([]);
});

test("a row of an earlier import, or one that was recorded by hand, is refused by its transaction number", async () => {
  const given = { billId: who(1).billId, amountFen: 100, paidOn: "2026-09-09", method: "cash" as const };
  await recordPayment(by.operator, { ...given, reference: "HAND1" }, { now: NOW });
  const again = await previewed([
    ["B001", "2026-09-09", "1", "x", who(0).billNo],
    ["B005", "2026-09-09", "1", "x", who(0).billNo],
    ["HAND1", "2026-09-09", "1", "x", who(0).billNo],
  ]);
  expect((await rowsOf(again)).map((row) => row.reason)).toEqual([
    "row-imported-before",
    "row-imported-before",
    "row-recorded-before",
  ]);
  expect(await confirm(again)).toMatchObject({ posted: 0, waiting: 0 });
});

test("a number that was booked between preview and confirmation is left out, and the rest is booked", async () => {
  const id = await previewed([
    ["R1", "2026-09-09", "1.00", "x", who(4).billNo],
    ["R2", "2026-09-09", "2.00", "x", who(4).billNo],
  ]);
  const given = { billId: who(4).billId, amountFen: 100, paidOn: "2026-09-09", method: "cash" as const };
  await recordPayment(by.operator, { ...given, reference: "R1" }, { now: NOW });
  expect(await confirm(id)).toMatchObject({ posted: 1 });
  expect((await rowsOf(id)).map((row) => row.state)).toEqual(["duplicate", "posted"]);
  expect(await paidFen(4)).toBe(300);
});

test("a file with one bad line is shown with its reasons by line, and cannot be confirmed", async () => {
  const id = await previewed([
    ["W1", "2026-09-09", "350", "x", who(3).billNo],
    ["W2", "2026-09-09", "-1", "x", who(3).billNo],
    ["W3", "2026-09-09", "1.005", "x", who(3).billNo],
    ["W4", "2026-09-31", "1", "x", who(3).billNo],
    ["W5", "2026-07-09", "1", "x", who(3).billNo],
  ]);
  const rows = await rowsOf(id);
  expect(rows.filter((row) => row.state === "wrong").map((row) => [row.line, row.reason])).toEqual([
    [3, "row-amount-negative"],
    [4, "row-amount-fraction"],
    [5, "row-date-wrong"],
    [6, "row-before-bill"],
  ]);
  expect(await confirm(id)).toMatchObject({ ok: false, reason: "import-has-wrong-rows", values: { count: 4 } });
  expect(await paidFen(3)).toBe(0);
  expect(await discardImport(by.operator, id, { now: NOW })).toMatchObject({ ok: true });
  expect(await confirm(id)).toMatchObject({ reason: "import-discarded" });
  expect(await discardImport(by.operator, importId, { now: NOW })).toMatchObject({ reason: "import-confirmed" });
});

test("files that are no bank's list are refused, and nothing is kept of them", async () => {
  const before = await db().reader.$count(bankImports);
  const upload = (bytes: Uint8Array) => previewBankFile(by.operator, { name: "x", bytes }, { now: NOW });
  expect(await upload(new Uint8Array([0xff, 0xd8, 0xff, 0]))).toMatchObject({ reason: "file-not-spreadsheet" });
  expect(await upload(new TextEncoder().encode("a,b\n1,2"))).toMatchObject({ reason: "columns-missing" });
  expect(await db().reader.$count(bankImports)).toBe(before);
});

test("what is paid above the bills is credit, and an import in GBK or as a spreadsheet books alike", async () => {
  const line: Line = ["G1", "2026-09-09", "400", "x", who(4).billNo];
  const upload = async (bytes: Uint8Array) => {
    const decision = await previewBankFile(by.operator, { name: "x", bytes }, { now: NOW });
    return confirm(decision.ok ? decision.importId : "");
  };
  expect(await upload(inGbk(text([line])))).toMatchObject({ posted: 1 });
  expect(await upload(makeXlsx([HEADERS, ["X1", "20260909", 12.34, "x", who(4).billNo]]))).toMatchObject({ posted: 1 });
  expect(await paidFen(4)).toBe(35000);
  const moves = await db()
    .reader.select()
    .from(creditMoves)
    .where(eq(creditMoves.personId, who(4).personId));
  expect(moves.map((move) => move.amountFen).sort((a, b) => a - b)).toEqual([1234, 5300]);
  expect(await wrongFacts()).toEqual([]);
});

test("a waiting row is matched by hand once; another bill for it afterwards is refused", async () => {
  const waiting = (await rowsOf(importId)).filter((row) => row.state === "waiting");
  const [row, other] = [waiting[0]?.id ?? "", waiting[1]?.id ?? ""];
  const match = (billNo: string) => matchBankRow(by.operator, row, billNo, { now: NOW });
  expect(await match("ZD209901-00001")).toMatchObject({ reason: "bill-unknown" });
  const both = await Promise.all([match(who(3).billNo), match(who(3).billNo)]);
  expect(both.map((one) => one.ok && one.before).sort()).toEqual([false, true]);
  expect(await paidFen(3)).toBe(35000);
  expect(await match(who(2).billNo)).toMatchObject({ reason: "row-not-waiting" });
  expect(await dismissBankRow(by.operator, row, "x", { now: NOW })).toMatchObject({ reason: "row-not-waiting" });
  expect(await dismissBankRow(by.operator, other, " ", { now: NOW })).toMatchObject({
    reason: "dismiss-without-reason",
  });
  expect(await dismissBankRow(by.operator, other, "货款", { now: NOW })).toMatchObject({ ok: true });
  expect(await matchBankRow(by.operator, other, who(3).billNo, { now: NOW })).toMatchObject({
    reason: "row-not-waiting",
  });
  await expect(matchBankRow(by.operator, "nowhere", who(3).billNo, { now: NOW })).rejects.toThrow(NotFound);
  expect(await wrongFacts()).toEqual([]);
});

test("nobody but operators reads files in or matches rows", async () => {
  for (const actor of [by.checker, await makeTalent(db()), await makeStaff(db(), "auditor")]) {
    await expect(preview(first(), actor)).rejects.toThrow(Forbidden);
    await expect(confirmImport(actor, importId, { accept: [], now: NOW })).rejects.toThrow(Forbidden);
    await expect(matchBankRow(actor, "x", "x", { now: NOW })).rejects.toThrow(Forbidden);
  }
});

test("a confirmation that dies while the books are written leaves nothing, and can be given again", async () => {
  const id = await previewed([["K1", "2026-09-09", "0.50", "x", who(5).billNo]]);
  const before = [await paidFen(5), await db().reader.$count(payments)];
  const spy = vi.spyOn(postings, "postEntries").mockRejectedValueOnce(new Error("power cut"));
  await expect(confirm(id)).rejects.toThrow("power cut");
  spy.mockRestore();
  expect([await paidFen(5), await db().reader.$count(payments)]).toEqual(before);
  expect((await rowsOf(id)).map((row) => row.state)).toEqual(["matched"]);
  expect(await confirm(id)).toMatchObject({ posted: 1, before: false });
  await recordPayment(
    by.operator,
    { billId: who(5).billId, amountFen: 1, paidOn: "2026-09-09", method: "cash", reference: "K2" },
    { now: NOW },
  );
  expect(await paidFen(5)).toBe((before[0] ?? 0) + 51);
});

test("thousands of rows are previewed and booked in one go, and add up", async () => {
  const lines = Array.from({ length: 3000 }, (_, at): Line => [`M${at}`, "2026-09-09", "0.01", "x", who(5).billNo]);
  const id = await previewed(lines);
  expect(await confirm(id)).toMatchObject({ posted: 3000, waiting: 0 });
  expect(await paidFen(5)).toBe(3051);
  const [sum] = await db()
    .reader.select({ fen: sql<number>`sum(${payments.amountFen})`.mapWith(Number) })
    .from(payments)
    .where(and(eq(payments.billId, who(5).billId)));
  expect(sum?.fen).toBe(3051);
  expect(await db().reader.$count(bills)).toBe(6);
  expect(await wrongFacts()).toEqual([]);
}, 120_000);
