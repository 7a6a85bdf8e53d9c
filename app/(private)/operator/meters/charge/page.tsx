import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { dayAt, isDay } from "#lib/days";
import { tariffsOn, usesToCharge } from "#lib/meters/queries";
import { priceText, usedText } from "#lib/meters/rules-tariff";
import { Button } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { TextField } from "#ui/field";
import { Form } from "#ui/form";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { Table } from "#ui/table";
import { Done } from "../../../done.tsx";
import { OpenUses } from "../../leases/[id]/deposit/open-uses.tsx";
import { MeterTabs } from "../_parts/meter-tabs.tsx";
import { chargeReadingsAction } from "../actions.ts";

/** What was used and is not charged yet, what it comes to, and charging it without waiting for the month's run. */
export default page("meter.list", async ({ actor, search }) => {
  const t = await getTranslations("charges.meters");
  const kinds = await getTranslations("charges.lines.kinds");
  const units = await getTranslations("charges.how.units");
  const today = dayAt(new Date());
  const upTo = search.upTo && isDay(search.upTo) && search.upTo <= today ? search.upTo : today;
  const uses = await usesToCharge(actor, { upTo });
  const unlived = uses.kinds.reduce((sum, one) => sum + one.unlivedFen, 0);
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("chargeLead")} />
      <MeterTabs actor={actor} current="charge" />
      <Done texts="operator.meters" notice={search.notice} />
      <form method="get" className="flex flex-wrap items-end gap-2 pb-4">
        <TextField name="upTo" type="date" label={t("upTo")} defaultValue={upTo} width="md" />
        <Button type="submit" tone="quiet">
          {t("show")}
        </Button>
      </form>
      {uses.refused ? (
        <OpenUses uses={uses} />
      ) : (
        <Table
          caption={t("toCharge")}
          rows={uses.kinds}
          rowKey={(row) => row.kind}
          empty={<EmptyState title={t("nothingToCharge")} />}
          columns={[
            { key: "kind", header: t("kind"), heading: true, cell: (row) => kinds(row.kind) },
            { key: "uses", header: t("usesCount"), numeric: true, cell: (row) => row.uses },
            {
              key: "used",
              header: t("used"),
              numeric: true,
              cell: (row) => `${usedText(row.usedHundredths)} ${units(row.kind)}`,
            },
            { key: "amount", header: t("amount"), numeric: true, cell: (row) => <Money fen={row.amountFen} exact /> },
            {
              key: "unlived",
              header: t("unlived"),
              numeric: true,
              cell: (row) => <Money fen={row.unlivedFen} exact />,
            },
          ]}
        />
      )}
      {uses.kinds.length > 0 && mayEver(actor, "reading.charge") && (
        <div className="grid gap-3 pt-4">
          {unlived > 0 && <Notice tone="blue">{t("unlivedText")}</Notice>}
          <Form action={chargeReadingsAction} hidden={{ upTo }} className="grid max-w-form gap-3">
            <SubmitButton pendingLabel={t("charging")}>{t("chargeSubmit")}</SubmitButton>
          </Form>
        </div>
      )}
      <Tariffs on={today} />
    </>
  );
});

async function Tariffs({ on }: { on: string }) {
  const t = await getTranslations("charges.tariffs");
  const kinds = await getTranslations("charges.lines.kinds");
  const units = await getTranslations("charges.how.units");
  const tariffs = tariffsOn(on);
  const tiers = tariffs.flatMap((tariff) =>
    tariff.tiers.map((tier, index) => ({ ...tariff, tier, no: index + 1, key: `${tariff.kind}${index}` })),
  );
  return (
    <Section title={t("title")} lead={t("lead")}>
      {tariffs.some((tariff) => tariff.illustrative) && <Notice tone="amber">{t("illustrative")}</Notice>}
      <Table
        caption={t("title")}
        captionHidden
        dense
        rows={tiers}
        rowKey={(row) => row.key}
        columns={[
          { key: "kind", header: t("kind"), heading: true, cell: (row) => `${kinds(row.kind)} ${row.no}` },
          {
            key: "upTo",
            header: t("upTo"),
            numeric: true,
            cell: (row) =>
              row.tier.upToPerYear === null
                ? t("above")
                : t("tier", { used: row.tier.upToPerYear / 100, unit: units(row.kind) }),
          },
          { key: "price", header: t("price"), numeric: true, cell: (row) => priceText(row.tier.price) },
          { key: "from", header: t("from"), cell: (row) => <Day on={row.fromOn} look="numeric" /> },
          { key: "source", header: t("source"), cell: (row) => (row.illustrative ? t("ours") : row.source) },
        ]}
      />
    </Section>
  );
}
