import { describe, expect, test } from "vitest";
import type { RandomnessSource } from "#lib/allocation/randomness";
import {
  canApply,
  decideRoundStep,
  nextStep,
  type Round,
  type RoundStep,
  randomnessEntropyEnough,
  roundStatuses,
  type StepFacts,
} from "#lib/rounds/rules";

const at = (text: string) => new Date(`2026-12-${text}:00+08:00`);
const seed: RandomnessSource = { name: "摇号机", issue: "1", kind: "sequence", count: 6, from: 0, to: 9 };
const dice: RandomnessSource = { name: "现场骰子", issue: "公证处 12-21", kind: "sequence", count: 25, from: 1, to: 6 };
const lotteries: RandomnessSource[] = [
  { name: "双色球红球", issue: "2026139", kind: "set", count: 6, from: 1, to: 33 },
  { name: "双色球蓝球", issue: "2026139", kind: "sequence", count: 1, from: 1, to: 16 },
  { name: "大乐透前区", issue: "26139", kind: "set", count: 5, from: 1, to: 35 },
  { name: "大乐透后区", issue: "26139", kind: "set", count: 2, from: 1, to: 12 },
  { name: "排列5", issue: "26321", kind: "sequence", count: 5, from: 0, to: 9 },
];
const round: Round = {
  status: "draft",
  opensAt: at("01T09:00"),
  closesAt: at("20T17:00"),
  commitment: "ab".repeat(32),
  sources: [dice],
  fallback: "次日同一时间重掷",
};
const thrown = `${"3.".repeat(25)}/`;
const facts: Record<RoundStep, StepFacts> = {
  open: { unitCount: 20 },
  close: {},
  freeze: {},
  draw: { randomness: thrown },
  publish: {},
  finish: { openOffers: 0 },
};
const steps: RoundStep[] = ["open", "close", "freeze", "draw", "publish", "finish"];
const late = at("21T09:00");
const early = at("01T09:00");

describe("a round's life", () => {
  test("goes draft, open, closed, frozen, drawn, published, finished", () => {
    let status: Round["status"] = "draft";
    for (const step of steps) {
      expect(nextStep(status)).toBe(step);
      const decision = decideRoundStep({ ...round, status }, step, step === "open" ? early : late, facts[step]);
      expect(decision).toMatchObject({ ok: true });
      if (decision.ok) status = decision.status;
    }
    expect(status).toBe("finished");
    expect(nextStep(status)).toBeNull();
  });

  test("no step can be taken out of its order", () => {
    const needed = ["draft", "open", "closed", "frozen", "drawn", "published"];
    for (const status of roundStatuses)
      for (const [index, step] of steps.entries()) {
        if (needed[index] === status) continue;
        expect(decideRoundStep({ ...round, status }, step, late, facts[step])).toEqual({
          ok: false,
          reason: `round-not-${needed[index]}`,
          values: { status },
        });
      }
  });

  test.each<[string, Partial<Round>, StepFacts, string]>([
    ["at least one unit", {}, { unitCount: 0 }, "round-without-units"],
    ["a closing after the opening", { opensAt: round.closesAt }, facts.open, "round-times-reversed"],
    ["a closing still to come", { opensAt: at("01T07:00"), closesAt: early }, facts.open, "round-closes-in-past"],
    ["a commitment", { commitment: null }, facts.open, "round-commitment-missing"],
    ["a whole commitment", { commitment: "ab" }, facts.open, "round-commitment-missing"],
    ["a source", { sources: [] }, facts.open, "round-source-missing"],
    ["a named issue of the source", { sources: [{ ...dice, issue: " " }] }, facts.open, "round-source-missing"],
    ["more than a six-digit seed", { sources: [seed] }, facts.open, "round-randomness-too-small"],
    ["a fallback", { fallback: "" }, facts.open, "round-fallback-missing"],
  ])("opening needs %s", (_, change, given, reason) => {
    expect(decideRoundStep({ ...round, ...change }, "open", early, given)).toMatchObject({ ok: false, reason });
  });

  test("closing before the published time needs a reason", () => {
    const open: Round = { ...round, status: "open" };
    const values = { closesAt: "2026-12-20T09:00:00.000Z" };
    const refusal = { ok: false, reason: "round-early-close-reason-missing", values };
    expect(decideRoundStep(open, "close", at("20T16:59"))).toEqual(refusal);
    expect(decideRoundStep(open, "close", at("20T16:59"), { reason: " " })).toEqual(refusal);
    expect(decideRoundStep(open, "close", at("20T16:59"), { reason: "停电" })).toMatchObject({ ok: true });
    expect(decideRoundStep(open, "close", at("20T17:00"))).toMatchObject({ ok: true });
  });

  test("drawing needs the canonical outcome of the announced sources", () => {
    const frozen: Round = { ...round, status: "frozen" };
    const draw = (randomness: string | null) => decideRoundStep(frozen, "draw", late, { randomness });
    expect(draw(null)).toMatchObject({ reason: "round-randomness-missing" });
    expect(draw("3 3 3")).toMatchObject({ reason: "randomness-not-canonical" });
    expect(draw("3.3.3./")).toMatchObject({ reason: "randomness-count" });
    expect(draw(`${"7.".repeat(25)}/`)).toMatchObject({ reason: "randomness-out-of-range" });
    expect(draw(thrown)).toEqual({ ok: true, status: "drawn" });
  });

  test("it is not finished while an offer is open", () => {
    const decision = decideRoundStep({ ...round, status: "published" }, "finish", late, { openOffers: 2 });
    expect(decision).toEqual({ ok: false, reason: "round-offers-open", values: { count: 2 } });
  });
});

describe("applying", () => {
  const open: Round = { ...round, status: "open" };
  test("is possible from the opening instant until just before the closing instant", () => {
    expect(canApply(open, new Date(round.opensAt.getTime() - 1))).toMatchObject({ reason: "round-opens-later" });
    expect(canApply(open, round.opensAt)).toEqual({ ok: true });
    expect(canApply(open, new Date(round.closesAt.getTime() - 1))).toEqual({ ok: true });
    expect(canApply(open, round.closesAt)).toMatchObject({ reason: "round-closed" });
  });
  test("is not possible before the round is opened or once it is closed, whatever the time", () => {
    expect(canApply(round, at("10T09:00"))).toMatchObject({ reason: "round-not-open" });
    expect(canApply({ ...round, status: "closed" }, at("10T09:00"))).toMatchObject({ reason: "round-closed" });
  });
});

describe("the sources of randomness", () => {
  test("a six-digit seed has 10⁶ outcomes, too few", () => {
    const values = { bits: 19.9, least: 64 };
    expect(randomnessEntropyEnough([seed])).toEqual({ ok: false, reason: "round-randomness-too-small", values });
  });
  test("one lottery is too few, three are enough", () => {
    expect(randomnessEntropyEnough(lotteries.slice(0, 2))).toMatchObject({ ok: false, values: { bits: 24 } });
    expect(randomnessEntropyEnough(lotteries)).toEqual({ ok: true, bits: 65 });
  });
  test("twenty-five dice are enough, twenty-four are not", () => {
    expect(randomnessEntropyEnough([dice])).toEqual({ ok: true, bits: 64.6 });
    expect(randomnessEntropyEnough([{ ...dice, count: 24 }])).toMatchObject({ ok: false });
  });
});
