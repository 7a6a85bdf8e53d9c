import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween } from "#lib/days";
import { decideUnitStatus, unitStatuses } from "#lib/inventory/rules";
import { decideCheckIn, draftLease, type LeaseGiven, type LeaseStatus, lastDayOf, leaseNo } from "#lib/leases/rules";

const given: LeaseGiven = {
  leaseId: "l1",
  sequence: 1,
  offerId: "o1",
  personId: "p1",
  unitId: "u1",
  rentFen: 145000,
  draftedOn: "2026-12-22",
  startsOn: "2027-01-01",
};

describe("a lease", () => {
  test("runs twelve months with one month's rent as deposit", () => {
    expect(draftLease(given)).toEqual({
      id: "l1",
      leaseNo: "HT2026-00001",
      offerId: "o1",
      personId: "p1",
      unitId: "u1",
      status: "signed",
      startsOn: "2027-01-01",
      endsOn: "2027-12-31",
      rentFen: 145000,
      depositFen: 145000,
    });
  });

  test("other terms are parameters, not code", () => {
    const lease = draftLease(given, { months: 6, depositMonths: 0 });
    expect(lease).toMatchObject({ endsOn: "2027-06-30", depositFen: 0 });
  });

  test("begun on the 15th it ends on the 14th, from a leap day on the 27th", () => {
    expect(lastDayOf("2026-12-15", 12)).toBe("2027-12-14");
    expect(lastDayOf("2028-02-29", 12)).toBe("2029-02-27");
    expect(lastDayOf("2027-01-31", 1)).toBe("2027-02-27");
  });

  test("a year's lease always lasts 364 to 366 days", () => {
    fc.assert(
      fc.property(fc.nat(20000), (offset) => {
        const startsOn = addDays("2020-01-01", offset);
        const days = daysBetween(startsOn, lastDayOf(startsOn, 12)) + 1;
        expect([364, 365, 366].includes(days) || startsOn.endsWith("02-29")).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("numbers name the year and count from one", () => {
    expect(leaseNo(2026, 12345)).toBe("HT2026-12345");
    expect(() => leaseNo(2026, 0)).toThrow();
  });

  test("a rent that is not whole fen is a broken invariant", () => {
    expect(() => draftLease({ ...given, rentFen: 1450.5 })).toThrow("whole fen");
  });
});

describe("checking in", () => {
  const signed = { status: "signed" as LeaseStatus, startsOn: "2027-01-01", endsOn: "2027-12-31" };

  test("makes a signed, registered lease active from its first to its last day", () => {
    for (const today of ["2027-01-01", "2027-12-31"])
      expect(decideCheckIn(signed, today, " 备2027-0001 ")).toEqual({
        ok: true,
        status: "active",
        startsOn: "2027-01-01",
        checkedInOn: today,
        registrationNo: "备2027-0001",
      });
  });

  test("early check-in begins the term today and is asked for in so many words; the last day stays", () => {
    expect(decideCheckIn(signed, "2026-12-31", "备1", true)).toMatchObject({ ok: true, startsOn: "2026-12-31" });
    expect(decideCheckIn(signed, "2027-02-01", "备1", true)).toMatchObject({ ok: true, startsOn: "2027-01-01" });
    expect(decideCheckIn(signed, "2028-01-01", "备1", true)).toMatchObject({ reason: "lease-over" });
  });

  test.each<[string, string, LeaseStatus, string | null, string]>([
    ["before the first day", "2026-12-31", "signed", "备1", "lease-not-begun"],
    ["after the last day", "2028-01-01", "signed", "备1", "lease-over"],
    ["without a registration number", "2027-01-01", "signed", null, "lease-registration-missing"],
    ["with a blank registration number", "2027-01-01", "signed", "  ", "lease-registration-missing"],
    ["once ended", "2027-01-01", "ended", "备1", "lease-not-signed"],
    ["a second time", "2027-01-01", "active", "备1", "lease-not-signed"],
  ])("is refused %s", (_, today, status, registrationNo, reason) => {
    expect(decideCheckIn({ ...signed, status }, today, registrationNo)).toMatchObject({ ok: false, reason });
  });
});

describe("a unit's status", () => {
  test("goes from vacant over an offer and a lease to occupied, and back over leaving", () => {
    const path = ["vacant", "held", "reserved", "occupied", "leaving", "vacant"] as const;
    for (let i = 1; i < path.length; i++)
      expect(decideUnitStatus(path[i - 1] ?? "vacant", path[i] ?? "vacant")).toEqual({ ok: true, status: path[i] });
  });

  test("nobody is put into a unit that is out of order or frozen", () => {
    for (const from of ["outOfOrder", "frozen"] as const)
      for (const to of ["held", "reserved", "occupied"] as const)
        expect(decideUnitStatus(from, to)).toEqual({
          ok: false,
          reason: "unit-status-not-possible",
          values: { from, to },
        });
  });

  test("an occupied unit only turns leaving, and only a reserved or leaving one turns occupied", () => {
    const reachable = unitStatuses.filter((to) => decideUnitStatus("occupied", to).ok);
    expect(reachable).toEqual(["leaving"]);
    const sources = unitStatuses.filter((from) => decideUnitStatus(from, "occupied").ok);
    expect(sources).toEqual(["reserved", "leaving"]);
  });

  test("staying the same is no step, and every status can be left", () => {
    for (const status of unitStatuses) {
      expect(decideUnitStatus(status, status).ok).toBe(false);
      expect(unitStatuses.some((to) => decideUnitStatus(status, to).ok)).toBe(true);
    }
  });
});
