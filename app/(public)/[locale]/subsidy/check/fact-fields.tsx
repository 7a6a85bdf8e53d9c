import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import type { AskedFact } from "#lib/subsidy/check";
import { AGE } from "#lib/subsidy/told";
import { TextField } from "#ui/field";
import { Select } from "#ui/select";

/** A field for each fact that a scheme asks for; what is left out counts as not told. */
export function FactFields({
  asked,
  given,
}: {
  asked: readonly AskedFact[];
  given: Readonly<Record<string, string | undefined>>;
}) {
  const t = useTranslations("desk.check");
  const words = useTranslations("words");
  const locale = useLocale();
  const choiceText = (choice: string): string => {
    for (const group of ["degrees", "skills", "employerKinds"]) {
      const text = textOf(words, `${group}.${choice}`);
      if (text !== `${group}.${choice}`) return text;
    }
    return choice;
  };
  return asked.map((fact) => {
    const label = fact.named ? nameIn(locale, fact.named) : textOf(t, `facts.${fact.id}`);
    if (fact.id === "birthDate") {
      return (
        <TextField key={fact.id} name={AGE} label={t("age")} inputMode="numeric" defaultValue={given[AGE]} width="md" />
      );
    }
    if (fact.kind === "day") {
      return (
        <TextField key={fact.id} name={fact.id} type="date" label={label} defaultValue={given[fact.id]} width="md" />
      );
    }
    if (fact.kind === "number") {
      return (
        <TextField
          key={fact.id}
          name={fact.id}
          label={label}
          inputMode="numeric"
          defaultValue={given[fact.id]}
          width="md"
        />
      );
    }
    const options =
      fact.kind === "yesNo"
        ? [
            { value: "yes", label: words("yes") },
            { value: "no", label: words("no") },
          ]
        : (fact.choices ?? []).map((choice) => ({ value: choice, label: choiceText(choice) }));
    return (
      <Select
        key={fact.id}
        name={fact.id}
        label={label}
        options={options}
        placeholder={words("notTold")}
        defaultValue={given[fact.id] ?? ""}
      />
    );
  });
}
