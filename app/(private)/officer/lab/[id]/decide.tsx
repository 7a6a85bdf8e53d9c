import { Send, Stamp, Trash2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { DraftPage } from "#lib/lab/queries";
import { Card } from "#ui/card";
import { Folded } from "#ui/folded";
import { Form, FormTextarea } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { discardAction, proposeAction, publishAction, rejectAction } from "./actions.tsx";

/** The second officer: publish what is shown, or send it back with a reason. */
export function Decide({ draft }: { draft: DraftPage }) {
  const t = useTranslations("lab.draft");
  return (
    <Card>
      <div className="grid gap-4">
        <div className="grid gap-1">
          <h2 className="font-semibold text-lg">{t("publishTitle")}</h2>
          <p className="max-w-prose text-muted">{t("publishText", { month: draft.fromMonth })}</p>
          <p className="text-muted text-sm">
            {t("fingerprint")} <code className="tabular">{draft.contentHash.slice(0, 12)}</code>
          </p>
        </div>
        <Form
          action={publishAction}
          hidden={{ draftId: draft.id, contentHash: draft.contentHash }}
          className="grid gap-4"
        >
          <SubmitButton icon={<Stamp aria-hidden size={18} />}>{t("publish")}</SubmitButton>
        </Form>
        <Folded look="below" title={t("rejectTitle")}>
          <Form action={rejectAction} hidden={{ draftId: draft.id }} className="grid max-w-form gap-4 pb-2">
            <FormTextarea name="reason" label={t("rejectReason")} rows={2} maxLength={500} />
            <SubmitButton tone="quiet" icon={<Undo2 aria-hidden size={18} />}>
              {t("reject")}
            </SubmitButton>
          </Form>
        </Folded>
      </div>
    </Card>
  );
}

/** Its maker puts it before the other officers, or away. */
export function Propose({ draft }: { draft: DraftPage }) {
  const t = useTranslations("lab.draft");
  const hidden = { draftId: draft.id, revision: String(draft.revision) };
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="max-w-prose text-muted">{t("proposeText")}</p>
        <div className="flex flex-wrap gap-3">
          <Form action={discardAction} hidden={hidden} className="grid gap-2">
            <SubmitButton tone="quiet" icon={<Trash2 aria-hidden size={18} />}>
              {t("discard")}
            </SubmitButton>
          </Form>
          <Form action={proposeAction} hidden={hidden} className="grid gap-2">
            <SubmitButton icon={<Send aria-hidden size={18} />}>{t("propose")}</SubmitButton>
          </Form>
        </div>
      </div>
    </Card>
  );
}
