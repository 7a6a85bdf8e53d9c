"use client";

import { type ComponentProps, createContext, type ReactNode, useActionState, useContext, useMemo } from "react";
import { Checkbox } from "#ui/checkbox";
import { ErrorSummary } from "#ui/error-summary";
import { FieldError, TextField } from "#ui/field";
import { FileField } from "#ui/file-field";
import { RadioGroup } from "#ui/radio-group";
import { Select } from "#ui/select";
import { Textarea } from "#ui/textarea";

/** What a form that was not taken shows again; made by app/_door/action.ts. */
export type FormState = {
  values: Record<string, string | string[]>;
  errors: Record<string, string>;
  message: string | null;
} | null;

export type FormAction = (before: FormState, data: FormData) => Promise<FormState>;

const Answer = createContext<FormState>(null);

/**
 * A form around a server action: shows what to mend at its top and at each field, keeps what was typed,
 * and works without scripts. `hidden` are values the form carries along (ids).
 */
export function Form({
  action,
  hidden = {},
  className = "grid gap-6",
  children,
}: {
  action: FormAction;
  hidden?: Record<string, string | undefined>;
  className?: string;
  children: ReactNode;
}) {
  const [state, send] = useActionState(action, null);
  const problems = useMemo(() => {
    const fields = Object.entries(state?.errors ?? {}).map(([field, message]) => ({ field, message }));
    return state?.message ? [{ message: state.message }, ...fields] : fields;
  }, [state]);
  return (
    <form action={send} className={className} noValidate>
      <ErrorSummary errors={problems} />
      {Object.entries(hidden).map(
        ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <Answer value={state}>{children}</Answer>
    </form>
  );
}

/** The last answer about one field: its error and the text that was typed. */
function useAnswer(name: string) {
  const state = useContext(Answer);
  const value = state?.values[name];
  return {
    sent: state !== null,
    error: state?.errors[name],
    text: typeof value === "string" ? value : undefined,
    texts: value === undefined ? [] : [value].flat(),
  };
}

/** For own controls whose name stands several times: what was typed in each, undefined before anything was sent. */
export function useTyped(name: string): string[] | undefined {
  const { sent, texts } = useAnswer(name);
  return sent ? texts : undefined;
}

export function FormText(props: ComponentProps<typeof TextField>) {
  const { error, text } = useAnswer(props.name);
  return <TextField {...props} error={error ?? props.error} defaultValue={text ?? props.defaultValue} />;
}

export function FormFile(props: ComponentProps<typeof FileField>) {
  const { error } = useAnswer(props.name);
  return <FileField {...props} error={error ?? props.error} />;
}

export function FormTextarea(props: ComponentProps<typeof Textarea>) {
  const { error, text } = useAnswer(props.name);
  return <Textarea {...props} error={error ?? props.error} defaultValue={text ?? props.defaultValue} />;
}

export function FormSelect(props: ComponentProps<typeof Select>) {
  const { error, text } = useAnswer(props.name);
  return <Select {...props} error={error ?? props.error} defaultValue={text ?? props.defaultValue} />;
}

export function FormRadio(props: ComponentProps<typeof RadioGroup>) {
  const { sent, error, text } = useAnswer(props.name);
  const chosen = sent ? text : props.defaultValue;
  return <RadioGroup key={chosen} {...props} error={error ?? props.error} defaultValue={chosen} />;
}

export function FormCheckbox(props: ComponentProps<typeof Checkbox>) {
  const { sent, error, texts } = useAnswer(props.name);
  const checked = sent ? texts.includes(props.value ?? "on") : props.defaultChecked;
  return <Checkbox key={String(checked)} {...props} error={error ?? props.error} defaultChecked={checked} />;
}

/** Several boxes that answer one question; `name` is the question's own, so that an error can stand at it. */
export function FormFieldset({ name, legend, children }: { name: string; legend: ReactNode; children: ReactNode }) {
  const { error } = useAnswer(name);
  return (
    <fieldset id={name} tabIndex={-1} aria-describedby={error ? `${name}-error` : undefined} className="grid gap-1">
      <legend className="font-medium">{legend}</legend>
      {children}
      <FieldError id={name}>{error}</FieldError>
    </fieldset>
  );
}
