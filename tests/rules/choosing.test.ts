import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canChoose,
  decideExtension,
  decideHold,
  decideMiss,
  decidePass,
  decideReason,
  decideTake,
  fits,
  holderAt,
  LONGEST_EXTENSION,
  type PlaceHold,
  placeState,
  type Turn,
} from "#lib/choosing/rules";
import { firstWindow, furtherWindows, pushedBack, turnWindows, type Window } from "#lib/choosing/rules-windows";
import { cityTime, dayAt, instantOn } from "#lib/days";
import type { ChoosingTerms } from "#lib/rounds/rules-terms";

const terms = (given: Partial<ChoosingTerms> = {}): ChoosingTerms => ({
  startsOn: "2026-09-21",
  fromHour: 9,
  toHour: 17,
  turnMinutes: 30,
  turnSize: 1,
  holdMinutes: 10,
  missed: "end",
  ...given,
});
/** A time of the city as an instant. */
const at = (time: string): Date => new Date(`${time.replace(" ", "T")}:00+08:00`);
const begins = (windows: readonly Window[]) => windows.map(({ startsAt }) => cityTime(startsAt));
const BEFORE = at("2026-09-20 18:00");

describe("when whose turn is", () => {
  test("one to a window: each rank has the window after the rank before, from the first hour of the announced day", () => {
    const windows = turnWindows(3, terms(), BEFORE);
    expect(begins(windows)).toEqual(["2026-09-21 09:00", "2026-09-21 09:30", "2026-09-21 10:00"]);
    expect(cityTime(windows[0]?.endsAt ?? BEFORE)).toBe("2026-09-21 09:30");
  });

  test("many to a window: as many ranks as are announced share one, and the last window may hold fewer", () => {
    expect(begins(turnWindows(5, terms({ turnSize: 2 }), BEFORE))).toEqual([
      "2026-09-21 09:00",
      "2026-09-21 09:00",
      "2026-09-21 09:30",
      "2026-09-21 09:30",
      "2026-09-21 10:00",
    ]);
  });

  test("the last window of a day ends by its last hour, and the next rank chooses on the morning after", () => {
    const windows = turnWindows(18, terms(), BEFORE);
    expect(begins(windows).slice(14)).toEqual([
      "2026-09-21 16:00",
      "2026-09-21 16:30",
      "2026-09-22 09:00",
      "2026-09-22 09:30",
    ]);
  });

  test("a window that would not be whole before the last hour is not given: 50 minutes fit nine times into eight hours", () => {
    const windows = turnWindows(10, terms({ turnMinutes: 50 }), BEFORE);
    expect(begins(windows).slice(8)).toEqual(["2026-09-21 15:40", "2026-09-22 09:00"]);
  });

  test("choosing that begins later than announced begins with the next whole window", () => {
    expect(begins(turnWindows(2, terms(), at("2026-09-21 10:00")))).toEqual(["2026-09-21 10:00", "2026-09-21 10:30"]);
    expect(begins(turnWindows(1, terms(), at("2026-09-21 10:01")))).toEqual(["2026-09-21 10:30"]);
    expect(begins(turnWindows(1, terms(), at("2026-09-21 16:31")))).toEqual(["2026-09-22 09:00"]);
    expect(begins(turnWindows(1, terms(), at("2026-09-25 03:00")))).toEqual(["2026-09-25 09:00"]);
  });

  test("hours to midnight: the window after the last one begins on the next day", () => {
    const late = terms({ fromHour: 22, toHour: 24, turnMinutes: 60 });
    expect(begins(turnWindows(3, late, BEFORE))).toEqual(["2026-09-21 22:00", "2026-09-21 23:00", "2026-09-22 22:00"]);
  });

  test("any terms: windows keep to the hours, hold no more than announced, and never overlap", () => {
    const anyTerms = fc
      .record({ fromHour: fc.integer({ min: 0, max: 22 }), hours: fc.integer({ min: 1, max: 24 }) })
      .chain(({ fromHour, hours }) => {
        const toHour = Math.min(24, fromHour + hours);
        return fc.record({
          startsOn: fc.constantFrom("2026-09-21", "2026-12-31"),
          fromHour: fc.constant(fromHour),
          toHour: fc.constant(toHour),
          turnMinutes: fc.integer({ min: 1, max: Math.min(240, (toHour - fromHour) * 60) }),
          turnSize: fc.integer({ min: 1, max: 7 }),
        });
      });
    fc.assert(
      fc.property(
        anyTerms,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: -9000, max: 9000 }),
        (some, count, late) => {
          const now = new Date(instantOn(some.startsOn).getTime() + late * 60_000);
          const windows = turnWindows(count, terms(some), now);
          const wrong = windows.filter(({ startsAt, endsAt }, index) => {
            const day = dayAt(startsAt);
            const sharing = windows[index - some.turnSize];
            const whole = endsAt.getTime() - startsAt.getTime() === some.turnMinutes * 60_000;
            const within = startsAt >= instantOn(day, some.fromHour) && endsAt <= instantOn(day, some.toHour);
            const after = day >= some.startsOn && startsAt >= now && (!sharing || startsAt >= sharing.endsAt);
            return !whole || !within || !after;
          });
          expect({ count: windows.length, wrong }).toEqual({ count, wrong: [] });
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("further turns of those who missed theirs", () => {
  const last = firstWindow(terms(), at("2026-09-21 16:30"));

  test("they come after the last window there is, on the next day where that was the last of one", () => {
    const end = { last, further: 0 };
    expect(begins(furtherWindows(2, end, terms(), at("2026-09-21 09:30")))).toEqual([
      "2026-09-22 09:00",
      "2026-09-22 09:30",
    ]);
  });

  test("they share a window as others do, with those who missed theirs before", () => {
    const shared = terms({ turnSize: 3 });
    const further = firstWindow(shared, last.endsAt);
    const end = { last: further, further: 2 };
    expect(begins(furtherWindows(3, end, shared, at("2026-09-21 10:00")))).toEqual([
      "2026-09-22 09:00",
      "2026-09-22 09:30",
      "2026-09-22 09:30",
    ]);
  });

  test("a window that has begun takes nobody in, and where the queue is long over they begin with the next one", () => {
    const shared = terms({ turnSize: 3 });
    expect(begins(furtherWindows(1, { last, further: 1 }, shared, last.startsAt))).toEqual(["2026-09-22 09:00"]);
    expect(begins(furtherWindows(1, { last, further: 1 }, shared, at("2026-09-25 11:10")))).toEqual([
      "2026-09-25 11:30",
    ]);
  });
});

describe("a longer window", () => {
  const windows = [9, 10, 11].map((hour) => firstWindow(terms(), instantOn("2026-09-21", hour)));

  test("moves those behind only as far as they would overlap: a pause takes the delay up", () => {
    const [first, second, third] = windows;
    if (!first || !second || !third) throw new Error("three windows");
    const next = firstWindow(terms(), first.endsAt);
    const moved = pushedBack([next, second, third], at("2026-09-21 09:50"));
    expect(begins(moved)).toEqual(["2026-09-21 09:50", "2026-09-21 10:20", "2026-09-21 11:00"]);
  });

  test("is made longer by at most four hours and only while it runs", () => {
    const [first] = windows;
    if (!first) throw new Error("a window");
    expect(decideExtension(first, 5, first.startsAt)).toEqual({ ok: true, endsAt: at("2026-09-21 09:35") });
    expect(decideExtension(first, 5, new Date(first.startsAt.getTime() - 1))).toMatchObject({
      reason: "window-not-running",
    });
    expect(decideExtension(first, 5, first.endsAt)).toMatchObject({ reason: "window-not-running" });
    for (const minutes of [0, -5, 1.5, LONGEST_EXTENSION + 1])
      expect(decideExtension(first, minutes, first.startsAt)).toMatchObject({
        problems: [{ field: "minutes", reason: "choosing-minutes" }],
      });
  });
});

const FROM = at("2026-09-21 10:00");
const UNTIL = at("2026-09-21 10:30");
const turn = (given: Partial<Turn> = {}): Turn => ({
  status: "waiting",
  startsAt: FROM,
  endsAt: UNTIL,
  missedBefore: 0,
  ...given,
});
const justBefore = (instant: Date) => new Date(instant.getTime() - 1);
const single = { minGroup: 1, maxGroup: 1, gender: null };

describe("choosing in one's turn", () => {
  test("a turn can be used from its first instant until just before its last", () => {
    expect(canChoose(turn(), justBefore(FROM))).toMatchObject({ reason: "turn-not-begun" });
    expect(canChoose(turn(), FROM)).toMatchObject({ ok: true });
    expect(canChoose(turn(), justBefore(UNTIL))).toMatchObject({ ok: true });
    expect(canChoose(turn(), UNTIL)).toMatchObject({ reason: "turn-over" });
  });

  test.each([
    ["chosen", "turn-chosen"],
    ["passed", "turn-passed"],
    ["missed", "turn-over"],
    ["out", "turn-over"],
  ] as const)("whoever has %s chooses nothing more", (status, reason) => {
    expect(canChoose(turn({ status }), FROM)).toMatchObject({ reason });
  });

  test("a hold lasts the announced minutes, and never longer than the turn", () => {
    const hold = (now: Date) => decideHold(turn(), { size: 1, gender: null }, single, terms(), now);
    expect(hold(FROM)).toEqual({ ok: true, until: at("2026-09-21 10:10") });
    expect(hold(at("2026-09-21 10:25"))).toEqual({ ok: true, until: UNTIL });
    expect(hold(UNTIL)).toMatchObject({ reason: "turn-over" });
  });

  test("a place is for groups of its size, and a bed for its gender", () => {
    const bed = { minGroup: 1, maxGroup: 1, gender: "female" as const };
    const double = { minGroup: 1, maxGroup: 2, gender: null };
    expect(fits({ size: 1, gender: "female" }, bed)).toBe(true);
    expect(fits({ size: 1, gender: "male" }, bed)).toBe(false);
    expect(fits({ size: 1, gender: null }, bed)).toBe(false);
    expect(fits({ size: 2, gender: "female" }, bed)).toBe(false);
    expect(fits({ size: 2, gender: null }, double)).toBe(true);
    expect(fits({ size: 3, gender: null }, double)).toBe(false);
    expect(fits({ size: 1, gender: null }, { ...double, minGroup: 2 })).toBe(false);
    const refused = decideHold(turn(), { size: 3, gender: null }, double, terms(), FROM);
    expect(refused).toMatchObject({ reason: "place-does-not-fit" });
  });

  const held = (by: string, until: Date): PlaceHold => ({ heldBy: by, heldUntil: until, takenBy: null });
  const nobody: PlaceHold = { heldBy: null, heldUntil: null, takenBy: null };

  test("a hold that ran out is nobody's, from that very instant", () => {
    expect(holderAt(held("a", UNTIL), justBefore(UNTIL))).toBe("a");
    expect(holderAt(held("a", UNTIL), UNTIL)).toBeNull();
    expect(holderAt(nobody, FROM)).toBeNull();
    expect(holderAt({ ...held("a", UNTIL), takenBy: "a" }, FROM)).toBeNull();
  });

  test("a place is taken by whoever holds it, and by nobody else", () => {
    expect(decideTake(turn(), held("a", UNTIL), "a", FROM)).toMatchObject({ ok: true });
    expect(decideTake(turn(), held("b", UNTIL), "a", FROM)).toMatchObject({ reason: "hold-over" });
    expect(decideTake(turn(), nobody, "a", FROM)).toMatchObject({ reason: "hold-over" });
    expect(decideTake(turn(), { ...nobody, takenBy: "b" }, "a", FROM)).toMatchObject({ reason: "place-taken" });
    const short = held("a", at("2026-09-21 10:10"));
    expect(decideTake(turn(), short, "a", at("2026-09-21 10:10"))).toMatchObject({ reason: "hold-over" });
    expect(decideTake(turn(), held("a", UNTIL), "a", UNTIL)).toMatchObject({ reason: "turn-over" });
  });

  test("the map shows each place as it is for whoever looks", () => {
    const seen = { by: "a", fits: true, now: FROM };
    expect(placeState(nobody, seen)).toBe("free");
    expect(placeState(nobody, { ...seen, fits: false })).toBe("unfit");
    expect(placeState(held("a", UNTIL), seen)).toBe("mine");
    expect(placeState(held("b", UNTIL), { ...seen, fits: false })).toBe("held");
    expect(placeState(held("b", FROM), seen)).toBe("free");
    expect(placeState({ ...nobody, takenBy: "b" }, seen)).toBe("taken");
  });
});

describe("passing and missing", () => {
  test("a turn can be passed before it begins and while it runs, and twice is once", () => {
    expect(decidePass(turn(), at("2026-09-20 08:00"))).toMatchObject({ outcome: "passed" });
    expect(decidePass(turn(), justBefore(UNTIL))).toMatchObject({ outcome: "passed" });
    expect(decidePass(turn(), UNTIL)).toMatchObject({ reason: "turn-over" });
    expect(decidePass(turn({ status: "passed" }), UNTIL)).toMatchObject({ outcome: "unchanged" });
    expect(decidePass(turn({ status: "chosen" }), FROM)).toMatchObject({ reason: "turn-chosen" });
  });

  test("who misses a turn gets one further, and after that none", () => {
    expect(decideMiss(turn(), "end", UNTIL)).toMatchObject({ outcome: "further" });
    expect(decideMiss(turn({ missedBefore: 1 }), "end", UNTIL)).toMatchObject({ outcome: "missed" });
  });

  test("where the round says so, who misses a turn is out", () => {
    expect(decideMiss(turn(), "out", UNTIL)).toMatchObject({ outcome: "out" });
  });

  test("a turn that runs or has ended otherwise is not missed", () => {
    expect(decideMiss(turn(), "end", justBefore(UNTIL))).toMatchObject({ reason: "turn-runs" });
    expect(decideMiss(turn({ status: "chosen" }), "end", UNTIL)).toMatchObject({ reason: "turn-chosen" });
  });

  test("staff step in for a reason, of a length that can be told", () => {
    expect(decideReason(" 现场断网 ")).toEqual({ ok: true, reason: "现场断网" });
    expect(decideReason("  ")).toMatchObject({ problems: [{ reason: "choosing-reason-missing" }] });
    expect(decideReason("长".repeat(201))).toMatchObject({ problems: [{ reason: "choosing-reason-too-long" }] });
  });
});
