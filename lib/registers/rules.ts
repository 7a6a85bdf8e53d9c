import { readDay } from "../billing/rules-bank.ts";
import { type Day, type Month, monthOf } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import { checkResidentId } from "../people/numbers.ts";
import { insuredMonthsBefore } from "../people/rules-insured.ts";
import { degrees } from "../subsidy/rules-facts.ts";

export const registers = ["socialInsurance", "degrees", "homes"] as const;
export type Register = (typeof registers)[number];

/** What of a person may come from a register. */
export type RegisterField =
  | "firstInsuredOn"
  | "insuredMonths"
  | "employerName"
  | "degree"
  | "fullTimeDegree"
  | "school"
  | "major"
  | "graduatedOn"
  | "ownsLocalHome"
  | "spouseOwnsLocalHome";

/** Which register may change which fields: social insurance knows nothing of degrees, nor does the land office. */
export const fieldsOf: Record<Register, readonly RegisterField[]> = {
  socialInsurance: ["firstInsuredOn", "insuredMonths", "employerName"],
  degrees: ["degree", "fullTimeDegree", "school", "major", "graduatedOn"],
  homes: ["ownsLocalHome", "spouseOwnsLocalHome"],
};

type Column = RegisterField | "residentId" | "name";

/** The headers by which offices call their columns, in two languages. */
export const headers: Record<Column, readonly string[]> = {
  residentId: ["身份证号", "身份证号码", "公民身份号码", "证件号码", "resident id", "id number"],
  name: ["姓名", "name"],
  firstInsuredOn: ["首次参保", "首次参保时间", "首次参保日期", "参保日期", "first insured on"],
  insuredMonths: ["连续参保月数", "连续缴费月数", "社保月数", "缴费月数", "insured months"],
  employerName: ["单位名称", "参保单位", "employer"],
  degree: ["学历", "学历层次", "degree"],
  fullTimeDegree: ["全日制", "是否全日制", "full-time"],
  school: ["毕业院校", "院校名称", "school"],
  major: ["专业", "专业名称", "major"],
  graduatedOn: ["毕业时间", "毕业日期", "graduated on"],
  ownsLocalHome: ["本市住房", "本市有无住房", "本人住房", "owns home"],
  spouseOwnsLocalHome: ["配偶住房", "配偶本市住房", "配偶有无住房", "spouse owns home"],
};

export type Columns = { residentId: number; name: number; fields: { field: RegisterField; at: number }[] };
type TextRow = { line: number; cells: readonly string[] };

const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/\(.*?\)/g, "")
    .replace(/[\s:*]+/g, " ")
    .trim()
    .toLowerCase();

const HEADER_WITHIN = 10;

/**
 * Finds the row of headers among the first ten. Refuses `register-columns-missing` (`missing`): the number and the name
 * must be there, and one column at least that this register may speak of.
 */
export function findColumns(rows: readonly TextRow[], register: Register): Decision<{ at: number; columns: Columns }> {
  for (const [at, row] of rows.slice(0, HEADER_WITHIN).entries()) {
    const cells = row.cells.map(plain);
    const find = (column: Column) => cells.findIndex((cell) => headers[column].includes(cell));
    const [residentId, name] = [find("residentId"), find("name")];
    if (residentId < 0 || name < 0) continue;
    const fields = fieldsOf[register].map((field) => ({ field, at: find(field) })).filter((one) => one.at >= 0);
    if (fields.length > 0) return grant({ at, columns: { residentId, name, fields } });
  }
  const wanted = [headers.residentId, headers.name, fieldsOf[register].flatMap((field) => headers[field].slice(0, 1))];
  return refuse("register-columns-missing", { missing: wanted.map((names) => names.join("/")).join("；") });
}

export type RegisterValue = string | number | boolean;
export type RegisterLine =
  | { ok: true; line: number; residentId: string; name: string; says: Partial<Record<RegisterField, RegisterValue>> }
  | { ok: false; line: number; lastFour: string; reason: string; values: Record<string, string | number> };

/**
 * One row of the list. An empty cell says nothing. Wrong: `register-id-wrong`, `register-value-wrong` (`column`,
 * `text`), `register-day-in-future` (`column`), `register-row-empty`.
 */
export function readLine(row: TextRow, columns: Columns, asOf: Day): RegisterLine {
  const cell = (at: number) => (row.cells[at] ?? "").normalize("NFKC").trim();
  const id = checkResidentId(cell(columns.residentId), asOf);
  const number = cell(columns.residentId).replace(/\s/g, "");
  const wrong = (reason: string, values: Record<string, string | number> = {}): RegisterLine => ({
    ok: false,
    line: row.line,
    lastFour: number.length > 4 ? number.slice(-4) : "",
    reason,
    values,
  });
  if (!id.ok) return wrong("register-id-wrong");
  const says: Partial<Record<RegisterField, RegisterValue>> = {};
  for (const { field, at } of columns.fields) {
    const text = cell(at);
    if (text === "") continue;
    const value = readers[field](text);
    const column = headers[field][0] ?? field;
    if (value === null) return wrong("register-value-wrong", { column, text: text.slice(0, 20) });
    if (DAYS.has(field) && String(value) > asOf) return wrong("register-day-in-future", { column });
    says[field] = value;
  }
  if (Object.keys(says).length === 0) return wrong("register-row-empty");
  return { ok: true, line: row.line, residentId: id.residentId, name: cell(columns.name), says };
}

const DAYS: ReadonlySet<RegisterField> = new Set(["firstInsuredOn", "graduatedOn"]);

function readYesNo(text: string): boolean | null {
  const said = text.toLowerCase();
  if (["有", "是", "yes", "true", "1", "y"].includes(said)) return true;
  return ["无", "否", "没有", "no", "false", "0", "n"].includes(said) ? false : null;
}

const degreeWords: Record<string, (typeof degrees)[number]> = {
  博士: "doctor",
  博士研究生: "doctor",
  硕士: "master",
  硕士研究生: "master",
  本科: "bachelor",
  大学本科: "bachelor",
  学士: "bachelor",
  大专: "associate",
  专科: "associate",
  大学专科: "associate",
  中专: "secondary",
};
const readDegree = (text: string) =>
  degreeWords[text] ?? degrees.find((degree) => degree === text.toLowerCase()) ?? null;
const readMonths = (text: string) => (/^\d{1,3}$/.test(text) && Number(text) <= 600 ? Number(text) : null);
const readText = (text: string) => (text.length <= 80 ? text : null);

const readers: Record<RegisterField, (text: string) => RegisterValue | null> = {
  firstInsuredOn: readDay,
  insuredMonths: readMonths,
  employerName: readText,
  degree: readDegree,
  fullTimeDegree: readYesNo,
  school: readText,
  major: readText,
  graduatedOn: readDay,
  ownsLocalHome: readYesNo,
  spouseOwnsLocalHome: readYesNo,
};

export type KnownFields = Record<Exclude<RegisterField, "insuredMonths">, RegisterValue | null> & {
  name: string | null;
  insuredMonths: number | null;
  insuredMonthsAsOf: Month | null;
};
export type FieldChange = { field: RegisterField; before: string | null; after: string };

/**
 * What the register says otherwise than we do. Insured months are compared as of the list's month: what was told
 * before is carried there.
 */
export function changesOf(
  says: Partial<Record<RegisterField, RegisterValue>>,
  known: KnownFields,
  asOf: Day,
): FieldChange[] {
  return (Object.entries(says) as [RegisterField, RegisterValue][]).flatMap(([field, value]): FieldChange[] => {
    const before = field === "insuredMonths" ? insuredMonthsBefore(monthOf(asOf), known) : known[field];
    return before === value ? [] : [{ field, before: before === null ? null : String(before), after: String(value) }];
  });
}

/** Blanks and the dot in names of minorities are written in several ways. */
export const sameName = (a: string, b: string): boolean => tidyName(a) === tidyName(b);
const tidyName = (name: string): string => name.normalize("NFKC").replace(/[\s·•・.]/g, "");

/** A kept change as the column's own value. */
export function columnValue(field: RegisterField, text: string): RegisterValue {
  if (field === "insuredMonths") return Number(text);
  if (field === "fullTimeDegree" || field === "ownsLocalHome" || field === "spouseOwnsLocalHome")
    return text === "true";
  return text;
}
