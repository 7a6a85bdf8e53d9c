import { controlClass, FieldFrame, type FieldTexts, fieldTies } from "#ui/field";

/** Several lines of text. */
export function Textarea({
  rows = 4,
  defaultValue,
  maxLength,
  ...texts
}: FieldTexts & { rows?: number; defaultValue?: string; maxLength?: number }) {
  return (
    <FieldFrame {...texts}>
      <textarea
        rows={rows}
        defaultValue={defaultValue}
        maxLength={maxLength}
        className={controlClass(texts.error)}
        {...fieldTies(texts)}
      />
    </FieldFrame>
  );
}
