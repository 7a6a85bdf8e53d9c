import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Assessment, assess, netRentTable, type Question, type Told } from "#lib/subsidy/rules";
import { decideOffset } from "#lib/subsidy/rules-decision";
import { assessTogether, type Plan } from "#lib/subsidy/rules-together";
import { checkScheme, pathText, type Scheme, type SchemePart } from "#lib/subsidy/scheme";

// What the format can say, each on the invented scheme of docs/examples/scheme.json with one thing changed.

const example = JSON.parse(readFileSync("docs/examples/scheme.json", "utf8"));
const source = example.parameters[0].values[0].source;
type Draft = ReturnType<typeof structuredClone<typeof example>>;

function schemeWith(change: (draft: Draft) => void): Scheme {
  const draft = structuredClone(example);
  change(draft);
  const checked = checkScheme(draft);
  if ("scheme" in checked) return checked.scheme;
  throw new Error(checked.problems.map(({ path, problem }) => `${pathText(path)}: ${problem}`).join("\n"));
}
const problemsWith = (change: (draft: Draft) => void): string[] => {
  const draft = structuredClone(example);
  change(draft);
  const checked = checkScheme(draft);
  return "scheme" in checked ? [] : checked.problems.map(({ path, problem }) => `${pathText(path)}: ${problem}`);
};

const master: Told = {
  degree: "master",
  skill: null,
  fullTimeDegree: true,
  recruitedOn: "2025-07-01",
  insuredMonths: 14,
  employerKind: "enterprise",
  leaseRegistered: true,
  shortageOccupation: true,
};
function decide(scheme: Scheme, change: Partial<Question> = {}): Assessment {
  const decision = assess(scheme, { month: "2026-09", rentFen: 145050, facts: master, monthsUsed: {}, ...change });
  if (!decision.ok) throw new Error(`${decision.reason} ${JSON.stringify(decision.values)}`);
  return decision;
}
const granted = (decided: Assessment) => decided.parts.map((part) => part.grantedFen);
const codes = (decided: Assessment, part: string) =>
  decided.parts
    .find((one) => one.part === part)
    ?.reasons.filter((one) => !one.passed)
    .map((one) => one.code);

const parameter = (id: string, unit: string, value: unknown, more: object = {}) => ({
  id,
  unit,
  ...(unit.startsWith("fen") ? { rounding: unit === "fen/person-year" ? "spread" : "none" } : {}),
  datedBy: "month",
  ...more,
  values: [{ from: "2025-03-01", to: null, value, source }],
});
const amount = (draft: Draft, value: number, unit = "fen/person-month") =>
  draft.parameters.push(parameter("flat", unit, value));
const flatPart = (id: string, more: Partial<SchemePart> = {}) => ({
  id,
  nameZh: id,
  nameEn: id,
  amount: "flat",
  cap: "none",
  granted: "automatic",
  paid: { every: "month" },
  ...more,
});
const notWith = (part: string, when: string) => ({
  part,
  in: when,
  nameZh: "不与其他资助同享",
  nameEn: "alone",
  source,
});

describe("a percentage of the rent", () => {
  const share = (rounding: string, percent = 70) =>
    schemeWith((draft) => {
      draft.parameters[0].rounding = rounding;
      draft.parameters[0].values[0].value = percent;
    });

  test("is rounded to the fen as the parameter says", () => {
    const rounded = (rounding: string, rentFen: number, percent?: number) =>
      granted(decide(share(rounding, percent), { rentFen }))[0];
    expect([rounded("halfUp", 100001), rounded("down", 100001), rounded("up", 100001)]).toEqual([70001, 70000, 70001]);
    expect([rounded("halfUp", 100005), rounded("down", 100005), rounded("up", 100005)]).toEqual([70004, 70003, 70004]);
    expect([rounded("down", 100010), rounded("up", 100010)]).toEqual([70007, 70007]);
    expect(rounded("down", 100000, 33.33)).toBe(33330);
  });

  test("stops at the ceiling of the class, which changes with the year", () => {
    const most = (month: string, degree: string) =>
      granted(
        decide(
          schemeWith(() => {}),
          { month, rentFen: 300000, facts: { ...master, degree } },
        ),
      )[0];
    expect([most("2025-12", "master"), most("2026-01", "master")]).toEqual([100000, 120000]);
    expect([most("2025-12", "bachelor"), most("2026-01", "bachelor")]).toEqual([80000, 90000]);
  });

  test("is lifted to the floor, and is nothing below the least payable", () => {
    expect(
      granted(
        decide(
          schemeWith(() => {}),
          { rentFen: 14285 },
        ),
      )[0],
    ).toBe(10000);
    expect(
      granted(
        decide(
          schemeWith(() => {}),
          { rentFen: 14284 },
        ),
      )[0],
    ).toBe(0);
    const floor = schemeWith((draft) => {
      draft.parameters.push(parameter("floor", "fen", 30000));
      draft.parts[0].floor = "floor";
    });
    expect(granted(decide(floor, { rentFen: 14284 }))[0]).toBe(30000);
  });

  test("grants nothing where the person's own day has no ceiling, floor or least payable: an unknown limit is not none", () => {
    const lateFrom = (field: "ceiling" | "floor" | "leastPayable") =>
      schemeWith((draft) => {
        const limit = parameter("limit", "fen", 30000, { datedBy: "recruitedOn" });
        draft.parameters.push(limit);
        draft.parts[0][field] = "limit";
      });
    for (const field of ["ceiling", "floor", "leastPayable"] as const) {
      const of = (recruitedOn: string) => granted(decide(lateFrom(field), { facts: { ...master, recruitedOn } }))[0];
      expect(of("2025-02-28"), field).toBe(0);
      expect(of("2025-03-01"), field).toBeGreaterThan(0);
    }
  });

  test("can be of what the earlier parts left", () => {
    const scheme = schemeWith((draft) => {
      draft.parts.reverse();
      draft.parts[1].percentOf = "remainingRent";
    });
    expect(granted(decide(scheme, { rentFen: 120000 }))).toEqual([20000, 70000]);
  });
});

describe("parts look at each other", () => {
  test("a part capped at the rent, or at what is left of it", () => {
    const capped = (cap: "rent" | "remainingRent") =>
      schemeWith((draft) => {
        amount(draft, 90000);
        draft.parts[1] = { ...draft.parts[1], amount: "flat", cap };
      });
    expect(granted(decide(capped("rent"), { rentFen: 80000 }))).toEqual([56000, 80000]);
    expect(granted(decide(capped("remainingRent"), { rentFen: 80000 }))).toEqual([56000, 24000]);
  });

  test("a part that tops up grants only the difference", () => {
    const scheme = schemeWith((draft) => {
      amount(draft, 110000);
      draft.parts.push(flatPart("difference", { topUp: ["rent", "shortage"] }));
    });
    expect(granted(decide(scheme, { rentFen: 100000 }))).toEqual([70000, 20000, 20000]);
    expect(granted(decide(scheme, { rentFen: 160000 }))).toEqual([112000, 20000, 0]);
  });

  test("not together in the same month, or never after the other", () => {
    const scheme = (when: string) =>
      schemeWith((draft) => {
        amount(draft, 50000);
        draft.parts.push(flatPart("other", { notWith: [notWith("shortage", when)] } as Partial<SchemePart>));
      });
    const noShortage = { facts: { ...master, shortageOccupation: false } };
    const used = { ...noShortage, monthsUsed: { shortage: 1 } };
    expect(codes(decide(scheme("sameMonth")), "other")).toEqual(["not-with-shortage"]);
    expect(granted(decide(scheme("sameMonth"), noShortage))[2]).toBe(50000);
    expect(granted(decide(scheme("sameMonth"), used))[2]).toBe(50000);
    expect(granted(decide(scheme("anyMonth"), noShortage))[2]).toBe(50000);
    expect(codes(decide(scheme("anyMonth"), used), "other")).toEqual(["not-with-shortage"]);
  });

  test("of a best-of group only the best is granted, the first of equals, and all say why", () => {
    const scheme = (fen: number) =>
      schemeWith((draft) => {
        amount(draft, fen);
        draft.parts[1].bestOf = "extra";
        draft.parts.push(flatPart("other", { bestOf: "extra" }));
      });
    expect(granted(decide(scheme(20001)))).toEqual([101535, 0, 20001]);
    expect(granted(decide(scheme(20000)))).toEqual([101535, 20000, 0]);
    const decided = decide(scheme(20001));
    expect(codes(decided, "shortage")).toEqual(["best-of"]);
    expect(decided.parts[1]?.reasons.at(-1)).toMatchObject({ actual: 20000, required: 20001 });
    expect(decided.parts[1]?.eligible).toBe(false);
  });
});

describe("amounts and limits by grant, class and fact", () => {
  const lumps = schemeWith((draft) => {
    draft.parameters.push(
      parameter(
        "lump",
        "fen/grant",
        { master: [300000, 200000], bachelor: [100000, 50000] },
        { by: ["class", "grant"] },
      ),
      parameter("steps", "months", [6, 18], { by: ["grant"] }),
      parameter("grants", "number", 2),
    );
    draft.conditions.push(
      ...[
        {
          code: "step",
          measure: { kind: "fact", fact: "insuredMonths" },
          operator: "atLeast",
          required: { parameter: "steps" },
        },
        {
          code: "grants-left",
          measure: { kind: "monthsUsed" },
          operator: "lessThan",
          required: { parameter: "grants" },
        },
      ].map((one) => ({ nameZh: one.code, nameEn: one.code, parts: ["lump"], ...one })),
    );
    draft.parts.push(flatPart("lump", { amount: "lump", paid: { every: "year" } }));
  });
  const lump = (insuredMonths: number, used: number, degree = "master") =>
    granted(decide(lumps, { facts: { ...master, degree, insuredMonths }, monthsUsed: { lump: used } }))[2];

  test("a lump is granted whole in the month its step is reached, and ends", () => {
    expect([lump(5, 0), lump(6, 0), lump(17, 1), lump(18, 1), lump(60, 2)]).toEqual([0, 300000, 0, 200000, 0]);
    expect(lump(18, 1, "bachelor")).toBe(50000);
  });

  test("a lump lowers no monthly rent in the public table", () => {
    const table = netRentTable(lumps, 100000, "2026-09");
    expect(table.ok && table.rows[0]?.parts.at(-1)).toEqual({ part: "lump", amountFen: 300000, grantedFen: 0 });
  });

  test("a year's amount is spread so that any twelve months make it", () => {
    const yearly = schemeWith((draft) => {
      amount(draft, 1000000, "fen/person-year");
      draft.parts.push(flatPart("yearly"));
    });
    for (let first = 1; first <= 12; first++) {
      const months = Array.from({ length: 12 }, (_, index) => {
        const number = first + index;
        return `${number > 12 ? 2027 : 2026}-${String(((number - 1) % 12) + 1).padStart(2, "0")}`;
      });
      expect(months.reduce((sum, month) => sum + (granted(decide(yearly, { month }))[2] ?? 0), 0)).toBe(1000000);
    }
  });

  test("a counter can be shared with another part and go on from months used elsewhere", () => {
    const scheme = schemeWith((draft) => {
      draft.facts.push({ id: "monthsElsewhere", kind: "number", nameZh: "别处月数", nameEn: "elsewhere" });
      draft.conditions.at(-1).measure = { kind: "monthsUsed", with: ["shortage"], plus: "monthsElsewhere" };
      draft.conditions.at(-1).parts = ["rent"];
    });
    const used = (rent: number, shortage: number, monthsElsewhere: number | null) =>
      decide(scheme, { facts: { ...master, monthsElsewhere }, monthsUsed: { rent, shortage } }).parts[0];
    expect(used(20, 10, 5)?.eligible).toBe(true);
    expect(used(20, 10, 6)?.eligible).toBe(false);
    expect(used(0, 0, null)?.reasons.at(-1)).toMatchObject({ passed: false, actual: null });
  });

  test("a counter that names its own part counts it once", () => {
    const shared = schemeWith((draft) => {
      const counter = draft.conditions.find((one: { measure: { kind: string } }) => one.measure.kind === "monthsUsed");
      counter.measure.with = ["rent", "meiling/rent", "shortage"];
    });
    const used = (monthsUsed: Record<string, number>) =>
      decide(shared, { monthsUsed })
        .parts.find(({ part }) => part === "rent")
        ?.reasons.find(({ code }) => code === "months-left")?.actual;
    expect([used({ rent: 12 }), used({ rent: 12, shortage: 5 })]).toEqual([12, 17]);
  });
});

describe("who is asked", () => {
  test("a class can ask for more than a degree; while it is not told, the next class counts", () => {
    const scheme = schemeWith((draft) => {
      draft.classes[0].when = { shortageOccupation: true };
      draft.classes[1].qualifications.push("master");
      draft.conditions.splice(5, 1);
    });
    const fen = (shortageOccupation: boolean | null) =>
      granted(decide(scheme, { rentFen: 300000, facts: { ...master, shortageOccupation } }))[0];
    expect([fen(true), fen(false), fen(null)]).toEqual([120000, 90000, 90000]);
  });

  test("a condition can ask only where a fact is so, and asks while it is not told", () => {
    const scheme = schemeWith((draft) => {
      draft.conditions[4].when = { employerKind: ["enterprise", "selfEmployed"] };
    });
    const asked = (employerKind: string | null) => {
      const facts = { ...master, employerKind, leaseRegistered: false };
      return decide(scheme, { facts }).parts[0]?.reasons.find((one) => one.code === "lease-registered");
    };
    expect(asked("enterprise")).toMatchObject({ passed: false, required: true });
    expect(asked("government")).toMatchObject({ passed: true, required: null, asked: false });
    expect(asked(null)).toMatchObject({ passed: false, required: true });
  });

  test("a part in force only for a time grants nothing outside it and says so", () => {
    const scheme = schemeWith((draft) => {
      draft.parts[1].inForce = [{ from: "2026-01-01", to: "2026-06-30", source }];
    });
    expect(granted(decide(scheme, { month: "2026-06" }))[1]).toBe(20000);
    const after = decide(scheme, { month: "2026-07" });
    expect(granted(after)[1]).toBe(0);
    expect(after.parts[1]?.reasons).toMatchObject([
      { code: "part-in-force", passed: false, actual: "2026-07-01", required: ["2026-01-01", "2026-06-30"] },
    ]);
  });

  test("a condition on the rent itself", () => {
    const scheme = schemeWith((draft) => {
      draft.parameters.push(parameter("highest-rent", "fen", 200000));
      draft.conditions.push({
        code: "rent-limit",
        nameZh: "租金不超过上限",
        nameEn: "Rent within the limit",
        parts: ["rent"],
        measure: { kind: "rent" },
        operator: "atMost",
        required: { parameter: "highest-rent" },
      });
    });
    expect(codes(decide(scheme, { rentFen: 200000 }), "rent")).toEqual([]);
    expect(codes(decide(scheme, { rentFen: 200001 }), "rent")).toEqual(["rent-limit"]);
  });
});

describe("what becomes of a surplus", () => {
  const rich = (surplus: Scheme["surplus"]) =>
    schemeWith((draft) => {
      draft.surplus = surplus;
      draft.parameters[0].values[0].value = 100;
    });
  const rentFen = 100000; // 100 percent of it and 20000 more

  test("paid out", () => {
    const decided = decide(rich("paidOut"), { rentFen });
    expect(decided).toMatchObject({ subsidyFen: 120000, offsetFen: 100000, surplusFen: 20000, dueFen: 0 });
    expect("carriedFen" in decided).toBe(false);
  });

  test("lapsed: nothing is granted above the rent", () => {
    const decided = decide(rich("lapsed"), { rentFen });
    expect(decided).toMatchObject({ subsidyFen: 100000, offsetFen: 100000, surplusFen: 0, dueFen: 0 });
    expect(granted(decided)).toEqual([100000, 0]);
    expect(decided.parts[1]?.amountFen).toBe(20000);
  });

  test("carried to the next month's rent", () => {
    expect(decide(rich("carried"), { rentFen })).toMatchObject({ offsetFen: 100000, surplusFen: 0, carriedFen: 20000 });
    const poorer = decide(rich("carried"), { rentFen, carriedFen: 5000, facts: { ...master, leaseRegistered: false } });
    expect(poorer).toMatchObject({ subsidyFen: 20000, offsetFen: 25000, surplusFen: 0, dueFen: 75000, carriedFen: 0 });
  });

  test("a month's batch keeps what is carried and uses what was", () => {
    const given = { month: "2026-09", rentFen, facts: master as never, monthsUsed: {}, mode: "directOffset" as const };
    const { id } = rich("carried");
    expect(decideOffset([rich("carried")], given)).toMatchObject({
      ...{ ok: true, subsidyFen: 120000, offsetFen: 100000, surplusFen: 0, carriedFen: 20000 },
      carried: { [id]: { beforeFen: 0, fen: 20000 } },
    });
    expect(decideOffset([rich("lapsed")], given)).toMatchObject({ ok: true, subsidyFen: 100000, surplusFen: 0 });
  });
});

describe("several schemes for one person", () => {
  const named = (id: string, change: (draft: Draft) => void = () => {}) =>
    schemeWith((draft) => {
      draft.id = id;
      change(draft);
    });
  const flat = (id: string, fen: number, more: Partial<SchemePart> = {}) =>
    named(id, (draft) => {
      amount(draft, fen);
      draft.conditions = [];
      draft.parts = [flatPart("help", more)];
    });
  const together = (plan: Plan, change: object = {}) => {
    const decided = assessTogether(plan, {
      month: "2026-09",
      rentFen: 100000,
      facts: master,
      monthsUsed: {},
      ...change,
    });
    if (!decided.ok) throw new Error(decided.reason);
    return decided;
  };

  test("a later scheme sees what the earlier one left of the rent", () => {
    const capped = flat("district", 50000, { cap: "remainingRent" });
    expect(together([named("city"), capped])).toMatchObject({ subsidyFen: 100000, offsetFen: 100000, surplusFen: 0 });
    expect(together([capped, named("city")])).toMatchObject({
      subsidyFen: 140000,
      offsetFen: 100000,
      surplusFen: 40000,
    });
  });

  test("one tops up what the other granted", () => {
    const topping = flat("district", 110000, { topUp: ["city/rent", "city/shortage"] });
    expect(together([named("city"), topping]).assessments[1]?.subsidyFen).toBe(20000);
  });

  test("each can exclude the other; the first of the plan is granted", () => {
    const a = flat("a", 30000, { notWith: [notWith("b/help", "sameMonth")] } as Partial<SchemePart>);
    const b = flat("b", 40000, { notWith: [notWith("a/help", "anyMonth")] } as Partial<SchemePart>);
    expect(together([a, b]).subsidyFen).toBe(30000);
    expect(together([b, a]).subsidyFen).toBe(40000);
    expect(together([b, a], { monthsUsed: { "a/help": 1 } }).subsidyFen).toBe(30000);
  });

  test("the best of several is granted whole, the others say so and grant nothing", () => {
    const plan = [{ bestOf: [flat("a", 30000), flat("b", 40000), flat("c", 40000)] }, flat("d", 1000)];
    const decided = together(plan);
    expect(decided.assessments.map((one) => one.subsidyFen)).toEqual([0, 40000, 0, 1000]);
    expect(decided).toMatchObject({ subsidyFen: 41000, offsetFen: 41000, dueFen: 59000 });
    expect(decided.assessments[0] && codes(decided.assessments[0], "help")).toEqual(["best-of"]);
  });

  test("months used are counted by scheme and part", () => {
    const used = { monthsUsed: { "city/rent": 36, "city/shortage": 35, rent: 0 } };
    expect(together([named("city")], used).assessments.map(granted)).toEqual([[0, 20000]]);
  });

  test("a month without a value names the scheme", () => {
    const question = { month: "2025-02", rentFen: 1, facts: master, monthsUsed: {} };
    expect(assessTogether([named("city")], question)).toMatchObject({
      reason: "scheme-no-value",
      values: { scheme: "city" },
    });
  });
});

describe("errors name the place and what is allowed", () => {
  test.each<[string, (draft: Draft) => void, string]>([
    [
      "an unknown field",
      (d) => Object.assign(d.parts[1], { limit: 1 }),
      "parts[1].limit: is not known here; allowed are id,",
    ],
    [
      "a missing field",
      (d) => Reflect.deleteProperty(d, "surplus"),
      'surplus: is missing: one of "paidOut", "carried", "lapsed"',
    ],
    [
      "a word that is none",
      (d) => Object.assign(d, { surplus: "kept" }),
      'surplus: must be one of "paidOut", "carried", "lapsed"',
    ],
    ["a wrong type", (d) => Object.assign(d.funders[0], { percent: "60" }), "funders[0].percent: must be "],
    ["another format", (d) => Object.assign(d, { format: "wutong-scheme/1" }), 'format: must be "wutong/scheme@1"'],
    [
      "an unknown unit",
      (d) => Object.assign(d.parameters[0], { unit: "yuan" }),
      'parameters[0].unit: must be one of "fen/person-month"',
    ],
    [
      "an unknown measure",
      (d) => Object.assign(d.conditions[0], { measure: { kind: "salary" } }),
      'conditions[0].measure.kind: must have a kind that is one of "fact", "class"',
    ],
    [
      "a fact that is none",
      (d) => Object.assign(d.conditions[3].measure, { fact: "salary" }),
      'conditions[3].measure.fact: no fact "salary"; there are degree,',
    ],
    [
      "a base fact declared again",
      (d) => Object.assign(d.facts[0], { id: "degree" }),
      'facts[0].id: "degree" is a fact every scheme has',
    ],
    ["choices that are missing", (d) => Object.assign(d.facts[0], { kind: "choice" }), "facts[0].choices: is missing"],
    [
      "money without rounding",
      (d) => Reflect.deleteProperty(d.parameters[0], "rounding"),
      'parameters[0].rounding: is missing: one of "halfUp", "down", "up" in percent-of-rent',
    ],
    [
      "months with rounding",
      (d) => Object.assign(d.parameters[4], { rounding: "none" }),
      "parameters[4].rounding: has no meaning in months",
    ],
    [
      "a percentage above 100",
      (d) => Object.assign(d.parameters[0].values[0], { value: 100.5 }),
      "parameters[0].values[0].value: must be a percentage",
    ],
    [
      "a percentage with three decimals",
      (d) => Object.assign(d.parameters[0].values[0], { value: 33.333 }),
      "parameters[0].values[0].value: must be a percentage",
    ],
    [
      "broken fen",
      (d) => Object.assign(d.parameters[1].values[1].value, { master: 0.5 }),
      "parameters[1].values[1].value.master: must be whole fen, not negative",
    ],
    [
      "a table that lacks a class",
      (d) => Reflect.deleteProperty(d.parameters[1].values[0].value, "bachelor"),
      "parameters[1].values[0].value.bachelor: is missing: a value for each of master, bachelor",
    ],
    [
      "a table where a value stands",
      (d) => Object.assign(d.parameters[1].values[0], { value: 100000 }),
      "parameters[1].values[0].value: must be an object with a value for each of master, bachelor",
    ],
    [
      "periods that overlap",
      (d) => Object.assign(d.parameters[1].values[0], { to: "2026-01-01" }),
      "parameters[1].values[1].from: overlaps or precedes the value before it",
    ],
    [
      "an open period that is followed",
      (d) => Object.assign(d.parameters[1].values[0], { to: null }),
      "parameters[1].values[1].from: overlaps",
    ],
    [
      "a day that does not exist",
      (d) => Object.assign(d.parameters[1].values[0], { to: "2025-02-30" }),
      "parameters[1].values[0].to: must be a day YYYY-MM-DD that exists",
    ],
    [
      "a date by something that is no day",
      (d) => Object.assign(d.parameters[4], { datedBy: "degree" }),
      "parameters[4].datedBy: must be one of month, birthDate",
    ],
    [
      "a table by a number",
      (d) => Object.assign(d.parameters[4], { by: ["insuredMonths"] }),
      "parameters[4].by[0]: must be one of class, grant,",
    ],
    [
      "a document that is none",
      (d) => Object.assign(d.parameters[0].values[0].source, { document: "other" }),
      'parameters[0].values[0].source.document: no document "other"; there are meiling-2025-7',
    ],
    [
      "a word that no class is called",
      (d) => Object.assign(d.parameters[6].values[0], { value: ["doctor"] }),
      "parameters[6].values[0].value[0]: must be one of master, bachelor",
    ],
    [
      "an operator that does not fit",
      (d) => Object.assign(d.conditions[3], { operator: "is" }),
      'conditions[3].operator: "is" does not fit the measure; atLeast, atMost, lessThan would',
    ],
    ["half a name", (d) => Reflect.deleteProperty(d.conditions[3], "nameEn"), "conditions[3].nameEn: is missing"],
    [
      "an answer that a fact cannot have",
      (d) => Object.assign(d.conditions[3], { when: { employerKind: "farm" } }),
      "conditions[3].when.employerKind: must be one or several of enterprise,",
    ],
    [
      "a percentage of nothing",
      (d) => Reflect.deleteProperty(d.parts[0], "percentOf"),
      'parts[0].percentOf: is missing: one of "rent", "remainingRent"',
    ],
    [
      "a ceiling in months",
      (d) => Object.assign(d.parts[0], { ceiling: "month-limit" }),
      'parts[0].ceiling: "month-limit" is in months; allowed are fen, fen/person-month',
    ],
    [
      "topping up what comes later",
      (d) => Object.assign(d.parts[0], { topUp: ["shortage"] }),
      'parts[0].topUp[0]: "shortage" is no part before this one',
    ],
    [
      "a start that is no day",
      (d) => Object.assign(d.start, { fact: "degree" }),
      "start.fact: must be one of birthDate",
    ],
    [
      "a mode that is not offered",
      (d) => Object.assign(d.payment, { modes: ["CASH_TO_PERSON"] }),
      "payment.defaultMode: is not among the modes: CASH_TO_PERSON",
    ],
    [
      "an address that is none",
      (d) => Object.assign(d.documents[0], { url: "here" }),
      "documents[0].url: must be an address https://…",
    ],
  ])("%s", (_, change, expected) => {
    const problems = problemsWith(change);
    expect(problems[0]).toContain(expected);
    expect(problems.every((problem) => !problem.includes("\n"))).toBe(true);
  });

  test("a counter shared with a part that is not there, and a verified value without its day, are refused", () => {
    expect(
      problemsWith((draft) => {
        const counter = draft.conditions.find(
          (one: { measure: { kind: string } }) => one.measure.kind === "monthsUsed",
        );
        counter.measure.with = ["atlantis/rent", "zzz"];
      }),
    ).toEqual([expect.stringMatching(/measure\.with: no part "zzz"; there are rent, shortage/)]);
    expect(
      problemsWith((draft) => {
        draft.parameters[0].values[0].source = { ...source, verified: true, verifiedOn: null };
        draft.documents[0].verified = false;
        draft.documents[0].verifiedOn = "2025-03-10";
      }),
    ).toEqual([
      expect.stringMatching(/^documents\[0\]\.verifiedOn: must be null/),
      expect.stringMatching(/^parameters\[0\]\.values\[0\]\.source\.verifiedOn: is missing/),
    ]);
  });

  test("a grant that never ends is refused", () => {
    const problems = problemsWith((draft) => {
      amount(draft, 100000, "fen/grant");
      draft.parts.push(flatPart("lump"));
    });
    expect(problems).toEqual([
      "parts[2].amount: is a grant, so a condition on monthsUsed must say how often it is granted",
    ]);
  });

  test("a best-of group that is torn apart is refused", () => {
    const problems = problemsWith((draft) => {
      amount(draft, 1);
      draft.parts[0].bestOf = "x";
      draft.parts.push(flatPart("other", { bestOf: "x" }));
    });
    expect(problems).toEqual(['parts[2].bestOf: the parts of "x" must stand next to each other']);
  });

  test("all problems are found at once", () => {
    const problems = problemsWith((draft) => {
      draft.parameters[1].values[0].to = null;
      draft.parameters[1].values[1].value.master = -1;
      draft.conditions[0].required.parameter = "none";
      draft.funders[0].percent = 50;
    });
    expect(problems.map((problem) => problem.split(": ")[0])).toEqual([
      "parameters[1].values[1].from",
      "parameters[1].values[1].value.master",
      "conditions[0].required.parameter",
      "funders",
    ]);
  });
});
