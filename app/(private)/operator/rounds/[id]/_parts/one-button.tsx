import type { ReactNode } from "react";
import { Form, type FormAction } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";

/** What a step does, and the one button that takes it. */
export function OneButton({
  action,
  roundId,
  label,
  children,
}: {
  action: FormAction;
  roundId: string;
  label: string;
  children: ReactNode;
}) {
  return (
    <Form action={action} hidden={{ roundId }} className="grid gap-4">
      <p className="max-w-prose">{children}</p>
      <SubmitButton>{label}</SubmitButton>
    </Form>
  );
}
