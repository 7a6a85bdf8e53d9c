import { LockOpen } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { written } from "#i18n/written";
import type { Month } from "#lib/days";
import { Form, FormSelect, FormText } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { reopenAction } from "./actions.ts";

/** Opening a closed month once more: for months that somebody else closed. */
export function Reopen({ months }: { months: readonly Month[] }) {
  const t = useTranslations("periods");
  const locale = useLocale();
  if (months.length === 0) return <p className="text-muted">{t("onlyOthers")}</p>;
  return (
    <Form action={reopenAction} className="grid max-w-form gap-4">
      <FormSelect
        name="month"
        label={t("month")}
        options={months.map((month) => ({ value: month, label: String(written(locale, { month }).month) }))}
      />
      <FormText name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={200} />
      <SubmitButton tone="quiet" icon={<LockOpen aria-hidden size={18} />}>
        {t("reopen")}
      </SubmitButton>
    </Form>
  );
}
