import { Stamp, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Actor } from "#lib/actor";
import { mayEver } from "#lib/authorize";
import type { CorrectionView } from "#lib/corrections/queries";
import { Card } from "#ui/card";
import { Folded } from "#ui/folded";
import { Form, FormTextarea } from "#ui/form";
import { Notice } from "#ui/notice";
import { SubmitButton } from "#ui/submit-button";
import { discardAction, postAction } from "../actions.ts";

/** What can be done with a draft: another officer posts it, any officer throws it away. */
export function Decide({ correction, actor }: { correction: CorrectionView; actor: Actor }) {
  const t = useTranslations("corrections.decide");
  if (correction.status !== "draft" || !mayEver(actor, "correction.post")) return null;
  return (
    <div className="grid gap-4">
      {correction.mine ? (
        <Card>
          <div className="grid gap-4">
            <div className="grid gap-1">
              <h2 className="font-semibold text-lg">{t("postTitle")}</h2>
              <p className="max-w-prose text-muted">{t("postText")}</p>
              <p className="text-muted text-sm">
                {t("fingerprint")} <code className="tabular">{correction.contentHash.slice(0, 12)}</code>
              </p>
            </div>
            <Form
              action={postAction}
              hidden={{ correctionId: correction.id, contentHash: correction.contentHash }}
              className="grid justify-items-start gap-4"
            >
              <SubmitButton icon={<Stamp aria-hidden size={18} />}>{t("post")}</SubmitButton>
            </Form>
          </div>
        </Card>
      ) : (
        <Notice tone="blue" title={t("anotherTitle")}>
          {t("anotherText")}
        </Notice>
      )}
      <Folded look="box" title={t("discardTitle")}>
        <div className="grid gap-4 px-4 pb-6 sm:px-6">
          <p className="max-w-prose text-muted">{t("discardText")}</p>
          <Form action={discardAction} hidden={{ correctionId: correction.id }} className="grid max-w-form gap-4">
            <FormTextarea name="reason" label={t("reason")} rows={2} maxLength={300} />
            <SubmitButton tone="quiet" icon={<Trash2 aria-hidden size={18} />}>
              {t("discard")}
            </SubmitButton>
          </Form>
        </div>
      </Folded>
    </div>
  );
}
