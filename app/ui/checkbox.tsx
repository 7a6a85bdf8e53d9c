import { FieldError, type FieldTexts, fieldTies } from "#ui/field";

/** One box with its sentence; several with one `name` make a list (give each its own `id` and `value`). */
export function Checkbox({
  value,
  defaultChecked,
  disabled,
  ...texts
}: Omit<FieldTexts, "optional"> & { value?: string; defaultChecked?: boolean; disabled?: boolean }) {
  const id = texts.id ?? texts.name;
  return (
    <div className="grid gap-1.5">
      <div className="flex min-h-11 items-start gap-3 py-2">
        <input
          type="checkbox"
          value={value}
          defaultChecked={defaultChecked}
          disabled={disabled}
          className="mt-0.5 size-6 shrink-0"
          {...fieldTies(texts)}
        />
        <div className="grid">
          <label htmlFor={id}>{texts.label}</label>
          {texts.hint && (
            <p id={`${id}-hint`} className="text-muted text-sm">
              {texts.hint}
            </p>
          )}
        </div>
      </div>
      <FieldError id={id}>{texts.error}</FieldError>
    </div>
  );
}
