import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBankFile } from "#lib/billing/bank-file";
import { FILE_BYTES, FILE_ROWS } from "#lib/billing/rules";
import { findHeader, readAmount, readBankLine, readDay } from "#lib/billing/rules-bank";
import { type MatchBill, type MatchFacts, matchLine } from "#lib/billing/rules-matching";
import { parseCsv, writeCsv } from "#lib/csv";
import { yuanText } from "#lib/money";
import { inGbk, makeXlsx } from "#tests/support/xlsx";

const HEADERS = ["交易流水号", "交易日期", "贷方发生额", "对方户名", "附言"];
const ROW = ["T0001", "2026-09-08", "350.00", "王小明", "ZD202609-00001 九月房租"];
const csv = (...rows: string[][]) => [HEADERS, ...rows].map((row) => row.join(",")).join("\r\n");
const bytes = (text: string) => new TextEncoder().encode(text);

describe("a file is read by what is in it", () => {
  test.each([
    ["UTF-8", bytes(csv(ROW)), "csv", "utf-8"],
    ["UTF-8 with a mark", bytes(`\uFEFF${csv(ROW)}`), "csv", "utf-8-bom"],
    ["GBK", inGbk(csv(ROW)), "csv", "gb18030"],
    ["tabs", bytes(csv(ROW).replaceAll(",", "\t")), "csv", "utf-8"],
    ["xlsx", makeXlsx([HEADERS, [...ROW.slice(0, 2), 350, ...ROW.slice(3)]]), "xlsx", null],
  ])("%s", async (_, file, format, encoding) => {
    const read = await readBankFile(file);
    if (!read.ok) throw new Error(read.reason);
    expect(read).toMatchObject({ format, encoding });
    expect(read.rows.map((row) => readBankLine(row, read.columns, "2026-09-10"))).toEqual([
      {
        ok: true,
        line: 2,
        transactionNo: "T0001",
        paidOn: "2026-09-08",
        amountFen: 35000,
        payerName: "王小明",
        note: "ZD202609-00001 九月房租",
      },
    ]);
  });

  test("lines above the headers are passed over, and lines keep the numbers of the file", async () => {
    const read = await readBankFile(bytes(`账号,6222****1234\r\n期间,2026-09\r\n\r\n${csv(ROW)}`));
    expect(read).toMatchObject({ ok: true, rows: [{ line: 5 }] });
  });

  test.each([
    ["nothing", new Uint8Array(), "file-empty"],
    ["too large", new Uint8Array(FILE_BYTES + 1).fill(65), "file-too-large"],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1]), "file-not-spreadsheet"],
    ["bytes", new Uint8Array([1, 0, 2]), "file-not-spreadsheet"],
    ["an old Excel file", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), "file-old-excel"],
    ["a zip that is cut", makeXlsx([HEADERS, ROW]).subarray(0, 200), "file-broken"],
    ["a zip that is no spreadsheet", zipOf("hello"), "file-broken"],
    ["bytes of no encoding", new Uint8Array([...bytes(csv(ROW)), 0xff, 0xff]), "file-encoding-unknown"],
    ["a mark of UTF-8 before GBK", new Uint8Array([0xef, 0xbb, 0xbf, ...inGbk(csv(ROW))]), "file-encoding-unknown"],
    ["an open quote", bytes(`${csv(ROW)}\r\nT2,"2026`), "file-quote-open"],
    ["headers alone", bytes(csv()), "file-without-rows"],
    ["no such columns", bytes("a,b\r\n1,2"), "columns-missing"],
    ["a bomb", bombOf(150), "file-too-large"],
  ])("%s is refused", async (_, file, reason) => {
    expect(await readBankFile(file)).toMatchObject({ ok: false, reason });
  });

  test("short Chinese in GBK that passes for UTF-8 is not guessed at", async () => {
    const file = new Uint8Array([
      ...bytes("transaction no,date,amount,payer,note\r\nT1,2026-09-08,1,"),
      0xc4,
      0xaa,
      0xc4,
      0xac,
      ...bytes(",x"),
    ]);
    expect(await readBankFile(file)).toMatchObject({ reason: "file-encoding-ambiguous" });
  });

  test("more rows than allowed are refused, as many as allowed are not", async () => {
    const rows = (count: number) =>
      bytes(csv(...Array.from({ length: count }, () => ["T", "2026-09-08", "1", "x", "y"])));
    expect(await readBankFile(rows(FILE_ROWS + 1))).toMatchObject({ reason: "file-too-many-rows" });
    expect(await readBankFile(rows(FILE_ROWS))).toMatchObject({ ok: true });
  });

  test("a missing column is named with every header by which it is understood", () => {
    const decision = findHeader([{ line: 3, cells: ["交易流水号", "交易日期", "对方户名", "摘要"] }]);
    expect(decision).toMatchObject({ reason: "columns-missing", values: { line: 3 } });
    expect(decision.ok ? "" : decision.values?.missing).toContain("贷方发生额/贷方金额/收入金额");
  });
});

function zipOf(text: string): Uint8Array {
  return makeXlsx([[text]]).map((byte, at, all) => (at > 60 && at < all.length - 400 ? 0x20 : byte));
}

/** A spreadsheet that says it unpacks to so many megabytes. */
function bombOf(megabytes: number): Uint8Array {
  const file = makeXlsx([HEADERS, ROW]);
  const view = new DataView(file.buffer);
  for (let at = 0; at < file.length - 4; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, megabytes * 1024 * 1024, true);
  }
  return file;
}

describe("a line says when, how much and by whom, or why not", () => {
  const columns = { transactionNo: 0, paidOn: 1, amount: 2, payerName: 3, note: [4, 5], debit: 6 };
  const line = (change: Record<number, string>) => {
    const cells = ["T1", "2026-09-08", "350", "王", "房租", "九月", ""].map((cell, at) => change[at] ?? cell);
    return readBankLine({ line: 7, cells }, columns, "2026-09-10");
  };

  test.each([
    [{ 0: " " }, "row-without-transaction"],
    [{ 0: "1.2345e+18" }, "row-transaction-rounded"],
    [{ 1: "2026-02-30" }, "row-date-wrong"],
    [{ 1: "gestern" }, "row-date-wrong"],
    [{ 1: "2026-09-11" }, "row-date-in-future"],
    [{ 2: "-350" }, "row-amount-negative"],
    [{ 2: "350.005" }, "row-amount-fraction"],
    [{ 2: "3e5" }, "row-amount-wrong"],
    [{ 2: "0" }, "row-amount-wrong"],
    [{ 2: "三百" }, "row-amount-wrong"],
    [{ 2: "", 6: "20.00" }, "row-money-out"],
  ])("%j is %s", (change, reason) => {
    expect(line(change)).toMatchObject({ ok: false, line: 7, reason });
  });

  test("notes of two columns are one, and cells that were kept as text by a trick are read", () => {
    expect(line({ 0: '="000123"', 2: "'1,350.50" })).toMatchObject({
      transactionNo: "000123",
      amountFen: 135050,
      note: "房租 九月",
    });
  });

  test.each([
    "2026-09-08",
    "2026/9/8",
    "2026.09.08",
    "20260908",
    "2026年9月8日",
    "2026-09-08 13:05:22",
    "20260908130522",
  ])("%s is 8 September 2026", (text) => expect(readDay(text)).toBe("2026-09-08"));

  test("whatever amount is written in yuan is read to the fen", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_99 }), (fen) => {
        expect(readAmount(yuanText(fen))).toBe(fen);
        const [whole = "", rest = ""] = yuanText(fen).split(".");
        expect(readAmount(`¥${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${rest.padEnd(2, "0")}`)).toBe(fen);
      }),
    );
  });
});

describe("a line finds its bill by number for sure, by name and amount for somebody to confirm, or waits", () => {
  const bill = (change: Partial<MatchBill> = {}): MatchBill => ({
    billId: "b1",
    billNo: "ZD202609-00001",
    leaseNo: "HT2026-00001",
    personId: "anna",
    month: "2026-09",
    leftFen: 145000,
    wantsFen: 35000,
    ...change,
  });
  const older = bill({ billId: "b0", billNo: "ZD202608-00001", month: "2026-08", leftFen: 35000 });
  const facts = (bills: MatchBill[], names: Record<string, string> = { anna: "安娜" }): MatchFacts => ({
    byBillNo: new Map(bills.map((one) => [one.billNo, one])),
    byLeaseNo: Map.groupBy(bills, (one) => one.leaseNo),
    byName: Map.groupBy(bills, (one) => names[one.personId] ?? "?"),
    nameOf: new Map(Object.entries(names)),
  });
  const match = (
    note: string,
    given: { payerName?: string; amountFen?: number; paidOn?: string } = {},
    bills = [older, bill()],
    names?: Record<string, string>,
  ) => matchLine({ note, payerName: "", amountFen: 100, paidOn: "2026-09-08", ...given }, facts(bills, names));

  test.each(["房租ZD202609-00001", "zd20260900001", "ＺＤ２０２６０９－００００１", "ZD 202609 - 00001"])(
    "%s",
    (note) => {
      expect(match(note)).toMatchObject({ state: "matched", reason: "match-bill-no", billId: "b1" });
    },
  );

  test("a bill that is unknown, or several, or of a month still to come, is not matched", () => {
    expect(match("ZD202609-99999")).toMatchObject({ state: "unmatched", reason: "row-bill-unknown" });
    expect(match("ZD202609-00001 ZD202608-00001")).toMatchObject({ reason: "row-several-bills" });
    expect(match("ZD202609-00001", { paidOn: "2026-07-31" })).toMatchObject({
      state: "wrong",
      reason: "row-before-bill",
    });
    expect(match("ZD202609-00001", { paidOn: "2026-08-01" })).toMatchObject({ state: "matched" });
  });

  test("a lease's number pays the oldest open bill, the latest where all are paid", () => {
    expect(match("HT2026-00001")).toMatchObject({ state: "matched", reason: "match-lease-no", billId: "b0" });
    const paid = [older, bill()].map((one) => ({ ...one, leftFen: 0 }));
    expect(match("HT2026-00001", {}, paid)).toMatchObject({ state: "matched", billId: "b1" });
    expect(match("HT2026-00009")).toMatchObject({ state: "unmatched", reason: "row-lease-unknown" });
  });

  test("of people who share a lease the payer's name tells, else the amount suggests, else nobody guesses", () => {
    const shared = [
      bill(),
      bill({ billId: "b2", billNo: "ZD202609-00002", personId: "bo", leftFen: 90000, wantsFen: 90000 }),
    ];
    const names = { anna: "安娜", bo: "阿波" };
    expect(match("HT2026-00001", { payerName: "阿 波" }, shared, names)).toMatchObject({
      state: "matched",
      billId: "b2",
    });
    expect(match("HT2026-00001", { amountFen: 90000 }, shared, names)).toMatchObject({
      state: "suggested",
      billId: "b2",
    });
    expect(match("HT2026-00001", { amountFen: 1 }, shared, names)).toMatchObject({ reason: "row-lease-shared" });
  });

  test("name and amount suggest, with the support that is expected or without, for one month or all that are open", () => {
    const payerName = "安娜";
    expect(match("房租", { payerName, amountFen: 145000 })).toMatchObject({ state: "suggested", billId: "b1" });
    expect(match("房租", { payerName, amountFen: 35000 })).toMatchObject({ state: "suggested", billId: "b0" });
    expect(match("房租", { payerName, amountFen: 180000 })).toMatchObject({
      state: "suggested",
      reason: "match-name-total",
    });
    expect(match("房租", { payerName, amountFen: 5 })).toMatchObject({
      state: "unmatched",
      reason: "row-amount-differs",
    });
    expect(match("房租", { payerName: "无名氏" })).toMatchObject({ reason: "row-nobody" });
  });

  test("two people of one name are never told apart by guessing", () => {
    const two = [bill(), bill({ billId: "b2", billNo: "ZD202609-00002", personId: "bo" })];
    const same = { anna: "安娜", bo: "安娜" };
    expect(match("房租", { payerName: "安娜", amountFen: 145000 }, two, same)).toMatchObject({
      reason: "row-several-people",
    });
  });
});

describe("CSV", () => {
  test("what is written is read back, whatever is in the cells", () => {
    const cell = fc
      .string()
      .map((text) => text.replaceAll("\r", "").trim())
      .filter((text) => !/^['=+\-@\t]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
        const kept = rows.filter((row) => row.some((one) => one !== ""));
        const { rows: read } = parseCsv(writeCsv(rows).slice(1), ",");
        expect(read.map((row) => row.cells)).toEqual(kept);
      }),
    );
  });

  test("a cell that a spreadsheet would run as a formula is text", () => {
    expect(writeCsv([["=1+1", "+86", "-2", "@SUM(A1)", "\tx", "王", -5]])).toBe(
      "\uFEFF'=1+1,'+86,'-2,'@SUM(A1),'\tx,王,-5\r\n",
    );
  });

  test("a quoted cell may hold line breaks, and the next row still knows its line", () => {
    expect(parseCsv('a,"b\n""c"""\r\nd,e', ",").rows).toEqual([
      { line: 1, cells: ["a", 'b\n"c"'] },
      { line: 3, cells: ["d", "e"] },
    ]);
  });
});
