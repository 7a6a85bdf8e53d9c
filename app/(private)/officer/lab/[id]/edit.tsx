import { Save } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { nameIn } from "#i18n/names";
import type { DraftPage } from "#lib/lab/queries";
import { Folded } from "#ui/folded";
import { Form, FormCheckbox, FormText, FormTextarea } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { saveAction } from "./actions.tsx";
import { useDraftNames } from "./names.ts";
import { ParameterFields } from "./parameter-fields.tsx";

/** Everything of a draft that can be changed: amounts by part, what each condition asks, what is asked at all. */
export function EditDraft({ draft }: { draft: DraftPage }) {
  const t = useTranslations("lab");
  const d = useTranslations("lab.draft");
  const names = useDraftNames(draft);
  const { view } = draft;
  return (
    <Form
      action={saveAction}
      hidden={{ draftId: draft.id, revision: String(draft.revision) }}
      className="grid gap-4 rounded-lg border border-line bg-surface p-4 sm:p-6"
    >
      <h2 className="font-semibold text-lg">{d("edit")}</h2>
      <FormText name="fromMonth" type="month" label={t("from")} hint={t("fromHint")} defaultValue={draft.fromMonth} />
      <Part title={d("parts")} open>
        {view.parts.map((part) => (
          <PartFields key={part.id} part={part} names={names} />
        ))}
      </Part>
      <Part title={d("conditions")} lead={d("conditionsLead")}>
        {view.conditions.map((condition) => (
          <div key={condition.code} className="grid gap-2 border-line border-t pt-2">
            <FormCheckbox
              name={condition.field}
              label={names.condition(condition)}
              hint={condition.unrecorded.length > 0 ? d("unrecorded") : undefined}
              defaultChecked={condition.on}
            />
            {condition.parameter ? (
              <ParameterFields parameter={condition.parameter} title={names.condition(condition)} names={names} />
            ) : (
              <p className="text-muted text-sm">{d("shared")}</p>
            )}
          </div>
        ))}
      </Part>
      {view.others.length > 0 && (
        <Part title={d("others")}>
          {view.others.map((parameter) => (
            <div key={parameter.id} className="grid gap-2 border-line border-t pt-2">
              <p className="font-medium">{parameter.id}</p>
              <ParameterFields parameter={parameter} title={parameter.id} names={names} />
            </div>
          ))}
        </Part>
      )}
      <Part title={d("basics")}>
        <FormText name="name" label={t("name")} hint={t("nameHint")} defaultValue={draft.name} maxLength={100} />
        <FormText name="nameZh" label={d("nameZh")} defaultValue={draft.scheme.nameZh} maxLength={100} />
        <FormText name="nameEn" label={d("nameEn")} defaultValue={draft.scheme.nameEn} maxLength={100} />
        <FormTextarea
          name="retroactiveReason"
          label={d("retroactiveReason")}
          hint={d("retroactiveHint")}
          defaultValue={draft.retroactiveReason ?? ""}
          rows={2}
          maxLength={500}
          optional
        />
      </Part>
      <div className="grid gap-2">
        <SubmitButton icon={<Save aria-hidden size={18} />}>{d("save")}</SubmitButton>
        <p className="text-muted text-sm">{d("saveHint")}</p>
      </div>
    </Form>
  );
}

type PartGiven = { part: DraftPage["view"]["parts"][number]; names: ReturnType<typeof useDraftNames> };

function PartFields({ part, names }: PartGiven) {
  const t = useTranslations("lab.draft");
  const locale = useLocale();
  return (
    <div className="grid gap-2 border-line border-t pt-2">
      <h3 className="font-medium">{nameIn(locale, part)}</h3>
      {part.over ? (
        <p className="text-muted text-sm">{t("over")}</p>
      ) : (
        <FormCheckbox name={part.field} label={t("apply")} defaultChecked={part.on} />
      )}
      {part.amounts.map(({ role, parameter }) => (
        <ParameterFields
          key={parameter.id}
          parameter={parameter}
          title={`${nameIn(locale, part)} · ${t(`roles.${role}`)}`}
          heading={t(`roles.${role}`)}
          names={names}
        />
      ))}
    </div>
  );
}

/** A part of the form that unfolds; its fields are sent either way. */
function Part({ title, lead, open, children }: { title: string; lead?: string; open?: boolean; children: ReactNode }) {
  return (
    <Folded look="below" title={title} open={open}>
      <div className="grid gap-4 pt-1 pb-3">
        {lead && <p className="text-muted text-sm">{lead}</p>}
        {children}
      </div>
    </Folded>
  );
}
