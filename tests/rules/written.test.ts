import { expect, test } from "vitest";
import { written } from "#i18n/written";

test("months, days and moments inside a sentence read as people write them, in both languages", () => {
  const values = {
    month: "2026-10",
    startsOn: "2026-10-05",
    deadline: "2026-10-05 10:00",
    closesAt: "2026-10-05T02:00:00.000Z",
  };
  expect(written("zh-CN", values)).toEqual({
    month: "2026年10月",
    startsOn: "2026年10月5日",
    deadline: "2026年10月5日 10:00",
    closesAt: "2026年10月5日 10:00",
  });
  expect(written("en", values)).toEqual({
    month: "October 2026",
    startsOn: "5 October 2026",
    deadline: "5 October 2026 at 10:00",
    closesAt: "5 October 2026 at 10:00",
  });
});

test("a round's code that looks like a month or a day, numbers and days that do not exist stay as they are", () => {
  const values = { code: "2026-11-01", round: "2026-10", count: 3, on: "2026-13-45", endsOn: "2026-02-31" };
  expect(written("zh-CN", values)).toEqual(values);
});
