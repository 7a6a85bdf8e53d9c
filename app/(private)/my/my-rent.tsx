import { getLocale, getTranslations } from "next-intl/server";
import type { myBills } from "#lib/billing/queries";
import { yuanText } from "#lib/money";
import type { EntitlementPreview } from "#lib/people/preview";
import { ButtonLink } from "#ui/button";
import { Money } from "#ui/money";
import { NetRentLine } from "#ui/net-rent-line";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { monthText, netOf } from "./texts.ts";

type Bill = Awaited<ReturnType<typeof myBills>>[number];
type Props = { preview: EntitlementPreview; resident: boolean; bill: Bill | undefined };

/** Expected beside actual: what the person would pay once all is met, and what this month's bill says. */
export async function MyRent({ preview, resident, bill }: Props) {
  const t = await getTranslations("my.home");
  return (
    <Section
      title={t("rent")}
      lead={resident ? t("expectedLead") : t("singleHint", { rent: yuanText(preview.rentFen) })}
      actions={
        <ButtonLink href="/my/subsidy" tone="link">
          {t("seeSubsidy")}
        </ButtonLink>
      }
    >
      <NetRentLine net={netOf(preview.expected, preview.rentFen)} label={t("expected")} />
      {resident && <Actual bill={bill} />}
    </Section>
  );
}

async function Actual({ bill }: { bill: Bill | undefined }) {
  const t = await getTranslations("my.home");
  if (!bill) return <p className="text-muted">{t("noBill")}</p>;
  return (
    <div className="flex flex-wrap items-end justify-between gap-4 border-line border-t pt-4">
      <div className="grid gap-1">
        <h3 className="flex flex-wrap items-center gap-3 font-medium">
          {t("actualMonth", { month: monthText(await getLocale(), bill.month) })}
          {bill.approved && <StatusBadge kind="bill" status={bill.status} />}
        </h3>
        <p className="text-muted text-sm">{bill.approved ? t("approved") : t("waiting")}</p>
        <p>
          <Money fen={bill.approved ? bill.dueFen : bill.expectedDueFen} size="lg" />
        </p>
      </div>
      <ButtonLink href={`/my/bills/${bill.id}`} tone="quiet">
        {t("seeBill")}
      </ButtonLink>
    </div>
  );
}
