import { expect, test } from "vitest";
import { type Published, versionFor, versionsAfter, versionsDue } from "#lib/corrections/rules-reform";

const published: Published[] = [
  { schemeId: "x", version: "a", sequence: 1, fromMonth: "2026-03" },
  { schemeId: "x", version: "b", sequence: 2, fromMonth: "2026-06" },
  { schemeId: "x", version: "c", sequence: 3, fromMonth: "2026-03" },
  { schemeId: "y", version: "z", sequence: 1, fromMonth: "2026-01" },
];
const [early, late] = [new Date("2026-07-01"), new Date("2026-08-01")];

test("a month takes the version whose own first month came last, of two for the same month the later published", () => {
  expect(
    ["2026-02", "2026-03", "2026-05", "2026-06", "2026-12"].map((month) => versionFor(published, "x", month)),
  ).toEqual([null, "c", "c", "b", "b"]);
});

test("a posted reform holds in every month that stood when it was posted, and in none before its first", () => {
  const reforms = [{ schemeId: "x", version: "c", at: late }];
  const after = (month: string, versions: Record<string, string>, since = early) =>
    versionsAfter(published, reforms, { month, versions, since });
  expect(after("2026-04", { x: "file", y: "file" })).toEqual({ x: "c", y: "file" });
  expect(after("2026-04", { x: "a" })).toEqual({ x: "c" });
  expect(after("2026-02", { x: "file" })).toEqual({ x: "file" });
  expect(after("2026-07", { x: "b" })).toEqual({ x: "b" });
  expect(after("2026-04", { x: "a" }, new Date("2026-09-01"))).toEqual({ x: "a" });
  expect(after("2026-04", { y: "file" })).toEqual({ y: "file" });
});

test("a month is due to be decided again where another version decides it now", () => {
  expect(versionsDue(published, "2026-04", { x: "a", y: "z" })).toEqual({ x: "c" });
  expect(versionsDue(published, "2026-02", { x: "file", y: "file" })).toEqual({ y: "z" });
  expect(versionsDue(published, "2026-07", { x: "b" })).toEqual({});
});
