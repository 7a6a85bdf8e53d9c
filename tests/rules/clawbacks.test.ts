import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Clawback,
  clawbackNo,
  correctionNo,
  decideClaim,
  decidePayNow,
  instalmentFen,
  instalmentsOf,
} from "#lib/corrections/rules-clawback";
import { readFact } from "#lib/corrections/rules-fact";
import { decideWriteOff, decideWriteOffStands } from "#lib/corrections/rules-write-off";
import { addMonths } from "#lib/days";

const running: Clawback = {
  status: "running",
  amountFen: 180000,
  movedFen: 0,
  monthlyLimitFen: 70000,
  fromMonth: "2026-06",
  madeBy: "anna",
};

test("1800 at 700 a month are two instalments of 700 and one of 400; none before its month, none while no plan runs", () => {
  expect(instalmentsOf(180000, running)).toEqual([
    { fen: 70000, months: 2 },
    { fen: 40000, months: 1 },
  ]);
  expect(instalmentFen(running, "2026-05", true)).toBe(0);
  expect(instalmentFen({ ...running, movedFen: 140000 }, "2026-08", true)).toBe(40000);
  for (const status of ["claimed", "proposed", "settled"] as const) {
    expect(instalmentFen({ ...running, status }, "2026-06", true)).toBe(0);
  }
  expect(instalmentFen({ ...running, movedFen: 70000 }, "2026-07", false)).toBe(110000);
});

test("however it is planned and whatever is paid at once, bills never take more than the limit or than was claimed", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.array(fc.option(fc.integer({ min: -1, max: 6000 }), { freq: 2 }), { maxLength: 12 }),
      (amountFen, monthlyLimitFen, steps) => {
        let clawback: Clawback = { ...running, amountFen, monthlyLimitFen };
        for (const [index, step] of steps.entries()) {
          if (step === null) {
            const fen = instalmentFen(clawback, addMonths("2026-06", index), true);
            expect(fen).toBeLessThanOrEqual(monthlyLimitFen);
            clawback = { ...clawback, movedFen: clawback.movedFen + fen };
          } else {
            const paid = decidePayNow(clawback, step);
            expect(paid.ok).toBe(step > 0 && step <= amountFen - clawback.movedFen);
            if (paid.ok) clawback = { ...clawback, movedFen: clawback.movedFen + step };
          }
        }
        expect(clawback.movedFen).toBeLessThanOrEqual(amountFen);
        const left = instalmentsOf(amountFen - clawback.movedFen, clawback);
        expect(left.reduce((sum, { fen, months }) => sum + fen * months, 0)).toBe(amountFen - clawback.movedFen);
      },
    ),
  );
});

test("nobody gives back more than they got", () => {
  expect(decideClaim(110000, 110000)).toMatchObject({ ok: true });
  expect(decideClaim(110001, 110000)).toMatchObject({ reason: "clawback-above-paid", values: { paid: 1100 } });
});

test("the due day itself is not overdue, and what others propose to write off is not open twice", () => {
  const open = { openFen: 35000, proposedFen: 20000, dueOn: "2026-05-10" };
  const given = { amountFen: 15000, reason: " 失联 " };
  expect(decideWriteOff(open, given, "2026-05-10")).toMatchObject({ reason: "write-off-not-overdue" });
  expect(decideWriteOff(open, given, "2026-05-11")).toEqual({ ok: true, amountFen: 15000, reason: "失联" });
  const above = decideWriteOff(open, { ...given, amountFen: 15001 }, "2026-05-11");
  expect(above).toMatchObject({ problems: [{ reason: "write-off-above-open", values: { open: 150 } }] });
  expect(decideWriteOffStands(15000, 14999)).toMatchObject({ reason: "write-off-paid-meanwhile" });
});

test("corrections and clawbacks are counted within the month", () => {
  expect([correctionNo("2026-09", 1), clawbackNo("2026-09", 12)]).toEqual(["GZ202609-0001", "ZH202609-0012"]);
});

test("a fact is read in its own form: nothing else passes, and none only where there can be none", () => {
  expect(readFact("ownsLocalHome", "yes")).toEqual({ ok: true, value: true });
  expect(readFact("insuredMonths", "7")).toEqual({ ok: true, value: 7 });
  expect(readFact("recruitedOn", "2026-02-28")).toEqual({ ok: true, value: "2026-02-28" });
  expect(readFact("degree", "")).toEqual({ ok: true, value: null });
  for (const [fact, typed] of [
    ["ownsLocalHome", ""],
    ["ownsLocalHome", "true"],
    ["insuredMonths", "-1"],
    ["insuredMonths", "1.5"],
    ["recruitedOn", "2026-02-30"],
    ["degree", "professor"],
  ] as const) {
    expect(readFact(fact, typed), `${fact} ${typed}`).toMatchObject({ problems: [{ reason: "fact-value-wrong" }] });
  }
});
