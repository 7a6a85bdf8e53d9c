import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Assessment, assess, expectedFrom, type Facts, funderShares, netRentTable } from "#lib/subsidy/rules";
import { degrees, employerKinds, skills, unknownFacts } from "#lib/subsidy/rules-facts";
import { readScheme } from "#seeds/schemes";
import { everyCondition } from "#tests/support/scheme-people";

// Amounts and conditions: 常政办发〔2021〕21号 as recorded in chi-ga/city-subsidy-radar (changzhou.json).
const scheme = readScheme("changzhou");
const SINGLE_ROOM_FEN = 145000;

const master: Facts = everyCondition;

type Change = { month?: string; rentFen?: number; facts?: Partial<Facts>; monthsUsed?: Record<string, number> };
function decide(change: Change = {}): Assessment {
  const decision = assess(scheme, {
    month: change.month ?? "2026-09",
    rentFen: change.rentFen ?? SINGLE_ROOM_FEN,
    facts: { ...master, ...change.facts },
    monthsUsed: change.monthsUsed ?? {},
  });
  if (!decision.ok) throw new Error(`refused: ${decision.reason}`);
  return decision;
}
const failing = (change: Change, part = "living") =>
  decide(change)
    .parts.find((one) => one.part === part)
    ?.reasons.filter((reason) => !reason.passed)
    .map((reason) => reason.code);
const reason = (change: Change, code: string, part = "living") =>
  decide(change)
    .parts.find((one) => one.part === part)
    ?.reasons.find((one) => one.code === code);

describe("a single room at 1450 yuan costs a doctor 0, a master 350, a bachelor 650", () => {
  const expected = [
    ["doctor", 80000, 80000, 0, 15000],
    ["master", 50000, 60000, 35000, 0],
    ["bachelor", 30000, 50000, 65000, 0],
  ] as const;

  test.each(expected)("%s", (degree, livingFen, rentPartFen, dueFen, surplusFen) => {
    const decided = decide({ facts: { degree } });
    expect(decided.parts.map((part) => part.grantedFen)).toEqual([livingFen, rentPartFen]);
    expect(decided).toMatchObject({ schemeId: "changzhou", schemeVersion: scheme.version, dueFen, surplusFen });
  });

  test("the public table says the same", () => {
    const table = netRentTable(scheme, SINGLE_ROOM_FEN, "2026-09");
    if (!table.ok) throw new Error(table.reason);
    expect(
      table.rows.map((row) => [row.class, ...row.parts.map((part) => part.grantedFen), row.dueFen, row.surplusFen]),
    ).toEqual(expected);
  });

  test("a doctor's surplus of 150 is paid out, never lost", () => {
    expect(decide({ facts: { degree: "doctor" } })).toMatchObject({
      subsidyFen: 160000,
      offsetFen: 145000,
      surplusFen: 15000,
      dueFen: 0,
    });
  });
});

describe("a skill certificate counts like a degree", () => {
  test("a senior technician is paid as a master, a technician as a bachelor", () => {
    const skilled = { degree: "associate", fullTimeDegree: false } as const;
    expect(decide({ facts: { ...skilled, skill: "seniorTechnician" } }).subsidyFen).toBe(110000);
    expect(decide({ facts: { ...skilled, skill: "technician" } }).subsidyFen).toBe(80000);
  });

  test("the age limit is for masters: doctors, bachelors and technicians have none", () => {
    const older = { birthDate: "1970-01-01" };
    expect(failing({ facts: { ...older, degree: "doctor" } })).toEqual([]);
    expect(failing({ facts: { ...older, degree: "bachelor" } })).toEqual([]);
    expect(failing({ facts: { ...older, degree: "associate", skill: "seniorTechnician" } })).toEqual([]);
    expect(failing({ facts: older })).toEqual(["age-limit"]);
  });
});

describe("every condition can fail alone, and says so with its code", () => {
  test.each<[string, Partial<Facts>]>([
    ["degree-covered", { degree: "associate" }],
    ["full-time-degree", { fullTimeDegree: false }],
    ["age-limit", { birthDate: "1980-01-01" }],
    ["employer-kind", { employerKind: "selfEmployed" }],
    ["recruited-within", { graduatedOn: "2023-06-30" }],
    ["insured-from-seventh-month", { firstInsuredOn: "2026-04-01" }],
    ["insured-unbroken", { insuredMonths: 5 }],
  ])("%s ends both parts", (code, facts) => {
    expect(failing({ facts })).toEqual([code]);
    expect(failing({ facts }, "rent")).toEqual([code]);
    expect(decide({ facts })).toMatchObject({ subsidyFen: 0, dueFen: SINGLE_ROOM_FEN });
  });

  test.each<[string, Partial<Facts>]>([
    ["no-local-home", { ownsLocalHome: true }],
    ["no-spouse-local-home", { spouseOwnsLocalHome: true }],
    ["lease-registered", { leaseRegistered: false }],
  ])("%s ends only the rent part", (code, facts) => {
    expect(failing({ facts })).toEqual([]);
    expect(failing({ facts }, "rent")).toEqual([code]);
    expect(decide({ facts })).toMatchObject({ subsidyFen: 50000, dueFen: 95000 });
  });

  test("recruitment before 2021 is outside the scheme, and has no month limit in it", () => {
    const facts = { graduatedOn: "2020-06-30", recruitedOn: "2020-12-31", firstInsuredOn: "2021-01-01" };
    expect(failing({ facts })).toEqual(["recruited-since", "months-left"]);
    expect(reason({ facts }, "months-left")).toMatchObject({ actual: 0, required: null });
    expect(failing({ facts: { ...facts, recruitedOn: "2021-01-01" } })).toEqual([]);
  });

  test("public institutions, universities and government are outside", () => {
    for (const employerKind of ["publicInstitution", "university", "government"] as const) {
      expect(failing({ facts: { employerKind } })).toEqual(["employer-kind"]);
    }
  });

  test("all reasons are given at once, failing or not, with document and clause", () => {
    const { parts } = decide({ facts: { fullTimeDegree: false, employerKind: "university", leaseRegistered: false } });
    expect(parts.map((part) => part.reasons.length)).toEqual([9, 12]);
    expect(
      failing({ facts: { fullTimeDegree: false, employerKind: "university", leaseRegistered: false } }, "rent"),
    ).toEqual(["full-time-degree", "employer-kind", "lease-registered"]);
    for (const one of parts.flatMap((part) => part.reasons)) expect(one.reference).toContain("常政办发〔2021〕21号");
  });

  test("a condition that does not ask somebody is there too, passes and requires nothing", () => {
    const older = { birthDate: "1970-01-01", degree: "doctor" } as const;
    expect(decide({ facts: older }).parts.map((part) => part.reasons.length)).toEqual([9, 12]);
    expect(reason({ facts: older }, "age-limit")).toMatchObject({
      passed: true,
      actual: 55,
      required: null,
      asked: false,
    });
  });

  test("what is not told does not pass, and says that it is not told", () => {
    for (const fact of Object.keys(unknownFacts) as (keyof Facts)[]) {
      if (fact === "skill") continue;
      const { parts } = decide({ facts: { [fact]: null } });
      const open = parts.flatMap((part) => part.reasons).filter((one) => !one.passed);
      expect(open.length, fact).toBeGreaterThan(0);
      expect(open.every((one) => one.actual === null)).toBe(true);
    }
    const { parts, subsidyFen } = decide({ facts: unknownFacts });
    expect(subsidyFen).toBe(0);
    expect(parts.flatMap((part) => part.reasons).every((one) => !one.passed && one.actual === null)).toBe(true);
    expect(parts[0]?.reasons).toHaveLength(9);
  });
});

describe("limits hold on their boundary", () => {
  test("a master may be 35 on the day of recruitment and not 36", () => {
    expect(failing({ facts: { birthDate: "1989-07-02" } })).toEqual([]); // turns 36 the day after
    expect(failing({ facts: { birthDate: "1989-07-01" } })).toEqual(["age-limit"]);
    expect(reason({ facts: { birthDate: "1989-07-01" } }, "age-limit")).toMatchObject({ actual: 36, required: 35 });
  });

  test("recruitment counts until the same day two years after graduation", () => {
    const facts = { graduatedOn: "2023-07-01" };
    expect(failing({ facts })).toEqual([]);
    expect(failing({ facts: { graduatedOn: "2023-06-30" } })).toEqual(["recruited-within"]);
    expect(reason({ facts: { graduatedOn: "2023-06-30" } }, "recruited-within")).toMatchObject({
      actual: "2025-07-01",
      required: "2025-06-30",
    });
  });

  test("who was recruited on 2022-12-31 has 24 months, from 2023-01-01 on 36", () => {
    const recruited = (recruitedOn: string, used: number) => ({
      facts: { graduatedOn: "2022-06-30", recruitedOn, firstInsuredOn: "2023-01-05" },
      monthsUsed: { living: used, rent: used },
    });
    expect(reason(recruited("2022-12-31", 0), "months-left")?.required).toBe(24);
    expect(reason(recruited("2023-01-01", 0), "months-left")?.required).toBe(36);
    expect(failing(recruited("2022-12-31", 23))).toEqual([]);
    expect(failing(recruited("2022-12-31", 24))).toEqual(["months-left"]);
    expect(failing(recruited("2023-01-01", 35))).toEqual([]);
    expect(failing(recruited("2023-01-01", 36))).toEqual(["months-left"]);
  });

  test("each part counts its own months", () => {
    const decided = decide({ monthsUsed: { living: 36, rent: 10 } });
    expect(decided.parts.map((part) => part.grantedFen)).toEqual([0, 60000]);
  });

  test("it is paid from the seventh insured month on, not in the sixth", () => {
    const facts = { firstInsuredOn: "2026-03-31" };
    expect(failing({ month: "2026-08", facts: { ...facts, insuredMonths: 5 } })).toEqual([
      "insured-from-seventh-month",
      "insured-unbroken",
    ]);
    expect(failing({ month: "2026-09", facts: { ...facts, insuredMonths: 6 } })).toEqual([]);
  });

  test("a rent below the subsidy is offset whole, a rent of nothing leaves only surplus", () => {
    expect(decide({ rentFen: 100000 })).toMatchObject({ offsetFen: 100000, surplusFen: 10000, dueFen: 0 });
    expect(decide({ rentFen: 0 })).toMatchObject({ offsetFen: 0, surplusFen: 110000, dueFen: 0 });
  });
});

describe("a month without a value is an error", () => {
  test("before the scheme's first day nothing is carried back", () => {
    const decision = assess(scheme, { month: "2021-03", rentFen: 1, facts: master, monthsUsed: {} });
    expect(decision).toEqual({
      ok: false,
      reason: "scheme-no-value",
      values: { parameter: "living-amount", on: "2021-03-01" },
    });
    expect(netRentTable(scheme, 1, "2021-03")).toMatchObject({ ok: false, reason: "scheme-no-value" });
    expect(decide({ month: "2021-04" }).parts).toHaveLength(2);
  });

  test("after a value's last day it is never carried on", () => {
    const ended = structuredClone(scheme);
    for (const value of ended.parameters.find((one) => one.id === "rent-amount")?.values ?? []) value.to = "2026-08-31";
    const question = { rentFen: 1, facts: master, monthsUsed: {} };
    expect(assess(ended, { ...question, month: "2026-08" }).ok).toBe(true);
    expect(assess(ended, { ...question, month: "2026-09" })).toMatchObject({ ok: false, reason: "scheme-no-value" });
  });

  test("what is no month or no rent is caught", () => {
    expect(() => decide({ month: "2026-13" })).toThrow("not a month");
    expect(() => decide({ rentFen: -1 })).toThrow("negative");
    expect(() => decide({ rentFen: 0.5 })).toThrow("whole fen");
  });
});

describe("before the seventh month the subsidy is expected", () => {
  test("it is expected from the sixth month after the first insured one", () => {
    expect(expectedFrom(scheme, { ...master, firstInsuredOn: "2026-09-01", insuredMonths: 0 })).toBe("2027-03");
    expect(expectedFrom(scheme, { ...master, firstInsuredOn: "2026-09-30", insuredMonths: null })).toBe("2027-03");
  });

  test("it is never expected where a told fact shuts out every part", () => {
    expect(expectedFrom(scheme, { ...master, employerKind: "government" })).toBeNull();
    expect(expectedFrom(scheme, { ...master, degree: "secondary" })).toBeNull();
    expect(expectedFrom(scheme, { ...master, firstInsuredOn: null })).toBeNull();
  });

  test("a home in the city shuts out the rent part only, so the living part is still expected", () => {
    expect(expectedFrom(scheme, { ...master, ownsLocalHome: true, leaseRegistered: false })).toBe("2026-01");
  });

  test("what is not told yet is taken as met", () => {
    expect(expectedFrom(scheme, { ...unknownFacts, firstInsuredOn: "2026-09-01" })).toBe("2027-03");
  });

  test("it is never expected before the scheme began", () => {
    expect(expectedFrom(scheme, { ...master, firstInsuredOn: "2019-01-01" })).toBe("2021-04");
  });
});

const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const day = fc
  .date({ min: new Date("1960-01-01"), max: new Date("2027-12-31"), noInvalidDate: true })
  .map((on) => on.toISOString().slice(0, 10));
const facts: fc.Arbitrary<Facts> = fc.record({
  degree: maybe(fc.constantFrom(...degrees)),
  skill: maybe(fc.constantFrom(...skills)),
  fullTimeDegree: maybe(fc.boolean()),
  birthDate: maybe(day),
  graduatedOn: maybe(day),
  recruitedOn: maybe(day),
  firstInsuredOn: maybe(day),
  insuredMonths: maybe(fc.nat({ max: 60 })),
  employerKind: maybe(fc.constantFrom(...employerKinds)),
  ownsLocalHome: maybe(fc.boolean()),
  spouseOwnsLocalHome: maybe(fc.boolean()),
  leaseRegistered: maybe(fc.boolean()),
});
/** Half of the people keep most of the good facts, so that the subsidy is not always nothing. */
const people = fc.oneof(
  facts,
  fc
    .record({
      degree: fc.constantFrom("doctor" as const, "master" as const, "bachelor" as const),
      leaseRegistered: fc.boolean(),
    })
    .map((some) => ({ ...master, ...some })),
);

describe("for any person and any rent", () => {
  test("offset ≤ rent, offset + surplus = subsidy, offset + due = rent, nothing is negative, twice is the same", () => {
    fc.assert(
      fc.property(people, fc.nat({ max: 400000 }), fc.nat({ max: 40 }), (someone, rentFen, used) => {
        const change = { facts: someone, rentFen, monthsUsed: { living: used, rent: used } };
        const decided = decide(change);
        expect(decided.offsetFen).toBeLessThanOrEqual(rentFen);
        expect(decided.offsetFen + decided.surplusFen).toBe(decided.subsidyFen);
        expect(decided.offsetFen + decided.dueFen).toBe(rentFen);
        expect(
          Math.min(decided.offsetFen, decided.surplusFen, decided.dueFen, decided.subsidyFen),
        ).toBeGreaterThanOrEqual(0);
        expect(decided.parts.reduce((sum, part) => sum + part.grantedFen, 0)).toBe(decided.subsidyFen);
        for (const part of decided.parts) {
          expect(part.grantedFen).toBe(part.eligible ? part.amountFen : 0);
          expect(part.eligible).toBe(part.reasons.every((one) => one.passed));
        }
        expect(decide(change)).toEqual(decided);
      }),
    );
  });

  test("one more failed condition never brings more money", () => {
    fc.assert(
      fc.property(people, fc.nat({ max: 400000 }), (someone, rentFen) => {
        const homeOwner = { ...someone, ownsLocalHome: true };
        expect(decide({ facts: homeOwner, rentFen }).subsidyFen).toBeLessThanOrEqual(
          decide({ facts: someone, rentFen }).subsidyFen,
        );
      }),
    );
  });

  test("the funders' shares make the amount", () => {
    const shared = structuredClone(scheme);
    shared.funders = ["city", "district", "park"].map((id, index) => ({
      id,
      nameZh: id,
      nameEn: id,
      percent: index ? 33 : 34,
    }));
    fc.assert(
      fc.property(fc.nat({ max: 400000 }), (fen) => {
        expect(funderShares(shared, fen).reduce((sum, share) => sum + share.amountFen, 0)).toBe(fen);
      }),
    );
    expect(funderShares(scheme, 110000)).toEqual([{ funder: "city-finance", amountFen: 110000 }]);
  });
});
