import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween } from "#lib/days";
import { GAP_DAYS, judgeReading, type Reading, TIMES_USUAL } from "#lib/meters/rules-plausible";
import { type Stay, shareUse } from "#lib/meters/rules-sharing";
import { costOfUse, parseReading, priceText, type Tariff, usedText } from "#lib/meters/rules-tariff";
import { readTariffs } from "#seeds/charges";

const tariff = (change: Partial<Tariff> = {}): Tariff => ({
  kind: "electricity",
  fromOn: "2020-01-01",
  tiers: [
    { upToPerYear: 276000, price: 5300 },
    { upToPerYear: 480000, price: 5800 },
    { upToPerYear: null, price: 8300 },
  ],
  illustrative: true,
  source: "test",
  ...change,
});
const flat = (price: number, fromOn = "2020-01-01") => tariff({ fromOn, tiers: [{ upToPerYear: null, price }] });
const use = (usedHundredths: number, fromOn = "2026-08-01", toOn = "2026-08-31") => ({ usedHundredths, fromOn, toOn });
const costOf = (tariffs: Tariff[], given: ReturnType<typeof use>) => {
  const cost = costOfUse(tariffs, "electricity", given);
  if (!cost.ok) throw new Error(cost.reason);
  return cost;
};

describe("what was used costs what the tariff of its days says", () => {
  test("100 kWh at 0.53 are 53 yuan", () => {
    expect(costOf([tariff()], use(10000))).toMatchObject({ amountFen: 5300, worked: "100.00 × 0.53" });
  });

  test("31 days have 31/365 of a year's first tier: of 300 kWh 234.41 cost 0.53 and 65.59 cost 0.58", () => {
    // 2760 × 31 / 365 = 234.4110 kWh; 234.4110 × 0.53 + 65.5890 × 0.58 = 162.2795 yuan
    expect(costOf([tariff()], use(30000))).toMatchObject({
      amountFen: 16228,
      worked: "234.41 × 0.53 + 65.59 × 0.58",
    });
  });

  test("a tariff that begins among the days counts for its own: ten days at 1 yuan, twenty at 2", () => {
    const changed = [flat(10000), flat(20000, "2026-09-11")];
    expect(costOf(changed, use(30000, "2026-09-01", "2026-09-30"))).toMatchObject({
      amountFen: 10000 + 40000,
      worked: "100.00 × 1.00 + 200.00 × 2.00",
    });
    expect(costOf(changed, use(30000, "2026-09-11", "2026-09-30")).amountFen).toBe(60000);
    expect(costOf(changed, use(30000, "2026-09-01", "2026-09-10")).amountFen).toBe(30000);
  });

  test("a day without a tariff is an error, never the last value carried back", () => {
    const refused = { reason: "tariff-no-value", values: { kind: "electricity", on: "2026-08-01" } };
    expect(costOfUse([], "electricity", use(1))).toMatchObject(refused);
    expect(costOfUse([flat(1, "2026-08-02")], "electricity", use(1))).toMatchObject(refused);
    expect(costOfUse([tariff()], "gas", use(1))).toMatchObject({ reason: "tariff-no-value" });
  });

  test("nothing used costs nothing; use below nothing gives back what it would have cost", () => {
    expect(costOf([tariff()], use(0)).amountFen).toBe(0);
    fc.assert(
      fc.property(fc.nat({ max: 5_000_000 }), (used) => {
        const back = costOf([tariff()], use(0 - used)).amountFen;
        expect(back + costOf([tariff()], use(used)).amountFen).toBe(0);
      }),
    );
  });

  test("who uses more never pays less, and in one tier the cost is use × price, rounded once", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 900_000 }),
        fc.nat({ max: 900_000 }),
        fc.integer({ min: 1, max: 90_000 }),
        (a, b, price) => {
          const [less, more] = a < b ? [a, b] : [b, a];
          expect(costOf([tariff()], use(less)).amountFen).toBeLessThanOrEqual(costOf([tariff()], use(more)).amountFen);
          expect(costOf([flat(price)], use(a)).amountFen).toBe(Math.floor((2 * a * price + 10_000) / 20_000));
        },
      ),
    );
  });

  test("the tariffs of the complex are well formed, hold from a day on, and say that they are illustrative", () => {
    const tariffs = readTariffs();
    expect(new Set(tariffs.map(({ kind }) => kind))).toEqual(new Set(["electricity", "water", "gas"]));
    for (const one of tariffs) {
      expect(one.illustrative, one.kind).toBe(true);
      expect(costOfUse(tariffs, one.kind, use(100)).ok).toBe(true);
    }
  });
});

const stay = (leaseId: string, change: Partial<Stay> = {}): Stay => ({
  leaseId,
  startsOn: "2026-01-01",
  lastOn: null,
  tenants: [{ personId: `${leaseId}-a`, weight: 1 }],
  ...change,
});
const june = { fromOn: "2026-06-01", toOn: "2026-06-30" };

describe("what a unit used is shared among those who lived there", () => {
  test("one tenant alone bears all of it", () => {
    expect(shareUse(5300, june, [stay("l1")])).toMatchObject({
      shares: [{ amountFen: 5300, days: 30 }],
      unlivedFen: 0,
    });
  });

  test("co-tenants by the weights of their rent, beds alike", () => {
    const tenants = [
      { personId: "anna", weight: 2 },
      { personId: "bo", weight: 1 },
    ];
    expect(shareUse(9000, june, [stay("l1", { tenants })]).shares.map(({ amountFen }) => amountFen)).toEqual([
      6000, 3000,
    ]);
    const beds = shareUse(1000, june, [stay("b1"), stay("b2"), stay("b3")]).shares;
    expect(beds.map(({ amountFen }) => amountFen)).toEqual([333, 334, 333]);
  });

  test("who left after ten days and who came after fifteen pay for their days; the five between are nobody's", () => {
    const shared = shareUse(3000, june, [stay("l1", { lastOn: "2026-06-10" }), stay("l2", { startsOn: "2026-06-16" })]);
    expect(shared).toMatchObject({
      shares: [
        { leaseId: "l1", amountFen: 1000, days: 10 },
        { leaseId: "l2", amountFen: 1500, days: 15 },
      ],
      unlivedFen: 500,
    });
  });

  test("a bed that is taken in the middle of the days takes its part of the days that follow", () => {
    const shared = shareUse(3000, june, [stay("b1"), stay("b2", { startsOn: "2026-06-16" })]);
    expect(shared.shares.map(({ amountFen }) => amountFen)).toEqual([1500 + 750, 750]);
  });

  test("who lived there at other times has no part in it", () => {
    const others = [stay("before", { lastOn: "2026-05-31" }), stay("after", { startsOn: "2026-07-01" })];
    expect(shareUse(700, june, others)).toMatchObject({ shares: [], unlivedFen: 700 });
  });

  test("whoever lived there when: the parts sum to the cost, and nobody pays for days they were not there", () => {
    const day = fc.nat({ max: 60 }).map((days) => addDays("2026-05-15", days));
    const weights = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 });
    const stays = fc.array(fc.tuple(day, fc.option(fc.nat({ max: 40 })), weights), { maxLength: 4 });
    fc.assert(
      fc.property(
        fc.integer({ min: -5000, max: 90_000 }),
        day,
        fc.nat({ max: 45 }),
        stays,
        (fen, fromOn, length, given) => {
          const toOn = addDays(fromOn, length);
          const all = given.map(([startsOn, days, its], index) =>
            stay(`l${index}`, {
              startsOn,
              lastOn: days === null ? null : addDays(startsOn, days),
              tenants: its.map((weight, person) => ({ personId: `p${person}`, weight })),
            }),
          );
          const { shares, unlivedFen, days } = shareUse(fen, { fromOn, toOn }, all);
          expect(shares.reduce((sum, share) => sum + share.amountFen, unlivedFen)).toBe(fen);
          expect(days).toBe(daysBetween(fromOn, toOn) + 1);
          for (const share of shares) {
            expect(share.days).toBeGreaterThan(0);
            expect(share.days).toBeLessThanOrEqual(days);
          }
        },
      ),
    );
  });
});

describe("a reading that does not look right is not taken as it is", () => {
  const meter = { kind: "electricity" as const, installedOn: "2026-01-01", retiredOn: null };
  const history: Reading[] = [
    { readOn: "2026-06-30", valueHundredths: 10000 },
    { readOn: "2026-07-31", valueHundredths: 31700 },
  ];
  const given = { history, chargedTo: null, today: "2026-09-10" };
  const judge = (readOn: string, valueHundredths: number, change: object = {}) =>
    judgeReading({ readOn, valueHundredths }, { ...meter, ...change }, { ...given, ...change });

  test("what goes on as before is good, and so is the first one of a meter", () => {
    expect(judge("2026-08-31", 53400)).toEqual({ state: "good" });
    expect(judge("2026-08-31", 5, { history: [] })).toEqual({ state: "good" });
  });

  test("a day to come, before the meter was there or after it went, or already charged, is wrong", () => {
    expect(judge("2026-09-11", 60000)).toMatchObject({ state: "wrong", reason: "reading-in-future" });
    expect(judge("2025-12-31", 1)).toMatchObject({ state: "wrong", reason: "reading-before-meter" });
    expect(judge("2026-08-31", 40000, { retiredOn: "2026-08-30" })).toMatchObject({ reason: "reading-after-meter" });
    expect(judge("2026-07-15", 20000, { chargedTo: "2026-07-31" })).toMatchObject({
      state: "wrong",
      reason: "reading-before-charged",
      values: { on: "2026-07-31" },
    });
  });

  test("the same day with the same value is known, with another it is wrong", () => {
    expect(judge("2026-07-31", 31700)).toMatchObject({ state: "duplicate", reason: "reading-known" });
    expect(judge("2026-07-31", 31701)).toMatchObject({ state: "wrong", reason: "reading-day-taken" });
  });

  test("below the last, above the next, after a long gap or many times the usual use it waits for a reason", () => {
    expect(judge("2026-08-31", 31699)).toMatchObject({ state: "implausible", reason: "reading-below-last" });
    expect(judge("2026-07-15", 31701)).toMatchObject({ state: "implausible", reason: "reading-above-next" });
    const late = addDays("2026-07-31", GAP_DAYS + 1);
    expect(judge(late, 31800, { today: late })).toMatchObject({ state: "implausible", reason: "reading-after-gap" });
    // 217 kWh in 31 days are 7 a day; four times that are 28.
    const most = 31700 + 31 * 700 * TIMES_USUAL;
    expect(judge("2026-08-31", most)).toEqual({ state: "good" });
    expect(judge("2026-08-31", most + 100)).toMatchObject({ state: "implausible", reason: "reading-much-more" });
  });

  test("after a holiday without any use a usual month is not many times the usual", () => {
    const away = [
      { readOn: "2026-06-30", valueHundredths: 10000 },
      { readOn: "2026-07-31", valueHundredths: 10000 },
    ];
    expect(judge("2026-08-31", 10000 + 31 * 600, { history: away })).toEqual({ state: "good" });
    expect(judge("2026-08-31", 10000 + 31 * 601, { history: away })).toMatchObject({ reason: "reading-much-more" });
  });

  test("whatever is read, a good reading lies between those around it and is charged to nobody below nothing", () => {
    const day = fc.integer({ min: 0, max: 120 }).map((days) => addDays("2026-05-20", days));
    fc.assert(
      fc.property(day, fc.nat({ max: 200_000 }), (readOn, valueHundredths) => {
        const judged = judge(readOn, valueHundredths);
        if (judged.state !== "good") return;
        for (const one of history) {
          if (one.readOn < readOn) expect(one.valueHundredths).toBeLessThanOrEqual(valueHundredths);
          else expect(one.valueHundredths).toBeGreaterThanOrEqual(valueHundredths);
        }
      }),
    );
  });
});

test("what a meter shows is written with two decimals and read as people write it", () => {
  expect([usedText(12050), usedText(5), usedText(-10)]).toEqual(["120.50", "0.05", "-0.10"]);
  expect([priceText(5283), priceText(30000), priceText(5300)]).toEqual(["0.5283", "3.00", "0.53"]);
  expect(["120.5", "1,205.50", "0", "7.100", "12"].map(parseReading)).toEqual([12050, 120550, 0, 710, 1200]);
  expect(["", "-1", "1.234", "12,34", "abc", "12345678"].map(parseReading)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});
