import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { availableFen, budgetYear, decideAppropriation, decideCommitment, type FundSums } from "#lib/budget/rules";
import { carriedFen, forecastYear } from "#lib/budget/rules-forecast";
import { fundShares } from "#lib/budget/rules-shares";
import { addMonths } from "#lib/days";
import { trialBalance } from "#lib/ledger/rules";
import { budgetEntry, fundIn, fundOf } from "#lib/ledger/rules-finance";
import { monthsLeftAfter } from "#lib/subsidy/rules-left";
import { readScheme } from "#seeds/schemes";

const sums = (appropriatedFen: number, committedFen = 0, spentFen = 0): FundSums => ({
  kept: true,
  appropriatedFen,
  committedFen,
  spentFen,
});

describe("who bears what", () => {
  const zibo = readScheme("zibo");
  const changzhou = readScheme("changzhou");

  test("Changzhou's finance bureau bears all, in Zibo city and district bear half each", () => {
    const granted = [{ part: "changzhou/living", amountFen: 50000, lines: 3 }];
    expect(fundShares([changzhou], granted)).toEqual(new Map([["city-finance", 150000]]));
    const [first, second] = zibo.funders.map((funder) => funder.id);
    expect(zibo.funders.map((funder) => funder.percent)).toEqual([50, 50]);
    const part = `zibo/${zibo.parts[0]?.id}`;
    expect([...fundShares([zibo], [{ part, amountFen: 100001, lines: 2 }])]).toEqual([
      [first, 100002],
      [second, 100000],
    ]);
  });

  test("the shares of lines sum to what was granted, whatever the percentages", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 }),
        fc.array(
          fc.record({ amountFen: fc.integer({ min: 1, max: 1_000_000 }), lines: fc.integer({ min: 1, max: 50 }) }),
        ),
        (percents, granted) => {
          const funders = percents.map((percent, at) => ({ id: `f${at}`, nameZh: "", nameEn: "", percent }));
          const parts = granted.map((one) => ({ part: "changzhou/living", ...one }));
          const shares = fundShares([{ ...changzhou, funders }], parts);
          const total = granted.reduce((sum, one) => sum + one.amountFen * one.lines, 0);
          expect([...shares.values()].reduce((sum, fen) => sum + fen, 0)).toBe(total);
        },
      ),
    );
  });

  test("a part of a scheme that nobody named is an error, not a gift", () => {
    expect(() => fundShares([changzhou], [{ part: "moon/living", amountFen: 1, lines: 1 }])).toThrow("nobody funds");
  });
});

describe("approving against a budget", () => {
  const shares = new Map([
    ["city", 600],
    ["district", 400],
  ]);

  test("what suffices is approved, to the last fen", () => {
    const budgets = new Map([
      ["city", sums(1000, 400)],
      ["district", sums(400)],
    ]);
    expect(decideCommitment(shares, budgets, "")).toEqual({ ok: true, over: new Map() });
  });

  test("above it a reason is asked for, and kept with the fund that lacks", () => {
    const budgets = new Map([
      ["city", sums(1000, 401)],
      ["district", sums(100)],
    ]);
    expect(decideCommitment(shares, budgets, " ")).toMatchObject({
      reason: "budget-exceeded",
      values: { overFen: 300 },
    });
    expect(decideCommitment(shares, budgets, "追加批复在途")).toEqual({
      ok: true,
      over: new Map([
        ["city", 1],
        ["district", 300],
      ]),
    });
  });

  test("a fund for which no budget was entered is kept to none", () => {
    expect(decideCommitment(shares, new Map(), "")).toEqual({ ok: true, over: new Map() });
    expect(decideCommitment(shares, new Map([["city", { ...sums(0, 500), kept: false }]]), "")).toMatchObject({
      ok: true,
    });
  });

  test("a budget is raised or cut by whole fen, with what it is based on, never below what is approved already", () => {
    expect(decideAppropriation(sums(1000, 400), -600, "调减")).toEqual({ ok: true });
    expect(decideAppropriation(sums(1000, 400), -601, "调减")).toMatchObject({
      reason: "appropriation-below-committed",
      values: { mostFen: 600 },
    });
    expect(decideAppropriation(sums(100, 400), -1, "调减")).toMatchObject({ values: { mostFen: 0 } });
    expect(decideAppropriation(sums(0), 0, "x")).toMatchObject({ reason: "appropriation-nothing" });
    expect(decideAppropriation(sums(0), 0.5, "x")).toMatchObject({ reason: "appropriation-nothing" });
    expect(decideAppropriation(sums(0), 5, " ")).toMatchObject({ reason: "appropriation-without-reason" });
  });

  test("a month counts against its own year, whenever it is approved", () => {
    expect([budgetYear("2025-12"), budgetYear("2026-01")]).toEqual([2025, 2026]);
    expect(fundIn(fundOf("city:a", 2026))).toEqual({ fund: "city:a", year: 2026 });
  });

  test("whatever is appropriated, committed, spent and given back, the four accounts say what is left of each", () => {
    const move = fc.record({
      kind: fc.constantFrom("appropriated" as const, "committed" as const, "spent" as const),
      amountFen: fc.integer({ min: -1000, max: 1000 }).filter((fen) => fen !== 0),
    });
    fc.assert(
      fc.property(fc.array(move, { minLength: 1 }), (moves) => {
        const said = { fund: "city", year: 2026, month: "2026-09", on: "2026-09-10" };
        const legs = moves.flatMap((one, at) => budgetEntry({ ...said, ...one, key: String(at) }).legs);
        const { rows, sumFen } = trialBalance(legs);
        const of = (kind: string) =>
          moves.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.amountFen, 0);
        const balance = (account: string) => rows.find((row) => row.account === account)?.balanceFen;
        expect(sumFen).toBe(0);
        expect(balance("budget-appropriated")).toBe(availableFen(sums(of("appropriated"), of("committed"))) + 0);
        expect(balance("budget-committed")).toBe(of("committed") - of("spent"));
        expect(balance("budget-spent")).toBe(of("spent") + 0);
      }),
    );
  });
});

describe("for how long a month's cost goes on", () => {
  const scheme = readScheme("changzhou");
  const facts = {
    degree: "master",
    skill: null,
    fullTimeDegree: true,
    recruitedOn: "2025-07-10",
    insuredMonths: 13,
  };
  const left = (used: number, recruitedOn = "2025-07-10") =>
    monthsLeftAfter(scheme, "living", {
      month: "2026-09",
      facts: { ...facts, recruitedOn },
      monthsUsed: { "changzhou/living": used, "changzhou/rent": 99 },
    });

  test("36 months for who was recruited from 2023, 24 before (FIELD 2); the month itself is one of them", () => {
    expect([left(0), left(34), left(35), left(36)]).toEqual([35, 1, 0, 0]);
    expect([left(0, "2022-07-01"), left(23, "2022-07-01")]).toEqual([23, 0]);
  });

  test("what is granted at once and not by the month is granted no more", () => {
    const once = {
      ...scheme,
      parameters: scheme.parameters.map((one) => ({
        ...one,
        unit: one.id === "living-amount" ? ("fen/grant" as const) : one.unit,
      })),
    };
    expect(monthsLeftAfter(once, "living", { month: "2026-09", facts, monthsUsed: {} })).toBe(0);
  });

  test("the forecast goes on month by month until each person's months are used up, as counting by hand does", () => {
    const person = fc.record({ fen: fc.integer({ min: 1, max: 160000 }), left: fc.option(fc.nat(14)) });
    fc.assert(
      fc.property(
        fc.array(person, { maxLength: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(2_000_000),
        (people, at, budgetFen) => {
          const latest = `2026-${String(at).padStart(2, "0")}`;
          const carried = people.map(({ fen, left: months }) => ({ shares: new Map([["city", fen]]), left: months }));
          const given = {
            approved: new Map([["2026-01", 1000]]),
            waiting: new Map([[latest, 500]]),
            latest,
            carried,
            budget: { kept: true, appropriatedFen: budgetFen },
          };
          const { months, totalFen, runsOutIn, level } = forecastYear("city", 2026, given);
          let sum = 0;
          let first: string | null = null;
          for (let n = 1; n <= 12; n++) {
            const month = addMonths("2025-12", n);
            sum += month === "2026-01" ? 1000 : 0;
            sum += month === latest ? 500 : 0;
            for (const { fen, left: months_ } of people)
              if (n > at && (months_ === null || n - at <= months_)) sum += fen;
            if (sum > budgetFen) first ??= month;
            expect(months[n - 1]).toMatchObject({ month, sumFen: sum });
          }
          expect([totalFen, runsOutIn]).toEqual([sum, first]);
          expect(level).toBe(first ? "short" : sum * 100 > budgetFen * 90 ? "tight" : "fine");
        },
      ),
    );
  });

  test("the next year begins where this one's months are used up", () => {
    const carried = [
      { shares: new Map([["city", 100]]), left: 4 },
      { shares: new Map([["city", 10]]), left: null },
    ];
    const given = {
      approved: new Map(),
      waiting: new Map(),
      latest: "2026-10",
      carried,
      budget: { kept: false, appropriatedFen: 0 },
    };
    const next = forecastYear("city", 2027, given);
    expect(next.months.slice(0, 3).map((month) => month.expectedFen)).toEqual([110, 110, 10]);
    expect(next).toMatchObject({ level: "unkept", runsOutIn: null, totalFen: 220 + 100 });
    expect(forecastYear("city", 2025, given).totalFen).toBe(0);
    expect(carriedFen("district", carried, 1)).toBe(0);
  });
});
