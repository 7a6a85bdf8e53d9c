import { CheckCheck, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { importFor } from "#lib/billing/bank-queries";
import { yuanText } from "#lib/money";
import { Card } from "#ui/card";
import { Form, FormCheckbox } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { confirmImportAction, discardImportAction } from "../../actions.ts";

export type Import = Awaited<ReturnType<typeof importFor>>;

/** Booking what was matched and the suggestions that are ticked; or throwing the preview away. */
export function Confirm({ one }: { one: Import }) {
  const t = useTranslations("operator.payments.import");
  const wrong = (one.counts.wrong ?? 0) > 0;
  return (
    <Card>
      <div className="grid gap-4">
        {!wrong && (
          <Form action={confirmImportAction} hidden={{ importId: one.id }} className="grid gap-4">
            {one.suggestions.length > 0 && (
              <fieldset className="grid gap-1">
                <legend className="font-semibold">{t("suggestions")}</legend>
                <p className="text-muted text-sm">{t("suggestionsText")}</p>
                {one.suggestions.map((row) => (
                  <FormCheckbox
                    key={row.id}
                    id={row.id}
                    name="accept"
                    value={row.id}
                    label={t("accept", {
                      line: row.line,
                      payer: row.payerName,
                      amount: yuanText(row.amountFen ?? 0),
                      person: row.personName ?? "",
                      bill: row.billNo ?? "",
                      due: yuanText(Math.max(0, row.dueFen)),
                    })}
                  />
                ))}
              </fieldset>
            )}
            <SubmitButton icon={<CheckCheck aria-hidden size={18} />} pendingLabel={t("confirming")}>
              {t("confirm")}
            </SubmitButton>
          </Form>
        )}
        <Form action={discardImportAction} hidden={{ importId: one.id }} className="grid gap-4">
          <SubmitButton tone="quiet" icon={<Trash2 aria-hidden size={18} />}>
            {t("discard")}
          </SubmitButton>
        </Form>
      </div>
    </Card>
  );
}
