import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { receiptFor } from "#lib/billing/receipts";
import { PageHeader } from "#ui/page-header";
import { ReceiptSheet } from "../../../../receipt-sheet.tsx";

export default page<{ id: string }>("payment.view", async ({ actor, params }) => {
  const t = await getTranslations("my.receipt");
  const receipt = await receiptFor(actor, params.id);
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: receipt.billNo, href: `/operator/months/${receipt.month}/${receipt.billId}` }]}
        title={t("title")}
      />
      <ReceiptSheet receipt={receipt} />
    </>
  );
});
