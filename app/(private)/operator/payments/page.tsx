import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { importsFor } from "#lib/billing/bank-queries";
import { FILE_BYTES } from "#lib/billing/rules";
import { type BankColumn, bankHeaders } from "#lib/billing/rules-bank";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { FileTable } from "../../_files/file-table.tsx";
import { UploadCard } from "../../_files/upload-card.tsx";
import { Done } from "../../done.tsx";
import { PaymentTabs } from "./_parts/payment-tabs.tsx";
import { uploadBankFileAction } from "./actions.ts";

export default page("payment.list", async ({ actor, search }) => {
  const t = await getTranslations("operator.payments");
  const imports = await importsFor(actor);
  return (
    <>
      <PageHeader look="desk" title={t("title")} />
      <PaymentTabs current="imports" />
      <Done texts="operator.payments" notice={search.notice} />
      {mayEver(actor, "bank.import") && <UploadForm />}
      <Section title={t("imports")}>
        <FileTable
          files={imports}
          href={(row) => `/operator/payments/imports/${row.id}`}
          wrong={(row) => row.wrong}
          texts={{
            caption: t("imports"),
            file: t("fileName"),
            madeAt: t("madeAt"),
            rows: t("rows"),
            status: t("status"),
            statusOf: (row) => t(`statuses.${row.status}`),
          }}
          columns={[
            { key: "posted", header: t("posted"), numeric: true, cell: (row) => row.posted },
            { key: "waiting", header: t("waiting"), numeric: true, cell: (row) => row.waiting },
          ]}
          empty={<EmptyState title={t("noImports")}>{t("noImportsText")}</EmptyState>}
        />
      </Section>
    </>
  );
});

function UploadForm() {
  const t = useTranslations("operator.payments");
  return (
    <UploadCard
      action={uploadBankFileAction}
      maxBytes={FILE_BYTES}
      texts={{
        title: t("upload.title"),
        text: t("upload.text"),
        file: t("upload.file"),
        hint: t("upload.hint"),
        tooLarge: t("upload.tooLarge"),
        submit: t("upload.submit"),
        reading: t("upload.reading"),
        columns: t("upload.columns"),
        columnsText: t("upload.columnsText"),
      }}
      columns={(Object.keys(bankHeaders) as BankColumn[]).map((column) => ({
        label: t(`columns.${column}`),
        headers: bankHeaders[column],
      }))}
    />
  );
}
