import { getTranslations } from "next-intl/server";
import { receiptFor } from "#lib/billing/receipts";
import { PageHeader } from "#ui/page-header";
import { ReceiptSheet } from "../../../receipt-sheet.tsx";
import { myPage } from "../../my-page.ts";

export default myPage<{ id: string }>("payment.view", async ({ actor, params }) => {
  const t = await getTranslations("my.receipt");
  const bills = await getTranslations("my.bills");
  const receipt = await receiptFor(actor, params.id);
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        breadcrumbs={[
          { label: bills("title"), href: "/my/bills" },
          { label: receipt.billNo, href: `/my/bills/${receipt.billId}` },
        ]}
        title={t("title")}
      />
      <ReceiptSheet receipt={receipt} />
    </div>
  );
});
