import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DeductionGiven, decideDepositReturn, depositShares, type Held } from "#lib/billing/rules-deposit";
import { checkEntry, depositMovedEntry, depositReturnedEntry, depositTakenOverEntry } from "#lib/ledger/rules";

const held = (...fen: number[]): Held[] => fen.map((heldFen, index) => ({ personId: `p${index}`, heldFen }));
const deduction = (amountFen: number, reason = "墙面破损"): DeductionGiven => ({ kind: "damage", amountFen, reason });

describe("a deposit is shared like the rent", () => {
  test("three equal tenants of a deposit of 1000 pay 333.33, 333.34 and 333.33", () => {
    const tenants = ["a", "b", "c"].map((personId) => ({ personId, weight: 1 }));
    expect(depositShares(100000, tenants).map(({ shareFen }) => shareFen)).toEqual([33333, 33334, 33333]);
  });

  test("a lease without a deposit asks nobody for one", () => {
    expect(depositShares(0, [{ personId: "a", weight: 1 }])).toEqual([]);
  });
});

describe("a deposit is given back", () => {
  test("in full where nothing is deducted", () => {
    expect(decideDepositReturn(held(145000), [])).toMatchObject({ keptFen: 0, backFen: 145000, damageFen: 0 });
  });

  test("less what is deducted, which two co-tenants bear by what each has in it", () => {
    expect(decideDepositReturn(held(60000, 40000), [deduction(10000), deduction(5000, "钥匙")])).toMatchObject({
      parts: [
        { personId: "p0", keptFen: 9000, backFen: 51000 },
        { personId: "p1", keptFen: 6000, backFen: 34000 },
      ],
      keptFen: 15000,
      backFen: 85000,
    });
  });

  test("nothing of it where the deductions come to more: what is above is charged, never taken from the deposit", () => {
    expect(decideDepositReturn(held(50000, 50000), [deduction(130001)])).toMatchObject({
      parts: [
        { keptFen: 50000, backFen: 0, damageFen: 15001 },
        { keptFen: 50000, backFen: 0, damageFen: 15000 },
      ],
      damageFen: 30001,
    });
  });

  test("not where none is held, nor for a deduction without an amount or a reason", () => {
    expect(decideDepositReturn([], [])).toMatchObject({ reason: "deposit-nothing-held" });
    for (const amountFen of [0, -1, 0.5]) {
      expect(decideDepositReturn(held(1), [deduction(amountFen)])).toMatchObject({
        problems: [{ field: "amount0", reason: "deduction-amount-wrong" }],
      });
    }
    expect(decideDepositReturn(held(1), [deduction(1), { ...deduction(1, " "), row: 3 }])).toMatchObject({
      problems: [{ field: "reason3", reason: "deduction-without-reason" }],
    });
  });

  test("whatever is held and deducted: what is kept and given back is what was held, nobody gets less than nothing", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 300000 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 200000 }), { maxLength: 4 }),
        (fen, amounts) => {
          const decision = decideDepositReturn(
            held(...fen),
            amounts.map((one) => deduction(one)),
          );
          if (!decision.ok) throw new Error(decision.reason);
          const wanted = amounts.reduce((sum, one) => sum + one, 0);
          let sums = 0;
          for (const { heldFen, keptFen, backFen, damageFen } of decision.parts) {
            expect(keptFen + backFen).toBe(heldFen);
            expect(Math.min(keptFen, backFen, damageFen)).toBeGreaterThanOrEqual(0);
            sums += keptFen + damageFen;
          }
          expect(sums).toBe(wanted);
        },
      ),
    );
  });
});

test("every entry of a deposit balances, and one of nothing is an error", () => {
  const given = { leaseId: "l2", personId: "p", month: "2026-09", effectiveOn: "2026-09-10" };
  const entries = [
    depositTakenOverEntry({ ...given, amountFen: 5 }),
    depositMovedEntry({ ...given, fromLeaseId: "l1", amountFen: 5 }),
    depositReturnedEntry({ ...given, heldFen: 5, keptFen: 0 }),
    depositReturnedEntry({ ...given, heldFen: 5, keptFen: 2 }),
    depositReturnedEntry({ ...given, heldFen: 5, keptFen: 5 }),
  ];
  for (const entry of entries) expect(checkEntry(entry)).toMatchObject({ ok: true });
  expect(() => depositTakenOverEntry({ ...given, amountFen: 0 })).toThrow("above 0");
  expect(() => depositReturnedEntry({ ...given, heldFen: 5, keptFen: 6 })).toThrow("kept");
});
