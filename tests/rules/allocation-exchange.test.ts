import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { type Exchange, type ExchangeProblem, exchangeOf } from "#lib/allocation/exchange";

// A thousand cases and more take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

type Row = { wishes: readonly number[]; holds: number; anyOther?: boolean };
type Market = { rows: readonly Row[]; order: readonly number[]; units: number };

function problemOf({ rows, order, units }: Market): ExchangeProblem {
  const starts = [0];
  for (const { wishes } of rows) starts.push((starts.at(-1) ?? 0) + wishes.length);
  return {
    order: Uint32Array.from(order),
    choiceStart: Uint32Array.from(starts),
    choiceUnit: Uint32Array.from(rows.flatMap(({ wishes }) => wishes)),
    holds: Int32Array.from(rows, ({ holds }) => holds),
    units,
    anyOther: rows.some(({ anyOther }) => anyOther)
      ? Uint8Array.from(rows, (row) => (row.anyOther ? 1 : 0))
      : undefined,
  };
}
const run = (market: Market): Exchange => exchangeOf(problemOf(market));
const unitsOf = (market: Market): number[] => [...run(market).unit];

/** Everything an applicant would take, best first: up to the own unit, which is the last. */
function acceptable({ wishes, holds, anyOther }: Row, units: number): number[] {
  const all = [...wishes];
  if (anyOther && !wishes.includes(holds))
    for (let unit = 0; unit < units; unit++) if (unit !== holds && !wishes.includes(unit)) all.push(unit);
  const own = all.indexOf(holds);
  if (holds < 0) return all;
  return own < 0 ? [...all, holds] : all.slice(0, own + 1);
}
/** Lower is better; nothing is worse than any wish. */
const standing = (row: Row, units: number, unit: number): number => {
  const list = acceptable(row, units);
  return unit < 0 ? list.length : list.indexOf(unit);
};

/** The words of the paper with a line that is really re-arranged: nothing is kept between two requests. */
function slowly({ rows, order, units }: Market): number[] {
  const got = rows.map(() => -1);
  const served = new Set<number>();
  let line = [...order];
  let requests: { from: number; unit: number }[] = [];
  while (line.length > 0) {
    const asks = line[0] ?? 0;
    const unit = acceptable(rows[asks] as Row, units).find((wish) => !got.includes(wish)) ?? -1;
    const tenant = unit < 0 ? -1 : rows.findIndex(({ holds }) => holds === unit);
    const loop = requests.findIndex(({ from }) => from === tenant);
    if (unit < 0 || tenant < 0 || tenant === asks || served.has(tenant)) {
      got[asks] = unit;
      served.add(asks);
    } else if (loop >= 0) {
      for (const trade of [...requests.slice(loop), { from: asks, unit }]) {
        got[trade.from] = trade.unit;
        served.add(trade.from);
      }
    } else {
      requests.push({ from: asks, unit });
      line = [tenant, ...line.filter((one) => one !== tenant)];
    }
    line = line.filter((one) => !served.has(one));
    // Who is still waiting for an answer asks again when it is their turn.
    requests = requests.filter(({ from }) => !served.has(from) && from !== line[0]);
  }
  return got;
}

const marketOf = (most: number): fc.Arbitrary<Market> =>
  fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most + 1 })).chain(([count, units]) => {
    const all = Array.from({ length: units }, (_, unit) => unit);
    const applicants = Array.from({ length: count }, (_, index) => index);
    return fc
      .record({
        wishes: fc.array(fc.shuffledSubarray(all), { minLength: count, maxLength: count }),
        anyOther: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
        homes: fc.shuffledSubarray(all, { minLength: Math.min(count, units), maxLength: Math.min(count, units) }),
        tenant: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: count, maxLength: count }),
        order: fc.shuffledSubarray(applicants, { minLength: count, maxLength: count }),
      })
      .map(({ wishes, anyOther, homes, tenant, order }) => ({
        rows: applicants.map((index) => ({
          wishes: wishes[index] ?? [],
          anyOther: anyOther[index] ?? false,
          holds: tenant[index] === 0 ? -1 : (homes[index] ?? -1),
        })),
        order,
        units,
      }));
  });
const always = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, holds), { numRuns: 1000 });

describe("the exchange", () => {
  test("the example of Abdulkadiroğlu and Sönmez (1999): sixteen people, nine of them tenants", () => {
    // The paper itself was not at hand and no public copy of its table was found, so that the data is as it is usually
    // retold; the result is worked out by hand below, and by the words of the mechanism in `slowly`.
    // Tenant i1 lives in h1 … i9 in h9; h10 to h16 are vacant. Only the wishes that are reached are written down.
    const wishes = [
      [15],
      [3, 4],
      [1, 3],
      [2],
      [9],
      [6],
      [7],
      [6, 12],
      [11],
      [7, 3, 12, 10],
      [2, 4, 16],
      [4, 14],
      [6, 13],
      [8],
      [1],
      [5],
    ];
    const { unit, moves } = run({
      rows: wishes.map((list, index) => ({ wishes: list.map((house) => house - 1), holds: index < 9 ? index : -1 })),
      order: [13, 15, 11, 14, 12, 16, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((person) => person - 1),
      units: 16,
    });
    expect([...unit].map((house) => house + 1)).toEqual([15, 4, 3, 2, 9, 6, 7, 12, 11, 10, 16, 14, 13, 8, 1, 5]);
    // By hand: i13 asks for h6, so i6 comes first and keeps it; i13 takes h13. i15 asks for h1: i1 leaves it for h15.
    // i11 asks for h2, i2 for h3, i3 (h1 is gone) keeps h3; i2 asks for h4 and i4 for h2, a loop; i11 takes h16 …
    expect(moves.map(({ kind, applicants }) => `${kind} ${applicants.map((person) => person + 1).join(" ")}`)).toEqual([
      "stay 6",
      "chain 13",
      "chain 15 1",
      "stay 3",
      "loop 2 4",
      "chain 11",
      "chain 14 8",
      "chain 12",
      "chain 16 5 9",
      "stay 7",
      "chain 10",
    ]);
  });

  test("the market of five tenants in the manual of matchingMarkets (R), function ttc", () => {
    // Gale's trading cycles are what the exchange is when everybody lives somewhere, in whatever order they stand. By hand:
    // 1 and 2 want each other's; then 4 wants the own one; so does 3, whose 2, 1 and 4 are gone; 5 is left with the own.
    const lists = [
      [2, 5, 1, 4, 3],
      [1, 5, 4, 3, 2],
      [2, 1, 4, 3, 5],
      [2, 4, 3, 1, 5],
      [4, 3, 1, 2, 5],
    ];
    const rows = lists.map((list, holds) => ({ wishes: list.map((house) => house - 1), holds }));
    for (const order of [
      [0, 1, 2, 3, 4],
      [4, 3, 2, 1, 0],
      [2, 4, 0, 3, 1],
    ])
      expect(unitsOf({ rows, order, units: 5 }).map((house) => house + 1)).toEqual([2, 1, 3, 4, 5]);
  });

  test("a tenant who asks is never made to leave without something better", () => {
    // In a draw without squatting rights 0 would take unit 1 and leave 1 with nothing at all.
    const rows = [
      { wishes: [1], holds: 0 },
      { wishes: [2], holds: 1 },
      { wishes: [2], holds: -1 },
    ];
    expect(unitsOf({ rows, order: [2, 0, 1], units: 3 })).toEqual([0, 1, 2]);
    expect(unitsOf({ rows, order: [0, 1, 2], units: 3 })).toEqual([1, 2, -1]);
  });

  test("three tenants who want each other's units in a ring all move", () => {
    const rows = [1, 2, 0].map((wish, holds) => ({ wishes: [wish], holds }));
    const { unit, moves } = run({ rows, order: [1, 0, 2], units: 3 });
    expect([...unit]).toEqual([1, 2, 0]);
    expect(moves).toEqual([{ kind: "loop", applicants: [1, 2, 0] }]);
  });

  test("what stands behind the own unit is not read", () => {
    const rows = [{ wishes: [0, 1], holds: 0 }];
    expect(run({ rows, order: [0], units: 2 })).toMatchObject({ moves: [{ kind: "stay", applicants: [0] }] });
  });

  test("a newcomer may end with nothing, which is no move", () => {
    const rows = [
      { wishes: [0], holds: -1 },
      { wishes: [0], holds: -1 },
    ];
    const { unit, moves } = run({ rows, order: [0, 1], units: 1 });
    expect([...unit]).toEqual([0, -1]);
    expect(moves).toHaveLength(1);
  });

  test("wishes that do not fit are passed over, but never the own unit", () => {
    const problem = problemOf({ rows: [{ wishes: [2, 1], holds: 0 }], order: [0], units: 3 });
    expect([...exchangeOf({ ...problem, fits: (_, unit) => unit === 1 }).unit]).toEqual([1]);
    expect([...exchangeOf({ ...problem, fits: () => false }).unit]).toEqual([0]);
  });
});

describe("on every market", () => {
  test("it is what the words of the paper give, step by step", () => {
    always(marketOf(9), (market) => {
      expect(unitsOf(market)).toEqual(slowly(market));
    });
  });

  test("no unit is given twice, and nobody gets what they did not ask for", () => {
    always(marketOf(9), (market) => {
      const given = unitsOf(market).filter((unit) => unit >= 0);
      expect(new Set(given).size).toBe(given.length);
      for (const [index, unit] of unitsOf(market).entries())
        expect(standing(market.rows[index] as Row, market.units, unit)).toBeGreaterThanOrEqual(0);
    });
  });

  test("no tenant is worse off than before", () => {
    always(marketOf(9), (market) => {
      for (const [index, unit] of unitsOf(market).entries()) {
        const row = market.rows[index] as Row;
        if (row.holds < 0) continue;
        expect(standing(row, market.units, unit)).toBeLessThanOrEqual(standing(row, market.units, row.holds));
      }
    });
  });

  test("nothing else would be better for one and worse for none", () => {
    always(marketOf(4), (market) => {
      const reached = unitsOf(market).map((unit, i) => standing(market.rows[i] as Row, market.units, unit));
      for (const other of everyResult(market)) {
        const standings = other.map((unit, i) => standing(market.rows[i] as Row, market.units, unit));
        const noWorse = standings.every((value, i) => value <= (reached[i] ?? 0));
        expect(noWorse && standings.some((value, i) => value < (reached[i] ?? 0))).toBe(false);
      }
    });
  });

  test("no false list pays", () => {
    always(marketOf(4), (market) => {
      const honest = unitsOf(market);
      for (const [index, row] of market.rows.entries()) {
        const reached = standing(row, market.units, honest[index] ?? -1);
        for (const wishes of everyList(market.units)) {
          const rows = market.rows.map((one, i) => (i === index ? { ...one, wishes, anyOther: false } : one));
          const unit = unitsOf({ ...market, rows })[index] ?? -1;
          const lied = acceptable(row, market.units).includes(unit) ? standing(row, market.units, unit) : Infinity;
          expect(lied).toBeGreaterThanOrEqual(Math.min(reached, acceptable(row, market.units).length));
        }
      }
    });
  });

  test("a better draw never hurts", () => {
    always(fc.tuple(marketOf(7), fc.nat(), fc.nat()), ([market, who, ahead]) => {
      const from = who % market.order.length;
      const to = from === 0 ? 0 : ahead % from;
      const person = market.order[from] ?? 0;
      const order = market.order.toSpliced(from, 1).toSpliced(to, 0, person);
      const row = market.rows[person] as Row;
      const place = (at: Market) => standing(row, at.units, unitsOf(at)[person] ?? -1);
      expect(place({ ...market, order })).toBeLessThanOrEqual(place(market));
    });
  });

  test("shuffled rows give the same result", () => {
    const shuffled = marketOf(8).chain((market) => {
      const count = market.rows.length;
      const indices = market.rows.map((_, index) => index);
      return fc.tuple(fc.constant(market), fc.shuffledSubarray(indices, { minLength: count, maxLength: count }));
    });
    always(shuffled, ([market, places]) => {
      const again = unitsOf({
        rows: places.map((index) => market.rows[index] as Row),
        order: market.order.map((index) => places.indexOf(index)),
        units: market.units,
      });
      expect(places.map((_, index) => again[places.indexOf(index)])).toEqual(unitsOf(market));
    });
  });

  test("the moves tell the result: everybody gets the unit of the next, the last of a loop that of the first", () => {
    always(marketOf(9), (market) => {
      const { unit, moves } = run(market);
      const moved = moves.flatMap(({ applicants }) => applicants);
      expect(moved.toSorted()).toEqual([...unit.keys()].filter((index) => (unit[index] ?? -1) >= 0).toSorted());
      for (const { kind, applicants } of moves) {
        for (const [index, applicant] of applicants.entries()) {
          const next = applicants[index + 1] ?? (kind === "chain" ? undefined : applicants[0]);
          if (next !== undefined) expect(unit[applicant]).toBe(market.rows[next]?.holds);
        }
      }
    });
  });
});

/** Every list of different units, of any length. */
function everyList(units: number): number[][] {
  const lists: number[][] = [[]];
  for (let at = 0; at < lists.length; at++) {
    const list = lists[at] ?? [];
    for (let unit = 0; unit < units; unit++) if (!list.includes(unit)) lists.push([...list, unit]);
  }
  return lists;
}

/** Every way to give each applicant something acceptable or, newcomers only, nothing. */
function everyResult({ rows, units }: Market): number[][] {
  return rows.reduce<number[][]>(
    (partial, row) =>
      partial.flatMap((given) =>
        [...acceptable(row, units), ...(row.holds < 0 ? [-1] : [])]
          .filter((unit) => unit < 0 || !given.includes(unit))
          .map((unit) => [...given, unit]),
      ),
    [[]],
  );
}
