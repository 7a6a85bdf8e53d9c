import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { dayAt } from "#lib/days";
import { NotFound } from "#lib/errors";
import { leaseMeters } from "#lib/meters/queries";
import { usedText } from "#lib/meters/rules-tariff";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Form, FormText } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { recordReadingsAction } from "../../actions.ts";

/** What the meters of a lease's unit show when its tenants move in or have left: use is charged to whoever lived there. */
export default page<{ id: string }>("meter.list", async ({ actor, params }) => {
  if (!mayEver(actor, "reading.record")) throw new NotFound();
  const t = await getTranslations("charges.readings");
  const kinds = await getTranslations("charges.meterKinds");
  const units = await getTranslations("charges.how.units");
  const { lease, meters } = await leaseMeters(actor, params.id);
  const leaving = lease.endedOn !== null;
  return (
    <div className="max-w-form">
      <PageHeader
        look="desk"
        title={t(leaving ? "leaving" : "entering")}
        lead={t("lead")}
        breadcrumbs={[{ label: lease.leaseNo, href: `/operator/leases/${lease.id}` }]}
      />
      {meters.length === 0 ? (
        <EmptyState
          title={t("noMeters")}
          action={
            <ButtonLink href={`/operator/units/${lease.unitId}/meters`} tone="quiet">
              {t("toMeters")}
            </ButtonLink>
          }
        />
      ) : (
        <Section title={t("title")}>
          <Form action={recordReadingsAction} hidden={{ leaseId: lease.id }} className="grid gap-5">
            <FormText
              name="readOn"
              type="date"
              label={t("readOn")}
              hint={t("readOnHint")}
              width="md"
              defaultValue={lease.endedOn ?? dayAt(lease.checkedInAt ?? new Date())}
            />
            {meters.slice(0, 6).map((meter, index) => (
              <div key={meter.id} className="grid gap-1">
                <input type="hidden" name={`meter${index}`} value={meter.id} />
                <FormText
                  name={`value${index}`}
                  label={t("value", { kind: kinds(meter.kind), serial: meter.serialNo })}
                  hint={
                    meter.last && (
                      <>
                        {t("last")} {usedText(meter.last.valueHundredths)} ·{" "}
                        <Day on={meter.last.readOn} look="numeric" />
                      </>
                    )
                  }
                  inputMode="decimal"
                  suffix={units(meter.kind)}
                  width="md"
                  optional
                />
              </div>
            ))}
            <FormText
              name="reason"
              label={t("reason")}
              hint={t("reasonHint")}
              maxLength={200}
              autoComplete="off"
              optional
            />
            <SubmitButton>{t("submit")}</SubmitButton>
          </Form>
        </Section>
      )}
    </div>
  );
});
