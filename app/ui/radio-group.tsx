import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FieldError, type FieldTexts } from "#ui/field";
import { classes } from "#ui/tone";

export type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

const layouts = {
  list: "grid gap-2",
  inline: "flex flex-wrap gap-2",
  grid: "grid gap-2 sm:grid-cols-2",
};

/** Choices as cards with a radio each; the first card's id is the field's, so that an error link lands on it. */
export function RadioGroup({
  options,
  defaultValue,
  layout = "list",
  ...texts
}: FieldTexts & { options: readonly Choice[]; defaultValue?: string; layout?: keyof typeof layouts }) {
  const t = useTranslations("ui.form");
  const id = texts.id ?? texts.name;
  const described = [texts.hint ? `${id}-hint` : "", texts.error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <fieldset className="grid gap-1.5" aria-describedby={described || undefined}>
      <legend className="mb-1.5 font-medium">
        {texts.label}
        {texts.optional && <span className="font-normal text-muted"> {t("optional")}</span>}
      </legend>
      {texts.hint && (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {texts.hint}
        </p>
      )}
      <div className={layouts[layout]}>
        {options.map((option, index) => (
          <label
            key={option.value}
            className={classes(
              "flex min-h-11 items-start gap-3 rounded-md border bg-surface px-4 py-2.5 hover:border-ink",
              "has-checked:border-green-700 has-checked:bg-green-100 has-checked:ring-1 has-checked:ring-green-700",
              "has-focus-visible:outline-3 has-focus-visible:outline-green-600 has-focus-visible:outline-offset-2",
              "has-disabled:bg-sunken has-disabled:text-muted",
              texts.error ? "border-red-700" : "border-line-strong",
            )}
          >
            <input
              type="radio"
              id={index === 0 ? id : `${id}-${option.value}`}
              name={texts.name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              disabled={option.disabled}
              className="mt-0.75 size-5 shrink-0 outline-none"
            />
            <span className="grid">
              <span>{option.label}</span>
              {option.hint && <span className="text-muted text-sm">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={id}>{texts.error}</FieldError>
    </fieldset>
  );
}
