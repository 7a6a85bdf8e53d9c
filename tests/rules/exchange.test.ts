import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canTakePart,
  decideAnswer,
  decideExchangeSubmission,
  type ExchangeSubmission,
  MOST_CHOICES,
  type PlaceFacts,
  whyUnfit,
} from "#lib/exchange/rules";
import {
  decideMove,
  moveDay,
  type PlannedMove,
  planMoves,
  type Standing,
  stands,
  statusAfterMove,
} from "#lib/exchange/rules-moves";

const NOW = new Date("2026-09-10T02:00:00Z");
const round = {
  status: "open",
  mechanism: "exchange",
  opensAt: new Date("2026-09-09T00:00:00Z"),
  closesAt: new Date("2026-09-20T00:00:00Z"),
  moveInOn: "2026-10-01",
} as const;
const home = {
  leaseId: "L1",
  placeId: "b01-0101",
  startsOn: "2026-03-01",
  endsOn: "2027-02-28",
  size: 1,
  gender: "female",
} as const;
const place = (id: string, values: Partial<PlaceFacts> = {}): [string, PlaceFacts] => [
  id,
  { id, bed: 0, beds: 1, gender: null, ...values },
];
const terms = { anyOther: false, floorWish: null, maxNetRentFen: null, staysWaiting: false };
const places = new Map([
  place("b01-0102"),
  place("b01-0103", { beds: 2 }),
  place("b02-0103:1", { bed: 1, beds: 2, gender: "male" }),
]);
const submission = (values: Partial<ExchangeSubmission> = {}): ExchangeSubmission => ({
  round,
  home,
  application: null,
  appliedBy: null,
  choices: ["b01-0102"],
  terms,
  places,
  now: NOW,
  ...values,
});

describe("taking part in an exchange", () => {
  test("is for a lease that runs and still runs on the day of the move", () => {
    expect(canTakePart(round, home, NOW)).toMatchObject({ ok: true });
    expect(canTakePart(round, null, NOW)).toMatchObject({ reason: "exchange-no-lease" });
    expect(canTakePart(round, { ...home, endsOn: "2026-10-01" }, NOW)).toMatchObject({ ok: true });
    expect(canTakePart(round, { ...home, endsOn: "2026-09-30" }, NOW)).toMatchObject({ reason: "exchange-lease-ends" });
  });

  test("is not possible in another kind of round, nor from the closing instant on", () => {
    expect(canTakePart({ ...round, mechanism: "choice" }, home, NOW)).toMatchObject({ reason: "exchange-other-round" });
    expect(canTakePart(round, home, round.closesAt)).toMatchObject({ reason: "round-closed" });
  });

  test("one of a household applies, whoever comes first", () => {
    const refused = decideExchangeSubmission(submission({ appliedBy: "张*" }));
    expect(refused).toMatchObject({ ok: false, reason: "exchange-lease-applied", values: { name: "张*" } });
  });
});

describe("the list of places", () => {
  test.each([
    [[], "exchange-choices-empty"],
    [["b01-0101"], "exchange-own-place"],
    [["b09-0101"], "exchange-place-unknown"],
    [["b02-0103:1"], "exchange-place-unfit"],
    [["b01-0102", "b01-0102"], "choice-repeated"],
    [Array.from({ length: MOST_CHOICES + 1 }, (_, index) => `b01-${index}`), "exchange-choices-too-many"],
  ])("%j is refused: %s", (choices, reason) => {
    expect(decideExchangeSubmission(submission({ choices }))).toMatchObject({ ok: false, reason });
  });

  test("sent again as it was it changes nothing, and otherwise it is the same application changed", () => {
    const application = { ...terms, status: "submitted" as const, choices: ["b01-0102"] };
    expect(decideExchangeSubmission(submission({ application }))).toMatchObject({ outcome: "unchanged" });
    const choices = ["b01-0103", "b01-0102"];
    expect(decideExchangeSubmission(submission({ application, choices }))).toMatchObject({ outcome: "changed" });
    const withdrawn = { ...application, status: "withdrawn" as const };
    expect(decideExchangeSubmission(submission({ application: withdrawn }))).toMatchObject({ outcome: "restored" });
  });

  test("a place needs a bed for everybody, and a bed is only for its gender", () => {
    const [[, single], [, double], [, bed]] = [...places] as [
      [string, PlaceFacts],
      [string, PlaceFacts],
      [string, PlaceFacts],
    ];
    const couple = { size: 2, gender: null };
    expect(whyUnfit(home, double)).toBeNull();
    expect(whyUnfit(couple, double)).toBeNull();
    expect(whyUnfit(couple, single)).toBe("beds");
    expect(whyUnfit(couple, bed)).toBe("beds");
    expect(whyUnfit(home, bed)).toBe("gender");
    expect(whyUnfit({ size: 1, gender: "male" }, bed)).toBeNull();
    expect(whyUnfit({ size: 1, gender: null }, bed)).toBe("gender");
  });
});

test("a co-tenant answers until closing, and only what somebody else has sent and not taken back", () => {
  const given = { round, status: "submitted", own: false, now: NOW } as const;
  expect(decideAnswer(given)).toMatchObject({ ok: true });
  expect(decideAnswer({ ...given, own: true })).toMatchObject({ reason: "exchange-not-asked" });
  expect(decideAnswer({ ...given, status: "withdrawn" })).toMatchObject({ reason: "exchange-not-asked" });
  expect(decideAnswer({ ...given, now: round.closesAt })).toMatchObject({ reason: "round-closed" });
});

describe("the day of the move", () => {
  test("is the announced one unless rent has been billed beyond it", () => {
    expect(moveDay("2026-10-01", null)).toBe("2026-10-01");
    expect(moveDay("2026-10-01", "2026-09-30")).toBe("2026-10-01");
    expect(moveDay("2026-10-15", "2026-10-31")).toBe("2026-11-01");
  });

  test("comes after the results are final and not before its day", () => {
    const offering = { mechanism: "exchange", status: "offering" } as const;
    expect(decideMove(offering, "2026-10-01", "2026-09-30")).toMatchObject({ reason: "exchange-too-early" });
    expect(decideMove(offering, "2026-10-01", "2026-10-01")).toMatchObject({ ok: true });
    const notice = { ...offering, status: "resultsNotice" } as const;
    expect(decideMove(notice, "2026-10-01", "2026-10-02")).toMatchObject({ reason: "exchange-not-offering" });
    const letting = { ...offering, mechanism: "choice" } as const;
    expect(decideMove(letting, "2026-10-01", "2026-10-02")).toMatchObject({ reason: "exchange-other-round" });
  });

  test("a household moves only as it was frozen: the same people, the same place, still there", () => {
    const frozen = { placeId: "b01-0101", personIds: ["p2", "p1"] };
    const lease: Standing = {
      status: "active",
      placeId: "b01-0101",
      startsOn: "2026-03-01",
      endsOn: "2027-02-28",
      endedOn: null,
      unitStatus: "occupied",
      tenantIds: ["p1", "p2"],
    };
    const on = "2026-10-01";
    expect(stands(lease, frozen, on)).toBe(true);
    const changed: Partial<Standing>[] = [
      { status: "ended" },
      { placeId: "b01-0102" },
      { endsOn: "2026-09-30" },
      { startsOn: on },
      { endedOn: "2026-10-31" },
      { unitStatus: "leaving" },
      { tenantIds: ["p1"] },
      { tenantIds: ["p1", "p3"] },
    ];
    for (const values of changed)
      expect(stands({ ...lease, ...values }, frozen, on), JSON.stringify(values)).toBe(false);
    expect(stands(undefined, frozen, on)).toBe(false);
  });

  test("a unit is lived in or vacant afterwards, whatever it was held for", () => {
    expect(statusAfterMove("held", 1)).toBe("occupied");
    expect(statusAfterMove("occupied", 0)).toBe("vacant");
    expect(statusAfterMove("occupied", 2)).toBeNull();
  });
});

describe("what of an exchange is carried out", () => {
  const mover = (applicationId: string, from: string, to: string) => ({ applicationId, from, to });
  // 1: A → v, vacant. 2: B and C trade. 3: D takes what A leaves. 4: E stays.
  const moves: PlannedMove[] = [
    { no: 1, kind: "chain", movers: [mover("A", "a", "v")] },
    { no: 2, kind: "loop", movers: [mover("B", "b", "c"), mover("C", "c", "b")] },
    { no: 3, kind: "chain", movers: [mover("D", "d", "a")] },
    { no: 4, kind: "stay", movers: [mover("E", "e", "e")] },
  ];
  const plan = (left: string[], lost: string[] = []) => {
    const { carriedOut, kept } = planMoves(moves, { left: new Set(left), lost: new Set(lost) });
    return [carriedOut.map((one) => one.applicationId).join(""), kept.map(({ no, hindrance }) => `${no} ${hindrance}`)];
  };

  test("is everything while everybody is still there", () => {
    expect(plan([])).toEqual(["ABCD", []]);
    expect(plan(["E"])).toEqual(["ABCD", []]);
  });

  test("a loop of which one has left is not carried out at all, and nobody else is touched", () => {
    expect(plan(["B"])).toEqual(["AD", ["2 left"]]);
  });

  test("a chain that ends in a place which another would have vacated depends on it", () => {
    expect(plan(["A"])).toEqual(["BC", ["1 left", "3 depends"]]);
    expect(plan([], ["v"])).toEqual(["BC", ["1 place", "3 depends"]]);
    expect(plan(["D"])).toEqual(["ABC", ["3 left"]]);
  });

  test("whoever leaves and whatever is lost, no two end in one place, and nobody is moved into a home that is kept", () => {
    const cases = fc.integer({ min: 1, max: 9 }).chain((count) =>
      fc.record({
        // A random permutation with fixed points is a set of loops and stays; cutting each once makes chains of it.
        goal: fc.shuffledSubarray(
          Array.from({ length: count }, (_, index) => index),
          { minLength: count, maxLength: count },
        ),
        cut: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
        left: fc.subarray(Array.from({ length: count }, (_, index) => `A${index}`)),
        lost: fc.subarray(Array.from({ length: count }, (_, index) => `v${index}`)),
      }),
    );
    fc.assert(
      fc.property(cases, ({ goal, cut, left, lost }) => {
        const planned = movesFrom(goal, cut);
        const done = planMoves(planned, { left: new Set(left), lost: new Set(lost) });
        const movedTo = new Map(done.carriedOut.map(({ applicationId, to }) => [applicationId, to]));
        const ends = planned.flatMap(({ movers }) => movers.map((one) => movedTo.get(one.applicationId) ?? one.from));
        expect(new Set(ends).size).toBe(ends.length);
        expect(done.carriedOut.some(({ applicationId }) => left.includes(applicationId))).toBe(false);
        expect(done.carriedOut.some(({ to }) => lost.includes(to))).toBe(false);
        const keeps = new Set(done.kept.flatMap(({ movers }) => movers.map((one) => one.applicationId)));
        for (const { kind, movers } of planned)
          for (const { applicationId } of movers)
            expect(movedTo.has(applicationId)).toBe(kind !== "stay" && !keeps.has(applicationId));
        if (left.length === 0 && lost.length === 0) expect(done.kept).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  /** Loops of a permutation; a cut one is a chain into a vacant place of its own, others then take what it leaves. */
  function movesFrom(goal: number[], cut: boolean[]): PlannedMove[] {
    const seen = new Set<number>();
    const all: PlannedMove[] = [];
    for (let start = 0; start < goal.length; start++) {
      if (seen.has(start)) continue;
      const loop: number[] = [];
      for (let at = start; !seen.has(at); at = goal[at] ?? 0) {
        seen.add(at);
        loop.push(at);
      }
      const movers = loop.map((at) => mover(`A${at}`, `p${at}`, `p${goal[at]}`));
      if (loop.length === 1) all.push({ no: all.length + 1, kind: "stay", movers });
      else if (!cut[start]) all.push({ no: all.length + 1, kind: "loop", movers });
      else {
        // The last moves into a vacant place first; each of the others, alone, into what was left just before.
        for (const at of loop.toReversed()) {
          const to = at === loop.at(-1) ? `v${at}` : `p${goal[at]}`;
          all.push({ no: all.length + 1, kind: "chain", movers: [mover(`A${at}`, `p${at}`, to)] });
        }
      }
    }
    return all;
  }
});
