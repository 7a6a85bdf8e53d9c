import { getTranslations } from "next-intl/server";
import { dayAt } from "#lib/days";
import type { LeaseView } from "#lib/leases/queries";
import { ButtonLink } from "#ui/button";
import { Card } from "#ui/card";
import { Day } from "#ui/day";
import { Form, FormCheckbox, FormText } from "#ui/form";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { checkInAction, registerLeaseAction } from "../actions.ts";

/** The number and day of the registration: first to be kept, later, when `correcting` was asked for, to be corrected. */
export async function Registration({ lease, correcting }: { lease: LeaseView; correcting: boolean }) {
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
  return correcting ? (
    <Section title={t("correctTitle")}>{fields}</Section>
  ) : (
    <div className="py-3">
      <ButtonLink href={`/operator/leases/${lease.id}?step=correct`} tone="link">
        {t("correctTitle")}
      </ButtonLink>
    </div>
  );
}

/** Moving in, once the lease is registered; before the term begins only where both sides agree to begin it today. */
export async function CheckIn({ lease, now }: { lease: LeaseView; now: Date }) {
  const t = await getTranslations("operator.leases.detail");
  const begun = dayAt(now) >= lease.startsOn;
  return (
    <Section title={t("checkInTitle")} lead={lease.registrationNo ? t("checkInLead") : undefined}>
      {!lease.registrationNo && <p className="text-muted">{t("checkInNeedsRegistration")}</p>}
      {!begun && (
        <p className="text-muted">
          {t("checkInEarly")} <Day on={lease.startsOn} />
        </p>
      )}
      {lease.registrationNo && (
        <Card>
          <Form action={checkInAction} hidden={{ leaseId: lease.id }} className="grid gap-4">
            <FormCheckbox name="identityChecked" label={t("identityChecked")} />
            {!begun && <FormCheckbox name="early" label={t("early")} hint={t("earlyHint")} />}
            <SubmitButton>{t("checkInSubmit")}</SubmitButton>
          </Form>
        </Card>
      )}
    </Section>
  );
}
