import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LateBill, type LateFeeRule, lateFeesAsked, lateFeeUpTo } from "#lib/billing/rules-late-fee";
import { addDays } from "#lib/days";
import { readLateFeeRules } from "#seeds/charges";

const rule = (change: Partial<LateFeeRule> = {}): LateFeeRule => ({
  fromOn: "2020-01-01",
  perDay: 50,
  graceDays: 5,
  capPercent: 20,
  ...change,
});
const bill = (change: Partial<LateBill> = {}): LateBill => ({
  dueOn: "2026-09-10",
  wantsFen: 100000,
  paid: [],
  ...change,
});

describe("a late fee", () => {
  test("begins after the days of grace: 5 in 10,000 of 1000 yuan are 50 fen a day", () => {
    expect(lateFeeUpTo(bill(), [rule()], "2026-09-15")).toBe(0);
    expect(lateFeeUpTo(bill(), [rule()], "2026-09-16")).toBe(50);
    expect(lateFeeUpTo(bill(), [rule()], "2026-09-30")).toBe(15 * 50);
  });

  test("is asked of what is still open on each day: a part that was paid costs nothing any more", () => {
    const paid = [{ on: "2026-09-20", amountFen: 60000 }];
    // Four days at 1000 yuan, from the 20th on 400 yuan are open.
    expect(lateFeeUpTo(bill({ paid }), [rule()], "2026-09-30")).toBe(4 * 50 + 11 * 20);
    expect(lateFeeUpTo(bill({ paid: [{ on: "2026-09-15", amountFen: 100000 }] }), [rule()], "2026-12-31")).toBe(0);
  });

  test("never comes to more than its cap of the rent that became overdue", () => {
    expect(lateFeeUpTo(bill(), [rule()], "2030-01-01")).toBe(20000);
    expect(lateFeeUpTo(bill(), [rule({ capPercent: 0 })], "2030-01-01")).toBe(0);
  });

  test("follows the rule of each day: from 1 October on it is doubled", () => {
    const rules = [rule(), rule({ fromOn: "2026-10-01", perDay: 100 })];
    expect(lateFeeUpTo(bill(), rules, "2026-10-02")).toBe(15 * 50 + 2 * 100);
  });

  test("is nothing before any rule, and nothing here: the complex's own setting is zero", () => {
    expect(lateFeeUpTo(bill(), [rule({ fromOn: "2027-01-01" })], "2027-06-01")).toBe(0);
    const rules = readLateFeeRules();
    expect(rules.length).toBeGreaterThan(0);
    expect(lateFeesAsked(rules)).toBe(false);
    expect(lateFeeUpTo(bill(), rules, "2027-06-01")).toBe(0);
  });

  test("charged at whatever days, each day is charged once: the differences sum to the whole", () => {
    const on = fc.nat({ max: 120 }).map((days) => addDays("2026-09-01", days));
    const paid = fc.array(fc.record({ on, amountFen: fc.integer({ min: 1, max: 60000 }) }), { maxLength: 4 });
    const rules = fc.array(
      fc.record({
        fromOn: on,
        perDay: fc.nat({ max: 100 }),
        graceDays: fc.constant(3),
        capPercent: fc.constant(100),
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(paid, rules, fc.array(on), on, (payments, more, days, upTo) => {
        const all = [rule(), ...more];
        const its = bill({ paid: payments });
        let charged = 0;
        for (const at of [...days.filter((one) => one <= upTo).sort(), upTo]) {
          const differenceFen = lateFeeUpTo(its, all, at) - charged;
          // What is known of the payments is the same each time: nothing is ever taken back.
          expect(differenceFen).toBeGreaterThanOrEqual(0);
          charged += differenceFen;
        }
        expect(charged).toBe(lateFeeUpTo(its, all, upTo));
      }),
    );
  });

  test("day by day by hand it is the same sum", () => {
    const on = fc.nat({ max: 60 }).map((days) => addDays("2026-09-01", days));
    const paid = fc.array(fc.record({ on, amountFen: fc.integer({ min: 1, max: 60000 }) }), { maxLength: 4 });
    fc.assert(
      fc.property(paid, fc.nat({ max: 60 }), (payments, late) => {
        const upTo = addDays("2026-09-10", late);
        let sum = 0;
        for (let day = addDays("2026-09-10", 6); day <= upTo; day = addDays(day, 1)) {
          const gone = payments.filter((one) => one.on <= day).reduce((total, one) => total + one.amountFen, 0);
          sum += Math.max(0, 100000 - gone) * 50;
        }
        const became = payments
          .filter((one) => one.on <= "2026-09-10")
          .reduce((total, one) => total + one.amountFen, 0);
        const cap = Math.floor((Math.max(0, 100000 - became) * 20) / 100);
        expect(lateFeeUpTo(bill({ paid: payments }), [rule()], upTo)).toBe(Math.min(cap, Math.round(sum / 100_000)));
      }),
    );
  });
});
