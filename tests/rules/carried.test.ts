import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Difference, settlePerson } from "#lib/corrections/rules-difference";
import { correctionEntry } from "#lib/corrections/rules-entries";
import { checkEntry, offsetEntry } from "#lib/ledger/rules";
import { type Balance, type Carried, netTogether, stillStands } from "#lib/subsidy/rules-carried";
import { decideOffset, type OffsetMode } from "#lib/subsidy/rules-decision";
import { unknownFacts } from "#lib/subsidy/rules-facts";
import { contentHash } from "#lib/subsidy/rules-settlement";
import type { Plan } from "#lib/subsidy/rules-together";
import type { Scheme } from "#lib/subsidy/scheme";
import { changedScheme } from "#tests/support/schemes";

/** So much a month for every master, as a scheme of its own. */
const flat = (id: string, fen: number, surplus: Scheme["surplus"] = "carried") =>
  changedScheme("changzhou", (json) => {
    json.id = id;
    json.surplus = surplus;
    json.conditions = [];
    json.parameters[0].values = [
      { ...json.parameters[0].values[0], to: null, value: { doctor: fen, master: fen, bachelor: fen } },
    ];
    json.parts = [json.parts[0]];
  });

type Given = { rentFen: number; mode?: OffsetMode; balance?: Balance; grantedThisMonth?: ReadonlySet<string> };
function decide(plan: Plan, { mode = "directOffset", ...given }: Given) {
  const facts = { ...unknownFacts, degree: "master" as const };
  const decided = decideOffset(plan, { month: "2026-09", facts, monthsUsed: {}, mode, ...given });
  if (!decided.ok) throw new Error(decided.reason);
  const { subsidyFen, offsetFen, surplusFen, carriedFen, carried } = decided;
  return { subsidyFen, offsetFen, surplusFen, carriedFen, carried };
}
const kept = (beforeFen: number, fen: number, scheme = "linhai"): Carried => ({ [scheme]: { beforeFen, fen } });
const NONE = { surplusFen: 0, carriedFen: 0, carried: {} };

describe("a surplus that is carried to the next month", () => {
  const linhai = flat("linhai", 120000);

  test("1200 against a rent of 1000 keeps 200, which pay for the month in which there are 800", () => {
    const first = decide([linhai], { rentFen: 100000 });
    expect(first).toEqual({
      ...NONE,
      subsidyFen: 120000,
      offsetFen: 100000,
      carriedFen: 20000,
      carried: kept(0, 20000),
    });
    const next = decide([flat("linhai", 80000)], { rentFen: 100000, balance: { linhai: 20000 } });
    expect(next).toEqual({
      ...NONE,
      subsidyFen: 80000,
      offsetFen: 100000,
      carriedFen: -20000,
      carried: kept(20000, -20000),
    });
  });

  test("once nothing is granted any more what is left still pays the rent, for as long as it lasts", () => {
    const ended = [flat("linhai", 0)];
    expect(decide(ended, { rentFen: 100000, balance: { linhai: 130000 } })).toMatchObject({
      ...{ subsidyFen: 0, offsetFen: 100000, carriedFen: -100000 },
      carried: kept(130000, -100000),
    });
    expect(decide(ended, { rentFen: 100000, balance: { linhai: 30000 } })).toMatchObject({ offsetFen: 30000 });
  });

  test("who chose to be paid is paid what would have met the rent, and the rest is kept", () => {
    const mode = "cashToPerson";
    expect(decide([linhai], { rentFen: 100000, mode })).toMatchObject({
      offsetFen: 0,
      surplusFen: 100000,
      carriedFen: 20000,
    });
    expect(decide([flat("linhai", 0)], { rentFen: 100000, mode, balance: { linhai: 20000 } })).toMatchObject({
      ...{ subsidyFen: 0, offsetFen: 0, surplusFen: 20000, carriedFen: -20000 },
    });
  });

  test("a month without rent takes nothing, and says what stood", () => {
    expect(decide([linhai], { rentFen: 0, balance: { linhai: 20000 } })).toEqual({
      ...{ ...NONE, subsidyFen: 0, offsetFen: 0 },
      carried: kept(20000, 0),
    });
  });

  test("each scheme of a plan keeps its own: one that pays out does so beside it", () => {
    const plan = [flat("first", 70000), flat("second", 50000, "paidOut"), flat("third", 10000)];
    expect(decide(plan, { rentFen: 100000, balance: { third: 500 } })).toEqual({
      ...{ subsidyFen: 130000, offsetFen: 100000, surplusFen: 20000, carriedFen: 10000 },
      carried: kept(500, 10000, "third"),
    });
  });

  test("a scheme that is passed over takes nothing from what it carried; where none is granted they go in turn", () => {
    const best = [{ bestOf: [flat("first", 20000), flat("second", 30000)] }];
    const balance = { first: 50000, second: 60000 };
    expect(decide(best, { rentFen: 100000, balance })).toMatchObject({
      ...{ subsidyFen: 30000, offsetFen: 90000, carriedFen: -60000 },
      carried: { first: { beforeFen: 50000, fen: 0 }, second: { beforeFen: 60000, fen: -60000 } },
    });
    const nothing = [{ bestOf: [flat("first", 0), flat("second", 0)] }];
    expect(decide(nothing, { rentFen: 80000, balance })).toMatchObject({
      ...{ offsetFen: 80000 },
      carried: { first: { beforeFen: 50000, fen: -50000 }, second: { beforeFen: 60000, fen: -30000 } },
    });
  });

  test("what an earlier version carried is used by one that pays out, after what that grants", () => {
    const now = [flat("linhai", 80000, "paidOut")];
    expect(decide(now, { rentFen: 100000, balance: { linhai: 50000 } })).toEqual({
      ...{ subsidyFen: 80000, offsetFen: 100000, surplusFen: 0, carriedFen: -20000 },
      carried: kept(50000, -20000),
    });
    expect(decide(now, { rentFen: 70000, balance: { linhai: 50000 } })).toMatchObject({
      ...{ offsetFen: 70000, surplusFen: 10000, carriedFen: 0 },
      carried: kept(50000, 0),
    });
  });

  test("a second bill of the month is granted nothing again, and still uses what was carried", () => {
    const grantedThisMonth = new Set(["linhai/living"]);
    expect(decide([linhai], { rentFen: 30000, balance: { linhai: 20000 }, grantedThisMonth })).toMatchObject({
      ...{ subsidyFen: 0, offsetFen: 20000, carriedFen: -20000 },
    });
  });

  test("over any months what is granted is what was met, paid out or still stands; nobody stands below nothing", () => {
    const month = fc.record({
      rentFen: fc.integer({ min: 0, max: 200000 }),
      one: fc.integer({ min: 0, max: 200000 }),
      other: fc.integer({ min: 0, max: 100000 }),
      carries: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(month, { maxLength: 30 }), (months) => {
        const balance: Record<string, number> = {};
        const sums = { granted: 0, met: 0, surplus: 0 };
        for (const { rentFen, one, other, carries } of months) {
          const grants = [
            { schemeId: "one", subsidyFen: one, carries: true, passedOver: false },
            { schemeId: "other", subsidyFen: other, carries, passedOver: false },
          ];
          const { metFen, carriedFen, carried } = netTogether(rentFen, grants, balance);
          for (const [scheme, { beforeFen, fen }] of Object.entries(carried)) balance[scheme] = beforeFen + fen;
          expect(metFen).toBeGreaterThanOrEqual(0);
          expect(metFen).toBeLessThanOrEqual(rentFen);
          for (const fen of Object.values(balance)) expect(fen).toBeGreaterThanOrEqual(0);
          const surplusFen = one + other - metFen - carriedFen;
          expect(surplusFen).toBeGreaterThanOrEqual(0);
          sums.granted += one + other;
          sums.met += metFen;
          sums.surplus += surplusFen;
        }
        const standing = Object.values(balance).reduce((sum, fen) => sum + fen, 0);
        expect(sums.granted).toBe(sums.met + sums.surplus + standing);
      }),
    );
  });

  test("in the books it is owed to the person until a month uses it", () => {
    const party = { personId: "anna", leaseId: "l", month: "2026-09", effectiveOn: "2026-09-05" };
    const legs = (fens: { offsetFen: number; surplusFen: number; carriedFen: number }) => {
      const entry = offsetEntry({ ...party, ...fens });
      if (entry) expect(checkEntry(entry).ok).toBe(true);
      return entry?.legs.map(({ account, amountFen }) => [account, amountFen]);
    };
    expect(legs({ offsetFen: 100000, surplusFen: 0, carriedFen: 20000 })).toEqual([
      ["public-finance-receivable", 120000],
      ["tenant-receivable", -100000],
      ["subsidy-carried", -20000],
    ]);
    expect(legs({ offsetFen: 20000, surplusFen: 0, carriedFen: -20000 })).toEqual([
      ["tenant-receivable", -20000],
      ["subsidy-carried", 20000],
    ]);
    expect(legs({ offsetFen: 0, surplusFen: 0, carriedFen: 0 })).toBeUndefined();
  });

  test("a batch says what it carries; one that carries nothing is the batch it always was", () => {
    const line = {
      billId: "b",
      mode: "directOffset" as const,
      subsidyFen: 5,
      offsetFen: 5,
      surplusFen: 0,
      failed: [],
      parts: [],
    };
    const hash = (carried?: Carried) => contentHash("linhai", {}, [carried ? { ...line, carried } : line]);
    expect(hash({})).toBe(hash());
    expect(hash(kept(5, -5))).not.toBe(hash());
    expect(hash(kept(5, -5))).not.toBe(hash(kept(6, -5)));
  });
});

describe("a line that waits", () => {
  test("stands while what it saw is what there is, and not once a month was posted or corrected beside it", () => {
    expect(stillStands(20000, { beforeFen: 20000, fen: -15000 }, [])).toBe(true);
    expect(stillStands(30000, { beforeFen: 20000, fen: -15000 }, [])).toBe(false);
    expect(stillStands(18000, { beforeFen: 20000, fen: -15000 }, [])).toBe(false);
    expect(stillStands(0, { beforeFen: 0, fen: 7000 }, [])).toBe(true);
    expect(stillStands(500, { beforeFen: 0, fen: 0 }, [])).toBe(false);
  });

  test("two bills of a month share what there is, whichever is posted first", () => {
    const [one, two] = [
      { beforeFen: 20000, fen: -15000 },
      { beforeFen: 5000, fen: -5000 },
    ];
    expect([stillStands(20000, one, [two]), stillStands(20000, two, [one])]).toEqual([true, true]);
    expect(stillStands(5000, two, [])).toBe(true);
    expect(stillStands(15000, one, [])).toBe(false);
  });
});

describe("a month that is corrected", () => {
  let made = 0;
  type Month = { rentFen: number; subsidyFen: number; beforeFen?: number };
  /** What a month comes to of one scheme that carries, paid directly. */
  const month = ({ rentFen, subsidyFen, beforeFen = 0 }: Month) => {
    const grants = [{ schemeId: "linhai", subsidyFen, carries: true, passedOver: false }];
    const { metFen, carriedFen, carried } = netTogether(rentFen, grants, { linhai: beforeFen });
    return { rentFen, subsidyFen, offsetFen: metFen, surplusFen: 0, carriedFen, carried };
  };
  const difference = (before: Month, after: Month, on = "2026-03"): Difference => {
    made += 1;
    return { lineId: `c${made}`, month: on, before: month(before), after: month(after), unpaidSurplusFen: 0 };
  };
  const first = { rentFen: 100000, subsidyFen: 120000 };

  test("gives back what it kept while that stands", () => {
    const [line] = settlePerson([difference(first, { ...first, subsidyFen: 110000 })], [], { linhai: 20000 }).lines;
    expect(line).toMatchObject({ subsidyFen: -10000, unkeptFen: 10000, claimFen: 0, carried: { linhai: -10000 } });
  });

  test("owes what it kept and a later month has used", () => {
    const settled = settlePerson([difference(first, { ...first, subsidyFen: 100000 })], [], { linhai: 5000 });
    expect(settled.lines[0]).toMatchObject({ unkeptFen: 5000, claimFen: 15000, carried: { linhai: -5000 } });
    expect(settled.claimFen).toBe(15000);
  });

  test("keeps more for the next month where more should have been granted, and pays nothing out", () => {
    const [line] = settlePerson([difference(first, { ...first, subsidyFen: 150000 })], [], { linhai: 0 }).lines;
    expect(line).toMatchObject({ keptFen: 30000, payoutFen: 0, creditFen: 0, carried: { linhai: 30000 } });
  });

  test("what one month keeps more covers what another keeps less, before anybody owes anything", () => {
    const less = difference(first, { ...first, subsidyFen: 105000 });
    const more = difference(first, { ...first, subsidyFen: 135000 }, "2026-04");
    const { lines, claimFen } = settlePerson([less, more], [], {});
    expect(lines.map(({ carried }) => carried)).toEqual([{ linhai: -15000 }, { linhai: 15000 }]);
    expect(claimFen).toBe(0);
  });

  test("what is kept more sets off what is claimed, and clears an earlier claim, but only what nothing else needs", () => {
    const claims = difference({ rentFen: 100000, subsidyFen: 50000 }, { rentFen: 100000, subsidyFen: 20000 });
    const more = difference(first, { ...first, subsidyFen: 160000 }, "2026-04");
    const open = [{ clawbackId: "z", restFen: 4000 }];
    const settled = settlePerson([claims, more], open, {});
    expect(settled.lines[1]).toMatchObject({
      setOffFen: 30000,
      clearedFen: 4000,
      keptFen: 6000,
      carried: { linhai: 6000 },
    });
    expect(settled.claimFen).toBe(0);
    // 15000 of the 40000 have to cover what another month keeps less.
    const less = difference(first, { ...first, subsidyFen: 105000 }, "2026-02");
    const again = settlePerson([less, claims, more], [], {});
    expect(again.lines.map(({ carried }) => carried.linhai ?? 0)).toEqual([-15000, 0, 15000]);
    expect(again.claimFen).toBe(5000);
  });

  test("never leaves less than nothing, and its entries sum to zero", () => {
    const fen = fc.integer({ min: 0, max: 150000 });
    const one = fc.record({ rent: fen, subsidy: fen, before: fen, rentAfter: fen, subsidyAfter: fen });
    const given = fc.record({ months: fc.array(one, { minLength: 1, maxLength: 5 }), standing: fen, open: fen });
    fc.assert(
      fc.property(given, ({ months, standing, open }) => {
        const differences = months.map(({ rent, subsidy, before, rentAfter, subsidyAfter }, at) =>
          difference(
            { rentFen: rent, subsidyFen: subsidy, beforeFen: before },
            { rentFen: rentAfter, subsidyFen: subsidyAfter, beforeFen: before },
            `2026-0${at + 1}`,
          ),
        );
        const { lines } = settlePerson(differences, [{ clawbackId: "z", restFen: open }], { linhai: standing });
        const movedFen = lines.reduce((sum, line) => sum + (line.carried.linhai ?? 0), 0);
        expect(standing + movedFen).toBeGreaterThanOrEqual(0);
        for (const line of lines) {
          expect(line.carried.linhai ?? 0).toBe(line.keptFen - line.unkeptFen);
          for (const [, amount] of Object.entries({ ...line, rentFen: 0, subsidyFen: 0, carried: 0, lineId: 0 }))
            expect(amount).toBeGreaterThanOrEqual(0);
          const party = { leaseId: "l", personId: "p", month: "2026-06", effectiveOn: "2026-03-01", reason: "r" };
          const entry = correctionEntry({ ...party, settlesId: null }, line);
          if (entry) expect(checkEntry(entry)).toMatchObject({ ok: true });
        }
      }),
    );
  });
});
