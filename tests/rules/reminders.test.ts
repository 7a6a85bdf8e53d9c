import fc from "fast-check";
import { expect, test } from "vitest";
import { reminderDays, reminderOn } from "#lib/billing/rules-reminders";
import { addDays } from "#lib/days";

const DUE = "2026-09-10";

test("a bill due on the tenth is spoken of on the 7th, the 10th, the 11th, the 25th and on 10 October", () => {
  const first = new Map<string, string>();
  for (let day = "2026-09-01"; day <= "2026-12-31"; day = addDays(day, 1)) {
    const kind = reminderOn(DUE, day);
    if (kind && !first.has(kind)) first.set(kind, day);
  }
  expect([...first]).toEqual([
    ["dueSoon", "2026-09-07"],
    ["dueToday", "2026-09-10"],
    ["overdue1", "2026-09-11"],
    ["overdue15", "2026-09-25"],
    ["overdue30", "2026-10-10"],
  ]);
  expect(reminderOn(DUE, "2026-09-06")).toBeNull();
});

test("on whatever days they are sent, each goes out once at most and none before its day", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20, max: 90 }), { maxLength: 40 }), (days) => {
      const sent = new Set<string>();
      let last = Number.NEGATIVE_INFINITY;
      for (const offset of days.toSorted((a, b) => a - b)) {
        const kind = reminderOn(DUE, addDays(DUE, offset));
        if (kind === null || sent.has(kind)) continue;
        expect(offset).toBeGreaterThanOrEqual(reminderDays[kind]);
        expect(reminderDays[kind]).toBeGreaterThan(last);
        last = reminderDays[kind];
        sent.add(kind);
      }
    }),
  );
});
