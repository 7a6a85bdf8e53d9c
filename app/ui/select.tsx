import { useTranslations } from "next-intl";
import { controlClass, FieldFrame, type FieldTexts, fieldTies } from "#ui/field";
import { classes } from "#ui/tone";

export type Option = { value: string; label: string; disabled?: boolean };

/** A native select. With `placeholder` (true for the usual words) nothing is chosen at first. */
export function Select({
  options,
  defaultValue,
  placeholder,
  disabled,
  ...texts
}: FieldTexts & {
  options: readonly Option[];
  defaultValue?: string;
  placeholder?: string | true;
  disabled?: boolean;
}) {
  const t = useTranslations("ui.form");
  return (
    <FieldFrame {...texts}>
      {/* The key: React does not restore a select's new default after a form action has reset the form. */}
      <select
        key={defaultValue}
        defaultValue={defaultValue ?? (placeholder ? "" : undefined)}
        disabled={disabled}
        className={classes(controlClass(texts.error), "pr-8")}
        {...fieldTies(texts)}
      >
        {placeholder && <option value="">{placeholder === true ? t("choose") : placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
