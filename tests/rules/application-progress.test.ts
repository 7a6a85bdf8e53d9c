import { expect, test } from "vitest";
import { type AfterResults, progressOf } from "#lib/applications/rules-progress";

const choice = (got: boolean, waits: boolean): AfterResults => ({ mechanism: "choice", got, waits });

test("until the results are public an application is submitted, whatever the draw says", () => {
  expect(progressOf("submitted", null, null)).toBe("submitted");
  expect(progressOf("withdrawn", null, choice(true, false))).toBe("withdrawn");
  expect(progressOf("excluded", null, null)).toBe("excluded");
});

test("once they are, whoever got a place is told so until it is offered, and whoever got none is not placed or waits", () => {
  expect(progressOf("submitted", null, choice(true, false))).toBe("placed");
  expect(progressOf("submitted", null, choice(false, false))).toBe("unplaced");
  expect(progressOf("submitted", null, choice(false, true))).toBe("waiting");
  expect(progressOf("submitted", "open", choice(true, true))).toBe("offered");
  expect(progressOf("submitted", "accepted", choice(true, false))).toBe("housed");
});

test("an offer that ended leaves them waiting where they still wait, and otherwise says how it ended", () => {
  expect(progressOf("submitted", "declined", choice(true, true))).toBe("waiting");
  expect(progressOf("submitted", "expired", choice(true, false))).toBe("declined");
  expect(progressOf("submitted", "withdrawn", choice(true, true))).toBe("waiting");
  expect(progressOf("submitted", "withdrawn", choice(true, false))).toBe("unplaced");
});

test("in live choosing it is the turn that tells", () => {
  const of = (turn: Extract<AfterResults, { mechanism: "live" }>["turn"]) =>
    progressOf("submitted", null, { mechanism: "live", turn });
  expect(["waiting", "missed", "passed", "out"].map((turn) => of(turn as "waiting"))).toEqual([
    "choosing",
    "declined",
    "declined",
    "unplaced",
  ]);
  expect(of(null)).toBe("choosing");
  expect(progressOf("submitted", "accepted", { mechanism: "live", turn: "chosen" })).toBe("housed");
});
