import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RoundMechanism, roundMechanisms, roundStatuses } from "#lib/rounds/rules";
import {
  canSetPriority,
  decidePriority,
  type Listable,
  MOST_LISTED,
  ownOrdersPublished,
  PRIORITY_REASON_MOST,
  receiptLines,
} from "#lib/rounds/rules-priority";

const no = (sequence: number) => `SQ-2026-12-${String(sequence).padStart(5, "0")}`;

describe("receipt numbers as people paste them", () => {
  test("one a line; blank lines are passed over, and a line keeps the number it has in the text", () => {
    expect(receiptLines(`\n ${no(3)}\r\n\r\n${no(1)}  \n`)).toEqual([
      { line: 2, receiptNo: no(3) },
      { line: 4, receiptNo: no(1) },
    ]);
    expect(receiptLines(" \n\t\n")).toEqual([]);
  });

  test("full-width forms, small letters, blanks within, other dashes and what sheets put around are all the same", () => {
    const written = [
      "ＳＱ－２０２６－１２－００００７",
      "sq-2026-12-00007",
      "SQ - 2026 – 12 — 00007",
      "\u3000SQ-2026-12-00007\u00a0\u200b",
      '="SQ-2026-12-00007"',
      "'SQ‑2026−12‑00007",
    ];
    for (const text of written) expect(receiptLines(text), text).toEqual([{ line: 1, receiptNo: no(7) }]);
  });

  test("of a row of a sheet the receipt number is taken and the other cells are left out", () => {
    expect(receiptLines(`1\t${no(9)}\t张三\n2\t${no(8)}\t李四`).map(({ receiptNo }) => receiptNo)).toEqual([
      no(9),
      no(8),
    ]);
    expect(receiptLines(`${no(9)}，${no(8)}、${no(7)}`)).toEqual([9, 8, 7].map((n) => ({ line: 1, receiptNo: no(n) })));
    expect(receiptLines("张三\t2026")).toEqual([{ line: 1, receiptNo: "张三" }]);
  });

  test("any list of numbers comes back in its order, whatever stands between and around them", () => {
    const noise = fc.constantFrom("", " ", "\u3000", "\t", "\u00a0");
    const rows = fc.array(fc.tuple(noise, fc.integer({ min: 1, max: 99_999 }), noise), { maxLength: 20 });
    fc.assert(
      fc.property(rows, fc.constantFrom("\n", "\r\n", "\n\n"), (given, end) => {
        const text = given.map(([before, sequence, after]) => before + no(sequence) + after).join(end);
        expect(receiptLines(text).map(({ receiptNo }) => receiptNo)).toEqual(given.map(([, n]) => no(n)));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("an order of its own", () => {
  const stands = (n: number): [string, Listable] => [no(n), { applicationId: `a${n}`, stands: true, wishes: true }];
  const known = new Map([
    ...[1, 2, 3].map(stands),
    [no(4), { applicationId: "a4", stands: false, wishes: true }],
    [no(5), { applicationId: "a5", stands: true, wishes: false }],
  ]);
  const none = { reason: null, applicationIds: [] };
  const decide = (
    numbers: readonly number[],
    reason = "与医院的协议",
    before: typeof none | { reason: string; applicationIds: string[] } = none,
  ) => decidePriority(before, receiptLines(numbers.map(no).join("\n")), known, reason);

  test("is set in rounds of ranked choice, after closing and before the freeze; any other moment refuses", () => {
    for (const status of roundStatuses) {
      const may = status === "closed" || status === "rosterNotice";
      expect(canSetPriority({ status, mechanism: "choice" }), status).toMatchObject(
        may ? { ok: true } : { ok: false, reason: "round-priority-not-now", values: { status } },
      );
    }
  });

  test("does not exist where rooms are chosen live or exchanged, at no moment", () => {
    const reasons: Record<RoundMechanism, string> = {
      choice: "",
      live: "round-priority-in-live",
      exchange: "round-priority-in-exchange",
    };
    for (const mechanism of roundMechanisms.filter((one) => one !== "choice"))
      for (const status of roundStatuses)
        expect(canSetPriority({ status, mechanism })).toMatchObject({ ok: false, reason: reasons[mechanism] });
  });

  test("is public with the roster and as long as the round, and before its notice nobody's business", () => {
    expect(roundStatuses.filter((status) => !ownOrdersPublished(status))).toEqual([
      "draft",
      "announced",
      "open",
      "closed",
    ]);
  });

  test("keeps the order of the lines and the trimmed reason", () => {
    expect(decide([3, 1], "  与医院的协议 ")).toEqual({
      ok: true,
      reason: "与医院的协议",
      applicationIds: ["a3", "a1"],
    });
  });

  test("is refused for what single lines hold, each kind of fault once, with its lines and its first number", () => {
    const refused = decide([9, 1, 4, 5, 1, 8]);
    const at = (reason: string, lines: string, n: number, count: number) => ({
      field: "receipts",
      reason: `round-priority-${reason}`,
      values: { lines, receiptNo: no(n), count },
    });
    expect(refused).toMatchObject({ ok: false, reason: "check-fields" });
    expect(refused.ok ? [] : refused.problems).toEqual([
      at("unknown", "1, 6", 9, 2),
      at("not-standing", "3", 4, 1),
      at("not-wished", "4", 5, 1),
      at("twice", "5", 1, 1),
    ]);
  });

  test("names a dozen faulty lines, and says that there are more", () => {
    const refused = decide(Array.from({ length: 20 }, (_, index) => 100 + index));
    expect(refused).toMatchObject({
      problems: [{ values: { lines: "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …", count: 20 } }],
    });
  });

  test("needs a reason to publish, of a length that can be read", () => {
    expect(decide([1], " ")).toMatchObject({
      problems: [{ field: "reason", reason: "round-priority-reason-missing" }],
    });
    expect(decide([1], "字".repeat(PRIORITY_REASON_MOST))).toMatchObject({ ok: true });
    expect(decide([1], "字".repeat(PRIORITY_REASON_MOST + 1))).toMatchObject({ problems: [{ field: "reason" }] });
  });

  test("is taken off by an empty list, which needs no reason; where none is set, an empty list is a forgotten one", () => {
    expect(decide([], "", { reason: "协议", applicationIds: ["a1"] })).toEqual({ ok: true, ...none });
    // Whoever it named may have dropped out: it is there still, and can be taken off.
    expect(decide([], "", { reason: "协议", applicationIds: [] })).toEqual({ ok: true, ...none });
    expect(decide([], "协议")).toMatchObject({ problems: [{ field: "receipts", reason: "round-priority-empty" }] });
  });

  test("names a bounded number of applications", () => {
    const lines = receiptLines(`${no(1)}\n`.repeat(MOST_LISTED + 1));
    expect(decidePriority(none, lines, known, "协议")).toMatchObject({
      problems: [{ reason: "round-priority-too-long", values: { most: MOST_LISTED } }],
    });
  });
});
