import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  accounts,
  checkEntry,
  type Entry,
  offsetEntry,
  paymentEntry,
  rentEntry,
  requestHash,
  reversalOf,
  trialBalance,
} from "#lib/ledger/rules";
import { surplusPaidEntry } from "#lib/ledger/rules-finance";

const who = { leaseId: "lease-1", personId: "anna", month: "2026-09" };
const rent = rentEntry({ ...who, fromOn: "2026-09-01", rentFen: 145000 });
const offsetOf = (offsetFen: number, surplusFen: number) =>
  offsetEntry({ ...who, effectiveOn: "2026-09-05", offsetFen, surplusFen, settlesId: "rent-1" });
const legsOf = (entry: Entry | null) => entry?.legs.map((leg) => [leg.account, leg.amountFen]);
const amount = fc.integer({ min: 1, max: 10_000_000 });

describe("an event has one name and two sides", () => {
  test("the tenant owes the full rent and the operator books it as revenue", () => {
    expect(rent).toEqual({
      key: "rent:lease-1:anna:202609",
      kind: "rent",
      month: "2026-09",
      effectiveOn: "2026-09-01",
      reason: "rent-billed",
      legs: [
        { account: "tenant-receivable", personId: "anna", leaseId: "lease-1", amountFen: 145000 },
        { account: "rent-revenue", personId: "anna", leaseId: "lease-1", amountFen: -145000 },
      ],
    });
  });

  test("a doctor's subsidy of 1600 pays the rent of 1450 and owes the doctor 150", () => {
    expect(offsetOf(145000, 15000)).toMatchObject({ key: "offset:lease-1:anna:202609", settlesId: "rent-1" });
    expect(legsOf(offsetOf(145000, 15000))).toEqual([
      ["public-finance-receivable", 160000],
      ["tenant-receivable", -145000],
      ["surplus-payable", -15000],
    ]);
  });

  test("a leg of nothing is left out, a subsidy of nothing is no entry", () => {
    expect(legsOf(offsetOf(110000, 0))).toEqual([
      ["public-finance-receivable", 110000],
      ["tenant-receivable", -110000],
    ]);
    expect(legsOf(offsetOf(0, 15000))).toEqual([
      ["public-finance-receivable", 15000],
      ["surplus-payable", -15000],
    ]);
    expect(offsetOf(0, 0)).toBeNull();
    expect(() => offsetOf(-1, 1)).toThrow("negative");
  });

  test("a payment is named by its own id, so one month can be paid in parts", () => {
    const payment = { ...who, paidOn: "2026-09-08", amountFen: 20000 };
    expect(paymentEntry({ ...payment, paymentId: "p1" }).key).toBe("payment:p1");
    expect(legsOf(paymentEntry({ ...payment, paymentId: "p2" }))).toEqual([
      ["bank", 20000],
      ["tenant-receivable", -20000],
    ]);
  });

  test("the surplus goes out of the bank to the person", () => {
    const paid = surplusPaidEntry({ ...who, payoutId: "p1", paidOn: "2026-09-20", amountFen: 15000 });
    expect(paid.key).toBe("surplus-paid:p1");
    expect(legsOf(paid)).toEqual([
      ["surplus-payable", 15000],
      ["bank", -15000],
    ]);
  });

  test("nothing, less than nothing and broken fen cannot be billed or paid", () => {
    for (const rentFen of [0, -1, 0.5])
      expect(() => rentEntry({ ...who, fromOn: "2026-09-01", rentFen })).toThrow("rentFen");
  });
});

describe("an entry is taken back once, on a stated day, never before it was made", () => {
  const posted = { ...rent, id: "entry-1" };

  test("a reversal mirrors every leg and names the original", () => {
    const decision = reversalOf(posted, { effectiveOn: "2026-10-03", reason: "left on 31 August" });
    expect(decision).toMatchObject({
      ok: true,
      entry: { key: "reversal:rent:lease-1:anna:202609", month: "2026-10", reversesId: "entry-1" },
    });
    if (decision.ok)
      expect(trialBalance([...posted.legs, ...decision.entry.legs]).rows.every((row) => row.balanceFen === 0)).toBe(
        true,
      );
  });

  test("the day of the original itself is allowed, the day before is not", () => {
    expect(reversalOf(posted, { effectiveOn: "2026-09-01", reason: "x" }).ok).toBe(true);
    expect(reversalOf(posted, { effectiveOn: "2026-08-31", reason: "x" })).toEqual({
      ok: false,
      reason: "reversal-before-original",
      values: { originalOn: "2026-09-01" },
    });
  });

  test("a reversal is not reversed", () => {
    const first = reversalOf(posted, { effectiveOn: "2026-10-03", reason: "x" });
    if (!first.ok) throw new Error(first.reason);
    const again = reversalOf({ ...first.entry, id: "entry-2" }, { effectiveOn: "2026-10-04", reason: "x" });
    expect(again).toMatchObject({ ok: false, reason: "reversal-of-reversal" });
  });
});

describe("only an entry that balances can be posted", () => {
  const broken = (change: Partial<Entry>) => checkEntry({ ...rent, ...change });
  const [debit, credit] = rent.legs;
  if (!debit || !credit) throw new Error("two legs");

  test("each fault is refused by its name", () => {
    expect(checkEntry(rent)).toEqual({ ok: true });
    expect(broken({ key: " " })).toMatchObject({ reason: "entry-without-key" });
    expect(broken({ effectiveOn: "2026-02-30" })).toMatchObject({ reason: "entry-date-wrong" });
    expect(broken({ legs: [debit] })).toMatchObject({ reason: "entry-too-few-legs" });
    expect(broken({ legs: [debit, { ...credit, amountFen: -145000.5 }] })).toMatchObject({
      reason: "entry-amount-not-whole",
    });
    expect(broken({ legs: [debit, credit, { ...debit, amountFen: 0 }] })).toMatchObject({
      reason: "entry-amount-zero",
    });
    expect(broken({ legs: [debit, { ...credit, amountFen: -144999 }] })).toMatchObject({
      reason: "entry-unbalanced",
      values: { differenceFen: 1 },
    });
    expect(broken({ legs: [debit, Object.assign({ ...credit }, { account: "petty-cash" })] })).toMatchObject({
      reason: "entry-account-unknown",
    });
  });
});

describe("the same request has the same hash, another one another", () => {
  test("the order in which fields were set does not matter, nor does a missing link that is null", () => {
    const { key, ...rest } = rent;
    expect(requestHash({ ...rest, key, settlesId: null })).toBe(requestHash(rent));
    expect(requestHash(rent)).toMatch(/^[0-9a-f]{64}$/);
  });

  test("any change of contents changes it", () => {
    const [debit, credit] = rent.legs;
    if (!debit || !credit) throw new Error("two legs");
    const changed: Entry[] = [
      { ...rent, key: "rent:lease-1:bo:202609" },
      { ...rent, effectiveOn: "2026-09-02" },
      { ...rent, reason: "other" },
      { ...rent, settlesId: "x" },
      { ...rent, reversesId: "x" },
      { ...rent, legs: [debit, { ...credit, personId: null }] },
      { ...rent, legs: [credit, debit] },
    ];
    expect(new Set([rent, ...changed].map(requestHash)).size).toBe(changed.length + 1);
  });
});

describe("the books", () => {
  test("the chart holds each account once", () => {
    expect(new Set(accounts.map((account) => account.code)).size).toBe(accounts.length);
    expect(accounts).toHaveLength(16);
  });

  test("a master's September ends with nothing owed: billed 1450, offset 1100, paid 350", () => {
    const entries = [
      rent,
      offsetOf(110000, 0),
      paymentEntry({ ...who, paymentId: "p1", paidOn: "2026-09-08", amountFen: 35000 }),
    ];
    const { rows, sumFen } = trialBalance(entries.flatMap((entry) => entry?.legs ?? []));
    expect(sumFen).toBe(0);
    expect(rows.filter((row) => row.balanceFen !== 0).map((row) => [row.account, row.balanceFen])).toEqual([
      ["bank", 35000],
      ["public-finance-receivable", 110000],
      ["rent-revenue", -145000],
    ]);
    expect(rows.find((row) => row.account === "tenant-receivable")).toMatchObject({
      debitFen: 145000,
      creditFen: 145000,
    });
  });

  test("any entry that is built sums to zero and may be posted, and so may its reversal", () => {
    fc.assert(
      fc.property(
        amount,
        fc.nat({ max: 1_000_000 }),
        fc.nat({ max: 1_000_000 }),
        (amountFen, offsetFen, surplusFen) => {
          const entries = [
            rentEntry({ ...who, fromOn: "2026-09-01", rentFen: amountFen }),
            offsetOf(offsetFen, surplusFen),
            paymentEntry({ ...who, paymentId: "p", paidOn: "2026-09-08", amountFen }),
            surplusPaidEntry({ ...who, payoutId: "p1", paidOn: "2026-09-20", amountFen }),
          ].filter((entry) => entry !== null);
          for (const entry of entries) {
            expect(checkEntry(entry)).toEqual({ ok: true });
            const reversal = reversalOf({ ...entry, id: "x" }, { effectiveOn: "2026-10-01", reason: "x" });
            if (!reversal.ok) throw new Error(reversal.reason);
            expect(checkEntry(reversal.entry)).toEqual({ ok: true });
          }
          expect(trialBalance(entries.flatMap((entry) => entry.legs)).sumFen).toBe(0);
        },
      ),
    );
  });
});
