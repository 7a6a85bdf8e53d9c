import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { unitFor } from "#lib/inventory/queries";
import { decideStatusByHand, statusesByHand } from "#lib/inventory/rules";
import { ButtonLink } from "#ui/button";
import { Form, FormRadio, FormText } from "#ui/form";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { UnitStatusBadge } from "#ui/unit-status-badge";
import { StatusReason } from "../../_parts/status-reason.tsx";
import { UnitHistory } from "../../_parts/unit-history.tsx";
import { UnitLeases } from "../../_parts/unit-leases.tsx";
import { setUnitStatusAction } from "./actions.ts";

export default page<{ id: string }>("unit.view", async ({ actor, params, search }) => {
  const t = await getTranslations("operator.units");
  const words = await getTranslations("words.unitStatus");
  const en = (await getLocale()) === "en";
  const unit = await unitFor(actor, params.id);
  const name = `${en ? unit.buildingEn : unit.buildingZh} ${unit.roomNo}`;
  const next = statusesByHand.filter(
    (to) => decideStatusByHand({ from: unit.status, to, reason: "-", round: null }).ok,
  );
  return (
    <>
      <PageHeader
        look="desk"
        title={name}
        status={<UnitStatusBadge status={unit.status} />}
        breadcrumbs={[{ label: t("title"), href: "/operator/units" }]}
        actions={
          <ButtonLink href={`/operator/units/${unit.id}/meters`} tone="quiet">
            {t("meters")}
          </ButtonLink>
        }
      />
      {search.notice === "status-set" && (
        <Notice tone="green" live>
          {t("done")}
        </Notice>
      )}
      <div className="grid gap-x-16 lg:grid-cols-2">
        <div>
          <Section title={t("facts")}>
            <SummaryList
              items={[
                { label: t("type"), value: en ? unit.typeEn : unit.typeZh },
                { label: t("area"), value: `${unit.areaM2} m²` },
                { label: t("beds"), value: unit.beds },
                { label: t("floor"), value: unit.floor },
                { label: t("rent"), value: <Money fen={unit.rentFen} unit="month" /> },
                { label: t("since"), value: <Instant at={unit.statusAt} /> },
                { label: t("reason"), value: <StatusReason unit={unit} /> },
              ]}
            />
          </Section>
          <Section title={t("leases")}>
            <UnitLeases leases={unit.leases} />
          </Section>
        </div>
        <div>
          {mayEver(actor, "unit.setStatus") && (
            <Section title={t("change")} lead={next.length > 0 ? t("changeLead") : t("changeNotByHand")}>
              {next.length > 0 && (
                <Form action={setUnitStatusAction} hidden={{ unitId: unit.id }} className="grid max-w-form gap-5">
                  <FormRadio
                    name="status"
                    label={t("newStatus")}
                    options={next.map((status) => ({ value: status, label: words(status) }))}
                  />
                  <FormText name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={200} width="full" />
                  <SubmitButton>{t("save")}</SubmitButton>
                </Form>
              )}
            </Section>
          )}
          <Section title={t("history")}>
            <UnitHistory rows={unit.history} />
          </Section>
        </div>
      </div>
    </>
  );
});
