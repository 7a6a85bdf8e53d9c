import { getTranslations } from "next-intl/server";
import { dayAt } from "#lib/days";
import type { LeaseView } from "#lib/leases/queries";
import { Card } from "#ui/card";
import { Day } from "#ui/day";
import { Form, FormCheckbox, FormText } from "#ui/form";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { checkInAction, registerLeaseAction } from "../actions.ts";

/** The number and day of the registration: first to be kept, later to be corrected. */
export async function Registration({ lease }: { lease: LeaseView }) {
  const t = await getTranslations("operator.leases.detail");
  const known = lease.registrationNo !== null;
  const fields = (
    <Form action={registerLeaseAction} hidden={{ leaseId: lease.id }} className="grid max-w-form gap-5">
      <FormText
        name="registrationNo"
        label={t("registrationNo")}
        defaultValue={lease.registrationNo ?? ""}
        maxLength={60}
        spellCheck={false}
      />
      <FormText
        name="registeredOn"
        type="date"
        label={t("registeredOn")}
        width="md"
        defaultValue={lease.registeredOn ?? ""}
      />
      <SubmitButton tone={known ? "quiet" : "primary"}>{known ? t("correctSubmit") : t("registerSubmit")}</SubmitButton>
    </Form>
  );
  if (!known) {
    return (
      <Section title={t("registerTitle")} lead={t("registerLead")}>
        <Card>{fields}</Card>
      </Section>
    );
  }
  return (
    <details className="py-5">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-green-700 underline underline-offset-4">
        {t("correctTitle")}
      </summary>
      <div className="pt-3">{fields}</div>
    </details>
  );
}

/** Moving in, once the lease has begun and is registered; until then, what it waits for. */
export async function CheckIn({ lease, now }: { lease: LeaseView; now: Date }) {
  const t = await getTranslations("operator.leases.detail");
  const begun = dayAt(now) >= lease.startsOn;
  return (
    <Section title={t("checkInTitle")} lead={lease.registrationNo && begun ? t("checkInLead") : undefined}>
      {!lease.registrationNo && <p className="text-muted">{t("checkInNeedsRegistration")}</p>}
      {!begun && (
        <p className="text-muted">
          {t("checkInEarly")} <Day on={lease.startsOn} />
        </p>
      )}
      {lease.registrationNo && begun && (
        <Card>
          <Form action={checkInAction} hidden={{ leaseId: lease.id }} className="grid gap-4">
            <FormCheckbox name="identityChecked" label={t("identityChecked")} />
            <SubmitButton>{t("checkInSubmit")}</SubmitButton>
          </Form>
        </Card>
      )}
    </Section>
  );
}
