import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { written } from "#i18n/written";
import { dayAt } from "#lib/days";
import { type CheckOutPreview, checkOutPreview } from "#lib/leases/check-out-preview";
import { unitsAfterCheckOut } from "#lib/leases/rules";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { Form, FormRadio, FormText, FormTextarea } from "#ui/form";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { checkOutAction } from "../../actions.ts";

/** Before a lease is ended: what it comes to, and the one press that does it. */
export default page<{ id: string }>("lease.checkOut", async ({ actor, params }) => {
  const now = new Date();
  const preview = await checkOutPreview(actor, params.id, now);
  const { lease } = preview;
  const back = `/operator/leases/${lease.id}`;
  if (lease.status !== "active") redirect(back);
  const t = await getTranslations("waiting.checkOut");
  const after = unitsAfterCheckOut.map((value) => ({
    value,
    label: t(value),
    hint: t(`${value}Hint`),
    disabled: value === "outOfOrder" && preview.others > 0,
  }));
  return (
    <div className="max-w-form">
      <PageHeader
        look="desk"
        title={t("title")}
        lead={t("lead")}
        breadcrumbs={[{ label: lease.leaseNo, href: back }]}
      />
      <Facts preview={preview} />
      <Section title={t("next")}>
        <Next preview={preview} />
        <Form action={checkOutAction} hidden={{ leaseId: lease.id }} className="grid gap-5">
          <FormText name="on" type="date" label={t("on")} width="md" defaultValue={dayAt(now)} />
          <FormRadio name="toService" label={t("toService")} options={after} defaultValue="vacant" />
          <FormTextarea name="reason" label={t("reason")} hint={t("reasonHint")} rows={2} maxLength={200} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton tone="danger">{t("submit")}</SubmitButton>
            <ButtonLink href={back} tone="quiet">
              {t("back")}
            </ButtonLink>
          </div>
        </Form>
      </Section>
    </div>
  );
});

async function Facts({ preview: { lease, billedTo } }: { preview: CheckOutPreview }) {
  const t = await getTranslations("waiting.checkOut");
  const rooms = await getTranslations("waiting.deskOffer");
  const room = { building: lease.building.no, roomNo: lease.unit.roomNo, bed: lease.bed };
  return (
    <Section title={t("facts")}>
      <SummaryList
        items={[
          { label: t("unit"), value: lease.bed > 0 ? rooms("bedRoom", room) : rooms("room", room) },
          { label: t("tenants"), value: lease.tenants.map(({ name }) => name).join(" ") },
          {
            label: t("term"),
            value: (
              <>
                <Day on={lease.startsOn} /> – <Day on={lease.endsOn} />
              </>
            ),
          },
          { label: t("billed"), value: <Billed month={billedTo} /> },
        ]}
      />
    </Section>
  );
}

async function Billed({ month }: { month: string | null }) {
  const t = await getTranslations("waiting.checkOut");
  return month ? t("billedTo", written(await getLocale(), { month })) : t("billedNone");
}

async function Next({ preview: { others, next } }: { preview: CheckOutPreview }) {
  const t = await getTranslations("waiting.checkOut");
  return (
    <Notice tone="blue">
      {others > 0 && <p>{t("others", { count: others })}</p>}
      {next && <p>{t("nextWaiting", { code: next.code, count: next.waiting })}</p>}
      {!next && others === 0 && <p>{t("nextNobody")}</p>}
    </Notice>
  );
}
