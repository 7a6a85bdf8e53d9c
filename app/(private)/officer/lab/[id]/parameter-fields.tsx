import { useTranslations } from "next-intl";
import type { LeafView, ParameterView, RowView } from "#lib/lab/rules-view";
import { Day } from "#ui/day";
import { FormCheckbox, FormFieldset, FormSelect, FormText } from "#ui/form";
import type { useDraftNames } from "./names.ts";

type Names = ReturnType<typeof useDraftNames>;
type Given = { parameter: ParameterView; title: string; heading?: string; names: Names };

/** The values of one parameter, period by period: one field for each place of its table. */
export function ParameterFields({ parameter, title, heading, names }: Given) {
  return (
    <div className="grid gap-3">
      {heading && <p className="text-muted text-sm">{heading}</p>}
      {parameter.rows.map((row) => (
        <div key={row.toField} className="grid gap-2">
          <div className="grid gap-3 sm:grid-cols-2">
            {row.leaves.map((leaf) => (
              <LeafField key={leaf.field} leaf={leaf} parameter={parameter} title={title} names={names} />
            ))}
          </div>
          <Words row={row} parameter={parameter} title={title} names={names} />
          <Period row={row} parameter={parameter} />
        </div>
      ))}
    </div>
  );
}

function LeafField({ leaf, parameter, title, names }: Given & { leaf: LeafView }) {
  const t = useTranslations("lab.draft");
  const words = useTranslations("words");
  const place = names.place(parameter, leaf.path);
  const label = place || <span className="sr-only">{title}</span>;
  const shown = (text: string) => (text === "yes" || text === "no" ? words(text) : text);
  const hint = leaf.was === null ? undefined : t("was", { value: shown(leaf.was) });
  const common = { name: leaf.field, label, hint, defaultValue: leaf.text };
  if (parameter.unit === "yes-no")
    return (
      <FormSelect {...common} options={(["yes", "no"] as const).map((value) => ({ value, label: words(value) }))} />
    );
  if (parameter.unit === "day") return <FormText {...common} type="date" />;
  return <FormText {...common} inputMode="decimal" suffix={names.unit(parameter)} width="sm" />;
}

/** A list as boxes, one for each word that it may hold. */
function Words({ row, parameter, title, names }: Given & { row: RowView }) {
  return [...Map.groupBy(row.words, (word) => word.list)].map(([list, words]) => (
    <FormFieldset
      key={list}
      name={list}
      legend={names.place(parameter, list.split(".").slice(3)) || <span className="sr-only">{title}</span>}
    >
      <div className="grid grid-cols-2 gap-x-4">
        {words.map(({ word, field, on }) => (
          <FormCheckbox key={field} name={field} label={names.word(word)} defaultChecked={on} />
        ))}
      </div>
    </FormFieldset>
  ));
}

/** From when until when; where the draft itself begins the period, only its end can be chosen. */
function Period({ row, parameter }: { row: RowView; parameter: ParameterView }) {
  const t = useTranslations("lab.draft");
  return (
    <details className="text-sm">
      <summary className="min-h-6 cursor-pointer text-muted">
        {t.rich("since", { from: () => <Day on={row.from} look="numeric" /> })}
        {row.to && (
          <>
            {" "}
            {t("until")} <Day on={row.to} look="numeric" />
          </>
        )}
        {parameter.datedBy !== "month" && <> · {t("recruited")}</>}
      </summary>
      <div className="grid gap-3 pt-2 sm:grid-cols-2">
        {row.fromField && <FormText name={row.fromField} type="date" label={t("begins")} defaultValue={row.from} />}
        <FormText name={row.toField} type="date" label={t("until")} hint={t("open")} defaultValue={row.to ?? ""} />
      </div>
    </details>
  );
}
