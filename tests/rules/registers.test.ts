import { describe, expect, test } from "vitest";
import {
  changesOf,
  fieldsOf,
  findColumns,
  headers,
  type KnownFields,
  readLine,
  registers,
  sameName,
} from "#lib/registers/rules";
import { decideFinding } from "#lib/registers/rules-findings";

const row = (line: number, ...cells: string[]) => ({ line, cells });
const ID = "53010219200508011X";
const HEAD = row(1, "姓名", "身份证号", "首次参保", "连续参保月数", "学历");

const columnsOf = (register: (typeof registers)[number]) => {
  const found = findColumns([row(1, "某局导出"), HEAD], register);
  if (!found.ok) throw new Error(found.reason);
  return found.columns;
};

describe("which register may change what", () => {
  test("no field comes from two registers", () => {
    const all = registers.flatMap((register) => fieldsOf[register]);
    expect(new Set(all).size).toBe(all.length);
    for (const field of all) expect(headers[field].length).toBeGreaterThan(0);
  });

  test("a column that the register may not speak of is not read, whatever it holds", () => {
    expect(columnsOf("socialInsurance").fields.map((one) => one.field)).toEqual(["firstInsuredOn", "insuredMonths"]);
    expect(columnsOf("degrees").fields.map((one) => one.field)).toEqual(["degree"]);
    expect(findColumns([HEAD], "homes")).toMatchObject({ reason: "register-columns-missing" });
    expect(findColumns([row(1, "首次参保")], "socialInsurance")).toMatchObject({ ok: false });
  });
});

describe("a row of the list", () => {
  const read = (...cells: string[]) => readLine(row(2, ...cells), columnsOf("socialInsurance"), "2026-09-30");

  test("is read whatever way its days are written; an empty cell says nothing", () => {
    expect(read("张三", ID, "2025年7月1日", "14", "博士")).toMatchObject({
      ok: true,
      residentId: ID,
      says: { firstInsuredOn: "2025-07-01", insuredMonths: 14 },
    });
    expect(read("张三", ID.toLowerCase(), "", "3")).toMatchObject({ says: { insuredMonths: 3 } });
  });

  test("is wrong with its reason, and of its number only the end is kept", () => {
    expect(read("张三", "530102192005080111", "", "3")).toEqual({
      ok: false,
      line: 2,
      lastFour: "0111",
      reason: "register-id-wrong",
      values: {},
    });
    expect(read("张三", ID, "", "-3")).toMatchObject({ reason: "register-value-wrong", values: { text: "-3" } });
    expect(read("张三", ID, "2026-10-01", "")).toMatchObject({ reason: "register-day-in-future" });
    expect(read("张三", ID, "", "")).toMatchObject({ reason: "register-row-empty" });
  });

  test("degrees and homes are read as offices write them", () => {
    const homes = findColumns([row(1, "姓名", "身份证号码", "本市住房(有/无)", "配偶住房")], "homes");
    if (!homes.ok) throw new Error(homes.reason);
    expect(readLine(row(2, "张三", ID, "有", "无"), homes.columns, "2026-09-30")).toMatchObject({
      says: { ownsLocalHome: true, spouseOwnsLocalHome: false },
    });
    expect(readLine(row(2, "张三", ID, "不详", ""), homes.columns, "2026-09-30")).toMatchObject({
      reason: "register-value-wrong",
    });
  });
});

const known: KnownFields = {
  name: "张三",
  firstInsuredOn: "2025-07-01",
  insuredMonths: 10,
  insuredMonthsAsOf: "2026-06",
  employerName: null,
  degree: "master",
  fullTimeDegree: true,
  school: null,
  major: null,
  graduatedOn: null,
  ownsLocalHome: false,
  spouseOwnsLocalHome: null,
};

test("what the register says is compared with what is known as of the list's month", () => {
  // Ten months before June are thirteen before September.
  expect(changesOf({ insuredMonths: 13, firstInsuredOn: "2025-07-01" }, known, "2026-09-30")).toEqual([]);
  expect(changesOf({ insuredMonths: 2, employerName: "甲" }, known, "2026-09-30")).toEqual([
    { field: "insuredMonths", before: "13", after: "2" },
    { field: "employerName", before: null, after: "甲" },
  ]);
});

test("a name is the same with blanks and either dot", () => {
  expect(sameName("古丽·米娜", "古丽• 米娜")).toBe(true);
  expect(sameName("张三", "张三丰")).toBe(false);
});

describe("who has become eligible", () => {
  const now = {
    granted: [
      { part: "a/living", amountFen: 50_000 },
      { part: "a/rent", amountFen: 60_000 },
    ],
    failed: [],
  };

  test("somebody never decided before, with everything that is granted", () => {
    expect(decideFinding(now, null)).toEqual({ parts: ["a/living", "a/rent"], became: [], subsidyFen: 110_000 });
  });

  test("somebody whose condition was not met when last decided, and is now: only what is new", () => {
    const last = { granted: ["a/living"], failed: ["a/rent:lease-registered"], ever: ["a/living"] };
    expect(decideFinding(now, last)).toEqual({
      parts: ["a/rent"],
      became: ["a/rent:lease-registered"],
      subsidyFen: 60_000,
    });
  });

  test("not somebody who gets what they got, nor a part that only rests between its payments", () => {
    const both = ["a/living", "a/rent"];
    expect(decideFinding(now, { granted: both, failed: [], ever: both })).toBeNull();
    expect(decideFinding(now, { granted: ["a/living"], failed: [], ever: both })).toBeNull();
    const lost = { granted: ["a/living"], failed: ["a/rent:no-local-home"], ever: both };
    expect(decideFinding(now, lost)?.parts).toEqual(["a/rent"]);
  });
});
