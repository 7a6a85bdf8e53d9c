import { firstDay, isDay, type Month } from "../days.ts";
import type { Problem } from "../errors.ts";
import type { ParameterValue, Scheme, SchemeParameter, SchemeProblem } from "../subsidy/scheme.ts";
import {
  conditionField,
  dayField,
  type Fields,
  mapLeaves,
  partField,
  type Read,
  readLeaf,
  valueField,
  wordsOf,
} from "./rules-fields.ts";
import { type NewRow, partEnded, partReaches, rowsOf, withRows } from "./rules-rows.ts";

/** What a draft is made of besides its fields: the scheme it began with, and what it says now. */
export type Editing = { base: Scheme; content: Scheme; before: Month; fromMonth: Month };
/** How the draft cites itself where it says something new. */
export type Citing = { name: string; url: string };

export type Edited = {
  content: Scheme;
  problems: Problem[];
  /** The field that shows a place of the content, where there is one. */
  fieldAt: (path: SchemeProblem["path"]) => string | null;
};

/**
 * The draft with what a form says of it: every value from `fromMonth` on, which conditions and parts there are. What
 * was before stays as in the base. `problems` name each field that cannot be read, and fields that nobody asked for.
 */
export function editedScheme({ base, content, before, fromMonth }: Editing, fields: Fields, citing: Citing): Edited {
  const form = new FormReader(fields);
  const documentId = freeId(
    base.documents.map((document) => document.id),
    `lab-${fromMonth}`,
  );
  const source = { document: documentId, clause: fromMonth, verified: false, verifiedOn: null };
  const firstRows = new Map<number, number>();
  const parameters = base.parameters.map((parameter, index): SchemeParameter => {
    const now = content.parameters.find((one) => one.id === parameter.id) ?? parameter;
    const rows = rowsOf(now, before).map((row, at) => form.row(base, parameter, row, at, fromMonth));
    const made = withRows(parameter, fromMonth, rows, source);
    firstRows.set(index, made.firstRow);
    return made.parameter;
  });
  const conditions = base.conditions.filter(({ code }) => form.on(conditionField(code)));
  const parts = base.parts.map((part) => {
    if (!partReaches(part, fromMonth)) return part;
    return form.on(partField(part.id)) ? part : partEnded(part, fromMonth, source);
  });
  const document = {
    id: documentId,
    document: citing.name,
    issuedOn: null,
    url: citing.url,
    readIn: "policy lab",
    verified: false,
    verifiedOn: null,
  };
  return {
    content: { ...base, parameters, conditions, parts, documents: [...base.documents, document] },
    problems: form.finish(),
    fieldAt: (path) => fieldAt(base, firstRows, path),
  };
}

class FormReader {
  private readonly problems: Problem[] = [];
  private readonly read = new Set<string>();
  private readonly fields: Fields;

  constructor(fields: Fields) {
    this.fields = fields;
  }

  on(field: string): boolean {
    return this.text(field) === "on";
  }

  row(
    scheme: Scheme,
    { id, unit, by = [], datedBy }: SchemeParameter,
    row: ReturnType<typeof rowsOf>[number],
    at: number,
    fromMonth: Month,
  ): NewRow {
    const value = mapLeaves(by, row.value, (path) => {
      const field = valueField(id, at, path);
      return unit === "list"
        ? this.list(wordsOf(scheme, id), field)
        : this.leaf(readLeaf(unit, this.text(field)), field);
    });
    // The first period begins with the draft, whatever month that now is.
    const from = row.fixed && datedBy === "month" ? firstDay(fromMonth) : this.day(dayField("from", id, at));
    return { from, to: this.lastDay(dayField("to", id, at)), value };
  }

  /** What stood in the form and was read by nobody is said as well. */
  finish(): Problem[] {
    const unknown = Object.keys(this.fields).filter((field) => !this.read.has(field));
    return [...this.problems, ...unknown.map((field) => ({ field, reason: "lab-field-unknown" }))];
  }

  private text(field: string): string | undefined {
    this.read.add(field);
    return this.fields[field];
  }

  private leaf(read: Read, field: string): ParameterValue {
    if ("value" in read) return read.value;
    this.problems.push({ field, reason: read.reason });
    return 0;
  }

  private list(words: readonly string[], field: string): ParameterValue {
    const chosen = words.filter((word) => this.text(`${field}.${word}`) === "on");
    if (chosen.length === 0) this.problems.push({ field, reason: "lab-list-empty" });
    return chosen;
  }

  private day(field: string): string {
    const text = this.text(field)?.trim() ?? "";
    if (!isDay(text)) this.problems.push({ field, reason: "lab-day-wrong" });
    return text;
  }

  private lastDay(field: string): string | null {
    return this.text(field)?.trim() ? this.day(field) : null;
  }
}

function fieldAt(base: Scheme, firstRows: ReadonlyMap<number, number>, path: SchemeProblem["path"]): string | null {
  const [list, index, inner, at, what, ...rest] = path;
  if (list === "parts" && typeof index === "number") return partField(base.parts[index]?.id ?? "");
  if (list !== "parameters" || typeof index !== "number" || inner !== "values" || typeof at !== "number") return null;
  const id = base.parameters[index]?.id ?? "";
  const row = at - (firstRows.get(index) ?? 0);
  if (row < 0) return null;
  return what === "from" || what === "to" ? dayField(what, id, row) : valueField(id, row, rest.map(String));
}

function freeId(taken: readonly string[], wanted: string): string {
  let id = wanted;
  for (let number = 2; taken.includes(id); number += 1) id = `${wanted}-${number}`;
  return id;
}
