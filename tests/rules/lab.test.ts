import { describe, expect, test } from "vitest";
import { changesIn } from "#lib/lab/rules-changes";
import { awaits, type Draft, decideComplete, decidePublication, versionName } from "#lib/lab/rules-draft";
import { editedScheme } from "#lib/lab/rules-edit";
import { readLeaf } from "#lib/lab/rules-fields";
import { asVersionOf, sameValue } from "#lib/lab/rules-rows";
import { sentFields } from "#lib/lab/rules-sent";
import { draftView } from "#lib/lab/rules-view";
import { assess } from "#lib/subsidy/rules";
import { checkScheme, type Scheme } from "#lib/subsidy/scheme";
import { schemeNamed } from "#lib/subsidy/schemes";
import { schemeNames } from "#seeds/schemes";
import { MONTH, schemePeople } from "#tests/support/scheme-people";

const CITING = { name: "试〔2026〕1号", url: "https://wutong.example/officer/lab/x" };
const FROM = "2026-07";

function edited(base: Scheme, change: Record<string, string | undefined> = {}, fromMonth = FROM, content = base) {
  const fields = sentFields(draftView(base, content, fromMonth), change);
  return editedScheme({ base, content, before: fromMonth, fromMonth }, fields, CITING);
}
const subsidyIn = (scheme: Scheme, month: string, facts = schemePeople[scheme.id] ?? {}) => {
  const decided = assess(scheme, { month, rentFen: 145000, facts, monthsUsed: {} });
  return decided.ok ? decided.subsidyFen : decided.reason;
};

describe.each(schemeNames())("a draft of %s", (name) => {
  const base = schemeNamed(name);

  test("that changes nothing says what it began with", () => {
    const { content, problems } = edited(base);
    expect(problems).toEqual([]);
    const { documents: _, ...said } = content;
    const { documents: _before, ...began } = base;
    expect(said).toEqual(began);
    expect(changesIn(draftView(base, content, FROM))).toEqual([]);
  });

  test("with other amounts is a whole scheme, pays them from its month on and what was before until then", () => {
    const view = draftView(base, base, FROM);
    const amounts = view.parts.flatMap((part) => part.amounts.filter((one) => one.role === "amount"));
    const leaves = amounts.flatMap(({ parameter }) => parameter.rows.flatMap((row) => row.leaves));
    const { content, problems } = edited(base, Object.fromEntries(leaves.map((leaf) => [leaf.field, "1"])));
    expect(problems).toEqual([]);
    expect(checkScheme(content)).toHaveProperty("scheme");
    expect(changesIn(draftView(base, content, FROM)).length).toBe(leaves.filter((leaf) => leaf.text !== "1").length);
    for (const month of ["2026-05", "2026-06"]) expect(subsidyIn(content, month)).toEqual(subsidyIn(base, month));
    expect(subsidyIn(content, MONTH)).not.toBe(subsidyIn(base, MONTH));
  });

  test("without a part grants nothing of it from its month on, and with it again is as before", () => {
    const [first] = draftView(base, base, FROM).parts.filter((part) => !part.over);
    if (!first) throw new Error("there is a part");
    const off = edited(base, { [first.field]: undefined }).content;
    expect(checkScheme(off)).toHaveProperty("scheme");
    const granted = (scheme: Scheme, month: string) => {
      const decided = assess(scheme, { month, rentFen: 145000, facts: schemePeople[name] ?? {}, monthsUsed: {} });
      return decided.ok ? decided.parts.find((part) => part.part === first.id)?.grantedFen : decided.reason;
    };
    expect(granted(off, MONTH)).toBe(0);
    expect(granted(off, "2026-06")).toEqual(granted(base, "2026-06"));
    expect(edited(base, { [first.field]: "on" }, FROM, off).content.parts).toEqual(base.parts);
  });
});

test("a value that ends before the draft begins has to be given anew", () => {
  const base = schemeNamed("suzhou-sip");
  const { problems } = edited(base, {}, "2027-02");
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.every((one) => ["lab-value-missing", "lab-list-empty"].includes(one.reason))).toBe(true);
  const amounts = problems.map(({ field }) => field).filter((field) => field.startsWith("value.rent-amount.0."));
  expect(amounts).toHaveLength(3);
  const given = edited(base, Object.fromEntries(amounts.map((field) => [field, "1000"])), "2027-02");
  expect(given.problems.map(({ field }) => field)).not.toEqual(expect.arrayContaining(amounts));
  const [amount] = given.content.parameters;
  expect(amount?.values.map(({ from, to }) => [from, to]).slice(-2)).toEqual([
    [base.parameters[0]?.values.at(-1)?.from, "2026-12-31"],
    ["2027-02-01", null],
  ]);
});

test("one city's scheme under another's name speaks of its own parts by the new name", () => {
  const ningbo = schemeNamed("ningbo");
  const renamed = asVersionOf(ningbo, "changzhou");
  expect(renamed.id).toBe("changzhou");
  expect(JSON.stringify(renamed)).not.toContain('"ningbo/');
  expect(subsidyIn(renamed, MONTH, schemePeople.ningbo)).toBe(subsidyIn(ningbo, MONTH));
});

test.each([
  ["fen/person-month", "12.34", 1234],
  ["fen/person-month", "-1", "lab-amount-wrong"],
  ["fen/person-month", "0.001", "lab-amount-wrong"],
  ["fen/grant", "", "lab-value-missing"],
  ["percent-of-rent", "70.25", 70.25],
  ["percent-of-rent", "100.01", "lab-percent-wrong"],
  ["months", "36", 36],
  ["months", "36.5", "lab-count-wrong"],
  ["years", "-1", "lab-count-wrong"],
  ["day", "2026-02-29", "lab-day-wrong"],
  ["day", "2028-02-29", "2028-02-29"],
  ["yes-no", "no", false],
  ["yes-no", "maybe", "lab-value-missing"],
] as const)("in %s, “%s” reads as %s", (unit, text, expected) => {
  const read = readLeaf(unit, text);
  expect("value" in read ? read.value : read.reason).toBe(expected);
});

test("values are the same whatever order their keys came in, and not when anything differs", () => {
  expect(sameValue({ a: 1, b: [2, 3] }, { b: [2, 3], a: 1 })).toBe(true);
  expect(sameValue({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(sameValue([1, 2], [2, 1])).toBe(false);
  expect(sameValue({ 0: 1 }, [1])).toBe(false);
  expect(sameValue(undefined, 0)).toBe(false);
});

const proposed: Draft = {
  state: "proposed",
  madeBy: "a",
  proposedBy: "a",
  revision: 3,
  contentHash: "h",
  schemeVersion: "1",
  fromMonth: "2026-07",
  retroactiveReason: null,
};
const standing = { inForce: "1", lastDecided: "2026-06" };

test("who made or proposed a draft never decides it, whoever else is an officer may", () => {
  expect(decidePublication(proposed, "a", "h", standing)).toMatchObject({ reason: "lab-maker-cannot-publish" });
  expect(decidePublication({ ...proposed, proposedBy: "c" }, "c", "h", standing)).toMatchObject({ ok: false });
  expect(decidePublication(proposed, "b", "h", standing)).toMatchObject({ ok: true });
  expect(awaits(proposed, { role: "officer", userId: "b" })).toBe(true);
  expect(awaits(proposed, { role: "auditor", userId: "b" })).toBe(false);
  expect(awaits(proposed, { role: "officer", userId: "a" })).toBe(false);
});

test("a decided month is changed only with a reason, from the first one after it on without", () => {
  const late = { ...standing, lastDecided: "2026-07" };
  expect(decidePublication(proposed, "b", "h", late)).toMatchObject({
    reason: "lab-changes-past",
    values: { month: "2026-07", next: "2026-08" },
  });
  expect(decidePublication({ ...proposed, retroactiveReason: "x" }, "b", "h", late)).toMatchObject({ ok: true });
  expect(decidePublication(proposed, "b", "h", { ...standing, lastDecided: null })).toMatchObject({ ok: true });
});

test("a scheme that cannot decide each of twelve months is not whole", () => {
  expect(decideComplete(schemeNamed("changzhou"), "2026-07")).toMatchObject({ ok: true });
  expect(decideComplete(schemeNamed("suzhou-sip"), "2026-07")).toMatchObject({
    reason: "scheme-no-value",
    values: { on: "2027-01-01" },
  });
  const carrying: Scheme = { ...schemeNamed("changzhou"), surplus: "carried" };
  expect(decideComplete(carrying, "2026-07")).toMatchObject({ ok: true });
});

test("no two versions have the same name", () => {
  expect(versionName("2027-01", [])).toBe("2027-01");
  expect(versionName("2027-01", ["2027-01", "2027-01.2"])).toBe("2027-01.3");
});
