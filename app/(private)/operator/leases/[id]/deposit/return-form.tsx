import { useTranslations } from "next-intl";
import { deductionRows } from "#lib/billing/forms";
import { deductionKinds } from "#lib/billing/rules-deposit";
import { yuanText } from "#lib/money";
import { Card } from "#ui/card";
import { Form, FormSelect, FormText } from "#ui/form";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { returnDepositAction } from "../../actions.ts";

/** What is kept of a deposit, each with its reason; empty rows are none. */
export function ReturnForm({ leaseId, heldFen }: { leaseId: string; heldFen: number }) {
  const t = useTranslations("charges.deposit");
  const kinds = useTranslations("charges.deposit.kinds");
  const options = deductionKinds.map((kind) => ({ value: kind, label: kinds(kind) }));
  return (
    <Section title={t("giveBack")} lead={t("giveBackLead", { held: yuanText(heldFen) })}>
      <Card>
        <Form action={returnDepositAction} hidden={{ leaseId }} className="grid gap-5">
          {deductionRows.map((row) => (
            <fieldset key={row} className="grid gap-3 border-line border-b pb-5 sm:grid-cols-[9rem_9rem_minmax(0,1fr)]">
              <legend className="pb-2 font-medium text-sm">{t("deduction", { no: row + 1 })}</legend>
              <FormSelect name={`kind${row}`} label={t("kind")} options={options} defaultValue="damage" />
              <FormText
                name={`amount${row}`}
                label={t("amount")}
                inputMode="decimal"
                suffix={t("yuan")}
                width="full"
                optional
              />
              <FormText
                name={`reason${row}`}
                label={t("reason")}
                maxLength={200}
                autoComplete="off"
                width="full"
                optional
              />
            </fieldset>
          ))}
          <SubmitButton>{t("submit")}</SubmitButton>
        </Form>
      </Card>
    </Section>
  );
}
