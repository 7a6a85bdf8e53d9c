import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "#lib/days";
import { addWorkingDays, deadlineOf, isWorkingDay, urgencyOf, waitingKinds } from "#lib/desk/rules-deadlines";
import {
  type Decided,
  dimensions,
  figureOf,
  figures,
  groupBy,
  keyOf,
  type MonthRow,
  narrow,
  sumsOf,
} from "#lib/desk/rules-figures";
import { rentFlow, supportFlow } from "#lib/desk/rules-flow";
import { foldSmall, netRentGroups, quantile, SMALLEST_GROUP, spreadOf } from "#lib/desk/rules-net-rent";
import { readDeadlines } from "#seeds/desk";
import { readScheme } from "#seeds/schemes";

const week = { daysOff: ["2026-10-01"], workedWeekends: ["2026-10-10"] };

describe("deadlines", () => {
  test("weekends do not count, a day off in the week neither, a weekend that is worked does", () => {
    expect(["2026-10-01", "2026-10-03", "2026-10-05", "2026-10-10"].map((day) => isWorkingDay(day, week))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    // Wednesday 30 September: the 1st is off, the 2nd counts, then Monday the 5th.
    expect(addWorkingDays("2026-09-30", 2, week)).toBe("2026-10-05");
    expect(addWorkingDays("2026-10-08", 2, week)).toBe("2026-10-10");
  });

  test("the day something came in is not counted, and the last day itself is still in time", () => {
    expect(addWorkingDays("2026-09-10", 0, week)).toBe("2026-09-10");
    expect([urgencyOf("2026-09-10", "2026-09-11"), urgencyOf("2026-09-11", "2026-09-11")]).toEqual([
      "overdue",
      "today",
    ]);
    expect(urgencyOf(null, "2026-09-11")).toBe("open");
  });

  test("of what waits each kind has a rule, and the rule of the day it came in counts", () => {
    const given = readDeadlines();
    for (const kind of waitingKinds) expect(deadlineOf(kind, "2026-09-10", given), kind).not.toBeNull();
    const rules = [
      { from: "2026-01-01", to: "2026-08-31", workingDays: 1 },
      { from: "2026-09-01", to: null, workingDays: 3 },
    ];
    const dated = { ...given, deadlines: { ...given.deadlines, refund: rules } };
    expect(deadlineOf("refund", "2026-08-31", dated)).toBe("2026-09-01");
    expect(deadlineOf("refund", "2026-09-01", dated)).toBe("2026-09-04");
    expect(deadlineOf("refund", "2025-12-31", dated)).toBeNull();
  });

  test("between a day and its deadline lie exactly as many working days", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 40 }), (offset, count) => {
        const from = addDays("2024-01-01", offset);
        const to = addWorkingDays(from, count, week);
        let worked = 0;
        for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, week)) worked += 1;
        return worked === count;
      }),
    );
  });
});

const classes = [null, "doctor", "master", "bachelor"] as const;
const rowOf = fc
  .record({
    person: fc.integer({ min: 0, max: 40 }),
    rentFen: fc.integer({ min: 0, max: 300_000 }),
    otherFen: fc.integer({ min: -5_000, max: 20_000 }),
    paidFen: fc.integer({ min: 0, max: 300_000 }),
    type: fc.constantFrom("single", "double"),
    building: fc.integer({ min: 1, max: 3 }),
    class: fc.constantFrom(...classes),
    status: fc.constantFrom("draft" as const, "checked" as const, "posted" as const, "closed" as const),
    living: fc.integer({ min: 0, max: 80_000 }),
    rent: fc.integer({ min: 0, max: 80_000 }),
    cash: fc.boolean(),
    decided: fc.boolean(),
  })
  .map((one, index?: unknown): MonthRow => {
    const subsidyFen = one.class === null ? 0 : one.living + one.rent;
    const offsetFen = one.cash ? 0 : Math.min(subsidyFen, one.rentFen);
    const booked = one.status === "posted" || one.status === "closed";
    const named = { nameZh: one.class ?? "", nameEn: one.class ?? "" };
    const decision: Decided = {
      offsetId: `o${index}`,
      settlementId: "s1",
      sequence: 1,
      status: one.status,
      mode: one.cash ? "cashToPerson" : "directOffset",
      eligible: subsidyFen > 0,
      class: one.class === null ? null : { id: one.class, ...named },
      subsidyFen,
      offsetFen,
      surplusFen: subsidyFen - offsetFen,
      parts:
        one.class === null
          ? []
          : [
              { part: "changzhou/living", amountFen: one.living },
              { part: "changzhou/rent", amountFen: one.rent },
            ].filter((part) => part.amountFen > 0),
    };
    return {
      billId: `b${one.person}`,
      billNo: `B${one.person}`,
      dueOn: "2026-09-25",
      personId: `p${one.person}`,
      personName: "某",
      leaseId: "l",
      roomType: { id: one.type, nameZh: one.type, nameEn: one.type },
      building: { id: `b0${one.building}`, no: one.building, nameZh: "", nameEn: "" },
      roomNo: "0101",
      rentFen: one.rentFen,
      otherFen: one.otherFen,
      nettedFen: one.decided && booked ? offsetFen : 0,
      paidFen: one.paidFen,
      decision: one.decided ? decision : null,
    };
  });
const months = fc.array(rowOf, { maxLength: 60 });
const changzhou = readScheme("changzhou");

describe("figures", () => {
  test("however a month is split, the groups sum to the month and each opens to the rows it sums", () => {
    fc.assert(
      fc.property(months, fc.constantFrom(...dimensions), fc.constantFrom(...figures), (rows, dimension, figure) => {
        const groups = groupBy(rows, dimension);
        expect(groups.reduce((sum, group) => sum + group.sums[figure], 0)).toBe(sumsOf(rows)[figure]);
        for (const group of groups) {
          const opened = narrow(rows, { [dimension]: group.key });
          expect(sumsOf(opened)).toEqual(group.sums);
          expect(opened.every((row) => keyOf(row, dimension) === group.key)).toBe(true);
          const only = narrow(rows, { [dimension]: group.key, figure });
          expect(sumsOf(only)[figure]).toBe(group.sums[figure]);
        }
      }),
    );
  });

  test("what was billed is netted, paid or left, and support is set against rent or paid out", () => {
    fc.assert(
      fc.property(months, (rows) => {
        const sums = sumsOf(rows);
        expect(sums.rent + sums.other).toBe(sums.netted + sums.paid + sums.left);
        expect(sums.subsidy).toBe(sums.offset + sums.surplus);
      }),
    );
  });

  test("the net rent of a person paid in cash counts the support as well", () => {
    const [row] = fc.sample(rowOf, { numRuns: 1, seed: 7 });
    if (!row?.decision) throw new Error("the sample has a decision");
    const cash = { ...row, rentFen: 145_000, decision: { ...row.decision, subsidyFen: 110_000, offsetFen: 0 } };
    expect(figureOf(cash, "net")).toBe(35_000);
    expect(figureOf({ ...cash, rentFen: 100_000 }, "net")).toBe(0);
  });
});

describe("flows", () => {
  test("what comes into a place leaves it, and the ends sum to the month", () => {
    fc.assert(
      fc.property(months, (rows) => {
        for (const flow of [supportFlow(rows, [changzhou]), rentFlow(rows)]) {
          for (const node of flow.nodes) {
            const into = flow.links.filter((link) => link.to === node.id).reduce((sum, link) => sum + link.fen, 0);
            const out = flow.links.filter((link) => link.from === node.id).reduce((sum, link) => sum + link.fen, 0);
            if (into > 0 && out > 0) expect(into, node.id).toBe(out);
            expect(node.fen).toBe(Math.max(into, out));
          }
          expect(flow.links.every((link) => link.fen > 0)).toBe(true);
        }
        const support = supportFlow(rows, [changzhou]);
        const end = (id: string) => support.nodes.find((node) => node.id === id)?.fen ?? 0;
        const sums = sumsOf(rows);
        expect([end("word:offset"), end("word:paidOut")]).toEqual([sums.offset, sums.surplus]);
        const funds = support.nodes.filter((node) => node.kind === "fund");
        expect(funds.reduce((sum, node) => sum + node.fen, 0)).toBe(sums.subsidy);
      }),
    );
  });

  test("funds bear of each line what the budget has them bear: the shares of people sum to the month's", () => {
    const half = {
      ...changzhou,
      funders: changzhou.funders.flatMap((one) => [
        { ...one, percent: 50 },
        { ...one, id: "district", percent: 50 },
      ]),
    };
    fc.assert(
      fc.property(months, (rows) => {
        const whole = supportFlow(rows, [half]).nodes.filter((node) => node.kind === "fund");
        const single = rows.flatMap((row) => supportFlow([row], [half]).nodes.filter((node) => node.kind === "fund"));
        for (const fund of whole) {
          const sum = single.filter((node) => node.id === fund.id).reduce((fen, node) => fen + node.fen, 0);
          expect(sum).toBe(fund.fen);
        }
      }),
    );
  });
});

describe("net rents", () => {
  test("quartiles are those of spreadsheets (QUARTILE.INC)", () => {
    const sorted = [100, 200, 400, 800];
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile(sorted, share))).toEqual([100, 175, 300, 500, 800]);
    expect(spreadOf([])).toBeNull();
  });

  test("outside the office no group is below five people, and nobody can be read off by subtraction", () => {
    fc.assert(
      fc.property(months, (rows) => {
        const { shown, folded } = foldSmall(rows);
        expect(shown.every((group) => group.spread.people >= SMALLEST_GROUP)).toBe(true);
        const all = netRentGroups(rows).reduce((sum, group) => sum + group.spread.people, 0);
        const out = shown.reduce((sum, group) => sum + group.spread.people, 0);
        const hidden = all - out;
        if (folded) expect(folded.people).toBe(hidden);
        expect(hidden === 0 || hidden >= SMALLEST_GROUP || out === 0).toBe(true);
        expect(folded === null || folded.people >= SMALLEST_GROUP).toBe(true);
      }),
    );
  });
});
