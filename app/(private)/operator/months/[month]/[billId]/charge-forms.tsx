import { useTranslations } from "next-intl";
import type { BillLineView } from "#lib/billing/bill-lines";
import type { BillView } from "#lib/billing/queries";
import { handKinds } from "#lib/billing/rules-lines";
import { newId } from "#lib/ids";
import { yuanText } from "#lib/money";
import { ButtonLink } from "#ui/button";
import { Card } from "#ui/card";
import { Form, FormSelect, FormText } from "#ui/form";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { chargeByHandAction, takeOffChargeAction } from "../../actions.ts";

/** Something that is charged by hand, with its reason. */
export function HandCharge({ bill }: { bill: BillView }) {
  const t = useTranslations("charges.hand");
  const kinds = useTranslations("charges.lines.kinds");
  return (
    <Section title={t("title")} lead={t("lead")}>
      <Form
        action={chargeByHandAction}
        hidden={{ chargeId: newId(), billId: bill.id, month: bill.month }}
        className="grid max-w-form gap-5"
      >
        <FormSelect
          name="kind"
          label={t("kind")}
          placeholder
          options={handKinds.map((kind) => ({ value: kind, label: kinds(kind) }))}
        />
        <FormText name="chargeFen" label={t("amount")} inputMode="decimal" suffix={t("yuan")} width="md" />
        <FormText name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={200} autoComplete="off" />
        <SubmitButton tone="quiet">{t("submit")}</SubmitButton>
      </Form>
    </Section>
  );
}

/** Taking one line off again: what it is, and why. */
export function TakeOff({ line, month }: { line: BillLineView; month: string }) {
  const t = useTranslations("charges.off");
  const kinds = useTranslations("charges.lines.kinds");
  return (
    <Card>
      <Form action={takeOffChargeAction} hidden={{ lineId: line.id }} className="grid max-w-form gap-4">
        <p className="font-semibold">{t("title", { kind: kinds(line.kind), amount: yuanText(line.amountFen) })}</p>
        <FormText name="why" label={t("why")} hint={t("whyHint")} maxLength={200} autoComplete="off" />
        <div className="flex flex-wrap gap-3">
          <SubmitButton tone="danger">{t("submit")}</SubmitButton>
          <ButtonLink href={`/operator/months/${month}/${line.billId}`} tone="quiet">
            {t("back")}
          </ButtonLink>
        </div>
      </Form>
    </Card>
  );
}
