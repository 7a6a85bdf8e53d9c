import fc from "fast-check";
import { expect, test } from "vitest";
import { arrearAge, dueSince } from "#lib/billing/rules-arrears";
import { spendCredit, splitPayment } from "#lib/billing/rules-credit";
import { decideEvent } from "#lib/billing/rules-online";
import { capitalYuan, receiptNo } from "#lib/billing/rules-receipt";
import { addDays } from "#lib/days";

test("a bill is overdue from the day after it was due, and ages at 30, 60 and 90 days", () => {
  const at = (days: number) => arrearAge(addDays("2026-09-10", -days), "2026-09-10");
  expect([-1, 0, 1, 30, 31, 60, 61, 90, 91, 400].map(at)).toEqual([
    null,
    null,
    "to30",
    "to30",
    "to60",
    "to60",
    "to90",
    "to90",
    "over90",
    "over90",
  ]);
});

test("the earliest due day of each age is of that age, and the day before it of the next", () => {
  const today = "2026-03-01";
  const since = dueSince(today);
  for (const [age, next] of [
    ["to30", "to60"],
    ["to60", "to90"],
    ["to90", "over90"],
  ] as const) {
    expect(arrearAge(since[age] ?? "", today)).toBe(age);
    expect(arrearAge(addDays(since[age] ?? "", -1), today)).toBe(next);
  }
});

// The examples of 支付结算办法, 附一 (正确填写票据和结算凭证的基本规定), and the zeros it speaks of.
test.each([
  [140950, "壹仟肆佰零玖元伍角整"],
  [600714, "陆仟零柒元壹角肆分"],
  [168032, "壹仟陆佰捌拾元叁角贰分"],
  [10700053, "壹拾万柒仟元零伍角叁分"],
  [1640902, "壹万陆仟肆佰零玖元零贰分"],
  [32504, "叁佰贰拾伍元零肆分"],
  [145000, "壹仟肆佰伍拾元整"],
  [10000000, "壹拾万元整"],
  [100000000, "壹佰万元整"],
  [1000000100, "壹仟万零壹元整"],
  [10000000000, "壹亿元整"],
  [5, "伍分"],
  [50, "伍角整"],
  [0, "零元整"],
])("%i fen are %s", (fen, text) => {
  // The rule lets 零 before jiao be left out where yuan end in noughts: 壹拾万柒仟元伍角叁分 and 元零伍角叁分 are both right.
  expect(capitalYuan(fen)).toBe(text.replace("元零伍角", "元伍角"));
});

test("no two amounts are written alike", () => {
  const fen = fc.integer({ min: 0, max: 99_999_999_99 });
  fc.assert(fc.property(fen, fen, (a, b) => (capitalYuan(a) === capitalYuan(b)) === (a === b)));
});

test("a receipt is numbered by its day and its payment", () => {
  expect(receiptNo("2026-09-08", "01J8ABCDEFGHJKMNPQRSTVWXYZ")).toBe("SJ20260908-TVWXYZ");
});

test("credit pays the oldest bill first, from what came in first, and stops when either runs out", () => {
  const sources = [
    { leaseId: "a", availableFen: 40 },
    { leaseId: "b", availableFen: 30 },
  ];
  const bills = [
    { billId: "1", wantsFen: 50 },
    { billId: "2", wantsFen: 50 },
  ];
  expect(spendCredit(sources, bills)).toEqual([
    { fromLeaseId: "a", billId: "1", amountFen: 40 },
    { fromLeaseId: "b", billId: "1", amountFen: 10 },
    { fromLeaseId: "b", billId: "2", amountFen: 20 },
  ]);
});

test("what is spent is the smaller of what there is and what is wanted, and no part is more than its own", () => {
  const fen = fc.integer({ min: 0, max: 1000 });
  fc.assert(
    fc.property(fc.array(fen, { maxLength: 4 }), fc.array(fen, { maxLength: 4 }), (has, wants) => {
      const uses = spendCredit(
        has.map((availableFen, at) => ({ leaseId: `${at}`, availableFen })),
        wants.map((wantsFen, at) => ({ billId: `${at}`, wantsFen })),
      );
      const sum = (list: number[]) => list.reduce((total, one) => total + one, 0);
      expect(sum(uses.map((use) => use.amountFen))).toBe(Math.min(sum(has), sum(wants)));
      for (const [at, most] of has.entries())
        expect(sum(uses.filter((use) => use.fromLeaseId === `${at}`).map((use) => use.amountFen))).toBeLessThanOrEqual(
          most,
        );
      for (const [at, most] of wants.entries())
        expect(sum(uses.filter((use) => use.billId === `${at}`).map((use) => use.amountFen))).toBeLessThanOrEqual(most);
    }),
  );
});

test("a payment falls apart into what the bill asks for and what is above it", () => {
  expect(splitPayment(100, 60)).toEqual({ billFen: 60, creditFen: 40 });
  expect(splitPayment(100, -5)).toEqual({ billFen: 0, creditFen: 100 });
  expect(splitPayment(50, 60)).toEqual({ billFen: 50, creditFen: 0 });
});

test("money that came in is booked in whatever state its order is, and once for each transaction", () => {
  const paid = { kind: "paid" as const, amountFen: 100, transactionNo: "A" };
  const order = { state: "open" as const, amountFen: 100, transactionNos: [] as string[] };
  expect(decideEvent(order, paid)).toMatchObject({ book: true, outcome: "paid" });
  expect(decideEvent({ ...order, state: "closed" }, paid)).toMatchObject({ book: true, outcome: "paid-late" });
  expect(decideEvent({ ...order, state: "paid", transactionNos: ["A"] }, paid)).toMatchObject({
    book: false,
    outcome: "known",
  });
  expect(decideEvent({ ...order, state: "paid", transactionNos: ["B"] }, paid)).toMatchObject({
    outcome: "paid-again",
  });
  expect(decideEvent(order, { ...paid, amountFen: 99 })).toMatchObject({ book: false, state: "open" });
  expect(decideEvent({ ...order, state: "paid" }, { ...paid, kind: "failed" })).toMatchObject({ state: "paid" });
});
