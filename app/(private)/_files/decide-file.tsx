import { CheckCheck, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Card } from "#ui/card";
import { Form } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";

type Action = Parameters<typeof Form>[0]["action"];

/** Making a previewed table file count, unless lines of it cannot be read; or throwing it away. `children` stand before the button. */
export function DecideFile({
  importId,
  wrong,
  confirm,
  discard,
  texts,
  children,
}: {
  importId: string;
  wrong: boolean;
  confirm: Action;
  discard: Action;
  texts: { confirm: string; confirming: string; discard: string };
  children?: ReactNode;
}) {
  return (
    <Card>
      <div className="grid gap-4">
        {!wrong && (
          <Form action={confirm} hidden={{ importId }} className="grid gap-4">
            {children}
            <SubmitButton icon={<CheckCheck aria-hidden size={18} />} pendingLabel={texts.confirming}>
              {texts.confirm}
            </SubmitButton>
          </Form>
        )}
        <Form action={discard} hidden={{ importId }} className="grid gap-4">
          <SubmitButton tone="quiet" icon={<Trash2 aria-hidden size={18} />}>
            {texts.discard}
          </SubmitButton>
        </Form>
      </div>
    </Card>
  );
}
