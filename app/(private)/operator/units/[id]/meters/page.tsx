import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { dayAt } from "#lib/days";
import { type UnitMeter, unitMeters } from "#lib/meters/queries";
import { meterKinds } from "#lib/meters/rules-tariff";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Form, FormSelect, FormText } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { Done } from "../../../../done.tsx";
import { installMeterAction } from "../../../meters/actions.ts";
import { ReadForm, RetireForm } from "./meter-forms.tsx";
import { ReadingsTable } from "./readings-table.tsx";

/** A unit's meters with their readings; reading, putting in and taking out. */
export default page<{ id: string }>("meter.list", async ({ actor, params, search }) => {
  const t = await getTranslations("charges.unit");
  const { unit, meters } = await unitMeters(actor, params.id);
  const may = mayEver(actor, "meter.keep");
  return (
    <>
      <PageHeader
        look="desk"
        title={t("title")}
        breadcrumbs={[{ label: `${unit.buildingNo}-${unit.roomNo}`, href: `/operator/units/${unit.id}` }]}
      />
      <Done texts="operator.meters" notice={search.notice} />
      {meters.length === 0 && <EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
      {meters.map((meter) => (
        <OneMeter key={meter.id} meter={meter} may={may && meter.retiredOn === null} step={search.step} />
      ))}
      {may && <Install unitId={unit.id} />}
    </>
  );
});

async function OneMeter({ meter, may, step }: { meter: UnitMeter; may: boolean; step: string | undefined }) {
  const t = await getTranslations("charges.unit");
  const kinds = await getTranslations("charges.meterKinds");
  const here = `/operator/units/${meter.unitId}/meters`;
  return (
    <Section
      title={
        <>
          {kinds(meter.kind)} {meter.serialNo} {meter.retiredOn && <Badge>{t("retired")}</Badge>}
        </>
      }
      lead={
        <>
          {t("installedOn")} <Day on={meter.installedOn} look="numeric" />
          {meter.retiredOn && (
            <>
              {" · "}
              {t("retiredOn")} <Day on={meter.retiredOn} look="numeric" />
            </>
          )}
        </>
      }
      actions={
        may && (
          <>
            <ButtonLink href={`${here}?step=read-${meter.id}`} tone="quiet" size="sm">
              {t("read")}
            </ButtonLink>
            <ButtonLink href={`${here}?step=retire-${meter.id}`} tone="quiet" size="sm">
              {t("retire")}
            </ButtonLink>
          </>
        )
      }
    >
      {may && step === `read-${meter.id}` && <ReadForm meter={meter} />}
      {may && step === `retire-${meter.id}` && <RetireForm meter={meter} />}
      <ReadingsTable meter={meter} />
    </Section>
  );
}

async function Install({ unitId }: { unitId: string }) {
  const t = await getTranslations("charges.unit");
  const kinds = await getTranslations("charges.meterKinds");
  return (
    <Section title={t("install")} lead={t("installLead")}>
      <Form action={installMeterAction} hidden={{ unitId }} className="grid max-w-form gap-5">
        <FormSelect
          name="kind"
          label={t("kind")}
          placeholder
          options={meterKinds.map((kind) => ({ value: kind, label: kinds(kind) }))}
        />
        <FormText name="serialNo" label={t("serial")} maxLength={40} autoComplete="off" spellCheck={false} />
        <FormText name="installedOn" type="date" label={t("installedOn")} width="md" defaultValue={dayAt(new Date())} />
        <FormText name="firstValue" label={t("firstValue")} inputMode="decimal" width="md" />
        <SubmitButton>{t("installSubmit")}</SubmitButton>
      </Form>
    </Section>
  );
}
