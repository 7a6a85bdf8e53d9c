import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Application,
  decideSubmission,
  decideWithdrawal,
  receiptNo,
  type Submission,
  type WishTerms,
} from "#lib/applications/rules";

const round = {
  status: "open" as const,
  opensAt: new Date("2026-12-01T01:00:00Z"),
  closesAt: new Date("2026-12-20T09:00:00Z"),
};
const CHOOSABLE = ["b01-single", "b01-double", "b02-single"];
const terms: WishTerms = { anyOther: false, floorWish: null, maxNetRentFen: null, staysWaiting: false };
const submission: Submission = {
  round,
  application: null,
  choices: ["b01-single", "b01-double"],
  terms,
  mechanism: "choice",
  choosable: new Set(CHOOSABLE),
  neverFitting: new Set(),
  memberElsewhere: false,
  factsChanged: false,
  profileComplete: true,
  now: new Date("2026-12-10T01:00:00Z"),
};
const sent: Application = { status: "submitted", choices: ["b01-single", "b01-double"], ...terms };

describe("an application", () => {
  test("the first one is created with its choices in order", () => {
    const choices = ["b01-single", "b01-double"];
    expect(decideSubmission(submission)).toEqual({ ok: true, outcome: "created", choices });
  });

  test("sending twice makes one application and changes nothing", () => {
    expect(decideSubmission({ ...submission, application: sent })).toMatchObject({ outcome: "unchanged" });
  });

  test("other choices, another order or another wish besides them change it until the round closes", () => {
    const again = { ...submission, application: sent };
    const changes: Partial<Submission>[] = [
      { choices: ["b01-double", "b01-single"] },
      { choices: ["b01-single"] },
      { terms: { ...terms, anyOther: true } },
      { terms: { ...terms, floorWish: "high" } },
      { terms: { ...terms, maxNetRentFen: 35000 } },
      { terms: { ...terms, staysWaiting: true } },
    ];
    for (const change of changes)
      expect(decideSubmission({ ...again, ...change })).toMatchObject({ ok: true, outcome: "changed" });
    const late = decideSubmission({ ...again, choices: ["b01-double"], now: round.closesAt });
    expect(late).toMatchObject({ ok: false, reason: "round-closed" });
  });

  test("a withdrawn one can be sent again", () => {
    const application: Application = { ...sent, status: "withdrawn" };
    expect(decideSubmission({ ...submission, application })).toMatchObject({ outcome: "restored" });
  });

  test("the same wishes sent again by somebody of whom something else is known by now change it", () => {
    const again = { ...submission, application: sent, factsChanged: true };
    expect(decideSubmission(again)).toMatchObject({ ok: true, outcome: "changed" });
  });

  test("as many choices as the round has can be ranked", () => {
    expect(decideSubmission({ ...submission, choices: CHOOSABLE })).toMatchObject({ ok: true, choices: CHOOSABLE });
  });

  test("before live choosing nothing need be wished for, since the room is chosen in the turn", () => {
    const given = { ...submission, choices: [] };
    expect(decideSubmission({ ...given, mechanism: "live" })).toMatchObject({ ok: true, choices: [] });
    expect(decideSubmission(given)).toMatchObject({ ok: false, reason: "choices-empty" });
  });

  test.each<[string, Partial<Submission>, string]>([
    ["after the round closed", { now: round.closesAt }, "round-closed"],
    ["before it opened", { round: { ...round, status: "draft" } }, "round-not-open"],
    ["with an unfinished profile", { profileComplete: false }, "profile-incomplete"],
    ["without a choice", { choices: [] }, "choices-empty"],
    ["naming a choice twice", { choices: ["b01-single", "b01-single"] }, "choice-repeated"],
    ["naming a choice the round does not offer", { choices: ["b01-single", "b01-villa"] }, "choice-unknown"],
    ["naming a bed for the other gender", { neverFitting: new Set(["b01-double"]) }, "choice-never-fits"],
    ["from somebody who has joined another's", { memberElsewhere: true }, "application-in-group"],
    ["once it was taken off the roster", { application: { ...sent, status: "excluded" } }, "application-excluded"],
  ])("is refused %s", (_, change, reason) => {
    expect(decideSubmission({ ...submission, ...change })).toMatchObject({ ok: false, reason });
  });

  test("whatever is accepted is accepted again as unchanged", () => {
    const choices = fc.shuffledSubarray(CHOOSABLE, { minLength: 1 });
    const wished = fc.record({
      anyOther: fc.boolean(),
      floorWish: fc.constantFrom(null, "high" as const, "low" as const),
      maxNetRentFen: fc.option(fc.nat(500_000)),
      staysWaiting: fc.boolean(),
    });
    fc.assert(
      fc.property(choices, wished, (wishes, told) => {
        const given = { ...submission, choices: wishes, terms: told };
        const first = decideSubmission(given);
        expect(first.ok).toBe(true);
        if (!first.ok) return;
        const application: Application = { status: "submitted", choices: first.choices, ...told };
        expect(decideSubmission({ ...given, application })).toEqual({ ...first, outcome: "unchanged" });
      }),
      { numRuns: 300 },
    );
  });

  test("it can be withdrawn until the round closes, and twice is once", () => {
    expect(decideWithdrawal(round, sent, submission.now)).toEqual({ ok: true, outcome: "withdrawn" });
    expect(decideWithdrawal(round, sent, round.closesAt)).toMatchObject({ ok: false, reason: "round-closed" });
    const withdrawn: Application = { ...sent, status: "withdrawn" };
    expect(decideWithdrawal(round, withdrawn, round.closesAt)).toEqual({ ok: true, outcome: "unchanged" });
  });
});

describe("the receipt number", () => {
  test("it names the round and counts up, and says nothing about the person", () => {
    expect(receiptNo("2026-12", 1)).toBe("SQ-2026-12-00001");
    expect(receiptNo("2026-12", 123456)).toBe("SQ-2026-12-123456");
  });
  test("a round code that could not be a label and a count below one are broken invariants", () => {
    expect(() => receiptNo("2026\t12", 1)).toThrow();
    expect(() => receiptNo("2026-12", 0)).toThrow();
  });
});
