import { expect, test } from "vitest";
import { changedFrom } from "#lib/corrections/rules-reform";
import type { Scheme } from "#lib/subsidy/scheme";
import { readScheme } from "#seeds/schemes";

const scheme = readScheme("changzhou");
const changed = (change: (copy: Scheme) => void): Scheme => {
  const copy = structuredClone(scheme);
  change(copy);
  return copy;
};
const parameter = (of: Scheme, id: string) => {
  const found = of.parameters.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};

test("a version that says the same changes nothing, however it is named and noted", () => {
  const same = changed((copy) => {
    copy.version = "next";
    copy.nameEn = "Another name";
    copy.note = "Read again.";
    for (const one of copy.parameters) for (const value of one.values) value.source.clause = "第三条";
  });
  expect(changedFrom(scheme, same)).toEqual({ changed: false });
});

test("amounts that differ from a day on change the months from that one on", () => {
  const raised = changed((copy) => {
    const [first] = parameter(copy, "rent-amount").values;
    if (!first) throw new Error("no value");
    const value = { doctor: 90000, master: 70000, bachelor: 50000 };
    parameter(copy, "rent-amount").values = [
      { ...first, to: "2026-04-30" },
      { ...first, from: "2026-05-01", value },
    ];
  });
  expect(changedFrom(scheme, raised)).toEqual({ changed: true, fromMonth: "2026-05" });
  expect(changedFrom(raised, scheme)).toEqual({ changed: true, fromMonth: "2026-05" });
});

test("a value that ends counts as different from the day after its last", () => {
  const ended = changed((copy) => {
    const values = parameter(copy, "living-amount").values;
    const last = values.at(-1);
    if (last) last.to = "2026-06-30";
  });
  expect(changedFrom(scheme, ended)).toEqual({ changed: true, fromMonth: "2026-07" });
});

test("a condition, or a value that a day of the person picks, may change any month", () => {
  const dropped = changed((copy) => {
    copy.conditions = copy.conditions.slice(1);
  });
  expect(changedFrom(scheme, dropped)).toEqual({ changed: true, fromMonth: null });
  const longer = changed((copy) => {
    const last = parameter(copy, "month-limit").values.at(-1);
    if (last) last.value = 48;
  });
  expect(changedFrom(scheme, longer)).toEqual({ changed: true, fromMonth: null });
});
