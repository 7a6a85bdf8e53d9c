import type { Day, Month } from "../days.ts";
import type { Scheme, SchemeCondition, SchemeParameter, SchemePart } from "../subsidy/scheme.ts";
import { conditionField, dayField, leafText, leavesOf, partField, valueField, wordsOf } from "./rules-fields.ts";
import { partReaches, type Row, rowsOf, sameValue } from "./rules-rows.ts";

/** One value of a draft as a field: `text` is what it says now, `was` what the base says where that differs. */
export type LeafView = { path: string[]; field: string; text: string; was: string | null };
/** A word that a list may hold; `list` is the field of the whole list, `was` whether the base has it. */
export type WordView = { word: string; list: string; field: string; on: boolean; was: boolean };
export type RowView = {
  from: Day;
  to: Day | null;
  /** Null where it begins with the draft's month. */
  fromField: string | null;
  toField: string;
  leaves: LeafView[];
  /** For lists: every word that there is, and whether it is in the list. */
  words: WordView[];
  /** It begins or ends on another day than in the base. */
  moved: boolean;
};
export type ParameterView = Pick<SchemeParameter, "id" | "unit" | "by" | "datedBy"> & { rows: RowView[] };
export type PartView = Pick<SchemePart, "id" | "nameZh" | "nameEn"> & {
  field: string;
  on: boolean;
  /** It has ended before the draft begins, so there is nothing to change. */
  over: boolean;
  amounts: { role: "amount" | "ceiling" | "floor" | "leastPayable"; parameter: ParameterView }[];
};
export type ConditionView = Pick<SchemeCondition, "code" | "nameZh" | "nameEn" | "parts" | "operator"> & {
  field: string;
  on: boolean;
  after: string | null;
  /** Null where the value stands at another condition already. */
  parameter: ParameterView | null;
  /** A fact that only this scheme knows: nobody here has recorded it. */
  unrecorded: string[];
};
export type DraftView = { parts: PartView[]; conditions: ConditionView[]; others: ParameterView[] };

const ROLES = ["amount", "ceiling", "floor", "leastPayable"] as const;

/** A draft as its form shows it: what each part grants, what each condition asks, and the values nothing else shows. */
export function draftView(base: Scheme, content: Scheme, fromMonth: Month): DraftView {
  const shown = new Set<string>();
  const viewOf = (id: string): ParameterView | null => {
    if (shown.has(id)) return null;
    shown.add(id);
    const [before, now] = [base, content].map((scheme) => scheme.parameters.find((one) => one.id === id));
    return before && now ? parameterView(base, before, now, fromMonth) : null;
  };
  const parts = base.parts.map((part): PartView => {
    const { id, nameZh, nameEn } = part;
    const now = content.parts.find((one) => one.id === id);
    const amounts = ROLES.flatMap((role) => {
      const named = part[role];
      const parameter = named ? viewOf(named) : null;
      return parameter ? [{ role, parameter }] : [];
    });
    const over = !partReaches(part, fromMonth);
    return {
      id,
      nameZh,
      nameEn,
      field: partField(id),
      on: now !== undefined && partReaches(now, fromMonth),
      over,
      amounts,
    };
  });
  const conditions = base.conditions.map((condition): ConditionView => {
    const { code, nameZh, nameEn, parts: its, operator, required } = condition;
    return {
      code,
      ...(nameZh && { nameZh }),
      ...(nameEn && { nameEn }),
      parts: its,
      operator,
      field: conditionField(code),
      on: content.conditions.some((one) => one.code === code),
      after: required.after ?? null,
      parameter: viewOf(required.parameter),
      unrecorded: unrecorded(base, condition),
    };
  });
  const others = base.parameters.flatMap(({ id }) => viewOf(id) ?? []);
  return { parts, conditions, others };
}

function parameterView(scheme: Scheme, base: SchemeParameter, now: SchemeParameter, fromMonth: Month): ParameterView {
  const { id, unit, by, datedBy } = now;
  const before = rowsOf(base, fromMonth);
  const rows = rowsOf(now, fromMonth).map((row, at): RowView => {
    const fixed = row.fixed && datedBy === "month";
    const leaves = unit === "list" ? [] : leavesIn(scheme, now, row, at, before[at]);
    const words = unit === "list" ? wordsIn(scheme, now, row, at, before[at]) : [];
    const [fromField, toField] = [fixed ? null : dayField("from", id, at), dayField("to", id, at)];
    const was = before[at];
    const moved = was !== undefined && (was.from !== row.from || was.to !== row.to);
    return { from: row.from, to: row.to, fromField, toField, leaves, words, moved };
  });
  return { id, unit, ...(by && { by }), datedBy, rows };
}

function leavesIn(
  scheme: Scheme,
  { id, unit, by = [] }: SchemeParameter,
  row: Row,
  at: number,
  before?: Row,
): LeafView[] {
  const standing = before && !before.missing ? leavesOf(scheme, by, before.value) : [];
  return leavesOf(scheme, by, row.value).map(({ path, value }, index) => {
    const was = standing[index]?.value;
    return {
      path,
      field: valueField(id, at, path),
      text: row.missing ? "" : leafText(unit, value),
      was: was === undefined || sameValue(was, value) ? null : leafText(unit, was),
    };
  });
}

function wordsIn(scheme: Scheme, { id, by = [] }: SchemeParameter, row: Row, at: number, before?: Row): WordView[] {
  const standing = before ? leavesOf(scheme, by, before.value) : [];
  const holds = (value: unknown, word: string) => Array.isArray(value) && value.includes(word);
  return leavesOf(scheme, by, row.value).flatMap(({ path, value }, index) => {
    const list = valueField(id, at, path);
    return wordsOf(scheme, id).map((word) => ({
      word,
      list,
      field: `${list}.${word}`,
      on: !row.missing && holds(value, word),
      was: holds(standing[index]?.value, word),
    }));
  });
}

function unrecorded(scheme: Scheme, { measure, required }: SchemeCondition): string[] {
  const own = scheme.facts.map((fact) => fact.id);
  const parameter = scheme.parameters.find((one) => one.id === required.parameter);
  const asked = [
    "fact" in measure ? measure.fact : "",
    required.after ?? "",
    ...(parameter?.by ?? []),
    parameter?.datedBy ?? "",
  ];
  return asked.filter((fact) => own.includes(fact));
}
