import fc from "fast-check";
import { expect, test } from "vitest";
import { type MonthSupport, moneySteps, nextStep, type PayoutFacts } from "#lib/subsidy/rules-timeline";

const at = new Date("2026-09-05T02:00:00Z");
const posted: MonthSupport = {
  month: "2026-09",
  mode: "directOffset",
  subsidyFen: 160_000,
  offsetFen: 145_000,
  surplusFen: 15_000,
  status: "posted",
  matchedAt: at,
  checkedAt: at,
  approvedAt: at,
  fundedOn: null,
  payouts: [],
  corrections: [],
};
const paid: PayoutFacts = {
  attempt: 1,
  amountFen: 15_000,
  status: "paid",
  sentOn: "2026-09-20",
  paidOn: "2026-09-21",
  returnedOn: null,
  returnReason: null,
};
const shown = (support: MonthSupport) => moneySteps(support).map(({ key, state }) => `${key} ${state}`);

test("a draft is matched and waits to be checked; everything behind it is still to come", () => {
  expect(shown({ ...posted, status: "draft", checkedAt: null, approvedAt: null })).toEqual([
    "matched done",
    "checked current",
    "approved future",
    "netted future",
    "funded future",
    "sent future",
    "paid future",
  ]);
});

test("rent is netted with the approval, and a surplus waits for public finance", () => {
  expect(shown(posted)).toEqual([
    "matched done",
    "checked done",
    "approved done",
    "netted done",
    "funded current",
    "sent future",
    "paid future",
  ]);
});

test("without a surplus nothing is left to come once the rent is netted", () => {
  const steps = moneySteps({ ...posted, subsidyFen: 110_000, offsetFen: 110_000, surplusFen: 0 });
  expect([steps.at(-1)?.key, nextStep(steps)]).toEqual(["netted", null]);
});

test("a payout that came back says why, and is sent again", () => {
  const returned = { ...paid, status: "returned" as const, returnedOn: "2026-09-23", returnReason: "户名不符" };
  const steps = moneySteps({ ...posted, status: "funded", fundedOn: "2026-09-18", payouts: [returned] });
  expect(steps.map((step) => step.key).slice(-4)).toEqual(["sent", "returned", "sent", "paid"]);
  expect(steps.find((step) => step.key === "returned")).toMatchObject({ reason: "户名不符", on: "2026-09-23" });
  expect(nextStep(steps)?.id).toBe("sent-next");
  const again = { ...paid, attempt: 2, sentOn: "2026-09-25", paidOn: "2026-09-26" };
  const done = moneySteps({ ...posted, status: "closed", fundedOn: "2026-09-18", payouts: [again, returned] });
  expect([done.at(-1)?.id, nextStep(done)]).toEqual(["paid-2", null]);
});

test("in cash mode nothing is netted, all of it is paid out", () => {
  const cash = { ...posted, mode: "cashToPerson" as const, offsetFen: 0, surplusFen: 160_000 };
  expect(moneySteps(cash).map((step) => step.key)).not.toContain("netted");
});

test("a correction stands with its reason and its difference, also where nothing was granted before", () => {
  const corrections = [{ no: "GZ1", reason: "8月已离职", postedAt: at, beforeFen: 160_000, afterFen: 0 }];
  expect(moneySteps({ ...posted, corrections }).at(-1)).toMatchObject({ amountFen: -160_000, reason: "8月已离职" });
  expect(moneySteps({ ...posted, subsidyFen: 0, offsetFen: 0, surplusFen: 0 })).toEqual([]);
});

test("there is one next step at most, and nothing that is done stands behind it in the same life", () => {
  const day = fc.constantFrom("2026-09-20", "2026-09-21");
  const payout = fc.record({
    attempt: fc.integer({ min: 1, max: 3 }),
    amountFen: fc.constant(15_000),
    status: fc.constantFrom("ready" as const, "sent" as const, "paid" as const, "returned" as const),
    sentOn: fc.option(day),
    paidOn: fc.option(day),
    returnedOn: fc.option(day),
    returnReason: fc.option(fc.string()),
  });
  fc.assert(
    fc.property(fc.array(payout, { maxLength: 3 }), fc.boolean(), (payouts, funded) => {
      const steps = moneySteps({ ...posted, fundedOn: funded ? "2026-09-18" : null, payouts });
      expect(steps.filter((step) => step.state === "current").length).toBeLessThanOrEqual(1);
      expect(new Set(steps.map((step) => step.id)).size).toBeGreaterThan(0);
    }),
  );
});
