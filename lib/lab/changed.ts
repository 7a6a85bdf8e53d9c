import type { Reader, Writer } from "#db/client";
import type { Month } from "../days.ts";
import { type Decision, grant, refuse, refuseFields } from "../errors.ts";
import { checkScheme, pathText, type Scheme } from "../subsidy/scheme.ts";
import { baseOf, citing, type DraftRow } from "./record.ts";
import { decideComplete, decideFromMonth } from "./rules-draft.ts";
import { type Edited, editedScheme } from "./rules-edit.ts";
import type { Fields } from "./rules-fields.ts";
import { type Changed, draftScheme } from "./sides.ts";

export type DraftTexts = { name: string; nameZh: string; nameEn: string; fromMonth: Month };

/** What a form says of a draft, as a scheme that is whole; refuses the fields that cannot be. Changes nothing. */
export async function changedDraft(
  db: Reader | Pick<Writer, "select">,
  draft: DraftRow,
  given: DraftTexts,
  fields: Fields,
): Promise<Decision<Changed>> {
  const { fromMonth } = given;
  const timed = decideFromMonth(fromMonth);
  if (!timed.ok) return refuseFields([{ field: "fromMonth", reason: timed.reason }]);
  const editing = { base: await baseOf(db, draft), content: draftScheme(draft), before: draft.fromMonth, fromMonth };
  const edited = editedScheme(editing, fields, citing({ id: draft.id, name: given.name }));
  if (edited.problems.length > 0) return refuseFields(edited.problems);
  const scheme: Scheme = { ...edited.content, nameZh: given.nameZh, nameEn: given.nameEn };
  const checked = checkScheme(scheme);
  if ("scheme" in checked) return filled(checked.scheme, fromMonth, edited.fieldAt);
  const [first] = checked.problems;
  const problems = checked.problems.flatMap(({ path }) => {
    const field = edited.fieldAt(path);
    return field ? [{ field, reason: reasonAt(path) }] : [];
  });
  if (problems.length > 0) return refuseFields(problems);
  const path = pathText(first?.path ?? []);
  return refuse("scheme-invalid", { path, problem: first?.problem ?? "", count: checked.problems.length });
}

/** A month of the draft's first year that a value does not reach is said at the day on which that value ends. */
function filled(scheme: Scheme, fromMonth: Month, fieldAt: Edited["fieldAt"]): Decision<Changed> {
  const whole = decideComplete(scheme, fromMonth);
  if (whole.ok || whole.reason !== "scheme-no-value") return grant({ fromMonth, scheme });
  const on = String(whole.values?.on);
  const index = scheme.parameters.findIndex((one) => one.id === whole.values?.parameter);
  const last = scheme.parameters[index]?.values.findLastIndex(({ from }) => from <= on) ?? 0;
  const field = fieldAt(["parameters", index, "values", Math.max(0, last), "to"]);
  return field ? refuseFields([{ field, reason: "lab-month-without-value", values: { on } }]) : whole;
}

/** What a place of the scheme that does not fit is called at its field. */
const reasonAt = (path: readonly (string | number)[]): string =>
  path[0] === "parts" ? "lab-grant-without-end" : path[4] === "from" ? "lab-periods-overlap" : "lab-period-ends-early";
