import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { InputHTMLAttributes, ReactNode } from "react";
import { classes } from "#ui/tone";

export type FieldTexts = {
  /** Also the id, unless `id` is given: the error summary links to it. */
  name: string;
  id?: string;
  label: ReactNode;
  hint?: ReactNode;
  /** The sentence to show, in the reader's language. */
  error?: string;
  /** Fields are required unless marked; only optional ones are labelled so. */
  optional?: boolean;
};

/** What an input needs to be tied to its hint and error. */
export function fieldTies({ name, id = name, hint, error }: Pick<FieldTexts, "name" | "id" | "hint" | "error">) {
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return { id, name, "aria-describedby": described || undefined, "aria-invalid": error ? (true as const) : undefined };
}

export const controlClass = (error?: string): string =>
  classes(
    "block min-h-11 w-full rounded-md border bg-surface px-3 py-2 text-base text-ink",
    "placeholder:text-muted disabled:bg-sunken disabled:text-muted [&[readonly]]:bg-sunken",
    error ? "border-red-700 ring-1 ring-red-700" : "border-line-strong hover:border-ink",
  );

export function FieldError({ id, children }: { id: string; children?: string }) {
  const t = useTranslations("ui.form");
  if (!children) return null;
  return (
    <p id={`${id}-error`} className="flex items-start gap-1.5 font-medium text-red-700 text-sm">
      <CircleAlert aria-hidden size={16} className="mt-0.75 shrink-0" />
      <span>
        <span className="sr-only">{t("errorPrefix")}</span>
        {children}
      </span>
    </p>
  );
}

/** Label, hint, control, error: the frame of every field. */
export function FieldFrame({
  name,
  id = name,
  label,
  hint,
  error,
  optional,
  children,
}: FieldTexts & { children: ReactNode }) {
  const t = useTranslations("ui.form");
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
        {optional && <span className="font-normal text-muted"> {t("optional")}</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      )}
      {children}
      <FieldError id={id}>{error}</FieldError>
    </div>
  );
}

const widths = { xs: "max-w-24", sm: "max-w-40", md: "max-w-64", full: "" };

export type TextFieldProps = FieldTexts & {
  type?: "text" | "number" | "date" | "month" | "tel" | "password" | "email" | "search";
  /** How long an answer is expected to be. */
  width?: keyof typeof widths;
  /** Shown after the input: 元, 个月. */
  suffix?: ReactNode;
} & Pick<
    InputHTMLAttributes<HTMLInputElement>,
    | "defaultValue"
    | "autoComplete"
    | "inputMode"
    | "min"
    | "max"
    | "step"
    | "maxLength"
    | "placeholder"
    | "readOnly"
    | "disabled"
    | "autoFocus"
    | "spellCheck"
  >;

/** A one-line field of any type. Not `required` in HTML: the server says what is missing, in the reader's language. */
export function TextField({
  label,
  hint,
  error,
  optional,
  type = "text",
  width = "full",
  suffix,
  ...rest
}: TextFieldProps) {
  const { name, id, ...input } = rest;
  return (
    <FieldFrame name={name} id={id} label={label} hint={hint} error={error} optional={optional}>
      <div className="flex items-center gap-2">
        <input
          type={type}
          className={classes(
            controlClass(error),
            widths[width],
            (type === "number" || type === "tel" || type === "date") && "tabular",
          )}
          {...fieldTies({ name, id, hint, error })}
          {...input}
        />
        {suffix && <span className="shrink-0 text-muted">{suffix}</span>}
      </div>
    </FieldFrame>
  );
}
