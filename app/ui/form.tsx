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

/** The form's last answer, and what tells the ids of its fields from those of another form on the page. */
const Answer = createContext<{ state: FormState; of?: string }>({ state: null });

const idOf = (name: string, of?: string) => (of ? `${name}-${of}` : name);

/**
 * A form around a server action: shows what to mend at its top and at each field, keeps what was typed,
 * and works without scripts. `hidden` are values the form carries along (ids). `of` names the form among others on the
 * page that have the same fields: it is put to their ids, so that what is to be mended leads to the right one.
 */
export function Form({
  action,
  of,
  hidden = {},
  className = "grid gap-6",
  children,
}: {
  action: FormAction;
  of?: string;
  hidden?: Record<string, string | undefined>;
  className?: string;
  children: ReactNode;
}) {
  const [state, send] = useActionState(action, null);
  const problems = useMemo(() => {
    const fields = Object.entries(state?.errors ?? {}).map(([field, message]) => ({ field: idOf(field, of), message }));
    return state?.message ? [{ message: state.message }, ...fields] : fields;
  }, [state, of]);
  const answer = useMemo(() => ({ state, of }), [state, of]);
  return (
    <form action={send} className={className} noValidate>
      <ErrorSummary errors={problems} />
      {Object.entries(hidden).map(
        ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <Answer value={answer}>{children}</Answer>
    </form>
  );
}

/** The last answer about one field: its error and the text that was typed. */
function useAnswer(name: string) {
  const { state, of } = useContext(Answer);
  const value = state?.values[name];
  return {
    id: idOf(name, of),
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
  const { id, error, text } = useAnswer(props.name);
  return <TextField id={id} {...props} error={error ?? props.error} defaultValue={text ?? props.defaultValue} />;
}

export function FormFile(props: ComponentProps<typeof FileField>) {
  const { id, error } = useAnswer(props.name);
  return <FileField id={id} {...props} error={error ?? props.error} />;
}

export function FormTextarea(props: ComponentProps<typeof Textarea>) {
  const { id, error, text } = useAnswer(props.name);
  return <Textarea id={id} {...props} error={error ?? props.error} defaultValue={text ?? props.defaultValue} />;
}

export function FormSelect(props: ComponentProps<typeof Select>) {
  const { id, error, text } = useAnswer(props.name);
  return <Select id={id} {...props} error={error ?? props.error} defaultValue={text ?? props.defaultValue} />;
}

export function FormRadio(props: ComponentProps<typeof RadioGroup>) {
  const { id, sent, error, text } = useAnswer(props.name);
  const chosen = sent ? text : props.defaultValue;
  return <RadioGroup key={chosen} id={id} {...props} error={error ?? props.error} defaultValue={chosen} />;
}

export function FormCheckbox(props: ComponentProps<typeof Checkbox>) {
  const { id, sent, error, texts } = useAnswer(props.name);
  const checked = sent ? texts.includes(props.value ?? "on") : props.defaultChecked;
  return <Checkbox key={String(checked)} id={id} {...props} error={error ?? props.error} defaultChecked={checked} />;
}

/** A bare box in a row of a table, which says what ticking it means by `label` alone. */
export function FormTick({ name, value, label }: { name: string; value: string; label: string }) {
  const { texts } = useAnswer(name);
  const ticked = texts.includes(value);
  return (
    <input
      key={String(ticked)}
      type="checkbox"
      name={name}
      value={value}
      defaultChecked={ticked}
      aria-label={label}
      className="size-6 align-middle"
    />
  );
}

/** Several boxes that answer one question; `name` is the question's own, so that an error can stand at it. */
export function FormFieldset({ name, legend, children }: { name: string; legend: ReactNode; children: ReactNode }) {
  const { id, error } = useAnswer(name);
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={error ? `${id}-error` : undefined} className="grid gap-1">
      <legend className="font-medium">{legend}</legend>
      {children}
      <FieldError id={id}>{error}</FieldError>
    </fieldset>
  );
}
