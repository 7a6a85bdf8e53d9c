import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Assessment, assess, type Told } from "#lib/subsidy/rules";
import type { FactForm, FactValue } from "#lib/subsidy/rules-facts";
import { assessTogether } from "#lib/subsidy/rules-together";
import { factForms } from "#lib/subsidy/scheme-values";
import { planNamed, schemeNamed } from "#lib/subsidy/schemes";
import { schemeNames } from "#seeds/schemes";
import { MONTH, schemePeople } from "#tests/support/scheme-people";

const names = schemeNames();
const month = fc.constantFrom("2026-01", "2026-04", "2026-09", "2026-12");
const rent = fc.nat({ max: 400000 });
const used = fc.nat({ max: 70 });

const day = fc
  .date({ min: new Date("1960-01-01"), max: new Date("2026-12-31"), noInvalidDate: true })
  .map((on) => on.toISOString().slice(0, 10));
function answer({ kind, choices = [] }: FactForm): fc.Arbitrary<FactValue> {
  const told: Record<FactForm["kind"], fc.Arbitrary<FactValue>> = {
    yesNo: fc.boolean(),
    day,
    number: fc.nat({ max: 70 }),
    choice: choices.length > 0 ? fc.constantFrom(...choices) : fc.constant(null),
  };
  return fc.option(told[kind], { nil: null, freq: 6 });
}

/** Anybody, or somebody who meets all but a few of the conditions. */
function peopleOf(name: string): fc.Arbitrary<Told> {
  const anybody = fc.record(
    Object.fromEntries(Object.entries(factForms(schemeNamed(name))).map(([fact, form]) => [fact, answer(form)])),
  );
  const good = schemePeople[name] ?? {};
  const nearly = fc.tuple(anybody, fc.subarray(Object.keys(good), { maxLength: 2 })).map(([other, changed]) => ({
    ...good,
    ...Object.fromEntries(changed.map((fact) => [fact, other[fact] ?? null])),
  }));
  return fc.oneof(anybody, { arbitrary: nearly, weight: 3 });
}

function decide(name: string, question: { month: string; rentFen: number; facts: Told; used: number }): Assessment {
  const scheme = schemeNamed(name);
  const monthsUsed = Object.fromEntries(scheme.parts.map((part) => [part.id, question.used]));
  const { month, rentFen, facts } = question;
  const decision = assess(scheme, { month, rentFen, facts, monthsUsed });
  if (!decision.ok) throw new Error(`${name}: ${decision.reason} ${JSON.stringify(decision.values)}`);
  return decision;
}

test("there is somebody for every scheme who gets something", () => {
  expect(Object.keys(schemePeople).sort()).toEqual(names);
  for (const name of names) {
    const facts = schemePeople[name] ?? {};
    expect(decide(name, { month: MONTH, rentFen: 145000, facts, used: 0 }).subsidyFen, name).toBeGreaterThan(0);
  }
});

describe.each(names)("for anybody and any rent, in %s", (name) => {
  const scheme = schemeNamed(name);
  const questions = fc.record({ month, rentFen: rent, facts: peopleOf(name), used });

  test("parts sum to the subsidy, it is offset and surplus, no more than the rent is offset, nothing is negative", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { parts, subsidyFen, offsetFen, surplusFen, dueFen } = decide(name, question);
        expect(parts.reduce((sum, part) => sum + part.grantedFen, 0)).toBe(subsidyFen);
        expect(offsetFen + surplusFen).toBe(subsidyFen);
        expect(offsetFen + dueFen).toBe(question.rentFen);
        expect(Math.min(...parts.map((part) => part.grantedFen), offsetFen, surplusFen, dueFen)).toBeGreaterThanOrEqual(
          0,
        );
        expect([subsidyFen, offsetFen, surplusFen, dueFen].every(Number.isSafeInteger)).toBe(true);
      }),
    );
  });

  test("every condition of every part is evaluated, with its clause, and only a part that passes them all grants", () => {
    fc.assert(
      fc.property(questions, (question) => {
        for (const { part, eligible, grantedFen, reasons } of decide(name, question).parts) {
          const codes = reasons.map((reason) => reason.code);
          const asked = scheme.conditions.filter((one) => one.parts.includes(part)).map((one) => one.code);
          expect(codes).toEqual(
            expect.arrayContaining(codes.includes("part-in-force") && codes.length === 1 ? [] : asked),
          );
          expect(new Set(codes).size).toBe(codes.length);
          for (const reason of reasons) expect(reason.reference, reason.code).not.toBe("");
          if (!eligible) expect(grantedFen).toBe(0);
          if (eligible) expect(reasons.every((reason) => reason.passed)).toBe(true);
        }
      }),
    );
  });

  test("more months used never bring more", () => {
    fc.assert(
      fc.property(questions, used, (question, more) => {
        for (const [index, part] of decide(name, question).parts.entries()) {
          // A part that another one excluded may be granted once the other is used up: that is the other's end, not more.
          if (scheme.parts[index]?.notWith?.length) continue;
          const later = decide(name, { ...question, used: question.used + more }).parts[index];
          expect(later?.grantedFen).toBeLessThanOrEqual(part.grantedFen);
        }
      }),
    );
  });

  test("the same question has the same answer", () => {
    fc.assert(
      fc.property(questions, (question) => {
        expect(decide(name, question)).toEqual(decide(name, structuredClone(question)));
      }),
      { numRuns: 20 },
    );
  });
});

test("whatever the plan, the offsets of all schemes together stay within the rent", () => {
  const steps = fc.array(
    fc.oneof(
      fc.constantFrom(...names),
      fc.subarray(names, { minLength: 1, maxLength: 3 }).map((bestOf) => ({ bestOf })),
    ),
    { minLength: 1, maxLength: 4 },
  );
  const facts = Object.assign({}, ...Object.values(schemePeople));
  fc.assert(
    fc.property(steps, rent, fc.constantFrom(...["doctor", "master", "bachelor"]), (plan, rentFen, degree) => {
      const decided = assessTogether(planNamed(plan), {
        month: MONTH,
        rentFen,
        facts: { ...facts, degree },
        monthsUsed: {},
      });
      if (!decided.ok) throw new Error(decided.reason);
      expect(decided.offsetFen).toBeLessThanOrEqual(rentFen);
      expect(decided.offsetFen + decided.surplusFen).toBe(decided.subsidyFen);
      expect(decided.offsetFen + decided.dueFen).toBe(rentFen);
      for (const one of decided.assessments) expect(Math.min(one.offsetFen, one.surplusFen)).toBeGreaterThanOrEqual(0);
    }),
  );
});
