import { useLocale, useTranslations } from "next-intl";
import { written } from "#i18n/written";
import type { Receipt } from "#lib/billing/receipts";
import { Card } from "#ui/card";
import { Day } from "#ui/day";
import { Money } from "#ui/money";
import { PrintButton } from "#ui/print-button";
import { SummaryList } from "#ui/summary-list";

/** A receipt that prints on one sheet; the same for the payer and for staff. */
export function ReceiptSheet({ receipt }: { receipt: Receipt }) {
  const t = useTranslations("my.receipt");
  const methods = useTranslations("words.paymentMethods");
  const kinds = useTranslations("charges.lines.kinds");
  const locale = useLocale();
  const english = locale === "en";
  const { month } = written(locale, { month: receipt.month });
  return (
    <div className="grid max-w-prose gap-4">
      <Card>
        <SummaryList
          items={[
            { label: t("no"), value: <span className="tabular">{receipt.receiptNo}</span> },
            { label: t("payer"), value: receipt.personName },
            { label: t("amount"), value: <Money fen={receipt.amountFen} size="lg" exact /> },
            { label: t("capital"), value: <span lang="zh-CN">{receipt.capital}</span> },
            { label: t("for"), value: t("forText", { month: String(month), bill: receipt.billNo }) },
            {
              label: t("contents"),
              value: receipt.contents.map(({ kind, fen }) => (
                <span key={kind} className="mr-3 inline-block">
                  {kinds(kind)} <Money fen={fen} size="sm" exact />
                </span>
              )),
            },
            ...(receipt.creditFen > 0 ? [{ label: t("credit"), value: <Money fen={receipt.creditFen} exact /> }] : []),
            { label: t("room"), value: `${english ? receipt.buildingEn : receipt.buildingZh} ${receipt.roomNo}` },
            { label: t("leaseNo"), value: receipt.leaseNo },
            { label: t("paidOn"), value: <Day on={receipt.paidOn} /> },
            { label: t("method"), value: methods(receipt.method) },
            { label: t("reference"), value: <span className="break-all">{receipt.reference}</span> },
            { label: t("payee"), value: english ? receipt.complexEn : receipt.complexZh },
          ]}
        />
        <p className="pt-4 text-muted text-sm">{t("notInvoice")}</p>
      </Card>
      <div data-print="hide">
        <PrintButton>{t("print")}</PrintButton>
      </div>
    </div>
  );
}
