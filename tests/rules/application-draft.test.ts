import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Draft,
  draftOf,
  draftQuery,
  EMPTY_DRAFT,
  moved,
  readDraft,
} from "../../app/(private)/my/applications/draft.ts";

/** As many as eleven buildings can have: five room types, whole or by the bed for either gender. */
const CATEGORIES = Array.from({ length: 165 }, (_, position) => ({ id: `b${position}-double-f`, position }));
const searchOf = (query: string) => Object.fromEntries(new URLSearchParams(query));

const drafts = fc.record({
  choices: fc.shuffledSubarray(CATEGORIES.map(({ id }) => id)),
  anyOther: fc.boolean(),
  floor: fc.constantFrom("any" as const, "high" as const, "low" as const),
  max: fc.constantFrom("", "0", "350", "1234.5"),
  stays: fc.boolean(),
});

test("a draft comes out of the address as it went in, whatever was wished for", () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      expect(readDraft(searchOf(draftQuery(draft, CATEGORIES)), CATEGORIES)).toEqual(draft);
    }),
    { numRuns: 300 },
  );
});

test("the address of every category of a large round stays below 2,000 characters", () => {
  const all: Draft = {
    choices: CATEGORIES.map(({ id }) => id),
    anyOther: true,
    floor: "high",
    max: "123456.78",
    stays: true,
  };
  const path = "/my/applications/new/01JZZZZZZZZZZZZZZZZZZZZZZZ/check?";
  expect(path.length + draftQuery(all, CATEGORIES, { b: "b11", t: "double-f" }).length).toBeLessThan(600);
  // Carried along once more by the form that changes the profile, escaped.
  expect(encodeURIComponent(path + draftQuery(all, CATEGORIES)).length).toBeLessThan(2000);
});

test("what an address names that the round does not have, or twice, is left out", () => {
  const two = CATEGORIES.slice(0, 2);
  expect(readDraft({ w: "0001zz000", max: "much", floor: "roof" }, two)).toEqual({
    ...EMPTY_DRAFT,
    choices: ["b0-double-f", "b1-double-f"],
  });
  expect(readDraft({}, two)).toBeNull();
});

test("a choice moves by one place and stops at the ends; nothing is lost", () => {
  expect(moved(["a", "b", "c"], "b", -1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
  expect(moved(["a", "b", "c"], "c", 1)).toEqual(["a", "b", "c"]);
});

test("what was sent before is a draft again", () => {
  const terms = { anyOther: true, floorWish: "low" as const, maxNetRentFen: 35050, staysWaiting: true };
  expect(draftOf({ choices: [{ id: "a" }], terms })).toEqual({
    choices: ["a"],
    anyOther: true,
    floor: "low",
    max: "350.50",
    stays: true,
  });
});
