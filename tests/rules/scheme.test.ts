import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NotFound } from "#lib/errors";
import { assess } from "#lib/subsidy/rules";
import { unknownFacts } from "#lib/subsidy/rules-facts";
import { parseScheme, type Scheme } from "#lib/subsidy/scheme";
import { readScheme, schemeNames } from "#seeds/schemes";

const scheme = readScheme("changzhou");
const wrong = (change: (draft: Scheme) => unknown) => {
  const draft = structuredClone(scheme);
  change(draft);
  const decision = parseScheme(draft);
  return decision.ok ? "accepted" : [decision.reason, decision.values?.path];
};
const parameter = (draft: Scheme, id: string) => draft.parameters.find((one) => one.id === id);

describe("the scheme file holds the city's figures with their source", () => {
  test("living 800/500/300 and rent 800/600/500 yuan a person and month", () => {
    expect(parameter(scheme, "living-amount")).toMatchObject({
      unit: "fen/person-month",
      values: [{ from: "2021-03-19", to: null, value: { doctor: 80000, master: 50000, bachelor: 30000 } }],
    });
    expect(parameter(scheme, "rent-amount")).toMatchObject({
      unit: "fen/person-month",
      values: [{ from: "2021-03-19", to: null, value: { doctor: 80000, master: 60000, bachelor: 50000 } }],
    });
  });

  test("24 months for people recruited before 2023, 36 from then on", () => {
    expect(parameter(scheme, "month-limit")).toMatchObject({
      datedBy: "recruitedOn",
      values: [
        { from: "2021-01-01", to: "2022-12-31", value: 24 },
        { from: "2023-01-01", to: null, value: 36 },
      ],
    });
  });

  test("every value names its document and clause, and none claims to be verified", () => {
    for (const { source } of scheme.parameters.flatMap((one) => [...one.values])) {
      expect(source).toMatchObject({ document: "czb-2021-21", verified: false });
      expect(source.clause).not.toBe("");
    }
    expect(scheme.documents[0]).toMatchObject({ document: "常政办发〔2021〕21号", issuedOn: "2021-03-19" });
  });

  test("no amount, age, number of months or date stands in the engine", () => {
    for (const file of ["rules.ts", "rules-conditions.ts", "scheme-problems.ts"]) {
      const code = readFileSync(new URL(`../../lib/subsidy/${file}`, import.meta.url), "utf8");
      expect(code.match(/\b(?:24|35|36|\d{4}-\d{2}(?:-\d{2})?|[3-8]00|[3-8]0000)\b/g), file).toBeNull();
    }
  });
});

describe("a broken scheme file is refused with the place that is wrong", () => {
  test("a key that the form does not know", () => {
    expect(wrong((draft) => Object.assign(draft, { bonus: 1 }))).toEqual(["scheme-invalid", "bonus"]);
    expect(wrong((draft) => Object.assign(draft.parts[0] ?? {}, { bonus: 1 }))).toEqual([
      "scheme-invalid",
      "parts[0].bonus",
    ]);
  });

  test("values whose dates overlap, or follow an open end", () => {
    const at = scheme.parameters.findIndex((one) => one.id === "month-limit");
    const path = `parameters[${at}].values[1].from`;
    const endFirst = (to: string | null) =>
      wrong((draft) => Object.assign(parameter(draft, "month-limit")?.values[0] ?? {}, { to }));
    expect(endFirst("2023-01-01")).toEqual(["scheme-invalid", path]);
    expect(endFirst(null)).toEqual(["scheme-invalid", path]);
    expect(endFirst("2020-12-31")).toEqual(["scheme-invalid", `parameters[${at}].values[0].to`]);
    expect(endFirst("2022-06-30")).toBe("accepted"); // a gap is allowed: nothing is carried over it
  });

  test("an open end must be written, a day must exist", () => {
    expect(wrong((draft) => Reflect.deleteProperty(draft.parameters[0]?.values[0] ?? {}, "to"))).toEqual([
      "scheme-invalid",
      "parameters[0].values[0].to",
    ]);
    expect(wrong((draft) => Object.assign(draft.parameters[0]?.values[0] ?? {}, { from: "2021-02-30" }))).toEqual([
      "scheme-invalid",
      "parameters[0].values[0].from",
    ]);
  });

  test("amounts in broken fen, below nothing, for an unknown class or missing one", () => {
    const amounts = (value: object) => wrong((draft) => Object.assign(draft.parameters[0]?.values[0] ?? {}, { value }));
    const path = "parameters[0].values[0].value";
    expect(amounts({ doctor: 1.5, master: 1, bachelor: 1 })).toEqual(["scheme-invalid", `${path}.doctor`]);
    expect(amounts({ doctor: -1, master: 1, bachelor: 1 })).toEqual(["scheme-invalid", `${path}.doctor`]);
    expect(amounts({ doctor: 1, master: 1 })).toEqual(["scheme-invalid", `${path}.bachelor`]);
    expect(amounts({ doctor: 1, master: 1, bachelor: 1, guest: 1 })).toEqual(["scheme-invalid", `${path}.guest`]);
  });

  test("a reference to nothing and an operator that does not fit", () => {
    const condition = (change: object) => wrong((draft) => Object.assign(draft.conditions[0] ?? {}, change));
    expect(condition({ required: { parameter: "none" } })).toEqual([
      "scheme-invalid",
      "conditions[0].required.parameter",
    ]);
    expect(condition({ parts: ["food"] })).toEqual(["scheme-invalid", "conditions[0].parts[0]"]);
    expect(condition({ operator: "atLeast" })).toEqual(["scheme-invalid", "conditions[0].operator"]);
    expect(wrong((draft) => Object.assign(draft.parts[0] ?? {}, { amount: "oldest-age" }))).toEqual([
      "scheme-invalid",
      "parts[0].amount",
    ]);
    expect(wrong((draft) => Object.assign(draft.funders[0] ?? {}, { percent: 99 }))).toEqual([
      "scheme-invalid",
      "funders",
    ]);
  });

  test("ids that are there twice", () => {
    const [first] = scheme.parts;
    expect(wrong((draft) => first && draft.parts.push(first))).toEqual(["scheme-invalid", "parts[2]"]);
  });

  test("what is no scheme at all", () => {
    for (const input of [null, [], "x", {}])
      expect(parseScheme(input)).toMatchObject({ ok: false, reason: "scheme-invalid" });
  });
});

describe("the form fits more than one city", () => {
  test("a part capped at the rent sees what the earlier part left, and leaves no surplus", () => {
    const capped = structuredClone(scheme);
    capped.conditions = [];
    for (const part of capped.parts) part.cap = "remainingRent";
    const facts = { ...unknownFacts, degree: "doctor" as const };
    const decision = assess(capped, { month: "2026-09", rentFen: 145000, facts, monthsUsed: {} });
    expect(decision).toMatchObject({
      parts: [{ grantedFen: 80000 }, { grantedFen: 65000 }],
      surplusFen: 0,
      dueFen: 0,
    });
  });

  test("each folder of schemes reads, an unknown name is not found", () => {
    expect(schemeNames()).toContain("changzhou");
    for (const name of schemeNames()) expect(readScheme(name).id).toBe(name);
    expect(() => readScheme("../wutong")).toThrow(NotFound);
  });
});
