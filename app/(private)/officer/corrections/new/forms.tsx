import { ArrowRight, FilePen } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { written } from "#i18n/written";
import { type FactName, factNames } from "#lib/corrections/rules-fact";
import type { PersonToCorrect } from "#lib/corrections/start-queries";
import { newId } from "#lib/ids";
import { baseFacts } from "#lib/subsidy/rules-facts";
import { Button } from "#ui/button";
import { Form, FormCheckbox, FormSelect, FormText, FormTextarea } from "#ui/form";
import { Select } from "#ui/select";
import { SubmitButton } from "#ui/submit-button";
import { factAction, handAction, rentAction } from "../actions.ts";

type Given = { person: PersonToCorrect; month?: string };

/** First which fact, then what it was: each step is a page of its own, so that no script is needed. */
export function FactForms({ person, fact, month }: Given & { fact?: FactName }) {
  const t = useTranslations("corrections.new");
  const facts = useTranslations("corrections.facts");
  if (!fact) {
    return (
      <form method="get" className="grid gap-5">
        <input type="hidden" name="person" value={person.personId} />
        <input type="hidden" name="way" value="fact" />
        {month && <input type="hidden" name="month" value={month} />}
        <Select name="fact" label={t("fact")} options={factNames.map((one) => ({ value: one, label: facts(one) }))} />
        <Button type="submit" icon={<ArrowRight aria-hidden size={18} />}>
          {t("next")}
        </Button>
      </form>
    );
  }
  return (
    <Form
      action={factAction}
      hidden={{ correctionId: newId(), personId: person.personId, fact }}
      className="grid gap-5"
    >
      <FactValue fact={fact} />
      <Span person={person} month={month} />
      {fact !== "leaseRegistered" && <FormCheckbox name="still" value="yes" label={t("still")} hint={t("stillHint")} />}
      <Why />
    </Form>
  );
}

function FactValue({ fact }: { fact: FactName }) {
  const facts = useTranslations("corrections.facts");
  const t = useTranslations("corrections.new");
  const words = useTranslations("words");
  const { kind, choices = [] } = baseFacts[fact];
  const label = t("factWas", { fact: facts(fact) });
  if (kind === "day") return <FormText name="value" type="date" label={label} width="md" />;
  if (kind === "number")
    return <FormText name="value" label={label} hint={t("insuredHint")} inputMode="numeric" width="md" />;
  const named: Record<string, string> = { ...dictionary(words, choices, fact), yes: words("yes"), no: words("no") };
  const values = kind === "yesNo" ? ["yes", "no"] : [...choices];
  const options = values.map((value) => ({ value, label: named[value] ?? value }));
  return <FormSelect name="value" label={label} placeholder={kind === "choice" ? t("none") : true} options={options} />;
}

type Words = ReturnType<typeof useTranslations<"words">>;
const groups: Partial<Record<FactName, "degrees" | "skills" | "employerKinds">> = {
  degree: "degrees",
  skill: "skills",
  employerKind: "employerKinds",
};

function dictionary(words: Words, choices: readonly string[], fact: FactName): Record<string, string> {
  const group = groups[fact];
  if (!group) return {};
  return Object.fromEntries(choices.map((choice) => [choice, words(`${group}.${choice}` as Parameters<Words>[0])]));
}

export function HandForm({ person, month }: Given) {
  const t = useTranslations("corrections.new");
  return (
    <Form action={handAction} hidden={{ correctionId: newId(), personId: person.personId }} className="grid gap-5">
      <p className="text-muted">{t("handLead")}</p>
      <Span person={person} month={month} />
      <Why />
    </Form>
  );
}

export function RentForm({ person, month }: Given) {
  const t = useTranslations("corrections.new");
  return (
    <Form action={rentAction} hidden={{ correctionId: newId() }} className="grid gap-5">
      <FormSelect
        name="leaseId"
        label={t("lease")}
        options={person.leases.map((lease) => ({
          value: lease.id,
          label: `${lease.leaseNo} · ${lease.buildingNo}-${lease.roomNo}`,
        }))}
      />
      <FormText name="fromOn" type="date" label={t("fromOn")} defaultValue={month ? `${month}-01` : ""} width="md" />
      <FormText
        name="rentFen"
        label={t("monthRent")}
        hint={t("monthRentHint")}
        inputMode="decimal"
        suffix={t("yuan")}
        width="md"
      />
      <Why />
    </Form>
  );
}

/** From which month to which: those that are in the books. */
function Span({ person, month }: Given) {
  const t = useTranslations("corrections.new");
  const locale = useLocale();
  const months = [...new Set(person.months.map((bill) => bill.month))].sort();
  const options = months.map((one) => ({ value: one, label: String(written(locale, { month: one }).month) }));
  return (
    <>
      <FormSelect name="fromMonth" label={t("fromMonth")} options={options} defaultValue={month ?? months[0]} />
      <FormSelect name="toMonth" label={t("toMonth")} options={options} defaultValue={months.at(-1)} />
    </>
  );
}

function Why() {
  const t = useTranslations("corrections.new");
  return (
    <>
      <FormTextarea name="reason" label={t("reason")} hint={t("reasonHint")} rows={3} maxLength={300} />
      <SubmitButton icon={<FilePen aria-hidden size={18} />}>{t("draft")}</SubmitButton>
    </>
  );
}
