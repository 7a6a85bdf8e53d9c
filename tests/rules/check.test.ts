import { expect, test } from "vitest";
import { askedIn } from "#lib/subsidy/check";
import { explain } from "#lib/subsidy/explanation";
import { planNamed } from "#lib/subsidy/schemes";
import { toldIn } from "#lib/subsidy/told";
import { schemeNames } from "#seeds/schemes";

const TODAY = "2026-09-10";
const changzhou = askedIn(planNamed(["changzhou"]));

test("only facts that a scheme of the plan asks for are asked, none of them a name or a number of a person", () => {
  const ids = changzhou.map((fact) => fact.id);
  expect(ids).toContain("degree");
  expect(ids.filter((id) => /name|residentId|phone/i.test(id))).toEqual([]);
  for (const name of schemeNames()) {
    for (const fact of askedIn(planNamed([name]))) {
      if (fact.kind === "choice") expect(fact.choices?.length, `${name} ${fact.id}`).toBeGreaterThan(0);
    }
  }
});

test("what a scheme declares itself is asked by the scheme's own name", () => {
  const declared = schemeNames().flatMap((name) => askedIn(planNamed([name])).filter((fact) => fact.named));
  expect(declared.length).toBeGreaterThan(0);
  for (const { named } of declared) expect(named?.nameZh && named.nameEn).toBeTruthy();
});

test("whatever else stands in the address is not told: other days, other words, ages that nobody reaches", () => {
  const told = toldIn(
    changzhou,
    { degree: "prince", age: "999", graduatedOn: "2026-02-30", ownsLocalHome: "perhaps", insuredMonths: "-1" },
    TODAY,
  );
  expect(Object.values(told).every((value) => value === null)).toBe(true);
});

test("an age stands for the day of birth, so that a master of 35 is still in and one of 36 is not", () => {
  const reasonsAt = (age: string) => {
    const facts = toldIn(changzhou, { degree: "master", age, recruitedOn: TODAY }, TODAY);
    const { parts } = explain(planNamed(["changzhou"]), { month: "2026-09", rentFen: 145_000, facts, monthsUsed: {} });
    return parts[0]?.reasons.find((reason) => reason.code === "age-limit");
  };
  expect(reasonsAt("35")?.passed).toBe(true);
  expect(reasonsAt("36")?.passed).toBe(false);
});

test("every condition is answered for an applicant too, in all schemes of a plan", () => {
  const plan = planNamed(["changzhou", "zibo"]);
  const facts = toldIn(askedIn(plan), { degree: "doctor" }, TODAY);
  const { parts } = explain(plan, { month: "2026-09", rentFen: 145_000, facts, monthsUsed: {} });
  expect(new Set(parts.map((part) => part.part.split("/")[0]))).toEqual(new Set(["changzhou", "zibo"]));
  for (const part of parts) expect(part.reasons.length).toBeGreaterThan(0);
});
