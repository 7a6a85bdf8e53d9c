import { Plus } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { FundName } from "#lib/budget/funds";
import { newId } from "#lib/ids";
import { Form, FormRadio, FormSelect, FormText } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { proposeAction } from "../actions.ts";

/** Entering a budget, or a change of one; another officer posts it. */
export function Propose({ funds, year }: { funds: readonly FundName[]; year: number }) {
  const t = useTranslations("budget");
  const english = useLocale() === "en";
  return (
    <Form action={proposeAction} hidden={{ appropriationId: newId() }} className="grid max-w-form gap-4">
      <FormSelect
        name="fund"
        label={t("fund")}
        options={funds.map((fund) => ({ value: fund.id, label: english ? fund.nameEn : fund.nameZh }))}
      />
      <FormText name="year" label={t("year")} inputMode="numeric" defaultValue={String(year)} width="sm" />
      <FormRadio
        name="direction"
        label={t("direction")}
        layout="inline"
        defaultValue="raise"
        options={[
          { value: "raise", label: t("raise") },
          { value: "cut", label: t("cut") },
        ]}
      />
      <FormText name="amountFen" label={t("amount")} inputMode="decimal" suffix={t("yuan")} width="md" />
      <FormText name="reason" label={t("basis")} hint={t("basisHint")} maxLength={200} />
      <SubmitButton tone="quiet" icon={<Plus aria-hidden size={18} />}>
        {t("propose")}
      </SubmitButton>
    </Form>
  );
}
