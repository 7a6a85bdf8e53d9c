import { describe, expect, test } from "vitest";
import { addMonths } from "#lib/days";
import { type Assessment, assess, type Told } from "#lib/subsidy/rules";
import { assessTogether } from "#lib/subsidy/rules-together";
import { planNamed, schemeNamed } from "#lib/subsidy/schemes";
import { MONTH, schemePeople } from "#tests/support/scheme-people";

// The numbers are those of the records in chi-ga/city-subsidy-radar, frontend/src/data/subsidies (MIT); each describe
// names its record. Rent 1450 yuan unless said otherwise.

type Change = { month?: string; rentFen?: number; facts?: Told; monthsUsed?: Record<string, number> };
const decider =
  (name: string) =>
  (change: Change = {}): Assessment => {
    const decision = assess(schemeNamed(name), {
      month: change.month ?? MONTH,
      rentFen: change.rentFen ?? 145000,
      facts: { ...schemePeople[name], ...change.facts },
      monthsUsed: change.monthsUsed ?? {},
    });
    if (!decision.ok) throw new Error(`refused: ${decision.reason} ${JSON.stringify(decision.values)}`);
    return decision;
  };
const granted = (decided: Assessment) => Object.fromEntries(decided.parts.map((part) => [part.part, part.grantedFen]));
const failing = (decided: Assessment, part: string) =>
  decided.parts
    .find((one) => one.part === part)
    ?.reasons.filter((reason) => !reason.passed)
    .map((reason) => reason.code);

describe("Zibo, record zibo-shiji-shenghuo (淄组发〔2022〕16号)", () => {
  const decide = decider("zibo");

  test.each([
    ["doctor", 400000],
    ["master", 200000],
    ["bachelor", 100000],
    ["associate", 50000],
    ["secondary", 30000],
  ] as const)("%s: %i fen a month", (degree, fen) => {
    expect(decide({ facts: { degree } }).subsidyFen).toBe(fen);
  });

  test("what a master gets above the rent is paid out", () => {
    expect(decide()).toMatchObject({ subsidyFen: 200000, offsetFen: 145000, surplusFen: 55000, dueFen: 0 });
  });

  test("for 60 months", () => {
    expect(decide({ monthsUsed: { living: 59 } }).subsidyFen).toBe(200000);
    expect(failing(decide({ monthsUsed: { living: 60 } }), "living")).toEqual(["months-left"]);
  });

  test("masters and below within five years of graduation, doctors without a limit", () => {
    const late = { graduatedOn: "2020-06-30" };
    expect(failing(decide({ facts: late }), "living")).toEqual(["recruited-within"]);
    expect(decide({ facts: { ...late, degree: "doctor" } }).subsidyFen).toBe(400000);
  });

  test("registered from 2022-07-26 on; back at work within a year", () => {
    const early = { graduatedOn: "2022-06-30", recruitedOn: "2022-07-25" };
    expect(failing(decide({ facts: early }), "living")).toEqual(["registered-since"]);
    expect(decide({ facts: { ...early, recruitedOn: "2022-07-26" } }).subsidyFen).toBe(200000);
    expect(failing(decide({ facts: { monthsBetweenJobs: 13 } }), "living")).toEqual(["job-gap"]);
  });

  test("city and district each pay half", () => {
    expect(schemeNamed("zibo").funders.map((funder) => funder.percent)).toEqual([50, 50]);
  });
});

describe("Ningbo, record ningbo-shiji-biyeyinianneianjubutie", () => {
  const decide = decider("ningbo");

  test("1000 yuan a month, 60 months for masters, 30 for bachelors and technicians", () => {
    const left = (facts: Told, settling: number) => granted(decide({ facts, monthsUsed: { settling } })).settling;
    expect(left({}, 59)).toBe(100000);
    expect(left({}, 60)).toBe(0);
    expect(left({ degree: "bachelor" }, 29)).toBe(100000);
    expect(left({ degree: "bachelor" }, 30)).toBe(0);
    expect(left({ degree: null, skill: "technician" }, 29)).toBe(100000);
    expect(left({ degree: null, skill: "technician" }, 30)).toBe(0);
  });

  test("it began in 2025-12: before there is no such part, and the other one goes on", () => {
    const before = decide({ month: "2025-11", facts: { insuredMonthsTotal: 6, insuredMonths: 4 } });
    expect(failing(before, "settling")).toEqual(["part-in-force"]);
    expect(granted(before)).toEqual({ settling: 0, "youth-rent": 1000000 });
  });

  test("within a year of graduation, not for civil servants, not after the youth subsidy", () => {
    expect(failing(decide({ facts: { graduatedOn: "2024-06-30" } }), "settling")).toEqual(["came-within"]);
    expect(failing(decide({ facts: { employerKind: "government" } }), "settling")).toEqual(["employer-covered"]);
    expect(failing(decide({ monthsUsed: { "youth-rent": 1 } }), "settling")).toEqual(["not-with-youth-rent"]);
  });
});

describe("Ningbo, record ningbo-shiji-qingnianrencaizufangbutie (甬人社发〔2021〕17号)", () => {
  const decide = decider("ningbo");
  const youth = (insuredMonthsTotal: number, used: number, facts: Told = {}) =>
    granted(decide({ month: "2025-11", facts: { insuredMonthsTotal, ...facts }, monthsUsed: { "youth-rent": used } }))[
      "youth-rent"
    ];

  test("10000 yuan at 6, 20 and 30 months of insurance, 30000 in all", () => {
    expect([youth(5, 0), youth(6, 0), youth(19, 1), youth(20, 1), youth(29, 2), youth(30, 2), youth(60, 3)]).toEqual([
      0, 1000000, 0, 1000000, 0, 1000000, 0,
    ]);
  });

  test("technicians wait 10 months for the first", () => {
    const technician = { degree: null, skill: "technician" };
    expect([youth(9, 0, technician), youth(10, 0, technician), youth(20, 1, technician)]).toEqual([
      0, 1000000, 1000000,
    ]);
  });

  test("at most 35 years old, no home of either spouse", () => {
    const facts = { birthDate: "1985-01-01", ownsLocalHome: true, spouseOwnsLocalHome: true };
    expect(failing(decide({ month: "2025-11", facts }), "youth-rent")).toEqual([
      "youth-age-limit",
      "youth-no-home",
      "youth-no-spouse-home",
    ]);
  });

  test("never beside the settling subsidy", () => {
    expect(granted(decide())).toEqual({ settling: 100000, "youth-rent": 0 });
    expect(failing(decide({ monthsUsed: { settling: 1 } }), "youth-rent")).toEqual(["not-with-settling"]);
  });
});

describe("Jiaxing, record jiaxing-haining-shenghuobutie (海人社〔2023〕76号)", () => {
  const decide = decider("jiaxing");
  const lump = (degree: string, insuredMonths: number, used: number) =>
    granted(decide({ facts: { degree, insuredMonths }, monthsUsed: { "haining-living": used, "haining-local": 1 } }))[
      "haining-living"
    ];

  test("a doctor 3 × 50000, a master 20000 + 15000 + 15000, a bachelor 3 × 5000 yuan", () => {
    const all = (degree: string) => [12, 24, 36].map((months, used) => lump(degree, months, used));
    expect(all("doctor")).toEqual([5000000, 5000000, 5000000]);
    expect(all("master")).toEqual([2000000, 1500000, 1500000]);
    expect(all("bachelor")).toEqual([500000, 500000, 500000]);
  });

  test("each when 12, 24 and 36 months are complete, and no fourth", () => {
    expect([lump("master", 11, 0), lump("master", 23, 1), lump("master", 35, 2), lump("master", 60, 3)]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  test("graduates of Haining's schools get 5000 yuan more, once", () => {
    expect(granted(decide())["haining-local"]).toBe(500000);
    expect(granted(decide({ monthsUsed: { "haining-local": 1 } }))["haining-local"]).toBe(0);
    expect(granted(decide({ facts: { graduatedInHaining: false } }))["haining-local"]).toBe(0);
  });
});

describe("Jiaxing, record jiaxing-pinghu-zufangbutie", () => {
  const decide = decider("jiaxing");
  const pinghu = { county: "pinghu", degree: "bachelor" };

  test("500 yuan a month for an associate, 600 for a bachelor, 36 months", () => {
    expect(granted(decide({ facts: pinghu }))["pinghu-rent"]).toBe(60000);
    expect(granted(decide({ facts: { ...pinghu, degree: "associate" } }))["pinghu-rent"]).toBe(50000);
    expect(granted(decide({ facts: pinghu, monthsUsed: { "pinghu-rent": 36 } }))["pinghu-rent"]).toBe(0);
  });

  test("a contract of a year is asked of employees, not of who runs a business", () => {
    const short = { ...pinghu, contractMonths: 6 };
    expect(failing(decide({ facts: short }), "pinghu-rent")).toEqual(["pinghu-contract"]);
    expect(failing(decide({ facts: { ...short, employerKind: "selfEmployed" } }), "pinghu-rent")).toEqual([]);
  });

  test("the family's home, a sale, its income and other support are all looked at", () => {
    const facts = {
      ...pinghu,
      familyOwnsLocalHome: true,
      familySoldHomeIn5Years: true,
      incomeBelowLimit: false,
      receivedTalentHousing: true,
    };
    expect(failing(decide({ facts }), "pinghu-rent")).toEqual([
      "pinghu-no-home",
      "pinghu-no-sale",
      "pinghu-income",
      "pinghu-no-other-housing",
    ]);
  });
});

describe("Suzhou, record suzhou-shiji-yingjiezufangbutie", () => {
  const decide = decider("suzhou");

  test.each([
    ["doctor", 150000],
    ["master", 100000],
    ["bachelor", 80000],
  ] as const)("%s: %i fen a month", (degree, fen) => {
    expect(decide({ facts: { degree } }).subsidyFen).toBe(fen);
  });

  test("two years, three in AI and quantum technology", () => {
    expect(decide({ monthsUsed: { rent: 24 } }).subsidyFen).toBe(0);
    expect(decide({ monthsUsed: { rent: 35 }, facts: { aiOrQuantumField: true } }).subsidyFen).toBe(100000);
    expect(decide({ monthsUsed: { rent: 36 }, facts: { aiOrQuantumField: true } }).subsidyFen).toBe(0);
  });

  test("insured within two years of graduation, five with a degree from abroad", () => {
    const facts = { graduatedOn: "2023-06-30" };
    expect(failing(decide({ facts }), "rent")).toEqual(["insured-within"]);
    expect(failing(decide({ facts: { ...facts, degreeFromAbroad: true } }), "rent")).toEqual([]);
  });

  test("recruited from outside since 2025-03-27, no civil servant, no home", () => {
    const facts = {
      recruitedOn: "2025-03-26",
      fromOutsideCity: false,
      ownsLocalHome: true,
      employerKind: "government",
    };
    expect(failing(decide({ facts }), "rent")).toEqual([
      "recruited-since",
      "from-outside",
      "no-local-home",
      "employer-covered",
    ]);
  });
});

describe("Suzhou Industrial Park, record suzhou-yuanqu-xuniyouzufang", () => {
  const decide = decider("suzhou-sip");

  test.each([
    ["doctor", 100000],
    ["master", 90000],
    ["bachelor", 60000],
  ] as const)("%s: at most %i fen a month, and never more than the rent", (degree, fen) => {
    expect(decide({ facts: { degree } })).toMatchObject({ subsidyFen: fen, dueFen: 145000 - fen, surplusFen: 0 });
    expect(decide({ facts: { degree }, rentFen: 50000 })).toMatchObject({
      subsidyFen: 50000,
      dueFen: 0,
      surplusFen: 0,
    });
  });

  test("three years together with the preferential rental, which ends it", () => {
    const used = (rent: number, preferentialRentalMonths: number) =>
      decide({ monthsUsed: { rent }, facts: { preferentialRentalMonths } }).subsidyFen;
    expect([used(35, 0), used(36, 0), used(20, 15), used(20, 16)]).toEqual([90000, 0, 90000, 0]);
    expect(failing(decide({ facts: { inPreferentialRental: true } }), "rent")).toEqual(["no-preferential-rental"]);
  });

  test("the trial ends with 2026: afterwards there is no value", () => {
    expect(decide({ month: "2026-12" }).subsidyFen).toBe(90000);
    const question = { rentFen: 1, facts: schemePeople["suzhou-sip"] ?? {}, monthsUsed: {} };
    expect(assess(schemeNamed("suzhou-sip"), { ...question, month: "2027-01" })).toMatchObject({
      ok: false,
      reason: "scheme-no-value",
    });
  });

  test("not beside the city's subsidy in the same month: the first of the plan is granted", () => {
    const facts = { ...schemePeople.suzhou, ...schemePeople["suzhou-sip"] };
    const both = (plan: string[]) =>
      assessTogether(planNamed(plan), { month: MONTH, rentFen: 145000, facts, monthsUsed: {} });
    expect(both(["suzhou", "suzhou-sip"])).toMatchObject({ ok: true, subsidyFen: 100000, dueFen: 45000 });
    expect(both(["suzhou-sip", "suzhou"])).toMatchObject({ ok: true, subsidyFen: 90000, dueFen: 55000 });
    const best = planNamed([{ bestOf: ["suzhou-sip", "suzhou"] }]);
    expect(assessTogether(best, { month: MONTH, rentFen: 145000, facts, monthsUsed: {} })).toMatchObject({
      subsidyFen: 100000,
    });
  });
});

describe("Nanjing, record nanjing-shiji-zufangbutie", () => {
  const decide = decider("nanjing");

  test.each([
    ["doctor", {}, 200000],
    ["master", {}, 80000],
    ["bachelor", {}, 60000],
    ["associate", { seniorWorker: true }, 60000],
    ["associate", {}, 0],
    ["doctor", { keyIndustryEmployer: true }, 240000],
    ["master", { keyIndustryEmployer: true }, 96000],
    ["bachelor", { keyIndustryEmployer: true }, 60000],
  ] as const)("%s %o: %i fen a month", (degree, facts, fen) => {
    expect(decide({ facts: { degree, ...facts } }).subsidyFen).toBe(fen);
  });

  test("36 months, within five years of the first", () => {
    expect(decide({ monthsUsed: { rent: 36 } }).subsidyFen).toBe(0);
    expect(decide({ facts: { firstPaidOn: "2021-10-01" } }).subsidyFen).toBe(80000);
    expect(failing(decide({ facts: { firstPaidOn: "2021-09-01" } }), "rent")).toEqual(["within-five-years"]);
  });

  test("a home shared with the parents as the family's only one does not count", () => {
    const owner = { ownsLocalHome: true };
    expect(failing(decide({ facts: owner }), "rent")).toEqual(["no-local-home"]);
    expect(decide({ facts: { ...owner, sharesParentsOnlyHome: true } }).subsidyFen).toBe(80000);
  });
});

describe("Nanjing Yuhuatai, record nanjing-yuhuatai-youxiu", () => {
  const decide = decider("nanjing-yuhuatai");

  test("a master 20000, a doctor 50000 yuan, in two equal yearly payments", () => {
    const facts = { approvedOn: "2025-09-01" };
    expect(decide().subsidyFen).toBe(1000000);
    expect(decide({ facts: { degree: "doctor" } }).subsidyFen).toBe(2500000);
    expect(decide({ monthsUsed: { living: 1 } }).subsidyFen).toBe(0);
    expect(decide({ monthsUsed: { living: 1 }, facts }).subsidyFen).toBe(1000000);
    expect(decide({ monthsUsed: { living: 2 }, facts }).subsidyFen).toBe(0);
  });
});

describe("Wuxi, record wuxi-shiji-yingjierenncai-zufangbutie (锡人才办〔2024〕3号)", () => {
  const decide = decider("wuxi");

  test.each([
    ["doctor", 3000000],
    ["master", 1500000],
    ["bachelor", 1000000],
  ] as const)("%s: any twelve months make %i fen", (degree, yearFen) => {
    for (const first of ["2025-10", "2026-03"]) {
      const months = Array.from({ length: 12 }, (_, index) => addMonths(first, index));
      const year = months.map((month) => decide({ month, facts: { degree } }).subsidyFen);
      expect(year.reduce((sum, fen) => sum + fen, 0)).toBe(yearFen);
      expect(Math.max(...year) - Math.min(...year)).toBeLessThanOrEqual(1);
    }
  });

  test("a quarter of a bachelor's year is 2500 yuan", () => {
    const quarter = ["2026-04", "2026-05", "2026-06"];
    const fen = quarter.map((month) => decide({ month, facts: { degree: "bachelor" } }).subsidyFen);
    expect(fen.reduce((sum, one) => sum + one, 0)).toBe(250000);
  });

  test("24 months; the list of fields is asked of masters and bachelors only", () => {
    expect(decide({ monthsUsed: { rent: 24 } }).subsidyFen).toBe(0);
    expect(failing(decide({ facts: { shortageField: false } }), "rent")).toEqual(["shortage-field"]);
    expect(decide({ facts: { shortageField: false, degree: "doctor" } }).subsidyFen).toBe(250000);
  });

  test("registered lease, not from relatives, nothing that excludes it", () => {
    const facts = { leaseRegistered: false, rentsFromRelatives: true, receivedExcludedSubsidy: true };
    expect(failing(decide({ facts }), "rent")).toEqual([
      "lease-registered",
      "not-from-relatives",
      "no-excluded-subsidy",
    ]);
  });
});
