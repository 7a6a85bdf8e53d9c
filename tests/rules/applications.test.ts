import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Application,
  decideSubmission,
  decideWithdrawal,
  receiptNo,
  type Submission,
} from "#lib/applications/rules";

const round = {
  status: "open" as const,
  opensAt: new Date("2026-12-01T01:00:00Z"),
  closesAt: new Date("2026-12-20T09:00:00Z"),
};
const submission: Submission = {
  round,
  application: null,
  choices: ["single", "double"],
  anyOther: false,
  roomTypeIds: ["single", "double", "suite"],
  profileComplete: true,
  now: new Date("2026-12-10T01:00:00Z"),
};
const sent: Application = { status: "submitted", choices: ["single", "double"], anyOther: false };

describe("an application", () => {
  test("the first one is created with its choices in order", () => {
    const choices = ["single", "double"];
    expect(decideSubmission(submission)).toEqual({ ok: true, outcome: "created", choices, anyOther: false });
  });

  test("sending twice makes one application and changes nothing", () => {
    expect(decideSubmission({ ...submission, application: sent })).toMatchObject({ outcome: "unchanged" });
  });

  test("other choices, another order or another answer to anything else change it until the round closes", () => {
    const again = { ...submission, application: sent };
    for (const change of [{ choices: ["double", "single"] }, { choices: ["single"] }, { anyOther: true }])
      expect(decideSubmission({ ...again, ...change })).toMatchObject({ ok: true, outcome: "changed" });
    const late = decideSubmission({ ...again, choices: ["double"], now: round.closesAt });
    expect(late).toMatchObject({ ok: false, reason: "round-closed" });
  });

  test("a withdrawn one can be sent again", () => {
    const application: Application = { ...sent, status: "withdrawn" };
    expect(decideSubmission({ ...submission, application })).toMatchObject({ outcome: "restored" });
  });

  test.each<[string, Partial<Submission>, string]>([
    ["after the round closed", { now: round.closesAt }, "round-closed"],
    ["before it opened", { round: { ...round, status: "draft" } }, "round-not-open"],
    ["with an unfinished profile", { profileComplete: false }, "profile-incomplete"],
    ["without a choice", { choices: [] }, "choices-empty"],
    ["naming a room type twice", { choices: ["single", "single"] }, "choice-repeated"],
    ["naming a room type the round does not offer", { choices: ["single", "villa"] }, "choice-unknown"],
  ])("is refused %s", (_, change, reason) => {
    expect(decideSubmission({ ...submission, ...change })).toMatchObject({ ok: false, reason });
  });

  test("whatever is accepted is accepted again as unchanged", () => {
    const choices = fc.shuffledSubarray(["single", "double", "suite"], { minLength: 1 });
    fc.assert(
      fc.property(choices, fc.boolean(), (wishes, anyOther) => {
        const given = { ...submission, choices: wishes, anyOther };
        const first = decideSubmission(given);
        expect(first.ok).toBe(true);
        if (!first.ok) return;
        const application: Application = { status: "submitted", choices: first.choices, anyOther: first.anyOther };
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
