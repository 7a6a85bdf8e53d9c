import { FilePlus2 } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import type { labFor } from "#lib/lab/queries";
import { Form, FormSelect, FormText } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { makeDraftAction } from "./actions.ts";

type Lab = Awaited<ReturnType<typeof labFor>>;

/** Begins a draft with what is in force, another city's scheme, or another draft (`from` as the address names it). */
export async function NewDraft({ lab, from }: { lab: Lab; from?: string }) {
  const t = await getTranslations("lab");
  const locale = await getLocale();
  const sources = [
    ...lab.plan.map((one) => ({ value: `live:${one.id}`, label: t("sourceLive", { name: nameIn(locale, one) }) })),
    ...lab.cities.map((one) => ({
      value: `scheme:${one.name}`,
      label: t("sourceCity", { name: nameIn(locale, one) }),
    })),
    ...lab.drafts.map((one) => ({ value: `draft:${one.id}`, label: t("sourceDraft", { name: one.name }) })),
  ];
  const targets = lab.plan.map((one) => ({ value: one.id, label: nameIn(locale, one) }));
  const [only, ...others] = targets;
  const one = others.length === 0;
  return (
    <Form
      action={makeDraftAction}
      hidden={one ? { target: only?.value } : {}}
      className="grid justify-items-start gap-4"
    >
      <h2 className="font-semibold text-lg">{t("newTitle")}</h2>
      <FormSelect
        name="source"
        label={t("source")}
        options={sources}
        defaultValue={sources.find((source) => source.value === from)?.value ?? sources[0]?.value}
      />
      {!one && <FormSelect name="target" label={t("target")} options={targets} defaultValue={only?.value} />}
      <FormText name="name" label={t("name")} hint={t("nameHint")} maxLength={100} width="full" />
      <FormText
        name="fromMonth"
        type="month"
        label={t("from")}
        hint={t("fromHint")}
        defaultValue={lab.nextMonth}
        width="md"
      />
      <SubmitButton icon={<FilePlus2 aria-hidden size={18} />}>{t("make")}</SubmitButton>
    </Form>
  );
}
