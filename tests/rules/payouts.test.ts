import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decideAgain,
  decideFunding,
  decidePaid,
  decideReturned,
  type Payout,
  type PayoutStatus,
  payoutFileNo,
  payoutNo,
  settlementStatusOf,
  withholdFrom,
} from "#lib/payouts/rules";
import { cardDigits, decideAccount, passesLuhn } from "#lib/payouts/rules-account";
import { findAnswerHeader, readAnswer } from "#lib/payouts/rules-answers";
import { inventedCard } from "#seeds/demo/invented";

const TODAY = "2026-09-20";
const payout = (change: Partial<Payout> = {}): Payout => ({
  status: "sent",
  amountFen: 15000,
  attempt: 1,
  sentOn: "2026-09-12",
  paidOn: null,
  reference: null,
  returnedOn: null,
  returnReason: null,
  ...change,
});
const ready = payout({ status: "ready", sentOn: null });
const paid = payout({ status: "paid", paidOn: "2026-09-13", reference: "B1" });
const returned = payout({ status: "returned", returnedOn: "2026-09-14", returnReason: "户名不符" });

describe("an account is the person's own bank card", () => {
  const given = { holderName: "欧阳 梧桐", bankName: "示例银行常州分行", accountNo: inventedCard(7) };

  test("the check digit is that of card numbers: the usual worked example passes, any single wrong digit fails", () => {
    // The formula is in ISO/IEC 7812-1, Annex B; it is usually worked out with 4992739871, whose check digit is 6.
    expect(passesLuhn("49927398716")).toBe(true);
    fc.assert(
      fc.property(fc.nat(999_999), fc.nat(18), fc.integer({ min: 1, max: 9 }), (sequence, at, change) => {
        const card = inventedCard(sequence);
        const wrong = [...card].map((digit, index) => (index === at ? String((Number(digit) + change) % 10) : digit));
        expect([passesLuhn(card), passesLuhn(wrong.join(""))]).toEqual([true, false]);
      }),
    );
  });

  test("spaces, hyphens and full-width digits are how people type it", () => {
    expect(cardDigits("０000 0000-0000 0007")).toBe("0000000000000007");
    expect(decideAccount(given, "欧阳·梧桐")).toMatchObject({ ok: true, lastFour: inventedCard(7).slice(-4) });
  });

  test.each([
    [{ holderName: "王梧桐" }, "欧阳梧桐", "holderName", "account-holder-other"],
    [{}, null, "holderName", "account-holder-other"],
    [{ accountNo: "123456789012345" }, "欧阳梧桐", "accountNo", "account-number-length"],
    [{ accountNo: `${inventedCard(7)}0` }, "欧阳梧桐", "accountNo", "account-number-length"],
    [{ accountNo: "六二二二" }, "欧阳梧桐", "accountNo", "account-number-length"],
    [
      { accountNo: `${inventedCard(7).slice(0, -1)}${(Number(inventedCard(7).at(-1)) + 1) % 10}` },
      "欧阳梧桐",
      "accountNo",
      "account-number-wrong",
    ],
  ])("%o of %s is refused at its field", (change, name, field, reason) => {
    expect(decideAccount({ ...given, ...change }, name)).toMatchObject({ ok: false, problems: [{ field, reason }] });
  });
});

describe("a payout is ready, sent, and paid or sent back", () => {
  test("only what was sent is paid or sent back", () => {
    expect(decidePaid(ready, { on: TODAY, reference: "B1" }, TODAY)).toMatchObject({ reason: "payout-not-sent" });
    expect(decideReturned(ready, { on: TODAY, reason: "x" }, TODAY)).toMatchObject({ reason: "payout-not-sent" });
    expect(decidePaid(payout(), { on: TODAY, reference: "B1" }, TODAY)).toMatchObject({ ok: true, before: false });
    expect(decideReturned(payout(), { on: TODAY, reason: "x" }, TODAY)).toMatchObject({ ok: true, booked: false });
  });

  test("the same word again changes nothing, another one is refused", () => {
    expect(decidePaid(paid, { on: "2026-09-13", reference: "B1" }, TODAY)).toMatchObject({ before: true });
    expect(decidePaid(paid, { on: "2026-09-14", reference: "B1" }, TODAY)).toMatchObject({
      reason: "payout-paid-otherwise",
    });
    expect(decidePaid(returned, { on: TODAY, reference: "B1" }, TODAY)).toMatchObject({ reason: "payout-returned" });
    expect(decideReturned(returned, { on: "2026-09-14", reason: "别的" }, TODAY)).toMatchObject({ before: true });
    expect(decideReturned(returned, { on: TODAY, reason: "x" }, TODAY)).toMatchObject({
      reason: "payout-returned-otherwise",
    });
  });

  test("what was booked as paid can still come back, and the books then take it back", () => {
    expect(decideReturned(paid, { on: "2026-09-15", reason: "账户已销户" }, TODAY)).toMatchObject({ booked: true });
    expect(decideReturned(paid, { on: "2026-09-12", reason: "x" }, TODAY)).toMatchObject({
      reason: "payout-return-before-paid",
    });
  });

  test.each([
    [{ on: "2026-09-21", reference: "B1" }, "payout-day-in-future"],
    [{ on: "2026-09-11", reference: "B1" }, "payout-before-sent"],
    [{ on: TODAY, reference: " " }, "payout-without-reference"],
  ])("paid %o: %s", (given, reason) => {
    expect(decidePaid(payout(), given, TODAY)).toMatchObject({ ok: false, reason });
  });

  test("nothing comes back without the bank's reason, before it was sent or from the future", () => {
    for (const [given, reason] of [
      [{ on: TODAY, reason: " " }, "payout-return-without-reason"],
      [{ on: "2026-09-11", reason: "x" }, "payout-before-sent"],
      [{ on: "2026-09-21", reason: "x" }, "payout-day-in-future"],
    ] as const)
      expect(decideReturned(payout(), given, TODAY)).toMatchObject({ reason });
  });

  test("a returned one is paid again to a mended account, or to the same one when the officer has made sure", () => {
    const given = { later: null, owedFen: 15000, hasAccount: true, accountChanged: true, sameAccount: false };
    expect(decideAgain(returned, given)).toMatchObject({ ok: true, attempt: 2, before: null });
    expect(decideAgain(returned, { ...given, accountChanged: false })).toMatchObject({
      reason: "payout-account-unchanged",
    });
    expect(decideAgain(returned, { ...given, accountChanged: false, sameAccount: true })).toMatchObject({ ok: true });
    expect(decideAgain(returned, { ...given, hasAccount: false })).toMatchObject({ reason: "payout-account-missing" });
    expect(decideAgain(returned, { ...given, later: "p2" })).toMatchObject({ before: "p2" });
    // Corrections count: what they withheld is not paid again.
    expect(decideAgain(returned, { ...given, owedFen: 5000 })).toMatchObject({ amountFen: 5000 });
    expect(decideAgain(returned, { ...given, owedFen: 0 })).toMatchObject({ reason: "payout-nothing-owed" });
    for (const other of [ready, payout(), paid])
      expect(decideAgain(other, given)).toMatchObject({ reason: "payout-not-returned" });
  });

  test("a batch is funded while anything waits or came back, disbursed once all is sent, closed once all has arrived", () => {
    const status = fc.constantFrom<PayoutStatus>("ready", "sent", "paid", "returned", "dropped");
    fc.assert(
      fc.property(fc.array(status), (last) => {
        const open = last.some((one) => one === "ready" || one === "returned");
        const expected = open ? "funded" : last.every((one) => one !== "sent") ? "closed" : "disbursed";
        expect(settlementStatusOf(last)).toBe(expected);
      }),
    );
    expect(settlementStatusOf([])).toBe("closed");
  });

  test("a correction withholds from what is ready first, then from what came back, never more than they hold", () => {
    const unsent = fc.array(
      fc.record({
        amountFen: fc.integer({ min: 1, max: 500 }),
        status: fc.constantFrom("ready" as const, "returned" as const),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(unsent, fc.nat(1500), (rows, withheldFen) => {
        const its = rows.map((row, at) => ({ ...row, id: String(at) }));
        const taken = withholdFrom(its, withheldFen);
        const sum = taken.reduce((total, one) => total + one.amountFen - one.restFen, 0);
        expect(sum).toBe(
          Math.min(
            withheldFen,
            its.reduce((total, one) => total + one.amountFen, 0),
          ),
        );
        const readyLeft = its.some(
          (one) => one.status === "ready" && (taken.find(({ id }) => id === one.id)?.restFen ?? one.amountFen) > 0,
        );
        if (readyLeft) expect(taken.every((one) => one.status === "ready")).toBe(true);
        expect(taken.every((one) => one.restFen >= 0 && one.restFen < one.amountFen)).toBe(true);
      }),
    );
  });

  test("numbers are counted within the month and the year", () => {
    expect([payoutNo("2026-09", 7), payoutFileNo("2026", 12)]).toEqual(["FF202609-00007", "BF2026-0012"]);
    expect(() => payoutNo("2026-09", 0)).toThrow();
  });
});

describe("public finance pays what was approved", () => {
  const batch = { status: "posted", approvedOn: "2026-09-10", expectedFen: 110000 };
  const given = { amountFen: 110000, paidOn: "2026-09-15", reference: "GK-1" };

  test("the whole share, once, on a day that can be", () => {
    expect(decideFunding(batch, given, null, TODAY)).toMatchObject({ ok: true, before: false });
    expect(decideFunding({ ...batch, status: "closed" }, given, given, TODAY)).toMatchObject({ before: true });
  });

  test.each([
    [{ status: "checked" }, {}, "settlement-not-posted"],
    [{ status: "funded" }, {}, "settlement-funded"],
    [{}, { amountFen: 109999 }, "funding-amount-differs"],
    [{}, { amountFen: 110001 }, "funding-amount-differs"],
    [{}, { reference: " " }, "funding-without-reference"],
    [{}, { paidOn: "2026-09-21" }, "funding-day-in-future"],
    [{}, { paidOn: "2026-09-09" }, "funding-before-approval"],
  ])("%o, %o: %s", (change, said, reason) => {
    expect(decideFunding({ ...batch, ...change }, { ...given, ...said }, null, TODAY)).toMatchObject({ reason });
  });

  test("another sum, day or reference for what is recorded is refused", () => {
    for (const change of [{ amountFen: 1 }, { paidOn: "2026-09-16" }, { reference: "GK-2" }])
      expect(decideFunding(batch, { ...given, ...change }, given, TODAY)).toMatchObject({ reason: "funding-recorded" });
  });
});

describe("a bank's answer is read line by line", () => {
  const HEADERS = ["发放编号", "金额(元)", "处理结果", "处理日期", "银行流水号", "失败原因"];
  const header = findAnswerHeader([
    { line: 1, cells: ["示例银行 批量代发结果"] },
    { line: 3, cells: HEADERS },
  ]);
  const known = new Map([
    ["FF202609-00001", { ...payout(), id: "p1" }],
    ["FF202609-00002", { ...paid, id: "p2" }],
    ["FF202609-00003", { ...ready, id: "p3" }],
  ]);
  const read = (cells: string[], firstLine?: number) => {
    if (!header.ok) throw new Error(header.reason);
    return readAnswer({ line: 4, cells }, header.columns, known, { today: TODAY, firstLine });
  };
  const line = (change: Record<number, string> = {}) =>
    ["FF202609-00001", "150.00", "成功", "2026/9/13", "B9", ""].map((cell, at) => change[at] ?? cell);

  test("paid and sent back, by the bank's own words", () => {
    expect(read(line())).toMatchObject({ payoutId: "p1", state: "paid", on: "2026-09-13", reference: "B9" });
    expect(read(line({ 2: "退票", 5: "账号户名不符" }))).toMatchObject({ state: "returned", reason: "账号户名不符" });
    expect(read(line({ 0: " ff202609-00001 ", 1: "" }))).toMatchObject({ state: "paid" });
    expect(read(line({ 2: "处理中", 3: "" }))).toMatchObject({ state: "skipped" });
    expect(read(line({ 0: "FF202609-00002", 4: "B1" }))).toMatchObject({ state: "known" });
  });

  test.each([
    [{ 0: "FF202609-99999" }, "answer-payout-unknown"],
    [{ 0: "FF202609-00003" }, "payout-not-sent"],
    [{ 0: "FF202609-00002", 4: "B2" }, "payout-paid-otherwise"],
    [{ 1: "150.01" }, "answer-amount-differs"],
    [{ 1: "-150" }, "answer-amount-differs"],
    [{ 2: "也许" }, "answer-result-unknown"],
    [{ 3: "2026-02-30" }, "row-date-wrong"],
    [{ 3: "2026-09-21" }, "payout-day-in-future"],
    [{ 4: "" }, "payout-without-reference"],
    [{ 2: "失败", 5: "" }, "payout-return-without-reason"],
  ])("%o: %s", (change, problem) => {
    expect(read(line(change as Record<number, string>))).toMatchObject({ state: "wrong", problem });
  });

  test("a payout named twice in one file is wrong the second time", () => {
    expect(read(line(), 2)).toMatchObject({ state: "wrong", problem: "answer-twice-in-file", values: { line: 2 } });
  });

  test("a file without the columns names each header that would be understood", () => {
    expect(findAnswerHeader([{ line: 2, cells: ["发放编号", "金额"] }])).toMatchObject({
      reason: "answer-columns-missing",
      values: { line: 2, missing: expect.stringContaining("处理结果/交易结果") },
    });
  });
});
