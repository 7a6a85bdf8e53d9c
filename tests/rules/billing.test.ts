import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BillableLease,
  billNo,
  billPeriods,
  billStatus,
  draftBills,
  proratedRentFen,
  rentOn,
  rentParts,
} from "#lib/billing/rules";
import { addDays, daysBetween, lastDay, monthOf } from "#lib/days";

const RENT_FEN = 145000;
const lease = (change: Partial<BillableLease> = {}): BillableLease => ({
  leaseId: "lease-1",
  unitId: "b03-0501",
  rentFen: RENT_FEN,
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
  tenants: [{ personId: "anna", weight: 1 }],
  ...change,
});
const day = fc.integer({ min: 0, max: 6000 }).map((days) => addDays("2018-01-01", days));

describe("a part of a month is billed by the month's real days", () => {
  test("a whole month is the whole rent, however long the month is", () => {
    for (const month of ["2026-01", "2026-02", "2024-02", "2026-04"]) {
      expect(proratedRentFen(RENT_FEN, month, `${month}-01`, lastDay(month))).toBe(RENT_FEN);
    }
  });

  test("a lease from the 15th pays the days from the 15th, not the whole month (lago#6194)", () => {
    expect(proratedRentFen(310000, "2026-01", "2026-01-15", "2026-12-31")).toBe(170000);
  });

  test("one day of February costs a 28th, in a leap year a 29th", () => {
    expect(proratedRentFen(2800, "2026-02", "2026-02-28", "2026-02-28")).toBe(100);
    expect(proratedRentFen(2900, "2024-02", "2024-02-29", "2024-02-29")).toBe(100);
  });

  test("half a fen rounds up, once", () => {
    expect(proratedRentFen(15, "2026-04", "2026-04-01", "2026-04-01")).toBe(1); // 15 / 30
    expect(proratedRentFen(14, "2026-04", "2026-04-01", "2026-04-01")).toBe(0);
  });

  test("days outside the month cost nothing in it", () => {
    expect(proratedRentFen(RENT_FEN, "2026-04", "2026-05-01", "2026-05-31")).toBe(0);
    expect(proratedRentFen(RENT_FEN, "2026-04", "2026-04-20", "2026-04-10")).toBe(0);
  });

  test("broken or negative rents are errors", () => {
    expect(() => proratedRentFen(0.5, "2026-04", "2026-04-01", "2026-04-30")).toThrow("whole fen");
    expect(() => proratedRentFen(-1, "2026-04", "2026-04-01", "2026-04-30")).toThrow("negative");
  });

  test("the parts of a month sum to its rent, wherever and however often it is cut", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 300000 }),
        day,
        fc.uniqueArray(fc.integer({ min: 2, max: 31 })),
        (rentFen, on, cuts) => {
          const month = monthOf(on);
          const days = cuts.filter((cut) => cut <= Number(lastDay(month).slice(8))).sort((a, b) => a - b);
          const starts = [1, ...days].map((cut) => `${month}-${String(cut).padStart(2, "0")}`);
          const parts = starts.map((fromOn, index) => {
            const next = starts[index + 1];
            return proratedRentFen(rentFen, month, fromOn, next ? addDays(next, -1) : lastDay(month));
          });
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(rentFen);
          for (const [index, part] of parts.entries()) {
            const until = starts[index + 1] ?? addDays(lastDay(month), 1);
            const exact = (rentFen * daysBetween(starts[index] ?? "", until)) / Number(lastDay(month).slice(8));
            expect(Math.abs(part - exact)).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});

describe("a rent that changes within a month", () => {
  const changed = { rentFen: 145000, changes: [{ fromOn: "2026-09-11", rentFen: 160000 }] };

  test("is billed by the days of each rent: ten days at 1450 and twenty at 1600 of September are 1550", () => {
    expect(rentParts(changed, "2026-09", "2026-09-01", "2026-09-30")).toEqual([
      { fromOn: "2026-09-01", toOn: "2026-09-10", monthFen: 145000, rentFen: 48333 },
      { fromOn: "2026-09-11", toOn: "2026-09-30", monthFen: 160000, rentFen: 106667 },
    ]);
    expect(draftBills([lease(changed)], "2026-09", 10)).toMatchObject([{ rentFen: 155000 }]);
    expect(draftBills([lease(changed)], "2026-08", 10)).toMatchObject([{ rentFen: 145000 }]);
    expect(draftBills([lease(changed)], "2026-10", 10)).toMatchObject([{ rentFen: 160000 }]);
  });

  test("from the first of a month on, the month is billed at the new rent alone", () => {
    const first = { rentFen: 145000, changes: [{ fromOn: "2026-09-01", rentFen: 160000 }] };
    expect(rentParts(first, "2026-09", "2026-09-01", "2026-09-30")).toMatchObject([{ rentFen: 160000 }]);
  });

  test("who moves out before the change never pays the new rent, who moves in after it never the old one", () => {
    expect(rentParts(changed, "2026-09", "2026-09-01", "2026-09-10")).toMatchObject([{ monthFen: 145000 }]);
    expect(rentParts(changed, "2026-09", "2026-09-11", "2026-09-30")).toMatchObject([{ monthFen: 160000 }]);
  });

  test("is what it would be without a change where the rent stays the same, whenever and however often", () => {
    fc.assert(
      fc.property(fc.nat({ max: 300000 }), fc.uniqueArray(day, { maxLength: 4 }), day, (rentFen, days, on) => {
        const changes = days.map((fromOn) => ({ fromOn, rentFen }));
        const parts = rentParts({ rentFen, changes }, monthOf(on), on, lastDay(monthOf(on)));
        const whole = proratedRentFen(rentFen, monthOf(on), on, lastDay(monthOf(on)));
        expect(parts.reduce((sum, part) => sum + part.rentFen, 0)).toBe(whole);
      }),
    );
  });

  test("each part of it covers its days once, with the rent of those days", () => {
    const change = fc.record({ fromOn: day, rentFen: fc.nat({ max: 300000 }) });
    fc.assert(
      fc.property(fc.uniqueArray(change, { maxLength: 5, selector: (one) => one.fromOn }), day, (changes, on) => {
        const rents = { rentFen: 1000, changes };
        let next = on;
        for (const part of rentParts(rents, monthOf(on), on, lastDay(monthOf(on)))) {
          expect(part.fromOn).toBe(next);
          for (let one = part.fromOn; one <= part.toOn; one = addDays(one, 1))
            expect(rentOn(rents, one)).toBe(part.monthFen);
          next = addDays(part.toOn, 1);
        }
        expect(next).toBe(addDays(lastDay(monthOf(on)), 1));
      }),
    );
  });
});

describe("a lease is billed by calendar months", () => {
  // Worked example: MONEY §5.
  test("2018-01-05..2018-03-15 makes three periods", () => {
    expect(billPeriods("2018-01-05", "2018-03-15")).toEqual([
      { month: "2018-01", fromOn: "2018-01-05", toOn: "2018-01-31" },
      { month: "2018-02", fromOn: "2018-02-01", toOn: "2018-02-28" },
      { month: "2018-03", fromOn: "2018-03-01", toOn: "2018-03-15" },
    ]);
  });

  test("15 January to 14 March is never three full rents", () => {
    const billed = billPeriods("2026-01-15", "2026-03-14").map((period) =>
      proratedRentFen(310000, period.month, period.fromOn, period.toOn),
    );
    expect(billed).toEqual([170000, 310000, 140000]);
  });

  test("a one-day lease has one period of a day, one that ends before it starts has none", () => {
    expect(billPeriods("2024-02-29", "2024-02-29")).toEqual([
      { month: "2024-02", fromOn: "2024-02-29", toOn: "2024-02-29" },
    ]);
    expect(billPeriods("2026-03-02", "2026-03-01")).toEqual([]);
  });

  test("the periods of any lease cover each of its days exactly once", () => {
    fc.assert(
      fc.property(day, fc.nat({ max: 1500 }), (startsOn, days) => {
        const endsOn = addDays(startsOn, days);
        let next = startsOn;
        for (const { month, fromOn, toOn } of billPeriods(startsOn, endsOn)) {
          expect(fromOn).toBe(next);
          expect([monthOf(fromOn), monthOf(toOn)]).toEqual([month, month]);
          next = addDays(toOn, 1);
        }
        expect(next).toBe(addDays(endsOn, 1));
      }),
    );
  });
});

describe("the month's bills", () => {
  test("a tenant alone gets the whole rent, due on the day that is set", () => {
    expect(draftBills([lease()], "2026-09", 10)).toEqual([
      {
        leaseId: "lease-1",
        personId: "anna",
        month: "2026-09",
        fromOn: "2026-09-01",
        toOn: "2026-09-30",
        rentFen: RENT_FEN,
        dueOn: "2026-09-10",
      },
    ]);
  });

  test("two tenants at 49:51 share 1003 fen as 491 and 512", () => {
    const tenants = [
      { personId: "anna", weight: 49 },
      { personId: "bo", weight: 51 },
    ];
    const shares = draftBills([lease({ rentFen: 1003, tenants })], "2026-09", 1).map((bill) => bill.rentFen);
    expect(shares).toEqual([491, 512]);
  });

  test("first and last month are billed by their days, months outside not at all", () => {
    const short = lease({ rentFen: 310000, startsOn: "2026-01-15", endsOn: "2026-03-14" });
    const billed = (month: string) => draftBills([short], month, 5).map(({ rentFen, dueOn }) => ({ rentFen, dueOn }));
    expect(billed("2025-12")).toEqual([]);
    expect(billed("2026-01")).toEqual([{ rentFen: 170000, dueOn: "2026-01-15" }]); // not due before it begins
    expect(billed("2026-03")).toEqual([{ rentFen: 140000, dueOn: "2026-03-05" }]);
    expect(billed("2026-04")).toEqual([]);
  });

  test("who left before the contract's end pays until then, an open lease goes on", () => {
    const left = lease({ rentFen: 300000, endedOn: "2026-09-10" });
    expect(draftBills([left], "2026-09", 5)).toMatchObject([{ rentFen: 100000, toOn: "2026-09-10" }]);
    expect(draftBills([left], "2026-10", 5)).toEqual([]);
    expect(draftBills([lease({ endsOn: null })], "2031-02", 31)).toMatchObject([
      { rentFen: RENT_FEN, dueOn: "2031-02-28" },
    ]);
  });

  test("a tenant without a share gets no bill", () => {
    const tenants = [
      { personId: "anna", weight: 1 },
      { personId: "child", weight: 0 },
    ];
    expect(draftBills([lease({ tenants })], "2026-09", 5).map((bill) => bill.personId)).toEqual(["anna"]);
  });

  test("one lease never changes another's bills", () => {
    const one = lease({ startsOn: "2026-09-20" });
    const other = lease({ leaseId: "lease-2" });
    expect(draftBills([one, other], "2026-09", 5)).toEqual([
      ...draftBills([one], "2026-09", 5),
      ...draftBills([other], "2026-09", 5),
    ]);
  });

  test("the shares of any lease in any month sum to its rent for the month, and all months to the lease's rent", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400000 }),
        day,
        fc.nat({ max: 900 }),
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 }),
        (rentFen, startsOn, days, weights) => {
          const endsOn = addDays(startsOn, days);
          const tenants = weights.map((weight, index) => ({ personId: `p${index}`, weight }));
          const periods = billPeriods(startsOn, endsOn);
          let wholeFen = 0;
          for (const { month, fromOn, toOn } of periods) {
            const billed = draftBills([lease({ rentFen, startsOn, endsOn, tenants })], month, 5);
            const sumFen = billed.reduce((sum, bill) => sum + bill.rentFen, 0);
            expect(sumFen).toBe(proratedRentFen(rentFen, month, fromOn, toOn));
            if (daysBetween(fromOn, toOn) + 1 === Number(lastDay(month).slice(8))) expect(sumFen).toBe(rentFen);
            wholeFen += sumFen;
          }
          const inner = Math.max(0, periods.length - 2) * rentFen;
          expect(wholeFen).toBeGreaterThanOrEqual(inner);
          expect(wholeFen).toBeLessThanOrEqual(periods.length * rentFen);
        },
      ),
    );
  });

  test("a month or due day that does not exist is an error", () => {
    expect(() => draftBills([], "2026-13", 5)).toThrow("not a month");
    expect(() => draftBills([], "2026-09", 0)).toThrow("not a day");
    expect(() => draftBills([], "2026-09", 32)).toThrow("not a day");
  });
});

describe("how a bill stands", () => {
  const bill = { rentFen: 145000, otherFen: 0, offsetFen: 110000, paidFen: 0, dueOn: "2026-09-10" };

  test("the due day itself is in time, the day after is overdue", () => {
    expect(billStatus(bill, "2026-09-10")).toBe("due");
    expect(billStatus(bill, "2026-09-11")).toBe("overdue");
  });

  test("a part is part-paid until the due day and overdue after it", () => {
    expect(billStatus({ ...bill, paidFen: 1 }, "2026-09-10")).toBe("part-paid");
    expect(billStatus({ ...bill, paidFen: 1 }, "2026-09-11")).toBe("overdue");
  });

  test("offset and payment together pay it, one fen more is a credit", () => {
    expect(billStatus({ ...bill, paidFen: 35000 }, "2026-12-01")).toBe("paid");
    expect(billStatus({ ...bill, offsetFen: 145000 }, "2026-12-01")).toBe("paid");
    expect(billStatus({ ...bill, paidFen: 35001 }, "2026-12-01")).toBe("credit");
  });
});

test("a bill's number names its month and its place in it", () => {
  expect(billNo("2026-09", 1)).toBe("ZD202609-00001");
  expect(billNo("2026-12", 3500)).toBe("ZD202612-03500");
  expect(billNo("2026-12", 123456)).toBe("ZD202612-123456");
  expect(() => billNo("2026-9", 1)).toThrow("not a month");
  expect(() => billNo("2026-09", 0)).toThrow("counted from 1");
});
