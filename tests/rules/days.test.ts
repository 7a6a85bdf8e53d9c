import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addMonths,
  addMonthsToDay,
  ageOn,
  dayAt,
  daysBetween,
  daysInMonth,
  firstDay,
  instantOn,
  isDay,
  isMonth,
  lastDay,
  monthOf,
  monthsBetween,
} from "#lib/days";

const day = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays("1950-01-01", days));
const month = day.map(monthOf);

describe("a day is a day of the calendar", () => {
  test("days that the calendar lacks are refused", () => {
    for (const wrong of [
      "2026-02-29",
      "2026-13-01",
      "2026-00-10",
      "2026-04-31",
      "2026-1-1",
      "1899-12-31",
      "",
      "20260101",
    ]) {
      expect(isDay(wrong)).toBe(false);
    }
  });

  test("29 February exists in leap years only", () => {
    expect([2000, 2024, 2026, 2100].map((year) => isDay(`${year}-02-29`))).toEqual([true, true, false, false]);
    expect([2000, 2024, 2026, 2100].map((year) => daysInMonth(`${year}-02`))).toEqual([29, 29, 28, 28]);
  });

  test("months that the calendar lacks are refused, and years before 1900 as they are for days", () => {
    for (const wrong of ["2026-00", "2026-13", "2026-1", "0000-01", "1899-12", "2026-01-01"])
      expect(isMonth(wrong)).toBe(false);
    expect(isMonth("2026-12")).toBe(true);
  });
});

describe("the city's day begins at midnight in the city", () => {
  test("16:00 in Greenwich is the next day in Changzhou", () => {
    expect(dayAt(new Date("2026-08-31T15:59:59.999Z"))).toBe("2026-08-31");
    expect(dayAt(new Date("2026-08-31T16:00:00Z"))).toBe("2026-09-01");
  });

  test("the instant a day begins lies on that day, and the one before it does not", () => {
    fc.assert(
      fc.property(day, (on) => {
        expect(dayAt(instantOn(on))).toBe(on);
        expect(dayAt(new Date(instantOn(on).getTime() - 1))).toBe(addDays(on, -1));
      }),
    );
    expect(instantOn("2026-09-01", 9).toISOString()).toBe("2026-09-01T01:00:00.000Z");
  });
});

describe("days and months are counted as a calendar counts them", () => {
  test("a month ends on its last day", () => {
    expect(["2026-02", "2024-02", "2026-04", "2026-12"].map(lastDay)).toEqual([
      "2026-02-28",
      "2024-02-29",
      "2026-04-30",
      "2026-12-31",
    ]);
    fc.assert(fc.property(month, (one) => addDays(lastDay(one), 1) === firstDay(addMonths(one, 1))));
  });

  test("adding days and counting them agree", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (on, days) => {
        expect(daysBetween(on, addDays(on, days))).toBe(days);
      }),
    );
  });

  test("adding months and counting them agree, over any turn of the year", () => {
    expect(addMonths("2026-12", 1)).toBe("2027-01");
    expect(addMonths("2026-01", -1)).toBe("2025-12");
    fc.assert(
      fc.property(month, fc.integer({ min: -600, max: 600 }), (one, months) => {
        expect(monthsBetween(one, addMonths(one, months))).toBe(months);
      }),
    );
    expect(() => addMonths("2026-13", 1)).toThrow("not a month");
  });

  test("a day that the wanted month lacks becomes its last one", () => {
    expect(addMonthsToDay("2024-02-29", 12)).toBe("2025-02-28");
    expect(addMonthsToDay("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonthsToDay("2022-06-30", 24)).toBe("2024-06-30");
    expect(addMonthsToDay("2026-03-31", -1)).toBe("2026-02-28");
  });
});

describe("age is completed years", () => {
  test("a birthday counts from its own day on", () => {
    expect(ageOn("1990-05-15", "2026-05-14")).toBe(35);
    expect(ageOn("1990-05-15", "2026-05-15")).toBe(36);
  });

  test("who was born on 29 February is a year older on 1 March", () => {
    expect(ageOn("2000-02-29", "2026-02-28")).toBe(25);
    expect(ageOn("2000-02-29", "2026-03-01")).toBe(26);
    expect(ageOn("2000-02-29", "2024-02-29")).toBe(24);
  });
});
