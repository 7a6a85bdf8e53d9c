import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { issueFields } from "#lib/rounds/forms";
import { roundMechanisms } from "#lib/rounds/rules";
import { USUAL_TERMS } from "#lib/rounds/rules-terms";
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
        <Mechanism />
        <Times />
        <Rules />
        <Choosing />
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

async function Mechanism() {
  const t = await getTranslations("operator.rounds.create");
  return (
    <Section title={t("mechanismTitle")}>
      <FormRadio
        name="mechanism"
        label={t("mechanism")}
        defaultValue="choice"
        options={roundMechanisms.map((value) => ({
          value,
          label: t(`mechanisms.${value}`),
          hint: t(`mechanisms.${value}Hint`),
        }))}
      />
    </Section>
  );
}

/** Everything that is announced with the round and fixed from then on. */
async function Rules() {
  const t = await getTranslations("operator.rounds.create");
  const number = (name: keyof typeof NUMBERS, suffix: string) => (
    <FormText
      key={name}
      name={name}
      type="number"
      label={t(name)}
      hint={t(`${name}Hint`)}
      width="sm"
      suffix={suffix}
      defaultValue={String(USUAL_TERMS[name])}
      min={NUMBERS[name][0]}
      max={NUMBERS[name][1]}
    />
  );
  return (
    <Section title={t("rules")} lead={t("rulesLead")}>
      <FormRadio
        name="tiers"
        label={t("tiers")}
        defaultValue="none"
        options={(["none", "degree"] as const).map((value) => ({ value, label: t(`tiersOptions.${value}`) }))}
      />
      <FormRadio
        name="points"
        label={t("points")}
        defaultValue="none"
        options={(["none", "usual"] as const).map((value) => ({ value, label: t(`pointsOptions.${value}`) }))}
      />
      {number("largestGroup", t("persons"))}
      {number("rosterNoticeDays", t("days"))}
      {number("resultsNoticeDays", t("days"))}
      {number("refusalsOut", t("times_"))}
      {number("waitlistMonths", t("months"))}
      <FormText
        name="objectionContact"
        label={t("objectionContact")}
        maxLength={120}
        defaultValue={USUAL_TERMS.objectionContact}
      />
    </Section>
  );
}

const NUMBERS = {
  largestGroup: [1, 4],
  rosterNoticeDays: [0, 30],
  resultsNoticeDays: [0, 30],
  refusalsOut: [1, 9],
  waitlistMonths: [0, 24],
} as const;

/** Shown while live choosing is chosen, by CSS alone. */
async function Choosing() {
  const t = await getTranslations("operator.rounds.create");
  const hours = Array.from({ length: 25 }, (_, hour) => ({
    value: String(hour),
    label: t("hour", { hour: String(hour).padStart(2, "0") }),
  }));
  return (
    <div className="hidden group-has-[input[value=live]:checked]/round:block">
      <Section title={t("choosing")} lead={t("choosingLead")}>
        <div className="grid gap-4 sm:grid-cols-3">
          <FormText name="choosingOn" type="date" label={t("choosingOn")} />
          <FormSelect
            name="choosingFromHour"
            label={t("choosingFromHour")}
            options={hours.slice(0, 24)}
            defaultValue="9"
          />
          <FormSelect name="choosingToHour" label={t("choosingToHour")} options={hours.slice(1)} defaultValue="17" />
          <FormText
            name="turnMinutes"
            type="number"
            label={t("turnMinutes")}
            suffix={t("minutes")}
            defaultValue="10"
            min={1}
            max={240}
          />
          <FormText
            name="turnSize"
            type="number"
            label={t("turnSize")}
            suffix={t("applicants")}
            defaultValue="1"
            min={1}
            max={500}
          />
          <FormText
            name="holdMinutes"
            type="number"
            label={t("holdMinutes")}
            suffix={t("minutes")}
            defaultValue="10"
            min={1}
            max={60}
          />
        </div>
        <FormRadio
          name="missed"
          label={t("missed")}
          defaultValue="end"
          options={(["end", "out"] as const).map((value) => ({ value, label: t(`missedOptions.${value}`) }))}
        />
      </Section>
    </div>
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
