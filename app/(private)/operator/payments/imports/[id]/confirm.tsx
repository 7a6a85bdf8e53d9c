import { useTranslations } from "next-intl";
import type { importFor } from "#lib/billing/bank-queries";
import { yuanText } from "#lib/money";
import { FormCheckbox } from "#ui/form";
import { DecideFile } from "../../../../_files/decide-file.tsx";
import { confirmImportAction, discardImportAction } from "../../actions.ts";

export type Import = Awaited<ReturnType<typeof importFor>>;

/** Booking what was matched and the suggestions that are ticked; or throwing the preview away. */
export function Confirm({ one }: { one: Import }) {
  const t = useTranslations("operator.payments.import");
  return (
    <DecideFile
      importId={one.id}
      wrong={(one.counts.wrong ?? 0) > 0}
      confirm={confirmImportAction}
      discard={discardImportAction}
      texts={{ confirm: t("confirm"), confirming: t("confirming"), discard: t("discard") }}
    >
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
    </DecideFile>
  );
}
