import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { NotFound } from "#lib/errors";
import { waitingReading } from "#lib/meters/import-queries";
import { unitMeters } from "#lib/meters/queries";
import { usedText } from "#lib/meters/rules-tariff";
import { Day } from "#ui/day";
import { Form, FormText } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { ReadingsTable } from "../../../units/[id]/meters/readings-table.tsx";
import { RowReason } from "../../_parts/row-result.tsx";
import { acceptReadingAction, dismissReadingAction } from "../../actions.ts";

/** One reading that does not look right, beside what the meter showed before. */
export default page<{ id: string }>("meter.list", async ({ actor, params }) => {
  if (!mayEver(actor, "reading.import")) throw new NotFound();
  const t = await getTranslations("charges.meters");
  const row = await waitingReading(actor, params.id);
  const kinds = await getTranslations("charges.meterKinds");
  const unit = row.unitId ? await unitMeters(actor, row.unitId) : null;
  const meter = unit?.meters.find(({ serialNo }) => serialNo === row.serialNo);
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("tabs.waiting"), href: "/operator/meters/waiting" }]}
        title={t("decideTitle")}
      />
      <div className="grid items-start gap-x-10 lg:grid-cols-2">
        <div>
          <Section title={t("thisReading")}>
            <SummaryList
              items={[
                { label: t("serial"), value: row.serialNo },
                ...(row.kind ? [{ label: t("kind"), value: kinds(row.kind) }] : []),
                { label: t("unit"), value: row.buildingNo ? `${row.buildingNo}-${row.roomNo}` : "–" },
                { label: t("readOn"), value: row.readOn ? <Day on={row.readOn} /> : "–" },
                { label: t("value"), value: row.valueHundredths === null ? "–" : usedText(row.valueHundredths) },
                { label: t("why"), value: <RowReason row={row} /> },
              ]}
            />
          </Section>
          <Section title={t("take")} lead={t("takeLead")}>
            <Form action={acceptReadingAction} hidden={{ rowId: row.id }} className="grid max-w-form gap-4">
              <FormText name="why" label={t("takeWhy")} hint={t("takeHint")} maxLength={200} autoComplete="off" />
              <SubmitButton>{t("takeSubmit")}</SubmitButton>
            </Form>
          </Section>
          <Section title={t("leave")}>
            <Form action={dismissReadingAction} hidden={{ rowId: row.id }} className="grid max-w-form gap-4">
              <FormText name="leaveWhy" label={t("leaveWhy")} maxLength={200} autoComplete="off" />
              <SubmitButton tone="quiet">{t("leaveSubmit")}</SubmitButton>
            </Form>
          </Section>
        </div>
        {meter && (
          <Section title={t("before")}>
            <ReadingsTable meter={meter} />
          </Section>
        )}
      </div>
    </>
  );
});
