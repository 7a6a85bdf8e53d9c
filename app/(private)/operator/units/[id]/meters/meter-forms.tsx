import { useTranslations } from "next-intl";
import { dayAt } from "#lib/days";
import type { UnitMeter } from "#lib/meters/queries";
import { Card } from "#ui/card";
import { Form, FormText } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { readMeterAction, retireMeterAction } from "../../../meters/actions.ts";

/** What one meter shows; the reason is only asked for where it does not look right. */
export function ReadForm({ meter }: { meter: UnitMeter }) {
  const t = useTranslations("charges.unit");
  return (
    <Card>
      <Form
        action={readMeterAction}
        hidden={{ unitId: meter.unitId, meterId: meter.id }}
        className="grid max-w-form gap-5"
      >
        <FormText name="readOn" type="date" label={t("readOn")} width="md" defaultValue={dayAt(new Date())} />
        <FormText name="value" label={t("value")} inputMode="decimal" width="md" />
        <Reason />
        <SubmitButton>{t("readSubmit")}</SubmitButton>
      </Form>
    </Card>
  );
}

/** The last thing a meter showed, before it is taken out. */
export function RetireForm({ meter }: { meter: UnitMeter }) {
  const t = useTranslations("charges.unit");
  return (
    <Card>
      <Form action={retireMeterAction} hidden={{ meterId: meter.id }} className="grid max-w-form gap-5">
        <p className="text-muted">{t("retireLead")}</p>
        <FormText name="on" type="date" label={t("retiredOn")} width="md" defaultValue={dayAt(new Date())} />
        <FormText name="value" label={t("lastValue")} inputMode="decimal" width="md" />
        <Reason />
        <SubmitButton tone="danger">{t("retireSubmit")}</SubmitButton>
      </Form>
    </Card>
  );
}

function Reason() {
  const t = useTranslations("charges.unit");
  return (
    <FormText name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={200} autoComplete="off" optional />
  );
}
