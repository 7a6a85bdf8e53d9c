import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { issueFields } from "#lib/rounds/forms";
import { DEFAULT_FALLBACK, sourcePresets } from "#lib/rounds/sources";
import { Form, FormRadio, FormSelect, FormText, FormTextarea } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { createRoundAction } from "../actions.ts";

export default page("round.create", async () => {
  const t = await getTranslations("operator.rounds");
  return (
    <div className="max-w-form">
      <PageHeader
        look="desk"
        title={t("create.title")}
        lead={t("create.lead")}
        breadcrumbs={[{ label: t("title"), href: "/operator/rounds" }]}
      />
      <Form action={createRoundAction} className="group/round grid gap-2">
        <Basics />
        <Times />
        <Sources />
        <div className="pt-2">
          <SubmitButton>{t("create.submit")}</SubmitButton>
        </div>
      </Form>
    </div>
  );
});

async function Basics() {
  const t = await getTranslations("operator.rounds.create");
  return (
    <Section title={t("basics")}>
      <FormText name="code" label={t("code")} hint={t("codeHint")} width="sm" maxLength={20} spellCheck={false} />
      <FormText name="nameZh" label={t("nameZh")} maxLength={60} />
      <FormText name="nameEn" label={t("nameEn")} maxLength={80} />
    </Section>
  );
}

async function Times() {
  const t = await getTranslations("operator.rounds.create");
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    value: String(hour),
    label: t("hour", { hour: String(hour).padStart(2, "0") }),
  }));
  return (
    <Section title={t("times")}>
      <div className="grid gap-4 sm:grid-cols-[1fr_9rem]">
        <FormText name="opensOn" type="date" label={t("opensOn")} />
        <FormSelect name="opensHour" label={t("opensHour")} options={hours} defaultValue="9" />
        <FormText name="closesOn" type="date" label={t("closesOn")} hint={t("closesHint")} />
        <div className="grid items-end">
          <FormSelect name="closesHour" label={t("closesHour")} options={hours} defaultValue="18" />
        </div>
      </div>
      <FormText name="moveInOn" type="date" label={t("moveInOn")} width="md" />
      <FormText
        name="offerHours"
        type="number"
        label={t("offerHours")}
        hint={t("offerHoursHint")}
        width="sm"
        suffix={t("hours")}
        defaultValue="48"
        min={1}
        max={336}
      />
    </Section>
  );
}

/** Each preset's issues are shown while it is chosen, by CSS alone. */
const shownFor = {
  beacon: "hidden gap-4 group-has-[input[value=beacon]:checked]/round:grid",
  dice: "hidden gap-4 group-has-[input[value=dice]:checked]/round:grid",
  lotteries: "hidden gap-4 group-has-[input[value=lotteries]:checked]/round:grid",
};

async function Sources() {
  const t = await getTranslations("operator.rounds.create");
  const hints: Partial<Record<string, string>> = { beaconIssue: t("beaconIssueHint"), diceIssue: t("diceIssueHint") };
  return (
    <Section title={t("draw")} lead={t("drawLead")}>
      <FormRadio
        name="preset"
        label={t("preset")}
        defaultValue="beacon"
        options={sourcePresets.map((preset) => ({
          value: preset,
          label: t(`presets.${preset}`),
          hint: t(`presets.${preset}Hint`),
        }))}
      />
      {sourcePresets.map((preset) => (
        <div key={preset} className={shownFor[preset]}>
          {issueFields[preset].map((field) => (
            <FormText key={field} name={field} label={t(field)} hint={hints[field]} maxLength={120} />
          ))}
        </div>
      ))}
      <FormTextarea name="fallback" label={t("fallback")} rows={3} maxLength={500} defaultValue={DEFAULT_FALLBACK} />
    </Section>
  );
}
