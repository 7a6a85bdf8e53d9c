import { expect, test } from "vitest";
import { pairsOf } from "../../app/ui/table-pairs.ts";

const words = (key: string) => ({ key });
const short = (key: string) => ({ key, numeric: true });
const paired = (...columns: Parameters<typeof pairsOf>[0]) => [...pairsOf(columns)].join(" ");

test("short cells next to each other share a line of a phone two by two, and one left over has its own", () => {
  expect(paired(words("name"), short("rent"), short("offset"), short("due"))).toBe("rent offset");
  expect(paired(short("room"), words("note"), short("rent"), { key: "class", short: true })).toBe("rent class");
  expect(paired(short("rent"), words("note"), short("due"))).toBe("");
  expect(paired(short("rent"), { ...short("bars"), short: false })).toBe("");
});

test("a column that phones leave out parts no pair and is part of none", () => {
  expect(paired(short("rent"), { key: "by", wideOnly: true }, short("due"))).toBe("rent due");
  expect(paired(short("rent"), { ...short("offset"), wideOnly: true })).toBe("");
});
