import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths, type Month } from "#lib/days";
import { decideOffset, factsIn } from "#lib/subsidy/rules-decision";
import { partsOf, schemesOf } from "#lib/subsidy/rules-plan";
import type { Plan } from "#lib/subsidy/rules-together";
import { between, courseOf, netByGroup, type Resident, standingOf } from "#lib/subsidy/rules-whatif";
import { planNamed } from "#lib/subsidy/schemes";
import { changedScheme } from "#tests/support/schemes";
import { FIRST, residentArbitrary } from "#tests/support/what-if";

const asked = { first: FIRST, count: 12, untold: "asked" as const };

/** The slow way: every month by the rules that decide the real month. */
function byHand(residents: readonly Resident[], planOf: (month: Month) => Plan, count: number) {
  return residents.map(({ used, person, lease, rentFen, mode, carried = {} }) => {
    const monthsUsed: Record<string, number> = { ...used };
    const balance: Record<string, number> = { ...carried };
    const months = Array.from({ length: count }, (_, at) => {
      const month = addMonths(FIRST, at);
      const decided = decideOffset(planOf(month), {
        month,
        rentFen,
        facts: factsIn(month, person, lease),
        monthsUsed,
        mode,
        balance,
      });
      if (!decided.ok) throw new Error(JSON.stringify(decided));
      for (const [scheme, one] of Object.entries(decided.carried)) balance[scheme] = one.beforeFen + one.fen;
      for (const { part } of decided.parts) monthsUsed[part] = (monthsUsed[part] ?? 0) + 1;
      return decided;
    });
    return months;
  });
}

/** Declared facts are told to nobody here, so they are dropped where a scheme would pay nobody because of them. */
const withoutOwnFacts = (name: string) =>
  changedScheme(name, (json) => {
    const own = json.facts.map((fact: { id: string }) => fact.id);
    json.conditions = json.conditions.filter(
      (one: { measure: { fact?: string }; when?: object }) =>
        !own.includes(one.measure.fact) && !Object.keys(one.when ?? {}).some((fact) => own.includes(fact)),
    );
  });

/** With every last value for ever, so that twelve months can be decided. */
const lasting = (step: Plan[number]) =>
  "bestOf" in step
    ? step
    : changedScheme(step.id, (json) => {
        for (const parameter of json.parameters) parameter.values.at(-1).to = null;
        json.conditions = json.conditions.slice(0, 2);
      });

const carrying = (name: string) =>
  changedScheme(name, (json) => {
    json.surplus = "carried";
    for (const parameter of json.parameters) parameter.values.at(-1).to = null;
    const own = json.facts.map((fact: { id: string }) => fact.id);
    json.conditions = json.conditions.filter((one: { measure: { fact?: string } }) => !own.includes(one.measure.fact));
  });

const plans: [string, Plan][] = [
  ["changzhou", planNamed(["changzhou"])],
  ["zibo", planNamed(["zibo"])],
  ["ningbo, which excludes within itself", planNamed(["ningbo"])],
  ["wuxi by the year", planNamed(["wuxi"])],
  ["nanjing with classes that ask for more", planNamed(["nanjing"])],
  ["zibo without what nobody records", [withoutOwnFacts("zibo")]],
  ["ningbo without what nobody records", [withoutOwnFacts("ningbo")]],
  ["wuxi without what nobody records", [withoutOwnFacts("wuxi")]],
  ["several, each seeing what is left", [withoutOwnFacts("zibo"), ...planNamed(["changzhou"])]],
  ["a surplus that is carried", [carrying("changzhou")]],
  ["what is carried, beside what is left of the rent", [carrying("suzhou-sip"), carrying("changzhou")]],
  [
    "what an earlier version carried, beside a scheme that pays out",
    planNamed(["changzhou", "suzhou-sip"]).map(lasting),
  ],
  ["the best of two that carry", [{ bestOf: [carrying("changzhou"), carrying("wuxi")] }, ...planNamed(["nanjing"])]],
  ["the best of several", [{ bestOf: [withoutOwnFacts("zibo"), ...schemesOf(planNamed(["changzhou"]))] }]],
];

describe("a course of months decides what the months themselves would decide", () => {
  test.each(plans)("%s", (_, plan) => {
    const used = partsOf(plan).map((part) => part.id);
    fc.assert(
      fc.property(fc.array(residentArbitrary(used), { minLength: 1, maxLength: 3 }), (residents) => {
        const course = courseOf(residents, () => plan, asked);
        if (!course.ok) throw new Error(course.reason);
        const slow = byHand(residents, () => plan, asked.count);
        expect(course.subsidiesFen).toEqual(
          course.months.map((_, at) => slow.map((months) => months[at]?.subsidyFen ?? -1)),
        );
        for (const [at, sums] of course.months.entries()) {
          const its = slow.map((months) => months[at]);
          expect(sums).toMatchObject({
            people: its.filter((one) => (one?.subsidyFen ?? 0) > 0).length,
            offsetFen: its.reduce((sum, one) => sum + (one?.offsetFen ?? 0), 0),
            surplusFen: its.reduce((sum, one) => sum + (one?.surplusFen ?? 0), 0),
            carriedFen: its.reduce((sum, one) => sum + (one?.carriedFen ?? 0), 0),
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a plan that changes within the months", () => {
    const raised = changedScheme("changzhou", (json) => {
      json.parameters[0].values[0].value.master = 99000;
      json.conditions = json.conditions.slice(0, 3);
    });
    const planOf = (month: Month): Plan => (month < "2027-04" ? planNamed(["changzhou"]) : [raised]);
    const used = partsOf([raised]).map((part) => part.id);
    fc.assert(
      fc.property(residentArbitrary(used), (resident) => {
        const course = courseOf([resident], planOf, asked);
        if (!course.ok) throw new Error(course.reason);
        const [slow] = byHand([resident], planOf, asked.count);
        expect(course.subsidiesFen.map((fens) => fens[0])).toEqual(slow?.map((one) => one.subsidyFen));
      }),
      { numRuns: 300 },
    );
  });
});

const master: Resident = {
  personId: "m",
  roomTypeId: "single",
  rentFen: 145000,
  mode: "directOffset",
  lease: { registrationNo: "R", registeredOn: "2026-01-01" },
  person: {
    degree: "master",
    skill: null,
    fullTimeDegree: true,
    birthDate: "1999-04-10",
    graduatedOn: "2025-06-30",
    recruitedOn: "2025-07-01",
    firstInsuredOn: "2025-07-15",
    insuredMonths: 14,
    insuredMonthsAsOf: "2026-09",
    employerKind: "enterprise",
    ownsLocalHome: false,
    spouseOwnsLocalHome: false,
  },
  used: {},
};

test("a fact that nobody records grants nothing, unless it is asked to count as met", () => {
  const zibo = () => planNamed(["zibo"]);
  const course = (untold: "asked" | "met") => {
    const decided = courseOf([master], zibo, { ...asked, untold });
    if (!decided.ok) throw new Error(decided.reason);
    return decided.totalsFen;
  };
  expect(course("asked")).toEqual([0]);
  // Zibo pays a master 3000 yuan a month (淄组发〔2022〕16号, as its file reads it).
  const amount = schemesOf(zibo())[0]?.parameters[0]?.values[0]?.value as { master: number };
  expect(course("met")).toEqual([12 * amount.master]);
});

test("who gains and who loses is told with the sums, and the same people are neither", () => {
  const doctor = { ...master, personId: "d", person: { ...master.person, degree: "doctor" as const } };
  const nobody = { ...master, personId: "n", person: { ...master.person, employerKind: "university" as const } };
  const residents = [master, doctor, nobody];
  const changed = changedScheme("changzhou", (json) => {
    json.parameters[0].values[0].value = { doctor: 70000, master: 65000, bachelor: 30000 };
  });
  const [before, after] = [planNamed(["changzhou"]), [changed]].map((plan) => courseOf(residents, () => plan, asked));
  if (!before?.ok || !after?.ok) throw new Error("both can be decided");
  const told = between(before, after);
  expect(told.differencesFen).toEqual([12 * 15000, -12 * 10000, 0]);
  expect(told.gains).toEqual({ people: 1, fen: 180000 });
  expect(told.losses).toEqual({ people: 1, fen: -120000 });
  expect(told.differencesFen.map(standingOf)).toEqual(["gains", "loses", "same"]);
  expect(netByGroup(residents, before, after, 0)).toEqual([
    { degree: "master", roomTypeId: "single", people: 2, beforeFen: 90000, afterFen: 82500 },
    { degree: "doctor", roomTypeId: "single", people: 1, beforeFen: 0, afterFen: 0 },
  ]);
});

test("a month without a value is refused with its scheme", () => {
  const ending = changedScheme("changzhou", (json) => {
    json.parameters[0].values[0].to = "2027-01-31";
  });
  expect(courseOf([master], () => [ending], asked)).toMatchObject({
    reason: "scheme-no-value",
    values: { parameter: "living-amount", on: "2027-02-01", scheme: "changzhou" },
  });
});

test("what is carried goes on from month to month, and lowers the net rent once the support has ended", () => {
  // 1100 a month against 900 of rent for the last two of 36 months: 200 are kept twice and used in the third.
  const resident = { ...master, rentFen: 90000, used: { "changzhou/living": 34, "changzhou/rent": 34 } };
  const course = courseOf([resident], () => [carrying("changzhou")], { ...asked, count: 4 });
  if (!course.ok) throw new Error(course.reason);
  expect(course.months.map(({ subsidyFen, offsetFen, carriedFen }) => [subsidyFen, offsetFen, carriedFen])).toEqual([
    [110000, 90000, 20000],
    [110000, 90000, 20000],
    [0, 40000, -40000],
    [0, 0, 0],
  ]);
  expect(course.netsFen).toEqual([[0], [0], [50000], [90000]]);
});
