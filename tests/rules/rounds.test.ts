import { describe, expect, test } from "vitest";
import type { RandomnessSource } from "#lib/allocation/randomness";
import {
  canApply,
  canMendRoster,
  decideRoundStep,
  nextStep,
  noticeEnd,
  type Round,
  type RoundStep,
  randomnessEntropyEnough,
  roundStatuses,
  roundSteps,
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
  mechanism: "choice",
  opensAt: at("01T09:00"),
  closesAt: at("20T17:00"),
  commitment: "ab".repeat(32),
  sources: [dice],
  fallback: "次日同一时间重掷",
  rosterNoticeUntil: at("20T20:00"),
  resultsNoticeUntil: at("20T21:00"),
};
const thrown = `${"3.".repeat(25)}/`;
const facts: Record<RoundStep, StepFacts> = {
  announce: { placeCount: 20 },
  open: {},
  close: {},
  noticeRoster: {},
  freeze: { rosterCount: 30 },
  draw: { randomness: thrown },
  publish: {},
  offer: {},
  finish: { unfinished: 0 },
  reopenRoster: { reason: "异议成立" },
};
const steps = [...roundSteps];
const late = at("21T09:00");
const early = at("01T09:00");

describe("a round's life", () => {
  test("goes from draft by announcement, applications, notices, draw and offers to its end", () => {
    let status: Round["status"] = "draft";
    for (const step of steps) {
      expect(nextStep(status)).toBe(step);
      const before = step === "announce" || step === "open";
      const decision = decideRoundStep({ ...round, status }, step, before ? early : late, facts[step]);
      expect(decision).toMatchObject({ ok: true });
      if (decision.ok) status = decision.status;
    }
    expect(status).toBe("finished");
    expect(nextStep(status)).toBeNull();
  });

  const needed: Record<RoundStep, { from: Round["status"][]; reason: string }> = {
    announce: { from: ["draft"], reason: "round-not-draft" },
    open: { from: ["announced"], reason: "round-not-announced" },
    close: { from: ["open"], reason: "round-not-open" },
    noticeRoster: { from: ["closed"], reason: "round-not-closed" },
    freeze: { from: ["rosterNotice"], reason: "round-not-in-roster-notice" },
    draw: { from: ["frozen", "drawn", "resultsNotice"], reason: "round-not-frozen" },
    publish: { from: ["drawn"], reason: "round-not-drawn" },
    offer: { from: ["resultsNotice"], reason: "round-not-in-results-notice" },
    finish: { from: ["offering"], reason: "round-not-offering" },
    reopenRoster: { from: ["drawn", "resultsNotice"], reason: "round-roster-not-to-reopen" },
  };
  test.each(Object.entries(needed))("%s cannot be taken out of its order", (step, { from, reason }) => {
    const name = step as RoundStep;
    for (const status of roundStatuses) {
      if (from.includes(status)) continue;
      const refused = { ok: false, reason, values: { status } };
      expect(decideRoundStep({ ...round, status }, name, late, facts[name])).toEqual(refused);
    }
  });

  test.each<[string, Partial<Round>, StepFacts, string]>([
    ["at least one place", {}, { placeCount: 0 }, "round-without-units"],
    ["a closing after the opening", { opensAt: round.closesAt }, facts.announce, "round-times-reversed"],
    ["a closing still to come", { opensAt: at("01T07:00"), closesAt: early }, facts.announce, "round-closes-in-past"],
    ["a commitment", { commitment: null }, facts.announce, "round-commitment-missing"],
    ["a whole commitment", { commitment: "ab" }, facts.announce, "round-commitment-missing"],
    ["a source", { sources: [] }, facts.announce, "round-source-missing"],
    ["a named issue of the source", { sources: [{ ...dice, issue: " " }] }, facts.announce, "round-source-missing"],
    ["more than a six-digit seed", { sources: [seed] }, facts.announce, "round-randomness-too-small"],
    ["a fallback", { fallback: "" }, facts.announce, "round-fallback-missing"],
  ])("announcing needs %s", (_, change, given, reason) => {
    expect(decideRoundStep({ ...round, ...change }, "announce", early, given)).toMatchObject({ ok: false, reason });
  });

  test("an exchange can be announced without a vacant place: tenants trade among themselves", () => {
    const exchange: Round = { ...round, mechanism: "exchange" };
    expect(decideRoundStep(exchange, "announce", early, { placeCount: 0 })).toEqual({ ok: true, status: "announced" });
  });

  test("nothing opens before its announced time", () => {
    const announced: Round = { ...round, status: "announced" };
    const before = new Date(round.opensAt.getTime() - 1);
    expect(decideRoundStep(announced, "open", before)).toMatchObject({ reason: "round-opens-later" });
    expect(decideRoundStep(announced, "open", round.opensAt)).toEqual({ ok: true, status: "open" });
    expect(decideRoundStep(announced, "open", round.closesAt)).toMatchObject({ reason: "round-closes-in-past" });
  });

  test.each(["freeze", "offer"] as const)("%s waits for the end of the notice and for every answer", (step) => {
    const status = step === "freeze" ? "rosterNotice" : "resultsNotice";
    const until = step === "freeze" ? at("20T20:00") : at("20T21:00");
    const noticed: Round = { ...round, status };
    const before = new Date(until.getTime() - 1);
    const given = { ...facts[step], openObjections: 0 };
    expect(decideRoundStep(noticed, step, before, given)).toMatchObject({ reason: "round-notice-runs" });
    expect(decideRoundStep(noticed, step, until, { ...given, openObjections: 2 })).toEqual({
      ok: false,
      reason: "round-objections-open",
      values: { count: 2 },
    });
    expect(decideRoundStep(noticed, step, until, given)).toMatchObject({ ok: true });
  });

  test("an empty roster is not frozen", () => {
    const noticed: Round = { ...round, status: "rosterNotice" };
    expect(decideRoundStep(noticed, "freeze", late, { rosterCount: 0 })).toMatchObject({
      reason: "round-roster-empty",
    });
  });

  test("a notice of so many days ends with the last of them, one of none at once", () => {
    expect(noticeEnd(at("10T15:00"), 5)).toEqual(at("16T00:00"));
    expect(noticeEnd(at("10T15:00"), 0)).toEqual(at("10T15:00"));
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

  test("drawing again needs a reason, also after the roster was taken up again", () => {
    const again = (status: Round["status"], given: StepFacts) =>
      decideRoundStep({ ...round, status }, "draw", late, { randomness: thrown, ...given });
    for (const status of ["drawn", "resultsNotice"] as const) {
      expect(again(status, {})).toMatchObject({ reason: "round-redraw-reason-missing" });
      expect(again(status, { reason: " " })).toMatchObject({ reason: "round-redraw-reason-missing" });
      expect(again(status, { reason: "信标中断" })).toEqual({ ok: true, status: "drawn" });
    }
    expect(again("frozen", { drawnBefore: true })).toMatchObject({ reason: "round-redraw-reason-missing" });
    expect(again("offering", { reason: "信标中断" })).toMatchObject({ reason: "round-not-frozen" });
  });

  test("the roster is taken up again only with a reason", () => {
    const drawn: Round = { ...round, status: "drawn" };
    expect(decideRoundStep(drawn, "reopenRoster", late, { reason: "" })).toMatchObject({
      reason: "round-reason-missing",
    });
    expect(decideRoundStep(drawn, "reopenRoster", late, { reason: "漏录" })).toEqual({
      ok: true,
      status: "rosterNotice",
    });
  });

  test.each([
    ["choice", "round-offers-open"],
    ["live", "round-turns-open"],
    ["exchange", "round-moves-open"],
  ] as const)("a round by %s is not finished while something of it is open", (mechanism, reason) => {
    const offering: Round = { ...round, status: "offering", mechanism };
    expect(decideRoundStep(offering, "finish", late, { unfinished: 2 })).toEqual({
      ok: false,
      reason,
      values: { count: 2 },
    });
    expect(decideRoundStep(offering, "finish", late, { unfinished: 0 })).toMatchObject({ ok: true });
  });

  test("the roster can be mended between closing and the freeze, and at no other time", () => {
    const open = roundStatuses.filter((status) => canMendRoster({ status }).ok);
    expect(open).toEqual(["closed", "rosterNotice"]);
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
    expect(canApply({ ...round, status: "announced" }, at("10T09:00"))).toMatchObject({ reason: "round-opens-later" });
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
